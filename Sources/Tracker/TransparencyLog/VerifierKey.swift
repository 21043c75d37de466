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
    /// The key is a point of small order, or not written in the one right way: anybody could sign with it.
    case worthless

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
        case .worthless:
            "This key proves nothing: it is one of the few with which every text can be given a signature that "
                + "fits. Don't trust whoever published it."
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

    /// A key from its parts. Throws ``NoteKeyError/badName(_:)``, ``NoteKeyError/malformed`` unless the key has
    /// 32 bytes, or ``NoteKeyError/worthless``.
    public init(name: String, publicKey: [UInt8]) throws(NoteKeyError) {
        guard VerifierKey.isName(name) else { throw .badName(name) }
        guard publicKey.count == 32 else { throw .malformed }
        guard VerifierKey.isSound(publicKey) else { throw .worthless }
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

    /// Whether 32 bytes are neither one of the eight points whose order divides the cofactor 8, signatures of which hold for
    /// any text, nor no canonical point (RFC 8032 section 5.1.3: y below 2^255 − 19). A point and its negative share y,
    /// and differ in the topmost bit.
    static func isSound(_ key: [UInt8]) -> Bool {
        var y = key
        y[31] &= 0x7F
        let isCanonical = zip(y, fieldPrime).reversed().first { $0 != $1 }.map { $0 < $1 } ?? false
        return isCanonical && !smallOrder.contains(y)
    }

    /// 2^255 − 19, little-endian.
    private static let fieldPrime: [UInt8] = [0xED] + [UInt8](repeating: 0xFF, count: 30) + [0x7F]
    /// The y of the points of order 1, 2 and 4, and the two of order 8.
    private static let smallOrder: [[UInt8]] =
        [
            [1] + [UInt8](repeating: 0, count: 31), [0xEC] + fieldPrime.dropFirst(),
            [UInt8](repeating: 0, count: 32),
        ]
        + [
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        ].compactMap { Hexadecimal.decode($0) }

    /// Whether `signature` was made over `text` with the private half of this key.
    public func verifies(signature: [UInt8], of text: [UInt8]) -> Bool {
        VerifierKey.verifies(signature, of: text, by: publicKey)
    }

    /// Whether `signature` is that of Ed25519 over `text` by a sound key of 32 bytes.
    package static func verifies(_ signature: [UInt8], of text: [UInt8], by publicKey: [UInt8]) -> Bool {
        guard signature.count == 64, publicKey.count == 32, isSound(publicKey),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(signature, for: text)
    }

    /// Key names are not empty and hold no Unicode space, no plus sign and no control character.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "+" && !$0.properties.isWhitespace }
    }

    package static func text(name: String, id: UInt32, key: [UInt8]) -> String {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: id >> (24 - 8 * $0)) }
        return "\(name)+\(Hexadecimal.encode(bytes))+\(Base64.encode([signatureType] + key))"
    }

    /// Name, ID and the 32 bytes of the key, each well formed, not yet checked against one another.
    package static func parts(
        of text: String
    ) throws(NoteKeyError) -> (name: String, id: UInt32, key: [UInt8]) {
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
