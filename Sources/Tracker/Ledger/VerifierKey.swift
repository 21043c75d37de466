// The public half of a key that signs checkpoints, in the text form of C2SP signed-note, section "Verifier
// keys": `<key name>+<key ID in hexadecimal>+<base64 of 0x01 and the 32-byte Ed25519 key>`.

import Crypto

/// Why a text is not a usable key, as sentences.
public enum NoteKeyError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The name is empty or holds a space, a plus sign or a control character.
    case badName(String)
    /// The text does not have the parts of a key.
    case malformed
    /// The key is of a type other than Ed25519 (0x01).
    case unsupportedType
    /// The key ID does not belong to the name and the key beside it.
    case wrongID(name: String)

    /// The sentence to show.
    public var description: String {
        switch self {
        case .badName(let name):
            "\"\(name)\" cannot name a key: give a name without spaces or plus signs, "
                + "such as register.example/london."
        case .malformed:
            "This is not a key: it should read name+ID+key on one line. "
                + "Copy the whole line from where it was published."
        case .unsupportedType:
            "This key is of another kind than Ed25519, the only one that this register uses."
        case .wrongID(let name):
            "The key of \(name) does not match its own ID: a character was lost or changed. "
                + "Copy the line again."
        }
    }
}

/// A named Ed25519 public key.
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// Who signs with it; for a register's own key this is also the origin of its checkpoints.
    public let name: String
    /// The first four bytes, big-endian, of SHA-256 over name, newline, 0x01 and ``publicKey``.
    public let id: UInt32
    /// The 32 bytes of RFC 8032.
    public let publicKey: [UInt8]

    /// C2SP signed-note, section "Signature types": Ed25519.
    static let signatureType: UInt8 = 0x01

    /// A key from its parts. Throws ``NoteKeyError/badName(_:)``, or ``NoteKeyError/malformed`` unless the
    /// key has 32 bytes.
    public init(name: String, publicKey: [UInt8]) throws(NoteKeyError) {
        guard VerifierKey.isName(name) else { throw .badName(name) }
        guard publicKey.count == 32 else { throw .malformed }
        self.name = name
        self.publicKey = publicKey
        let hash = Hash.sha256(Array(name.utf8) + [0x0A, VerifierKey.signatureType] + publicKey)
        self.id = hash.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads `name+ID+key`.
    public init(parsing text: String) throws(NoteKeyError) {
        let (name, id, key) = try VerifierKey.parts(of: text)
        try self.init(name: name, publicKey: key)
        guard self.id == id else { throw .wrongID(name: name) }
    }

    /// `name+ID+key` on one line.
    public var description: String {
        VerifierKey.text(name: name, id: id, key: publicKey)
    }

    /// Whether `signature` was made over `text` with the private half of this key.
    public func verifies(signature: [UInt8], of text: [UInt8]) -> Bool {
        guard signature.count == 64,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(signature, for: text)
    }

    /// Key names are not empty and hold no Unicode space, no plus sign and no control character.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "+" && !$0.properties.isWhitespace }
    }

    static func text(name: String, id: UInt32, key: [UInt8]) -> String {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: id >> (24 - 8 * $0)) }
        return "\(name)+\(Hexadecimal.encode(bytes))+\(Base64.encode([signatureType] + key))"
    }

    /// Name, ID and the 32 bytes of the key, each well formed, not yet checked against one another.
    static func parts(of text: String) throws(NoteKeyError) -> (name: String, id: UInt32, key: [UInt8]) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3,
            let id = Hexadecimal.decode(parts[1]), id.count == 4,
            let key = Base64.decode(parts[2]), let type = key.first
        else { throw .malformed }
        guard type == signatureType else { throw .unsupportedType }
        guard key.count == 33 else { throw .malformed }
        return (String(parts[0]), id.reduce(0) { $0 << 8 | UInt32($1) }, Array(key.dropFirst()))
    }
}
