import Crypto
import CryptoExtras

/// The public half of a passkey: a COSE key (RFC 9052, 9053; RFC 8812 for RS256) of one of the three algorithms that are asked for.
enum PasskeyPublicKey: Sendable {
    case es256(P256.Signing.PublicKey)
    case rs256(_RSA.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)

    /// Their numbers in the registry of COSE, the one that is liked best first.
    static let algorithms = [-8, -7, -257]

    /// Reads a COSE key; nil for one that is malformed, weak, or of another algorithm.
    init?(cose: CBOR) {
        guard case .int(let algorithm)? = cose[.int(3)], case .int(let kind)? = cose[.int(1)] else {
            return nil
        }
        switch (algorithm, kind) {
        case (-7, 2):
            guard cose[.int(-1)] == .int(1), let x = cose[.int(-2)]?.bytes, let y = cose[.int(-3)]?.bytes,
                x.count == 32, y.count == 32,
                let key = try? P256.Signing.PublicKey(x963Representation: [4] + x + y)
            else { return nil }
            self = .es256(key)
        case (-257, 3):
            // 65537 alone: what every authenticator uses, and nothing that makes forging or checking cheap or dear.
            guard let modulus = cose[.int(-1)]?.bytes, cose[.int(-2)]?.bytes == [1, 0, 1],
                (256...1024).contains(modulus.count), modulus[0] != 0,
                let key = try? _RSA.Signing.PublicKey(n: modulus, e: [1, 0, 1] as [UInt8])
            else { return nil }
            self = .rs256(key)
        case (-8, 1):
            guard cose[.int(-1)] == .int(6), let x = cose[.int(-2)]?.bytes, x.count == 32,
                let key = try? Curve25519.Signing.PublicKey(rawRepresentation: x)
            else { return nil }
            self = .ed25519(key)
        default: return nil
        }
    }

    func isValid(_ signature: [UInt8], for bytes: [UInt8]) -> Bool {
        switch self {
        case .es256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else {
                return false
            }
            return key.isValidSignature(signature, for: bytes)
        case .rs256(let key):
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: bytes),
                padding: .insecurePKCS1v1_5)
        case .ed25519(let key): return key.isValidSignature(signature, for: bytes)
        }
    }
}
