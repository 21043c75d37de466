// The private half of a key that signs checkpoints. Its text form is the one that Go's sumdb/note
// established: `PRIVATE+KEY+<key name>+<key ID in hexadecimal>+<base64 of 0x01 and the 32-byte Ed25519
// seed>`.

import Crypto

/// A named Ed25519 private key. It never appears in a description: ask for ``secretText`` to keep it.
public struct SignerKey: Sendable {
    /// The public half, to be published.
    public let verifier: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    package static let prefix = "PRIVATE+KEY+"

    /// The key that grows from a 32-byte seed (RFC 8032 section 5.1.5). Throws ``NoteKeyError/badName(_:)``,
    /// or ``NoteKeyError/malformed`` unless the seed has 32 bytes.
    public init(name: String, seed: [UInt8]) throws(NoteKeyError) {
        do {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        } catch {
            throw .malformed
        }
        verifier = try VerifierKey(name: name, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// A new key. The generator must be fit for secrets, as `SystemRandomNumberGenerator` is.
    public init(name: String, using generator: inout some RandomNumberGenerator) throws(NoteKeyError) {
        let seed = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        try self.init(name: name, seed: seed)
    }

    /// Reads ``secretText``.
    public init(parsing text: String) throws(NoteKeyError) {
        guard text.hasPrefix(SignerKey.prefix) else { throw .malformed }
        let (name, id, seed) = try VerifierKey.parts(of: String(text.dropFirst(SignerKey.prefix.count)))
        try self.init(name: name, seed: seed)
        guard verifier.id == id else { throw .wrongID(name: name) }
    }

    /// The whole key as one line, for a file that only its owner may read.
    public var secretText: String {
        let seed = Array(key.rawRepresentation)
        return SignerKey.prefix + VerifierKey.text(name: verifier.name, id: verifier.id, key: seed)
    }

    /// The 64 bytes of the Ed25519 signature over `text`.
    public func signature(of text: [UInt8]) -> [UInt8] {
        // Ed25519 signs every message; swift-crypto's signature throws only for the sake of other platforms.
        Array(try! key.signature(for: text))
    }
}

extension SignerKey: CustomStringConvertible, CustomReflectable {
    /// The public half.
    public var description: String { verifier.description }

    /// Shows nothing but the public half, so that a dump gives nothing away.
    public var customMirror: Mirror { Mirror(self, children: ["verifier": verifier]) }
}
