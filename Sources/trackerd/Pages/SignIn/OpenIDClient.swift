import Synchronization
import Tracker

/// Asks a provider who somebody is: by code, with PKCE (OpenID Connect Core 1.0, section 3.1; RFC 7636, S256).
package final class OpenIDClient: Sendable {
    /// Asks a web server: for an address, or sends it a form.
    package typealias Ask =
        @Sendable (_ address: String, _ form: String?) throws -> (status: Int, body: [UInt8])

    /// What a sign-in began with; it waits in the browser's cookie.
    struct Attempt: Equatable {
        let state: String
        let nonce: String
        let verifier: String
        /// Where to go on.
        let back: String

        var cookie: String {
            [state, nonce, verifier, Base64URL.encode(Array(back.utf8))].joined(separator: ".")
        }

        init(state: String, nonce: String, verifier: String, back: String) {
            (self.state, self.nonce, self.verifier, self.back) = (state, nonce, verifier, back)
        }

        init?(cookie: String) {
            let parts = cookie.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 4,
                let back = Base64URL.decode(parts[3]).flatMap({ String(validating: $0, as: UTF8.self) })
            else { return nil }
            self.init(state: parts[0], nonce: parts[1], verifier: parts[2], back: back)
        }

        /// What a state is good for: this browser's nonce and verifier, and no other's.
        static func purpose(_ nonce: String, _ verifier: String) -> String { "openid \(nonce) \(verifier)" }

        var purpose: String { Self.purpose(nonce, verifier) }
    }

    private struct Known {
        var authorization = ""
        var token = ""
        var keySet = ""
        var keys: [ProviderKey] = []
        /// When its addresses and its keys were read, in milliseconds; nil for never.
        var read: Int64?
        var keysRead: Int64?
    }

    /// How much the clocks may differ, in seconds.
    private static let skew: Int64 = 60
    /// How long its addresses are taken to be the same, in milliseconds.
    private static let lasts: Int64 = 3_600_000

    let provider: OpenIDProvider
    private let secret: String?
    private let origin: String
    private let ask: Ask
    private let known = Mutex(Known())

    init(_ provider: OpenIDProvider, secret: String?, origin: String, ask: @escaping Ask) {
        (self.provider, self.secret, self.origin, self.ask) = (provider, secret, origin, ask)
    }

    private var answerAddress: String { "\(origin)/sign-in/openid/done" }

    /// Where a browser is sent to sign in.
    func address(for attempt: Attempt, at now: Int64) throws(OpenIDFault) -> String {
        let known = try known(at: now)
        var question = FormFields()
        for (name, value) in [
            ("response_type", "code"), ("client_id", provider.client), ("redirect_uri", answerAddress),
            ("scope", "openid profile"), ("state", attempt.state), ("nonce", attempt.nonce),
            ("code_challenge", Base64URL.encode(Hash.sha256(Array(attempt.verifier.utf8)).bytes)),
            ("code_challenge_method", "S256"),
        ] { question.add(name, value) }
        return known.authorization + (known.authorization.contains("?") ? "&" : "?") + question.encoded
    }

    /// Who somebody is that came back with a code.
    func identity(_ code: String, of attempt: Attempt, at now: Int64) throws(OpenIDFault) -> OpenIDIdentity {
        let known = try known(at: now)
        var form = FormFields()
        for (name, value) in [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", answerAddress),
            ("client_id", provider.client),
            ("code_verifier", attempt.verifier),
        ] { form.add(name, value) }
        if let secret { form.add("client_secret", secret) }
        let (status, body) = try asked(known.token, form.encoded)
        let answer = try? JSON(parsing: body)
        guard status == 200, let text = answer?["id_token"]?.string else {
            throw .refused(answer?["error"]?.string?.excerpt ?? "status \(status)")
        }
        let token = try SignedToken(parsing: text)
        guard let key = try key(of: token, at: now) else { throw .unknownKey }
        guard token.isSigned(by: key) else { throw .wrongSignature }
        return try identity(token.claims, nonce: attempt.nonce, at: now)
    }

    /// What a token says, whose signature holds.
    private func identity(_ claims: JSON, nonce: String, at now: Int64) throws(OpenIDFault) -> OpenIDIdentity
    {
        guard claims["iss"]?.string == provider.issuer else { throw .otherIssuer }
        let audience = claims["aud"]?.string.map { [$0] } ?? (claims["aud"]?.array ?? []).compactMap(\.string)
        guard audience.contains(provider.client) else { throw .otherAudience }
        if audience.count > 1 || claims["azp"] != nil {
            guard claims["azp"]?.string == provider.client else { throw .otherAudience }
        }
        guard let until = claims["exp"]?.int, let issued = claims["iat"]?.int, now / 1000 < until + Self.skew,
            issued <= now / 1000 + Self.skew, (claims["nbf"]?.int ?? 0) <= now / 1000 + Self.skew
        else { throw .expired }
        guard claims["nonce"]?.string == nonce else { throw .otherNonce }
        func claim(_ name: String) -> String? {
            claims[name]?.string.flatMap { (1...255).contains($0.utf8.count) ? $0 : nil }
        }
        let subject: String?
        switch provider.subject {
        case .sub: subject = claim("sub")
        case .oid:
            guard let tenant = claim("tid"), let object = claim("oid") else { throw .withoutSubject }
            subject = "\(tenant) \(object)"
        }
        guard let subject else { throw .withoutSubject }
        let name = claim("name") ?? claim("preferred_username") ?? subject
        let address = claim("preferred_username").flatMap { $0 == name ? nil : " (\($0))" } ?? ""
        return OpenIDIdentity(issuer: provider.issuer, subject: subject, name: (name + address).excerpt)
    }

    /// The provider's addresses, read once an hour.
    private func known(at now: Int64) throws(OpenIDFault) -> Known {
        let known = known.withLock { $0 }
        if let read = known.read, now - read < Self.lasts { return known }
        let (status, body) = try asked(
            provider.issuer + (provider.issuer.hasSuffix("/") ? "" : "/")
                + ".well-known/openid-configuration", nil)
        guard status == 200, let json = try? JSON(parsing: body), json["issuer"]?.string == provider.issuer,
            let authorization = json["authorization_endpoint"]?.string,
            let token = json["token_endpoint"]?.string,
            let keySet = json["jwks_uri"]?.string,
            [authorization, token, keySet].allSatisfy({ OpenIDProvider.isSafe($0) })
        else { throw .unreachable("its description at \(provider.issuer) isn't as it should be") }
        return self.known.withLock {
            ($0.authorization, $0.token, $0.keySet, $0.read) = (authorization, token, keySet, now)
            return $0
        }
    }

    /// The key that signed a token. One that isn't known may be new: the set is read again, at most once a second.
    private func key(of token: SignedToken, at now: Int64) throws(OpenIDFault) -> ProviderKey? {
        let known = known.withLock { $0 }
        if let key = token.key(among: known.keys) { return key }
        if let read = known.keysRead, now - read < 1000 { return nil }
        let (status, body) = try asked(known.keySet, nil)
        guard status == 200, let json = try? JSON(parsing: body), let all = json["keys"]?.array else {
            throw .unreachable("its keys can't be read")
        }
        let keys = all.compactMap { ProviderKey($0) }
        self.known.withLock { ($0.keys, $0.keysRead) = (keys, now) }
        return token.key(among: keys)
    }

    private func asked(_ address: String, _ form: String?) throws(OpenIDFault) -> (status: Int, body: [UInt8])
    {
        do { return try ask(address, form) } catch { throw .unreachable("\(error)") }
    }
}

extension OpenIDProvider {
    /// Whether nobody can listen on the way to an address, or it is on this computer.
    static func isSafe(_ address: String) -> Bool {
        address.hasPrefix("https://")
            || ["http://localhost", "http://127.0.0.1"].contains {
                address.hasPrefix($0) && [":", "/", nil].contains(address.dropFirst($0.count).first)
            }
    }
}
