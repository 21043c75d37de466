// The public half of a passkey, as Web Authentication hands it over: a COSE key (RFC 9052, 9053; RFC 8812 for RS256).

import Crypto
import CryptoExtras

/// The public half of a passkey, of one of the three algorithms that are asked for.
package struct PasskeyPublicKey: Sendable {
    /// Their numbers in the registry of COSE, the one that is liked best first.
    package static let algorithms = [-8, -7, -257]

    private enum Key: Sendable {
        case ed25519([UInt8])
        case es256(P256.Signing.PublicKey)
        case rs256(_RSA.Signing.PublicKey)
    }

    /// The COSE key in the canonical form of CTAP2, which is its only spelling here.
    package let cose: [UInt8]
    private let key: Key

    /// A key of Ed25519; nil for one that proves nothing.
    package init?(ed25519 x: [UInt8]) {
        guard x.count == 32, VerifierKey.isSound(x) else { return nil }
        cose = [0xA4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20] + x
        key = .ed25519(x)
    }

    /// A key of ES256; nil for what is no point of P-256.
    package init?(es256 x: [UInt8], _ y: [UInt8]) {
        guard x.count == 32, y.count == 32,
            let key = try? P256.Signing.PublicKey(x963Representation: [4] + x + y)
        else { return nil }
        cose =
            [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20] + x + [0x22, 0x58, 0x20] + y
        self.key = .es256(key)
    }

    /// A key of RS256 with the exponent 65537: what every authenticator uses, and nothing that makes forging or checking cheap
    /// or dear. Nil for a modulus of less than 2,048 or more than 8,192 bits.
    package init?(rs256 modulus: [UInt8]) {
        let count = modulus.count
        guard (256...1024).contains(count), modulus[0] != 0, modulus[count - 1] & 1 == 1,
            let key = try? _RSA.Signing.PublicKey(n: modulus, e: [1, 0, 1] as [UInt8])
        else { return nil }
        cose =
            [0xA4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x59, UInt8(count >> 8), UInt8(count & 0xFF)]
            + modulus + [0x21, 0x43, 0x01, 0x00, 0x01]
        self.key = .rs256(key)
    }

    /// Reads its canonical form; nil for anything else.
    package init?(cose: [UInt8]) {
        let made: PasskeyPublicKey? =
            switch cose.count {
            case 42: PasskeyPublicKey(ed25519: Array(cose[10...]))
            case 77: PasskeyPublicKey(es256: Array(cose[10..<42]), Array(cose[45...]))
            case 17...: PasskeyPublicKey(rs256: Array(cose[11..<(cose.count - 5)]))
            default: nil
            }
        guard let made, made.cose == cose else { return nil }
        self = made
    }

    /// Whether a signature is this key's over `bytes`.
    package func isValid(_ signature: [UInt8], for bytes: [UInt8]) -> Bool {
        switch key {
        case .ed25519(let key): return VerifierKey.verifies(signature, of: bytes, by: key)
        case .es256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else {
                return false
            }
            return key.isValidSignature(signature, for: bytes)
        case .rs256(let key):
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: bytes),
                padding: .insecurePKCS1v1_5)
        }
    }
}
