import Crypto
import Testing
@testable import TrackerPages

import Tracker

/// Signing in by a provider, and what isn't taken for it.
struct OpenIDTests {
    private let office: PagesFixture
    private let provider: FakeProvider
    private let pages: Pages

    init() throws {
        try self.init(subject: .sub)
    }

    private init(subject: OpenIDProvider.Subject) throws {
        office = try PagesFixture()
        provider = FakeProvider([.ec("k1")]) { [clock = office.fixture.clock] in
            clock.now.millisecondsSince1970
        }
        let configured = OpenIDProvider(
            issuer: "https://id.example", client: "pages", secretFile: nil, label: "Force ID",
            subject: subject)
        pages = Pages(
            register: office.folder.file("register.db"), file: office.file,
            site: PagesSite(
                try PublicAddress(parsing: "https://tracker.example"), ways: SignInWays(openID: configured)),
            openID: OpenIDClient(
                configured, secret: "a+b &c", origin: "https://tracker.example", ask: provider.answer),
            clock: { [clock = office.fixture.clock] in clock.now })
    }

    /// A browser that keeps both cookies.
    private func get(_ browser: Browser, _ path: String) -> PageResponse {
        let page = browser.get(path)
        for (name, value) in page.headers where name == "Set-Cookie" {
            let pair = value.split(separator: ";")[0]
            let kept = (browser.cookie ?? "").split(separator: ";").map { $0.drop { $0 == " " } }
                .filter { $0.prefix { $0 != "=" } != pair.prefix { $0 != "=" } }
            browser.cookie = (kept + [pair]).filter { !$0.hasSuffix("=") }.joined(separator: "; ")
        }
        return page
    }

    private func signIn(_ browser: Browser, back: String = "/items?status=open") throws -> PageResponse {
        let begun = get(browser, "/sign-in/openid?back=\(PageAddress.encoded(back))")
        guard let address = begun["Location"] else { return begun }
        return get(browser, try provider.signIn(at: address))
    }

    /// Says on the page of people who it is that asked.
    private func say(_ person: PersonID) throws {
        let officer = try office.browser(office.officer, pages)
        let page = officer.get("/people")
        #expect(page.text.contains("Who is Owen O. (owen@force.example)?"))
        #expect(officer.get("/").text.contains("Requests to sign in: 1"))
        let sent = officer.send(
            [
                "token": Browser.hidden("token", in: page.text) ?? "",
                "identity": Browser.hidden("identity", in: page.text) ?? "",
                "field": "person0", "person0": person.description, "step": "take",
            ], to: "/sign-in-requests")
        #expect(sent["Location"] == "/people")
    }

    @Test func nobodyUntilAnOfficerSaysWho() throws {
        let browser = Browser(pages)
        #expect(browser.get("/items").text.contains("Sign in with Force ID"))
        let first = try signIn(browser)
        #expect(first.status == 403 && first.text.contains("nobody has said yet who that is"))
        #expect(get(browser, "/items").status == 403)
        try say(office.owner)
        let second = try signIn(browser)
        #expect(second["Location"] == "/items?status=open")
        #expect(get(browser, "/me").text.contains("Owen Owner"))
        // What it asked for: PKCE, and a form in which every character is what it is.
        let form = provider.state.withLock { $0.forms[0] }
        #expect(
            form.contains("client_secret=a%2Bb%20%26c") && form.contains("code=code%2B")
                && form.contains("code_verifier="))
        let officer = try office.browser(office.officer, pages)
        let people = officer.get("/people")
        #expect(people.text.contains("Owen Owner signs in as Owen O. (owen@force.example)"))
        // Let in no more, they are out, and ask anew.
        _ = officer.send(
            [
                "token": Browser.hidden("token", in: people.text) ?? "",
                "identity": Browser.hidden("identity", in: people.text) ?? "",
                "step": "end",
            ], to: "/sign-in-requests")
        #expect(get(browser, "/me").status == 403)
        #expect(try signIn(browser).status == 403)
    }

    @Test func whereItLeads() throws {
        let address = try #require(get(Browser(pages), "/sign-in/openid")["Location"])
        #expect(
            address.hasPrefix(
                "https://id.example/authorize?response_type=code&client_id=pages&redirect_uri=https%3A%2F%2Ftracker.example%2Fsign-in%2Fopenid%2Fdone&scope=openid%20profile&state="
            ))
        #expect(address.contains("&code_challenge_method=S256"))
        let begun = get(Browser(pages), "/sign-in/openid?back=//evil.example")
        let cookie = begun["Set-Cookie"] ?? ""
        #expect(cookie.hasPrefix("__Host-tracker-openid="))
        #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Max-Age=600; Secure"))
    }

    @Test func bothAlgorithms() throws {
        for key in [
            try FakeProvider.Key.rsa("r"), try FakeProvider.Key.rsa("q", published: [:]),
            FakeProvider.Key.ec("e"),
        ] {
            office.fixture.clock.advance(milliseconds: 1000)
            provider.change { $0.keys = [key] }
            #expect(try signIn(Browser(pages)).text.contains("nobody has said yet"))
        }
    }

    /// A key that came after the last look is fetched; one that isn't published isn't asked for again and again.
    @Test func keysAreRotated() throws {
        #expect(try signIn(Browser(pages)).text.contains("nobody has said yet"))
        provider.change { $0.keys.append(.ec("k2")) }
        // Within the same second nobody looks twice.
        #expect(try signIn(Browser(pages)).text.contains(HTML.text(OpenIDFault.unknownKey.sentence)))
        office.fixture.clock.advance(milliseconds: 1000)
        #expect(try signIn(Browser(pages)).text.contains("nobody has said yet"))
        office.fixture.clock.advance(milliseconds: 1000)
        provider.change { $0.manner.header["kid"] = "nowhere" }
        let before = provider.state.withLock { $0.asked.filter { $0.hasSuffix("/keys") }.count }
        for _ in 0..<5 {
            #expect(try signIn(Browser(pages)).text.contains(HTML.text(OpenIDFault.unknownKey.sentence)))
        }
        #expect(provider.state.withLock { $0.asked.filter { $0.hasSuffix("/keys") }.count } == before + 1)
    }

    private static let wrong: [(change: @Sendable (inout FakeProvider.Manner) -> Void, fault: OpenIDFault)] =
        [
            ({ $0.issuer = "https://evil.example" }, .otherIssuer),
            ({ $0.issuer = "https://id.example/" }, .otherIssuer),
            ({ $0.claims["aud"] = "another" }, .otherAudience),
            ({ $0.claims["aud"] = ["another"] }, .otherAudience),
            ({ $0.claims["aud"] = ["pages", "another"] }, .otherAudience),
            ({ $0.claims["azp"] = "another" }, .otherAudience),
            ({ $0.without = ["aud"] }, .otherAudience), ({ $0.claims["nonce"] = "another" }, .otherNonce),
            ({ $0.without = ["nonce"] }, .otherNonce), ({ $0.claims["exp"] = 1 }, .expired),
            ({ $0.without = ["exp"] }, .expired),
            ({ $0.without = ["iat"] }, .expired), ({ $0.claims["iat"] = 9_000_000_000 }, .expired),
            ({ $0.claims["nbf"] = 9_000_000_000 }, .expired), ({ $0.without = ["sub"] }, .withoutSubject),
            ({ $0.claims["sub"] = "" }, .withoutSubject),
            (
                {
                    $0.header["alg"] = "none"; $0.signature = { _ in [] }
                }, .otherAlgorithm
            ),
            ({ $0.header["alg"] = "None" }, .otherAlgorithm),
            ({ $0.header["alg"] = "RS512" }, .otherAlgorithm),
            ({ $0.header["alg"] = "RS256" }, .unknownKey), ({ $0.header["crit"] = ["exp"] }, .otherAlgorithm),
            ({ $0.signature = { _ in [UInt8](repeating: 0, count: 64) } }, .wrongSignature),
            ({ $0.signature = { _ in [] } }, .wrongSignature),
            (
                {
                    let stranger = FakeProvider.Key.ec("k1"); $0.signature = { try stranger.sign($0) }
                }, .wrongSignature
            ),
        ]

    @Test(arguments: wrong.indices) func aTokenThatIsNotForUs(index: Int) throws {
        let (change, fault) = Self.wrong[index]
        provider.change { change(&$0.manner) }
        let answer = try signIn(Browser(pages))
        #expect(answer.status == 403)
        #expect(answer.text.contains(HTML.text(fault.sentence)), "\(fault)")
        #expect(try office.file.requests(at: pages.now).isEmpty)
        provider.change { $0.manner = .init() }
        #expect(try signIn(Browser(pages)).text.contains("nobody has said yet"))
    }

    /// The public key is no secret: whoever signs with it as one isn't the provider.
    @Test func aPublicKeyAsASecret() throws {
        let key = try FakeProvider.Key.rsa("r")
        provider.change {
            $0.keys = [key]
            $0.manner.header["alg"] = "HS256"
            $0.manner.signature = { bytes in
                let modulus = Base64URL.decode(key.json["n"]?.string ?? "") ?? []
                return Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: modulus)))
            }
        }
        #expect(try signIn(Browser(pages)).text.contains(HTML.text(OpenIDFault.otherAlgorithm.sentence)))
    }

    @Test func severalAudiencesWithOurs() throws {
        provider.change {
            ($0.manner.claims["aud"], $0.manner.claims["azp"]) = (["pages", "another"], "pages")
        }
        #expect(try signIn(Browser(pages)).text.contains("nobody has said yet"))
    }

    @Test func aStateIsForOneBrowserOnce() throws {
        let browser = Browser(pages)
        let back = try provider.signIn(at: get(browser, "/sign-in/openid")["Location"] ?? "")
        let stale = HTML.text(OpenIDFault.staleState.sentence)
        let cookie = browser.cookie
        // Another browser, with no cookie or with its own.
        #expect(Browser(pages).get(back).text.contains(stale))
        let other = Browser(pages)
        _ = get(other, "/sign-in/openid")
        #expect(other.get(back).text.contains(stale))
        #expect(get(browser, back).text.contains("nobody has said yet"))
        #expect(browser.cookie != cookie)
        browser.cookie = cookie
        #expect(browser.get(back).text.contains(stale))
        // Too late.
        let late = Browser(pages)
        let address = try provider.signIn(at: get(late, "/sign-in/openid")["Location"] ?? "")
        office.fixture.clock.advance(milliseconds: Challenges.lasts + 1)
        #expect(late.get(address).text.contains(stale))
    }

    @Test func anotherVerifierIsRefusedByTheProvider() throws {
        let browser = Browser(pages)
        let back = try provider.signIn(at: get(browser, "/sign-in/openid")["Location"] ?? "")
        let code = try #require(FormFields(parsing: back.split(separator: "?")[1])?["code"])
        provider.change { $0.codes[code]?.challenge = "another" }
        #expect(
            get(browser, back).text.contains("didn&#39;t let you in (invalid_grant)")
                || browser.get(back).status == 403)
    }

    @Test func whatTheProviderSays() throws {
        let browser = Browser(pages)
        let state = try #require(
            get(browser, "/sign-in/openid")["Location"].flatMap {
                FormFields(parsing: $0.split(separator: "?")[1])
            }?["state"])
        #expect(
            get(browser, "/sign-in/openid/done?error=access_denied&state=\(state)").text.contains(
                "access_denied"))
        let other = Browser(pages)
        let address = try provider.signIn(at: get(other, "/sign-in/openid")["Location"] ?? "")
        #expect(
            get(other, address + "&iss=https%3A%2F%2Fevil.example").text.contains(
                HTML.text(OpenIDFault.otherIssuer.sentence)))
        office.fixture.clock.advance(milliseconds: 3_600_001)
        provider.change { $0.manner.isDown = true }
        let down = get(Browser(pages), "/sign-in/openid")
        #expect(down.status == 503 && down.text.contains("nobody answers"))
        provider.change { ($0.manner.isDown, $0.manner.described) = (false, "https://evil.example") }
        #expect(get(Browser(pages), "/sign-in/openid").status == 503)
    }

    @Test func entraIDsPeople() throws {
        let entra = try OpenIDTests(subject: .oid)
        #expect(
            try entra.signIn(Browser(entra.pages)).text.contains(
                HTML.text(OpenIDFault.withoutSubject.sentence)))
        entra.provider.change { ($0.manner.claims["oid"], $0.manner.claims["tid"]) = ("person", "tenant") }
        #expect(try entra.signIn(Browser(entra.pages)).text.contains("nobody has said yet"))
        try entra.say(entra.office.owner)
        // Another subject and another address are the same person; another tenant's same number isn't.
        entra.provider.change {
            ($0.manner.claims["sub"], $0.manner.claims["preferred_username"]) = ("x", "new@force.example")
        }
        #expect(try entra.signIn(Browser(entra.pages)).status == 303)
        entra.provider.change { $0.manner.claims["tid"] = "another" }
        #expect(try entra.signIn(Browser(entra.pages)).status == 403)
    }

    @Test func onlyOfficersSayWhoItIs() throws {
        _ = try signIn(Browser(pages))
        let id = try #require(try office.file.requests(at: pages.now).first?.id)
        for person in [office.owner, office.assurer, office.auditor] {
            let browser = try office.browser(person, pages)
            let token = Browser.hidden("token", in: browser.get("/").text) ?? ""
            #expect(!browser.get("/people").text.contains("Owen O."))
            let sent = browser.send(
                [
                    "token": token, "identity": id, "field": "person0", "person0": person.description,
                    "step": "take",
                ],
                to: "/sign-in-requests")
            #expect(sent.status == 404)
        }
        #expect(try signIn(Browser(pages)).status == 403)
        let officer = try office.browser(office.officer, pages)
        let token = Browser.hidden("token", in: officer.get("/people").text) ?? ""
        #expect(
            officer.send(["token": token, "identity": id, "step": "forget"], to: "/sign-in-requests").status
                == 303)
        #expect(try office.file.requests(at: pages.now).isEmpty)
        #expect(
            officer.send(
                ["token": token, "identity": id, "field": "person0", "person0": "P1", "step": "take"],
                to: "/sign-in-requests"
            )
            .status == 404)
    }

    @Test func strangersDoNotFillTheList() throws {
        for number in 0..<120 {
            try office.file.request(
                OpenIDIdentity(issuer: "i", subject: "\(number)", name: "N"), at: pages.now + Int64(number))
        }
        #expect(try office.file.requests(at: pages.now).count == 100)
    }

    @Test func withoutAProviderThereIsNone() throws {
        let plain = try office.behindProxy()
        #expect(Browser(plain).get("/sign-in/openid").status == 403)
        #expect(Browser(plain).get("/sign-in/openid/done?code=x&state=y").status == 403)
        #expect(!Browser(plain).get("/").text.contains("Force ID"))
    }
}
