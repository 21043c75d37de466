import Crypto
import CryptoExtras
import Synchronization
@testable import TrackerPages

import Tracker

/// A provider of OpenID Connect, as far as pages notice: its description, its keys, and tokens for codes. It may say what is wrong.
final class FakeProvider: Sendable {
    /// One of its keys, with what it publishes of it.
    struct Key: Sendable {
        let json: JSON
        let algorithm: String
        let sign: @Sendable ([UInt8]) throws -> [UInt8]

        static func rsa(
            _ id: String, published: [String: JSON] = ["alg": "RS256", "use": "sig"]
        ) throws -> Key {
            let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
            let primitives = try key.publicKey.getKeyPrimitives()
            let members: [String: JSON] = [
                "kty": "RSA", "kid": .string(id), "n": .string(Base64URL.encode(Array(primitives.modulus))),
                "e": .string(Base64URL.encode(Array(primitives.publicExponent))),
            ]
            return Key(json: .object(members.merging(published) { $1 }), algorithm: "RS256") {
                Array(
                    try key.signature(for: SHA256.hash(data: $0), padding: .insecurePKCS1v1_5)
                        .rawRepresentation)
            }
        }

        static func ec(_ id: String) -> Key {
            let key = P256.Signing.PrivateKey()
            let point = Array(key.publicKey.x963Representation)
            return Key(
                json: [
                    "kty": "EC", "crv": "P-256", "kid": .string(id),
                    "x": .string(Base64URL.encode(Array(point[1..<33]))),
                    "y": .string(Base64URL.encode(Array(point[33...]))),
                ], algorithm: "ES256"
            ) { Array(try key.signature(for: $0).rawRepresentation) }
        }
    }

    /// What it says, which a test may make wrong.
    struct Manner: Sendable {
        var issuer = "https://id.example"
        var described: String?
        var header: [String: JSON] = [:]
        var claims: [String: JSON] = [:]
        var without: Set<String> = []
        /// How a token is signed; nil as it should be.
        var signature: (@Sendable ([UInt8]) throws -> [UInt8])?
        var isDown = false
    }

    struct State {
        var manner = Manner()
        /// The keys it publishes; it signs with the last.
        var keys: [Key]
        /// Codes that were given out: the challenge and the nonce that they were asked with.
        var codes: [String: (challenge: String, nonce: String)] = [:]
        var asked: [String] = []
        var forms: [String] = []
    }

    let state: Mutex<State>
    private let now: @Sendable () -> Int64

    init(_ keys: [Key], now: @escaping @Sendable () -> Int64) {
        state = Mutex(State(keys: keys))
        self.now = now
    }

    func change(_ body: (inout sending State) -> Void) { state.withLock { body(&$0) } }

    struct Down: Error, CustomStringConvertible {
        let description = "nobody answers"
    }

    /// Lets somebody in who was sent to an address, and gives the address that leads back.
    func signIn(at address: String) throws -> String {
        guard
            let question = address.split(separator: "?", maxSplits: 1).last.flatMap({
                FormFields(parsing: $0)
            })
        else { throw Down() }
        let code = "code+\(Base64URL.encode(PagesFile.random(9)))"
        state.withLock {
            $0.codes[code] = (question["code_challenge"] ?? "", question["nonce"] ?? "")
        }
        let back = String((question["redirect_uri"] ?? "").dropFirst("https://tracker.example".count))
        return
            "\(back)?code=\(PageAddress.encoded(code))&state=\(PageAddress.encoded(question["state"] ?? ""))"
    }

    @Sendable func answer(_ address: String, _ form: String?) throws -> (status: Int, body: [UInt8]) {
        try state.withLock { state in
            if state.manner.isDown { throw Down() }
            state.asked.append(address)
            if let form { state.forms.append(form) }
            switch address {
            case "https://id.example/.well-known/openid-configuration":
                return (
                    200,
                    JSON.object([
                        "issuer": .string(state.manner.described ?? "https://id.example"),
                        "authorization_endpoint": "https://id.example/authorize",
                        "token_endpoint": "https://id.example/token",
                        "jwks_uri": "https://id.example/keys", "scopes_supported": ["openid"],
                    ]).canonical
                )
            case "https://id.example/keys":
                // Among keys of other kinds, none of which may spoil the set.
                let strange: [JSON] = [
                    ["kty": "oct", "k": "AAAA", "kid": "s"], ["kty": "RSA", "use": "enc", "kid": "e"], "none",
                    [:],
                ]
                return (200, JSON.object(["keys": .array(strange + state.keys.map(\.json))]).canonical)
            case "https://id.example/token":
                guard let fields = form.flatMap({ FormFields(parsing: $0) }), let code = fields["code"],
                    let (challenge, nonce) = state.codes.removeValue(forKey: code),
                    Base64URL.encode(Hash.sha256(Array((fields["code_verifier"] ?? "").utf8)).bytes)
                        == challenge,
                    fields["client_id"] == "pages", fields["client_secret"] == "a+b &c"
                else { return (400, Array("{\"error\":\"invalid_grant\"}".utf8)) }
                return (
                    200,
                    JSON.object(["id_token": .string(try token(state, nonce)), "token_type": "Bearer"])
                        .canonical
                )
            default: return (404, [])
            }
        }
    }

    private func token(_ state: State, _ nonce: String) throws -> String {
        let key = state.keys[state.keys.count - 1]
        let (manner, seconds) = (state.manner, now() / 1000)
        let header: [String: JSON] = [
            "alg": .string(key.algorithm), "kid": key.json["kid"] ?? "", "typ": "JWT",
        ]
        let claims: [String: JSON] = [
            "iss": .string(manner.issuer), "aud": "pages", "sub": "248289761001", "exp": .int(seconds + 300),
            "iat": .int(seconds),
            "nonce": .string(nonce), "name": "Owen O.", "preferred_username": "owen@force.example",
        ]
        func part(_ members: [String: JSON]) -> String { Base64URL.encode(JSON.object(members).canonical) }
        let signed =
            part(header.merging(manner.header) { $1 }) + "."
            + part(claims.merging(manner.claims) { $1 }.filter { !manner.without.contains($0.key) })
        return "\(signed).\(Base64URL.encode(try (manner.signature ?? key.sign)(Array(signed.utf8))))"
    }
}
