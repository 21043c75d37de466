// The file of the key that signs checkpoints: the key's own line, or that line sealed under a passphrase with
// scrypt (RFC 7914) and ChaCha20-Poly1305 (RFC 8439), so that a copied file alone signs nothing.

import Crypto
import CryptoExtras

/// Why a key file can't be used, as sentences.
public enum KeyFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no file at that path.
    case missing(path: String)
    /// It is not the file of a key.
    case malformed
    /// The key in it can't be used.
    case key(NoteKeyError)
    /// It is sealed and no passphrase was given.
    case passphraseNeeded
    /// The passphrase is not the one that it was sealed under, or the file was changed.
    case wrongPassphrase

    /// The sentence to show.
    public var description: String {
        switch self {
        case .missing(let path):
            "There is no signing key at \(path)."
        case .malformed: "This is not the file of a signing key."
        case .key(let error): error.description
        case .passphraseNeeded:
            "The signing key is kept under a passphrase."
        case .wrongPassphrase:
            "The passphrase is not the one that this signing key was made with, or its file was changed."
        }
    }
}

/// A signer key as its file holds it: readable, or sealed.
///
/// Sealed, the file is one line of JSON with the keys `format` (`tracker key 1`), `verifier` (the public
/// half), `salt` and `sealed` (Base 64). The sealing key is scrypt of the passphrase's UTF-8 and the salt with
/// N = 2^17, r = 8, p = 1; `sealed` is nonce, ciphertext and tag of the key's secret line, the verifier line
/// being authenticated with it.
public enum SealedKey: Sendable {
    /// Whoever can read the file can sign.
    case open(SignerKey)
    /// The passphrase is needed to sign.
    case sealed(verifier: VerifierKey, salt: [UInt8], box: [UInt8])

    package static let format = "tracker key 1"

    /// Seals a key under a passphrase; `salt` is 16 random bytes.
    public init(_ key: SignerKey, passphrase: String, salt: [UInt8]) throws(KeyFileError) {
        let sealing = try SealedKey.sealingKey(passphrase, salt: salt)
        guard
            let box = try? ChaChaPoly.seal(
                Array(key.secretText.utf8), using: sealing,
                authenticating: Array(key.verifier.description.utf8))
        else { throw .malformed }
        self = .sealed(verifier: key.verifier, salt: salt, box: Array(box.combined))
    }

    /// Reads the bytes of a key file.
    public init(parsing file: [UInt8]) throws(KeyFileError) {
        guard file.last == 0x0A, let line = String(validating: file.dropLast(), as: UTF8.self) else {
            throw .malformed
        }
        guard let json = try? JSON(parsing: line.utf8) else {
            do { self = .open(try SignerKey(parsing: line)) } catch { throw .key(error) }
            return
        }
        guard json["format"]?.string == SealedKey.format, let verifier = json["verifier"]?.string,
            let salt = json["salt"]?.string.flatMap({ Base64.decode($0) }),
            let box = json["sealed"]?.string.flatMap({ Base64.decode($0) })
        else { throw .malformed }
        do {
            self = .sealed(verifier: try VerifierKey(parsing: verifier), salt: salt, box: box)
        } catch { throw .key(error) }
    }

    /// The bytes of the key file.
    public var encoded: [UInt8] {
        switch self {
        case .open(let key): Array((key.secretText + "\n").utf8)
        case .sealed(let verifier, let salt, let box):
            JSON.object([
                "format": .string(SealedKey.format), "verifier": .string(verifier.description),
                "salt": .string(Base64.encode(salt)), "sealed": .string(Base64.encode(box)),
            ]).canonical + [0x0A]
        }
    }

    /// The public half.
    public var verifier: VerifierKey {
        switch self {
        case .open(let key): key.verifier
        case .sealed(let verifier, _, _): verifier
        }
    }

    /// Whether a passphrase is needed to sign.
    public var isSealed: Bool {
        if case .sealed = self { true } else { false }
    }

    /// The key, for signing.
    public func signer(passphrase: String?) throws(KeyFileError) -> SignerKey {
        guard case .sealed(let verifier, let salt, let bytes) = self else {
            guard case .open(let key) = self else { throw .malformed }
            return key
        }
        guard let passphrase else { throw .passphraseNeeded }
        let sealing = try SealedKey.sealingKey(passphrase, salt: salt)
        guard let box = try? ChaChaPoly.SealedBox(combined: bytes),
            let line = try? ChaChaPoly.open(
                box, using: sealing, authenticating: Array(verifier.description.utf8)),
            let key = try? SignerKey(parsing: String(decoding: line, as: UTF8.self)), key.verifier == verifier
        else { throw .wrongPassphrase }
        return key
    }

    private static func sealingKey(_ passphrase: String, salt: [UInt8]) throws(KeyFileError) -> SymmetricKey {
        let key = try? KDF.Scrypt.deriveKey(
            from: Array(passphrase.utf8), salt: salt, outputByteCount: 32, rounds: 1 << 17, blockSize: 8,
            parallelism: 1)
        guard let key else { throw .wrongPassphrase }
        return key
    }
}
