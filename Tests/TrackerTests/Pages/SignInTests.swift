import Testing
@testable import TrackerPages

import Tracker

/// Who comes in, and how long they stay.
struct SignInTests {
    private let office: PagesFixture

    init() throws { office = try PagesFixture() }

    @Test func anAddressLetsOneInOnce() throws {
        let path = try office.pages.entrance(for: office.officer)
        let browser = Browser(office.pages)
        // Looking at it, however often, uses nothing up.
        for _ in 0..<3 { #expect(browser.get(path).text.contains("Amira Khan")) }
        let key = Browser.hidden("key", in: browser.get(path).text) ?? ""
        #expect(browser.send(["key": key], to: "/sign-in")["Location"] == "/")
        #expect(browser.get("/").status == 200)
        let other = Browser(office.pages)
        #expect(other.send(["key": key], to: "/sign-in").status == 403)
        #expect(other.get("/").status == 403)
        #expect(other.get(path).status == 403)
    }

    @Test func anAddressAges() throws {
        let path = try office.pages.entrance(for: office.officer)
        office.fixture.clock.advance(milliseconds: 15 * 60_000 + 1)
        #expect(Browser(office.pages).get(path).status == 403)
    }

    @Test func theCookieIsTheBrowsersAlone() throws {
        let browser = Browser(office.pages)
        let page = browser.get(try office.pages.entrance(for: office.officer))
        let set = try #require(
            browser.send(["key": Browser.hidden("key", in: page.text) ?? ""], to: "/sign-in")["Set-Cookie"])
        #expect(set.hasPrefix("tracker-8080="))
        #expect(set.hasSuffix("; Path=/; HttpOnly; SameSite=Lax"))
        #expect(
            try office.behindProxy().site.cookie("x")
                == "__Host-tracker=x; Path=/; HttpOnly; SameSite=Lax; Secure")
        // A token that a browser brought along isn't the one it gets.
        let fixed = Browser(office.pages)
        fixed.cookie = "tracker-8080=\(String(repeating: "a", count: 64))"
        let again = fixed.get(try office.pages.entrance(for: office.officer))
        _ = fixed.send(["key": Browser.hidden("key", in: again.text) ?? ""], to: "/sign-in")
        #expect(fixed.cookie != "tracker-8080=\(String(repeating: "a", count: 64))")
        #expect(fixed.get("/").status == 200)
    }

    @Test func secretsAreNotKept() throws {
        let browser = try office.browser(office.officer)
        let token = String(try #require(browser.cookie).dropFirst("tracker-8080=".count))
        let entrance = try office.pages.entrance(for: office.owner)
        for name in office.folder.names where name.contains(".pages") {
            let bytes = String(decoding: office.folder.bytes(name) ?? [], as: UTF8.self)
            #expect(!bytes.contains(token))
            #expect(!bytes.contains(entrance.suffix(64)))
        }
        #expect(office.folder.names.contains("register.db.pages"))
    }

    @Test func idleAndLongSessionsEnd() throws {
        let (idle, busy) = (try office.browser(office.officer), try office.browser(office.officer))
        for _ in 0..<23 {
            office.fixture.clock.advance(milliseconds: 29 * 60_000)
            #expect(busy.get("/").status == 200)
        }
        #expect(idle.get("/").status == 403)
        for _ in 0..<2 {
            office.fixture.clock.advance(milliseconds: 29 * 60_000)
            _ = busy.get("/")
        }
        #expect(busy.get("/").status == 403)
    }

    @Test func whoLeavesIsOut() throws {
        let browser = try office.browser(office.owner)
        #expect(browser.get("/items/R-1").status == 200)
        try office.fixture.write { try $0.changePerson("Owen Owner", leaves: .set(day("2022-03-31"))) }
        #expect(browser.get("/items/R-1").status == 403)
    }

    @Test func whoLosesARoleLosesItAtOnce() throws {
        let browser = try office.browser(office.assurer)
        #expect(browser.get("/items/R-2").status == 200)
        let form = browser.get("/items/R-1/note")
        try office.fixture.write { try $0.changePerson("Ada Assurer", giving: [.owner], taking: [.assurer]) }
        #expect(browser.get("/items/R-2").status == 404)
        #expect(
            browser.fill(form, at: "/items/R-1/note", ["note": "Still here"], step: "record").status == 404)
    }

    @Test func signingOut() throws {
        let browser = try office.browser(office.officer)
        let page = browser.get("/")
        let cookie = browser.cookie
        let out = browser.send(["token": Browser.hidden("token", in: page.text) ?? ""], to: "/sign-out")
        #expect(out["Set-Cookie"]?.contains("Max-Age=0") == true)
        browser.cookie = cookie
        #expect(browser.get("/").status == 403)
    }

    @Test func whatWasTypedIsKeptWhenASessionEnds() throws {
        let browser = try office.browser(office.officer)
        let form = browser.get("/items/R-1/note")
        office.fixture.clock.advance(milliseconds: 31 * 60_000)
        let before = try office.size()
        #expect(
            browser.fill(form, at: "/items/R-1/note", ["note": "Long thought about"], step: "record").status
                == 403)
        #expect(try office.size() == before)
        let back = try office.browser(office.officer)
        let again = back.get("/items/R-1/note")
        #expect(again.text.contains("Long thought about"))
        #expect(again.text.contains("nothing of it is recorded yet"))
        #expect(
            back.fill(again, at: "/items/R-1/note", ["note": "Long thought about"], step: "record").status
                == 303)
        #expect(!back.get("/items/R-1/note").text.contains("Long thought about"))
        // Nobody else sees it.
        #expect(
            !(try office.browser(office.assurer)).get("/items/R-1/note").text.contains("Long thought about"))
    }
}
