// The key of a witness, which cosigns checkpoints, after C2SP tlog-cosignature. Its lines are those of `VerifierKey` and
// `SignerKey` with 0x04 in place of 0x01, so that neither kind can be taken for the other.

import Crypto

/// Why a text is not the key of a witness, as sentences.
public enum WitnessKeyError: Error, Equatable, Sendable, CustomStringConvertible {
    /// It is no key, or none that can be used.
    case key(NoteKeyError)
    /// It is the key of a log, which signs its own checkpoints.
    case ofLog(name: String)
    /// It signs in another way than Ed25519.
    case otherKind(name: String)

    /// The sentence to show.
    public var description: String {
        switch self {
        case .key(let error): error.description
        case .ofLog(let name):
            "The key of \(name) is that of a register, which signs its own checkpoints. Ask for the line that "
                + "the witness prints of itself."
        case .otherKind(let name):
            "The key of \(name) is of another kind than Ed25519 cosignatures (0x04), the only one that is known "
                + "here. Ask the witness for one of those."
        }
    }
}

/// The public half of a witness's key: a name and an Ed25519 key.
public struct WitnessKey: Hashable, Sendable, CustomStringConvertible {
    /// C2SP signed-note, section "Signature types": timestamped Ed25519 cosignatures.
    static let signatureType: UInt8 = 0x04

    /// The first four bytes, big-endian, of SHA-256 over name, newline, 0x04 and ``publicKey``.
    public let id: UInt32
    private let key: VerifierKey

    /// Who cosigns with it.
    public var name: String { key.name }
    /// The 32 bytes of RFC 8032.
    public var publicKey: [UInt8] { key.publicKey }

    /// A key from its parts.
    public init(name: String, publicKey: [UInt8]) throws(WitnessKeyError) {
        do { key = try VerifierKey(name: name, publicKey: publicKey) } catch { throw .key(error) }
        let hash = Hash.sha256(Array(name.utf8) + [0x0A, Self.signatureType] + publicKey)
        id = hash.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads `name+ID+key`.
    public init(parsing text: String) throws(WitnessKeyError) {
        let (name, id, key) = try Self.parts(of: text)
        try self.init(name: name, publicKey: key)
        guard self.id == id else { throw .key(.wrongID(name: name)) }
    }

    /// `name+ID+key` on one line.
    public var description: String { Self.text(name: name, id: id, key: publicKey) }

    /// Whether `signature` is its own over `text`.
    func verifies(signature: [UInt8], of text: [UInt8]) -> Bool {
        key.verifies(signature: signature, of: text)
    }

    static func text(name: String, id: UInt32, key: [UInt8]) -> String {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: id >> (24 - 8 * $0)) }
        return "\(name)+\(Hexadecimal.encode(bytes))+\(Base64.encode([signatureType] + key))"
    }

    /// Name, ID and 32 bytes, each well formed, not yet checked against one another.
    static func parts(of text: String) throws(WitnessKeyError) -> (name: String, id: UInt32, key: [UInt8]) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let id = Hexadecimal.decode(parts[1]), id.count == 4,
            let key = Base64.decode(parts[2]), let type = key.first
        else { throw .key(.malformed) }
        guard type == signatureType else {
            let name = String(parts[0])
            throw type == VerifierKey.signatureType ? .ofLog(name: name) : .otherKind(name: name)
        }
        guard key.count == 33 else { throw .key(.malformed) }
        return (String(parts[0]), id.reduce(0) { $0 << 8 | UInt32($1) }, Array(key.dropFirst()))
    }
}

/// The private half. It never appears in a description: ask for ``secretText`` to keep it.
public struct WitnessSigner: Sendable {
    /// The public half, to be published.
    public let key: WitnessKey
    private let seed: [UInt8]
    private let signer: SignerKey

    /// The key that grows from a 32-byte seed (RFC 8032 section 5.1.5).
    public init(name: String, seed: [UInt8]) throws(WitnessKeyError) {
        do { signer = try SignerKey(name: name, seed: seed) } catch { throw .key(error) }
        self.seed = seed
        key = try WitnessKey(name: name, publicKey: signer.verifier.publicKey)
    }

    /// A new key. The generator must be fit for secrets, as `SystemRandomNumberGenerator` is.
    public init(
        name: String, using generator: inout some RandomNumberGenerator
    ) throws(WitnessKeyError) {
        try self.init(
            name: name, seed: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// Reads ``secretText``.
    public init(parsing text: String) throws(WitnessKeyError) {
        guard text.hasPrefix(SignerKey.prefix) else { throw .key(.malformed) }
        let (name, id, seed) = try WitnessKey.parts(of: String(text.dropFirst(SignerKey.prefix.count)))
        try self.init(name: name, seed: seed)
        guard key.id == id else { throw .key(.wrongID(name: name)) }
    }

    /// The whole key as one line, for a file that only its owner may read.
    public var secretText: String {
        SignerKey.prefix + WitnessKey.text(name: key.name, id: key.id, key: seed)
    }

    /// Cosigns the text of a checkpoint.
    ///
    /// - Parameter time: in seconds since 1970; more than 0.
    public func cosign(_ text: String, at time: Int64) -> SignedNote.Signature {
        precondition(time > 0, "a cosignature says when it was made")
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: time >> (56 - 8 * $0)) }
        return SignedNote.Signature(
            name: key.name, keyID: key.id,
            bytes: bytes + signer.signature(of: Cosignature.message(of: text, at: time)))
    }
}

extension WitnessSigner: CustomStringConvertible, CustomReflectable {
    /// The public half.
    public var description: String { key.description }

    /// Shows nothing but the public half, so that a dump gives nothing away.
    public var customMirror: Mirror { Mirror(self, children: ["key": key]) }
}
