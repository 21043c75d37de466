import Testing
@testable import TrackerPages

import Tracker

/// A calendar's address of one's own.
struct CalendarPagesTests {
    private let office: PagesFixture
    private let pages: Pages

    init() throws {
        office = try PagesFixture()
        pages = try office.behindProxy()
    }

    private func token(_ browser: Browser) -> String {
        Browser.hidden("token", in: browser.get("/me").text) ?? ""
    }

    /// The path of an address that somebody makes.
    private func made(_ browser: Browser) throws -> String {
        let page = browser.send(["token": token(browser), "deed": "make"], to: "/me/calendar")
        #expect(page.status == 200)
        let link = try #require(page.text.firstRange(of: "value=\"https://tracker.example/calendar/"))
        return "/calendar/\(page.text[link.upperBound...].prefix { $0 != "\"" })"
    }

    /// What a calendar program, which isn't signed in, is answered.
    private func asked(_ path: String, _ headers: [String: String] = [:]) -> PageResponse {
        Browser(pages).get(path, headers)
    }

    @Test func theirDatesWithoutSigningIn() throws {
        let path = try made(try office.browser(office.owner, pages))
        let calendar = asked(path)
        #expect(calendar.status == 200)
        #expect(calendar["Content-Type"] == "text/calendar; charset=utf-8")
        #expect(calendar.text.hasPrefix("BEGIN:VCALENDAR\r\n"))
        #expect(calendar.text.contains("R-1 due") && !calendar.text.contains("R-2 due"))
        #expect(Browser(pages).get(path, method: .head).status == 200)
        // Nothing but the hash of the secret is kept.
        let secret = path.dropFirst("/calendar/".count).dropLast(4)
        let kept = try office.file.database.all("SELECT secret FROM feed") { $0.text(0) }
        #expect(kept == [PagesFile.hash(String(secret))])
        // It leads to nothing else.
        #expect(asked("/").status == 403)
        #expect(Pages.shape(of: path) == "/calendar/*")
    }

    @Test func theSameIsNotSentAgain() throws {
        let path = try made(try office.browser(office.owner, pages))
        let tag = try #require(asked(path)["ETag"])
        let same = asked(path, ["if-none-match": tag])
        #expect((same.status, same.body.count) == (304, 0))
        try office.fixture.record(.due(day("2022-06-01"), .set), "R-1")
        let moved = asked(path, ["if-none-match": tag])
        #expect(moved.status == 200)
        #expect(moved.text.contains("DTSTART;VALUE=DATE:20220601"))
        office.fixture.clock.advance(milliseconds: 86_400_000)
        #expect(asked(path, ["if-none-match": moved["ETag"] ?? ""]).status == 200)
    }

    @Test func anotherTakesItsPlaceAndItCanEnd() throws {
        let browser = try office.browser(office.owner, pages)
        let (first, second) = (try made(browser), try made(browser))
        #expect(asked(first).status == 404)
        #expect(asked(second).status == 200)
        #expect(browser.get("/me").text.contains("last asked for 1 April 2022"))
        #expect(browser.send(["token": "wrong", "deed": "end"], to: "/me/calendar").status == 403)
        #expect(asked(second).status == 200)
        #expect(
            browser.send(["token": token(browser), "deed": "end"], to: "/me/calendar")["Location"] == "/me")
        #expect(asked(second).status == 404)
    }

    @Test func whoHasLeftHasNone() throws {
        let path = try made(try office.browser(office.owner, pages))
        try office.fixture.write { try $0.changePerson("Owen Owner", leaves: .set(day("2022-03-31"))) }
        #expect(asked(path).status == 404)
        #expect(try office.file.feed(of: office.owner) == nil)
    }

    @Test func nobodysAddresses() throws {
        _ = try made(try office.browser(office.owner, pages))
        for path in ["/calendar/x.ics", "/calendar/.ics", "/calendar/\(PagesFile.secret()).ics"] {
            #expect(asked(path).status == 404)
        }
        // On one's own computer the pages have another address each time.
        #expect(!(try office.browser(office.owner)).get("/me").text.contains("Your calendar"))
    }
}
