import Testing
@testable import TrackerPages

import Tracker

/// Where somebody is signed in, and their passkeys.
struct MePageTests {
    private let office: PagesFixture
    private let pages: Pages

    init() throws {
        office = try PagesFixture()
        pages = try office.behindProxy()
    }

    private func token(_ browser: Browser) -> String {
        Browser.hidden("token", in: browser.get("/me").text) ?? ""
    }

    @Test func devices() throws {
        let (here, there) = (try office.browser(office.owner, pages), try office.browser(office.owner, pages))
        let stranger = try office.browser(office.assurer, pages)
        let page = here.get("/me")
        #expect(page.text.contains("(this one)"))
        #expect(page.text.contains("by an address made for you, since 1 April 2022"))
        let device = try #require(Browser.hidden("device", in: page.text))
        // Somebody else's isn't theirs to sign out.
        _ = stranger.send(["token": token(stranger), "device": device], to: "/me/devices")
        #expect(there.get("/").status == 200)
        #expect(here.send(["token": token(here), "device": device], to: "/me/devices")["Location"] == "/me")
        #expect(there.get("/").status == 403)
        #expect(here.get("/").status == 200)
    }

    /// An owner says how they are reminded, and who is while they are away.
    @Test func reminders() throws {
        let (browser, form) = (try office.browser(office.owner, pages), "/me/reminders")
        #expect(browser.get("/me").text.contains("on each day with something new"))
        var page = browser.get(form)
        let half = browser.fill(
            page, at: form,
            ["reminders": "weekly", "away-from-day": "4", "away-from-month": "4", "away-from-year": "2022"],
            step: "check")
        #expect(half.status == 422 && half.text.contains("The last day away: say it as well."))
        page = browser.get(form)
        let away: KeyValuePairs = [
            "reminders": "weekly", "away-from-day": "4", "away-from-month": "4", "away-from-year": "2022",
            "away-to-day": "9", "away-to-month": "4", "away-to-year": "2022",
            "substitute": office.assurer.description,
        ]
        #expect(browser.fill(page, at: form, away, step: "check").text.contains("Nothing is recorded yet"))
        #expect(browser.fill(page, at: form, away, step: "record")["Location"]?.hasPrefix("/me") == true)
        let me = browser.get("/me").text
        #expect(me.contains("once in seven days") && me.contains("9 April 2022"))
        let own = try office.fixture.register.correspondent(office.owner)
        #expect(own.pace == .weekly && own.absence?.substitute == office.assurer)
        // What an officer sees of them is what they said.
        let officer = try office.browser(office.officer, pages)
        #expect(officer.get("/people/\(office.owner)/change").text.contains("value=\"weekly\" selected"))
        // Nothing typed is there any more.
        page = browser.get(form)
        let back = browser.fill(page, at: form, ["reminders": "weekly"], step: "record")
        #expect(back["Location"]?.hasPrefix("/me") == true)
        #expect(try office.fixture.register.correspondent(office.owner).absence == nil)
        #expect(try office.fixture.register.verify().findings == [])
    }

    @Test func everywhere() throws {
        let (here, there) = (try office.browser(office.owner, pages), try office.browser(office.owner, pages))
        let other = try office.browser(office.assurer, pages)
        let out = here.send(["token": token(here)], to: "/me/sign-out")
        #expect(out["Set-Cookie"]?.contains("Max-Age=0") == true)
        #expect(here.get("/").status == 403)
        #expect(there.get("/").status == 403)
        #expect(other.get("/").status == 200)
    }

    @Test func passkeys() throws {
        let browser = try office.browser(office.owner, pages)
        func add(_ soft: SoftPasskey, challenge: String? = nil) -> PageResponse {
            let page = browser.get("/me")
            let asked = page.text.firstRange(of: "data-challenge=\"").map {
                String(page.text[$0.upperBound...].prefix { $0 != "\"" })
            }
            let (client, attestation) = soft.made(challenge ?? asked ?? "")
            return browser.send(
                [
                    "token": token(browser), "client": Base64URL.encode(client),
                    "attestation": Base64URL.encode(attestation),
                ],
                to: "/me/passkeys")
        }
        let soft = try SoftPasskey()
        #expect(browser.get("/me").text.contains("You have none."))
        #expect(add(soft)["Location"] == "/me")
        // The same once more, and one for a challenge that nobody asked.
        #expect(add(soft).status == 403)
        #expect(
            add(try SoftPasskey(), challenge: pages.challenges.challenge(for: "sign in", at: pages.now))
                .status == 403)
        #expect(try pages.file.passkeys(of: office.owner).map(\.passkey.id) == [soft.id])
        // Somebody else can't remove it.
        let stranger = try office.browser(office.assurer, pages)
        #expect(
            stranger.send(
                ["token": token(stranger), "passkey": Base64URL.encode(soft.id)], to: "/me/passkeys/removed"
            ).status == 404)
        let name = try #require(Browser.hidden("passkey", in: browser.get("/me").text))
        #expect(
            browser.send(["token": token(browser), "passkey": name], to: "/me/passkeys/removed")["Location"]
                == "/me")
        #expect(try pages.file.passkeys(of: office.owner).isEmpty)
    }

    @Test func formsAreTheirOwn() throws {
        let (browser, other) = (
            try office.browser(office.owner, pages), try office.browser(office.assurer, pages)
        )
        for path in ["/me/sign-out", "/me/devices", "/me/passkeys", "/me/passkeys/removed"] {
            #expect(browser.send(["token": token(other)], to: path).status == 403)
            #expect(
                browser.send(["token": token(browser)], to: path, headers: ["origin": "https://evil.example"])
                    .status == 403)
        }
        #expect(browser.get("/me/sign-out").status == 404)
        #expect(browser.get("/me").status == 200)
    }

    @Test(arguments: [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0",
            "Edge on Windows"
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1",
            "Safari on an iPhone"
        ),
        ("<script>alert(1)</script>", "Another browser"), ("", "Another browser"),
    ])
    func browsersByTheirNames(agent: String, words: String) {
        #expect(PageRequest(.get, "/", headers: ["user-agent": agent]).device == words)
    }
}
