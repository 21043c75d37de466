import Tracker

extension PasskeyPublicKey {
    /// Reads a COSE key as an authenticator wrote it; nil for one that is malformed, weak, or of another algorithm.
    init?(cose: CBOR) {
        guard case .int(let algorithm)? = cose[.int(3)], case .int(let kind)? = cose[.int(1)] else {
            return nil
        }
        switch (algorithm, kind) {
        case (-7, 2):
            guard cose[.int(-1)] == .int(1), let x = cose[.int(-2)]?.bytes, let y = cose[.int(-3)]?.bytes
            else { return nil }
            self.init(es256: x, y)
        case (-257, 3):
            guard cose[.int(-2)]?.bytes == [1, 0, 1], let modulus = cose[.int(-1)]?.bytes else { return nil }
            self.init(rs256: modulus)
        case (-8, 1):
            guard cose[.int(-1)] == .int(6), let x = cose[.int(-2)]?.bytes else { return nil }
            self.init(ed25519: x)
        default: return nil
        }
    }
}
