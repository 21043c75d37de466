import Crypto
import Tracker

/// A key of a provider, as it publishes them (JSON Web Key, RFC 7517), of the two algorithms that are taken.
struct ProviderKey {
    enum Algorithm: String {
        case rs256 = "RS256"
        case es256 = "ES256"
    }

    let id: String?
    let algorithm: Algorithm
    private let key: PasskeyPublicKey

    /// Reads one key; nil for one that is for something else, or of another kind. One strange key spoils no set.
    init?(_ json: JSON) {
        if let use = json["use"]?.string, use != "sig" { return nil }
        func bytes(_ name: String) -> [UInt8]? { json[name]?.string.flatMap { Base64URL.decode($0) } }
        let algorithm: Algorithm
        switch json["kty"]?.string {
        case "RSA":
            guard bytes("e") == [1, 0, 1], let key = bytes("n").flatMap({ PasskeyPublicKey(rs256: $0) })
            else { return nil }
            (algorithm, self.key) = (.rs256, key)
        case "EC":
            guard json["crv"]?.string == "P-256", let x = bytes("x"), let y = bytes("y"),
                let key = PasskeyPublicKey(es256: x, y)
            else { return nil }
            (algorithm, self.key) = (.es256, key)
        default: return nil
        }
        // Some providers don't say for which algorithm a key is; the key's own kind does.
        if let said = json["alg"]?.string, said != algorithm.rawValue { return nil }
        id = json["kid"]?.string
        self.algorithm = algorithm
    }

    func isValid(_ signature: [UInt8], for bytes: [UInt8]) -> Bool {
        guard algorithm == .es256 else { return key.isValid(signature, for: bytes) }
        // Two numbers side by side (RFC 7518 section 3.4), not the DER of passkeys.
        guard let numbers = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else {
            return false
        }
        return key.isValid(Array(numbers.derRepresentation), for: bytes)
    }
}

/// A token that a provider signed (JSON Web Signature, RFC 7515, in its compact form), before anything of it is believed.
struct SignedToken {
    let algorithm: ProviderKey.Algorithm
    let keyID: String?
    let claims: JSON
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// Reads a token whose header names an algorithm that is taken: before any key is looked at, so that none is used for another.
    init(parsing text: String) throws(OpenIDFault) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 1 << 16, parts.count == 3, let head = Base64URL.decode(parts[0]),
            let body = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2]),
            let header = try? JSON(parsing: head), let claims = try? JSON(parsing: body), claims.object != nil
        else { throw .malformedToken }
        guard let algorithm = header["alg"]?.string.flatMap({ ProviderKey.Algorithm(rawValue: $0) }),
            header["crit"] == nil
        else {
            throw .otherAlgorithm
        }
        (self.algorithm, keyID, self.claims, self.signature) = (
            algorithm, header["kid"]?.string, claims, signature
        )
        signed = Array("\(parts[0]).\(parts[1])".utf8)
    }

    /// The key among these that it names; without a name, the only one of its algorithm.
    func key(among keys: [ProviderKey]) -> ProviderKey? {
        let own = keys.filter { $0.algorithm == algorithm }
        if let keyID { return own.first { $0.id == keyID } }
        return own.count == 1 ? own[0] : nil
    }

    func isSigned(by key: ProviderKey) -> Bool {
        key.algorithm == algorithm && key.isValid(signature, for: signed)
    }
}
