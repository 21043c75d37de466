import Testing
@testable import TrackerPages

import Tracker

/// Links in reminders, by which owners outside the directory say what was done.
struct AnswerPagesTests {
    private let office: PagesFixture
    private let pages: Pages

    init() throws {
        office = try PagesFixture(settings: [.ownerUpdates: "proposed", .mailAnswers: "14"])
        pages = try office.behindProxy()
    }

    /// The path of a link to Owen Owner for R-1.
    private func made(_ item: String = "R-1") throws -> String {
        try #require(
            office.file.answer(
                to: ref(item), by: office.owner, at: "owen@force.example", days: 14,
                now: office.fixture.clock.now))
    }

    private func key(_ path: String) -> String { String(path.drop { $0 != "=" }.dropFirst()) }

    private func send(
        _ path: String, _ note: String = "Leaflets are out", complete: String = "40",
        headers: [String: String] = [:]
    ) -> PageResponse {
        Browser(pages).send(
            ["key": key(path), "note": note, "complete": complete], to: "/answer", headers: headers)
    }

    @Test func lookingChangesNothing() throws {
        let path = try made()
        let size = try office.size()
        let kept = try office.file.database.all("SELECT secret FROM answer") { $0.text(0) }
        #expect(kept == [PagesFile.hash(key(path))])
        for method in [PageRequest.Method.get, .head] {
            for _ in 1...5 {
                let page = Browser(pages).get(path, method: method)
                #expect(page.status == 200)
                #expect(page.text.contains("What R-1 says."))
            }
        }
        // Nor does a form without words, or one from elsewhere.
        #expect(send(path, "  ").status == 400)
        #expect(send(path, complete: "101").status == 400)
        #expect(send(path, headers: ["origin": "https://mail.example"]).status == 403)
        #expect(try office.size() == size)
        #expect(send(path).status == 200)
    }

    @Test func whatIsSaidIsAProposalAndSaysHow() throws {
        let path = try made()
        #expect(send(path).text.contains("Thank you"))
        let standing = try office.fixture.register.history(of: ref("R-1"), knownAt: .max).now
        #expect(standing.proposals == 1)
        #expect(standing.complete != 40)
        let entry = try #require(try office.fixture.register.entries(about: "R-1").last)
        #expect(entry.actor == office.owner && entry.recordedBy == nil)
        let authors = try office.fixture.register.authorship(of: entry)
        #expect(authors.account == "link sent to owen@force.example")
        let history = try office.browser(office.officer).get("/items/R-1").text
        #expect(history.contains("by link sent to owen@force.example"))
        #expect(try office.fixture.register.verify().findings.isEmpty)
        // It is used up.
        #expect(send(path).status == 404)
        #expect(Browser(pages).get(path).status == 404)
    }

    @Test func itEnds() throws {
        let path = try made()
        #expect(Browser(pages).get(path).status == 200)
        // The item is somebody else's.
        let other = try office.fixture.write { try $0.addPerson("Anna Other", roles: [.owner]) }
        try office.fixture.record(.assign(lead: .set(other), supporting: nil, board: .keep), "R-1")
        #expect(Browser(pages).get(path).status == 404)
        #expect(send(path).status == 404)
        try office.fixture.record(.assign(lead: .set(office.owner), supporting: nil, board: .keep), "R-1")
        #expect(Browser(pages).get(path).status == 200)
        // Its days are over.
        office.fixture.clock.advance(milliseconds: 14 * 86_400_000 + 1)
        #expect(send(path).status == 404)
        let again = try made()
        // The register allows them no more.
        try office.fixture.write { try $0.set(.mailAnswers, to: "none") }
        #expect(send(again).status == 404)
        try office.fixture.write { try $0.set(.mailAnswers, to: "14") }
        #expect(Browser(pages).get(again).status == 200)
        // It is closed.
        try office.fixture.record(.close(as: .noFurtherAction, successor: nil), "R-1")
        #expect(send(again).status == 404)
        #expect(send("/answer?key=\(PagesFile.secret())").status == 404)
    }

    @Test func whoHasLeftAnswersNothing() throws {
        let path = try made()
        try office.fixture.write { try $0.changePerson("Owen Owner", leaves: .set(day("2022-03-31"))) }
        #expect(send(path).status == 404)
    }

    @Test func nothingConfidentialIsShown() throws {
        try office.fixture.record(.mark("OFFICIAL-SENSITIVE"), "R-1")
        let page = Browser(pages).get(try made())
        #expect(page.status == 200)
        #expect(!page.text.contains("What R-1 says."))
    }

    /// Only where the register allows it, and for whom the item is.
    @Test func messagesHaveThemWhereTheyAreAllowed() throws {
        try office.fixture.write {
            try $0.set(.mailFrom, to: "Oversight body <register@body.example>")
            var wishes = ReminderWishes()
            wishes.email = "owen@force.example"
            try $0.changePerson("Owen Owner", reminding: wishes)
        }
        let clock = office.fixture.clock
        func texts() throws -> [String] {
            var reminding = try Reminding(office.fixture.register, clock: { clock.now })
            reminding.answer = { reader, address, item, days in
                "https://tracker.example/\(reader)/\(address)/\(item)/\(days)"
            }
            return try reminding.rehearse().messages.map(\.message.text)
        }
        let link = "Say what was done: https://tracker.example/\(office.owner)/owen@force.example/R-1/14"
        #expect(try texts().contains { $0.contains(link) })
        try office.fixture.write { try $0.set(.ownerUpdates, to: "direct") }
        #expect(try !texts().contains { $0.contains("Say what was done") })
    }
}
