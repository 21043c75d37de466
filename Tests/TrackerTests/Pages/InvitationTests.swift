import Testing
@testable import TrackerPages

import Tracker

/// From an invitation to a passkey, and in by it.
struct InvitationTests {
    private let office: PagesFixture
    private let pages: Pages

    init() throws {
        office = try PagesFixture()
        pages = try office.behindProxy()
    }

    /// What stands in a page for its authenticator.
    private func challenge(_ page: PageResponse) -> String {
        page.text.firstRange(of: "data-challenge=\"").map {
            String(page.text[$0.upperBound...].prefix { $0 != "\"" })
        } ?? ""
    }

    private func invitation(for person: PersonID) throws -> String {
        try pages.invitation(for: person, by: office.officer)
    }

    private func register(_ soft: SoftPasskey, at path: String, _ browser: Browser) -> PageResponse {
        let page = browser.get(path)
        let (client, attestation) = soft.made(challenge(page))
        return browser.send(
            [
                "key": Browser.hidden("key", in: page.text) ?? "", "client": Base64URL.encode(client),
                "attestation": Base64URL.encode(attestation),
            ], to: "/invitation")
    }

    private func signIn(
        _ soft: SoftPasskey, _ browser: Browser, at path: String = "/sign-in", challenge: String? = nil
    ) throws -> PageResponse {
        let page = browser.get(path)
        let answer = try soft.signed(challenge ?? self.challenge(page))
        return browser.send(
            [
                "passkey": Base64URL.encode(soft.id), "client": Base64URL.encode(answer.client),
                "authenticator": Base64URL.encode(answer.authenticator),
                "signature": Base64URL.encode(answer.signature),
                "back": Browser.hidden("back", in: page.text) ?? "",
            ], to: "/sign-in")
    }

    @Test func invitedThenIn() throws {
        let (browser, soft) = (Browser(pages), try SoftPasskey())
        let path = try invitation(for: office.owner)
        for _ in 0..<3 { #expect(browser.get(path).text.contains("Owen Owner")) }
        #expect(register(soft, at: path, browser)["Location"] == "/me")
        #expect(browser.cookie?.hasPrefix("__Host-tracker=") == true)
        #expect(browser.get("/me").text.contains("Owen Owner"))
        // Used up, for whoever comes with it.
        #expect(Browser(pages).get(path).status == 403)
        #expect(register(try SoftPasskey(), at: path, Browser(pages)).status == 403)
        // From another browser, by the passkey alone.
        let other = Browser(pages)
        #expect(other.get("/items/R-1").status == 403)
        #expect(try signIn(soft, other)["Location"] == "/")
        #expect(other.get("/items/R-1").status == 200)
        #expect(other.get("/me").text.contains("invited by Amira Khan"))
    }

    @Test func anInvitationAges() throws {
        let path = try invitation(for: office.owner)
        office.fixture.clock.advance(milliseconds: PagesFile.invitationLasts + 1)
        #expect(Browser(pages).get(path).status == 403)
        #expect(register(try SoftPasskey(), at: path, Browser(pages)).status == 403)
    }

    @Test func itIsForSomebodyWhoIsThere() throws {
        let path = try invitation(for: office.owner)
        let soft = try SoftPasskey()
        #expect(register(soft, at: path, Browser(pages)).status == 303)
        let second = try invitation(for: office.owner)
        try office.fixture.write { try $0.changePerson("Owen Owner", leaves: .set(day("2022-03-31"))) }
        #expect(Browser(pages).get(second).status == 403)
        #expect(register(try SoftPasskey(), at: second, Browser(pages)).status == 403)
        #expect(try signIn(soft, Browser(pages)).status == 403)
    }

    @Test func theNewerTakesTheOldersPlace() throws {
        let (old, new) = (try invitation(for: office.owner), try invitation(for: office.owner))
        #expect(Browser(pages).get(old).status == 403)
        #expect(Browser(pages).get(new).status == 200)
    }

    @Test func secretsAreNotKept() throws {
        let path = try invitation(for: office.owner)
        for name in office.folder.names where name.contains(".pages") {
            #expect(
                !String(decoding: office.folder.bytes(name) ?? [], as: UTF8.self).contains(path.suffix(64)))
        }
    }

    @Test func replayedAndForeign() throws {
        let (browser, soft) = (Browser(pages), try SoftPasskey())
        _ = register(soft, at: try invitation(for: office.owner), browser)
        let asked = challenge(Browser(pages).get("/sign-in"))
        #expect(try signIn(soft, Browser(pages), challenge: asked).status == 303)
        #expect(try signIn(soft, Browser(pages), challenge: asked).status == 403)
        // A challenge that was asked for something else, or by nobody.
        let other = challenge(Browser(pages).get(try invitation(for: office.assurer)))
        #expect(try signIn(soft, Browser(pages), challenge: other).status == 403)
        #expect(
            try signIn(soft, Browser(pages), challenge: Base64URL.encode(PagesFile.random(56))).status == 403)
        office.fixture.clock.advance(milliseconds: 1)
        let late = challenge(Browser(pages).get("/sign-in"))
        office.fixture.clock.advance(milliseconds: Challenges.lasts + 1)
        #expect(try signIn(soft, Browser(pages), challenge: late).status == 403)
    }

    @Test func anotherInvitationsAnswer() throws {
        let (mine, theirs) = (try invitation(for: office.owner), try invitation(for: office.assurer))
        let answer = try SoftPasskey().made(challenge(Browser(pages).get(mine)))
        let sent = Browser(pages).send(
            [
                "key": String(theirs.suffix(64)), "client": Base64URL.encode(answer.client),
                "attestation": Base64URL.encode(answer.attestation),
            ], to: "/invitation")
        #expect(sent.status == 403)
        #expect(Browser(pages).get(theirs).status == 200)
    }

    /// Whether there is such a passkey isn't told, nor how long it takes: the same is done.
    @Test func unknownPasskeys() throws {
        let known = try SoftPasskey()
        _ = register(known, at: try invitation(for: office.owner), Browser(pages))
        let strange = try signIn(try SoftPasskey(), Browser(pages))
        let page = Browser(pages).get("/sign-in")
        let answer = try SoftPasskey().signed(challenge(page))
        let wrong = Browser(pages).send(
            [
                "passkey": Base64URL.encode(known.id), "client": Base64URL.encode(answer.client),
                "authenticator": Base64URL.encode(answer.authenticator),
                "signature": Base64URL.encode(answer.signature),
            ], to: "/sign-in")
        func sentence(_ page: PageResponse) -> Bool {
            page.text.contains(HTML.text(PasskeyFault.unknown.sentence))
        }
        #expect((strange.status, wrong.status) == (403, 403))
        #expect(sentence(strange) && sentence(wrong))
    }

    @Test func mutilatedAnswers() throws {
        let path = try invitation(for: office.owner)
        for (client, attestation) in [
            ("", ""), ("AA", "AA"), ("!!", "??"), (String(repeating: "A", count: 40_000), "oA"),
        ] {
            let sent = Browser(pages).send(
                ["key": String(path.suffix(64)), "client": client, "attestation": attestation],
                to: "/invitation")
            #expect(sent.status == 403)
        }
        #expect(Browser(pages).send(["passkey": "AA", "client": "AA"], to: "/sign-in").status == 403)
        #expect(Browser(pages).send([:], to: "/sign-in").status == 403)
        #expect(register(try SoftPasskey(), at: path, Browser(pages)).status == 303)
    }

    @Test func aSessionIsAlwaysNew() throws {
        let (browser, soft) = (Browser(pages), try SoftPasskey())
        browser.cookie = "__Host-tracker=\(String(repeating: "a", count: 64))"
        _ = register(soft, at: try invitation(for: office.owner), browser)
        let first = browser.cookie
        #expect(first != "__Host-tracker=\(String(repeating: "a", count: 64))")
        _ = try signIn(soft, browser)
        #expect(browser.cookie != first)
        // What the browser had before ended.
        let old = Browser(pages)
        old.cookie = first
        #expect(old.get("/").status == 403)
        #expect(browser.get("/").status == 200)
    }

    @Test(arguments: [
        ("/items/R-1/note", "/items/R-1/note"),
        ("/items?status=open&words=a%20b", "/items?status=open&words=a%20b"),
        ("https://evil.example/", "/"), ("//evil.example", "/"), ("/%2f/evil.example", "/%2F/evil.example"),
        ("/\\evil.example", "/%5Cevil.example"),
        ("/items%0d%0aSet-Cookie:x=1", "/"), ("javascript:alert(1)", "/"), ("/sign-out", "/"),
        ("/..//evil.example", "/"),
    ])
    func whereItLeadsBack(back: String, to: String) throws {
        let soft = try SoftPasskey()
        _ = register(soft, at: try invitation(for: office.officer), Browser(pages))
        let page = Browser(pages).get("/sign-in")
        let answer = try soft.signed(challenge(page))
        let sent = Browser(pages).send(
            [
                "passkey": Base64URL.encode(soft.id), "client": Base64URL.encode(answer.client),
                "authenticator": Base64URL.encode(answer.authenticator),
                "signature": Base64URL.encode(answer.signature), "back": back,
            ], to: "/sign-in")
        #expect(sent["Location"] == to)
        #expect(sent.headers.filter { $0.name == "Set-Cookie" }.count == 1)
        #expect(
            Browser(pages).get("/sign-in?back=\(PageAddress.encoded(back))").text.contains(
                "value=\"\(HTML.value(to))\""))
    }

    @Test func whatWasAskedComesAfterSigningIn() throws {
        let soft = try SoftPasskey()
        _ = register(soft, at: try invitation(for: office.officer), Browser(pages))
        let browser = Browser(pages)
        #expect(try signIn(soft, browser, at: "/items/R-1/note?x=1")["Location"] == "/items/R-1/note?x=1")
    }

    @Test func onlyOfficersInvite() throws {
        let browser = try office.browser(office.officer, pages)
        let page = browser.get("/people")
        #expect(page.text.contains("Make an invitation") && page.text.contains("Owen Owner (no passkey)"))
        let token = Browser.hidden("token", in: page.text) ?? ""
        let made = browser.send(["token": token, "person": office.owner.description], to: "/invitations")
        #expect(made.status == 200 && made["Cache-Control"] == "no-store")
        let link = try #require(made.text.firstRange(of: "value=\"https://tracker.example/invitation?key="))
            .upperBound
        #expect(Browser(pages).get("/invitation?key=\(made.text[link...].prefix(64))").status == 200)
        #expect(browser.send(["token": token, "person": "P999"], to: "/invitations").status == 404)
        for person in [office.owner, office.assurer, office.auditor] {
            let other = try office.browser(person, pages)
            let token = Browser.hidden("token", in: other.get("/").text) ?? ""
            #expect(
                other.send(["token": token, "person": office.officer.description], to: "/invitations").status
                    == 404)
            #expect(!other.get("/people").text.contains("Make an invitation"))
        }
    }

    @Test func whoLostAPasskey() throws {
        let soft = try SoftPasskey()
        let theirs = Browser(pages)
        _ = register(soft, at: try invitation(for: office.owner), theirs)
        let browser = try office.browser(office.officer, pages)
        let token = Browser.hidden("token", in: browser.get("/people").text) ?? ""
        _ = browser.send(
            ["token": token, "person": office.owner.description, "lost": "yes"], to: "/invitations")
        #expect(try signIn(soft, Browser(pages)).status == 403)
        #expect(theirs.get("/").status == 403)
    }

    @Test func theFirstOfficer() throws {
        let (link, name) = try #require(try pages.firstInvitation(for: "Amira Khan"))
        #expect(link.hasPrefix("https://tracker.example/invitation?key=") && name == "Amira Khan")
        #expect(
            Browser(pages).get(String(link.dropFirst("https://tracker.example".count))).text.contains(
                "Amira Khan"))
        #expect(try pages.firstInvitation(for: "Nobody") == nil)
    }

    @Test func withoutPasskeysThereAreNone() throws {
        let plain = try office.behindProxy(ways: SignInWays())
        #expect(Browser(plain).get(try pages.invitation(for: office.owner, by: office.officer)).status == 403)
        #expect(!Browser(plain).get("/").text.contains("passkey"))
        #expect(try signIn(try SoftPasskey(), Browser(plain)).status == 403)
    }

    @Test func onlyPagesThatNeedItHaveTheScript() throws {
        #expect(PageScript.text.utf8.count <= 8192)
        let browser = try office.browser(office.officer, pages)
        for (path, needs) in [("/me", true), ("/", false), ("/items", false), ("/people", false)] {
            let page = browser.get(path)
            #expect(page.text.contains("<script src=\"/script.js?") == needs)
            #expect((page["Content-Security-Policy"] ?? "").contains("script-src 'self'") == needs)
            #expect(!(page["Content-Security-Policy"] ?? "").contains("unsafe"))
        }
        #expect(Browser(pages).get("/sign-in").text.contains("<script src=\"/script.js?"))
        #expect(Browser(pages).get("/script.js")["Content-Type"] == "text/javascript; charset=utf-8")
    }
}
