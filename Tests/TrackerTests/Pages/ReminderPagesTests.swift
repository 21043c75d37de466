import Testing
@testable import TrackerPages

import Tracker

/// Who was told what, when, and what wasn't sent.
struct ReminderPagesTests {
    private let office: PagesFixture

    init() throws { office = try PagesFixture() }

    private func send(
        _ result: ReminderResult?, _ answer: String? = nil, to somebody: PersonID? = nil
    ) throws {
        let person = somebody ?? office.owner
        let line = ReminderLine("R-1", .overdue, day: day("2022-03-01"))
        let reminder = Reminder([line], by: .smtp, sha256: Hash.empty.hex)
        let entry = try office.fixture.write {
            try $0.remind(person, at: "owen@force.example", reminder)
        }
        guard let result else { return }
        try office.fixture.write {
            _ = try $0.record(result, of: entry, to: person, answer: answer)
        }
    }

    @Test func whoWasToldWhat() throws {
        try send(.deferred, "451 later")
        try send(.sent)
        let browser = try office.browser(office.officer)
        let page = browser.get("/reminders?about=R-1")
        #expect(page.status == 200)
        #expect(page.text.contains("owen@force.example") && page.text.contains("451 later"))
        #expect(!browser.get("/reminders?about=R-2").text.contains("owen@force.example"))
        #expect(browser.get("/reminders.csv?to=Owen%20Owner").text.contains("R-1,overdue,2022-03-01"))
        #expect(browser.get("/reminders.json?quarter=2021/22-Q4").text.contains("\"reminders\""))
        #expect(!browser.get("/reminders?quarter=2021/22-Q4").text.contains("owen@force.example"))
        #expect(browser.get("/reminders?abuot=R-1").status == 400)
        #expect(browser.get("/reminders?to=Nobody").status == 404)
        for person in [office.owner, office.assurer] {
            #expect(try office.browser(person).get("/reminders").status == 404)
        }
        #expect(try office.browser(office.auditor).get("/reminders").status == 200)
    }

    @Test func howOften() throws {
        try send(.sent)
        try send(.refused)
        office.fixture.clock.advance(milliseconds: 7 * 86_400_000)
        try send(.sent)
        let rows = try office.browser(office.officer).get("/reminders.csv?counts=yes").text.split(
            whereSeparator: \.isNewline)
        #expect(rows.last == "R-1,2022-03-01,Owen Owner,0,2,2022-04-08")
    }

    @Test func whatWasNotSentNeedsAnOfficer() throws {
        let browser = try office.browser(office.officer)
        #expect(!browser.get("/").text.contains("weren't sent"))
        try send(.refused, "550 no such person")
        let page = browser.get("/").text
        #expect(page.contains("550 no such person") && page.contains("/reminders"))
        #expect(!(try office.browser(office.owner)).get("/").text.contains("550"))
        // The next is sent: nothing is left to do.
        try send(.sent)
        #expect(!browser.get("/").text.contains("550 no such person"))
    }

    /// Everybody's last message of a month, in the order in which they were tried.
    @Test func everybodysLastMessageOfAMonth() throws {
        try send(.refused, "550 the owner's", to: office.owner)
        office.fixture.clock.advance(milliseconds: 20 * 86_400_000)
        try send(.refused, "551 the officer's", to: office.officer)
        try send(.deferred, "452 the assurer's", to: office.assurer)
        try send(.refused, "553 the officer's again", to: office.officer)
        let month = try office.browser(office.officer).get("/").text
        let shown = ["550 the", "452 the", "553 the"].map { month.firstRange(of: $0)?.lowerBound }
        #expect(!shown.contains(nil) && shown.compactMap(\.self) == shown.compactMap(\.self).sorted())
        #expect(!month.contains("551 the"))
        office.fixture.clock.advance(milliseconds: 11 * 86_400_000)
        let later = try office.browser(office.officer).get("/").text
        #expect(!later.contains("550 the") && later.contains("452 the") && later.contains("553 the"))
    }
}
