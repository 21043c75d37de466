import Foundation
import Testing

import Tracker

/// What stands in whose calendar, and what becomes of it.
struct CalendarPaperTests {
    private func prepared() throws -> RegisterFixture {
        let test = try RegisterFixture(
            on: "2026-11-02", settings: [.body: "Oversight body", .force: RegisterFixture.force])
        try test.report("R", "Report of 2026", published: "2026-10-20")
        try test.board("OB")
        try test.board("AB")
        try test.meeting("OB-1", of: "OB", on: "2026-12-01")
        try test.meeting("AB-1", of: "AB", on: "2026-12-08")
        try test.write {
            for name in ["Anna First", "Ben Second"] { try $0.addPerson(name, roles: [.owner]) }
            try $0.addPost("AC Frontline")
        }
        try test.item("R-1", due: "2027-03-31")
        try test.item("R-2", due: "2027-05-31")
        try test.item("R-3")
        try assign(test, "R-1", "Anna First", supporting: ["Ben Second"], board: "OB")
        return test
    }

    private func assign(
        _ test: RegisterFixture, _ item: String, _ lead: String, supporting: [String] = [],
        board: String? = nil
    ) throws {
        try test.act(item) { writer in
            .assign(
                lead: .set(try writer.owner(lead)), supporting: try supporting.map { try writer.owner($0) },
                board: board.map { .set(ref($0)) } ?? .keep)
        }
    }

    private func events(
        _ test: RegisterFixture, of name: String? = nil
    ) throws -> [String: EventCalendar.Event] {
        let paper = try CalendarPaper(
            test.register, of: name.map { try test.register.owner($0) }, today: test.today)
        let events = paper.calendar.events
        #expect(Set(events.map(\.id)).count == events.count)
        #expect(events.map(\.day) == events.map(\.day).sorted())
        return Dictionary(
            uniqueKeysWithValues: events.map { ($0.title.components(separatedBy: " due").first!, $0) })
    }

    @Test func everyoneHasWhatTheyLeadOrSupportAndTheirBoards() throws {
        let test = try prepared()
        for name in ["Anna First", "Ben Second"] {
            #expect(Set(try events(test, of: name).keys) == ["R-1", "Board OB"])
        }
        let answer = "Last day to answer Report of 2026"
        let all: Set = ["R-1", "R-2", "Board OB", "Board AB", answer]
        #expect(Set(try events(test).keys) == all)
        // Officers answer reports; what others own isn't theirs.
        #expect(
            Set(try events(test, of: RegisterFixture.founder).keys) == ["Board OB", "Board AB", answer])
        // 56 days beginning with that of publication.
        #expect(try events(test)[answer]?.day == day("2026-12-14"))
        #expect(try events(test)["R-1"]?.title == "R-1 due: What R-1 says.")
        #expect(
            try events(test)["R-1"]?.details
                == "What R-1 says.\nReport of 2026, Recommendation\nOpen, led by Anna First")
    }

    @Test func whatMovesKeepsItsNameAndGrowsItsNumber() throws {
        let test = try prepared()
        let before = try #require(try events(test, of: "Anna First")["R-1"])
        test.clock.set(day("2026-11-10"))
        try test.record(.due(day("2027-06-30"), .set), "R-1")
        let after = try #require(try events(test, of: "Anna First")["R-1"])
        #expect(after.id == before.id)
        #expect(after.day == day("2027-06-30"))
        #expect(after.revision > before.revision)
        #expect(after.changedAt > before.changedAt)
        #expect(!after.isCancelled)
    }

    @Test func whatNobodyHasToDoAnyMoreIsStruckOutForAYear() throws {
        let test = try prepared()
        let before = try #require(try events(test, of: "Anna First")["R-1"])
        try test.record(.close(as: .noFurtherAction, successor: nil), "R-1")
        let closed = try #require(try events(test, of: "Anna First")["R-1"])
        #expect(closed.isCancelled)
        #expect(closed.id == before.id)
        #expect(closed.revision > before.revision)
        // Its board is no longer before her.
        #expect(Set(try events(test, of: "Anna First").keys) == ["R-1"])
        test.clock.set(day("2028-06-01"))
        #expect(try events(test, of: "Anna First").isEmpty)
    }

    @Test func whoGivesAnItemAwayIsToldAndWhoTakesItHasIt() throws {
        let test = try prepared()
        try assign(test, "R-1", "Ben Second")
        #expect(try events(test, of: "Anna First")["R-1"]?.isCancelled == true)
        #expect(try events(test, of: "Ben Second")["R-1"]?.isCancelled == false)
        #expect(try events(test)["R-1"]?.isCancelled == false)
    }

    @Test func aPostsItemsAreItsHolders() throws {
        let test = try prepared()
        try test.write { try $0.holdPost("AC Frontline", by: "Anna First", from: day("2026-11-02")) }
        try assign(test, "R-2", "AC Frontline")
        let hers = try #require(try events(test, of: "Anna First")["R-2"])
        #expect(!hers.isCancelled)
        #expect(try events(test, of: "AC Frontline")["R-2"]?.isCancelled == false)
        test.clock.set(day("2026-11-09"))
        try test.write { try $0.holdPost("AC Frontline", by: "Ben Second", from: day("2026-11-09")) }
        let passedOn = try #require(try events(test, of: "Anna First")["R-2"])
        #expect(passedOn.isCancelled)
        #expect(passedOn.revision > hers.revision)
        #expect(try events(test, of: "Ben Second")["R-2"]?.isCancelled == false)
    }

    @Test func whatIsMarkedHigherIsNamedAlone() throws {
        let test = try prepared()
        try test.record(.mark("OFFICIAL-SENSITIVE"), "R-1")
        let event = try #require(try events(test, of: "Anna First")["R-1"])
        #expect(event.title == "R-1 due")
        #expect(!event.details.contains("What R-1 says"))
        #expect(event.details.hasPrefix("OFFICIAL-SENSITIVE\n"))
    }

    @Test func anAnswerThatWasGivenIsNoLongerOwed() throws {
        let test = try prepared()
        let title = "Last day to answer Report of 2026"
        let owed = try #require(try events(test)[title])
        test.clock.set(day("2026-12-10"))
        var facts = ResponseFacts()
        facts.commentsPublished = .set(day("2026-12-09"))
        try test.write { try $0.respond(to: "R", facts) }
        let given = try #require(try events(test)[title])
        #expect(given.isCancelled)
        #expect(given.id == owed.id)
        #expect(given.revision > owed.revision)
    }

    @Test func aMeetingThatWasTakenBackIsStruckOut() throws {
        let test = try prepared()
        let before = try #require(try events(test, of: "Anna First")["Board OB"])
        #expect(!before.isCancelled)
        let entry = try #require(try test.register.lastEntry(about: "OB-1"))
        try test.write { try $0.correct(entry.seq, isVoid: true, words: [.reason: "It was never called."]) }
        let after = try #require(try events(test, of: "Anna First")["Board OB"])
        #expect(after.isCancelled)
        #expect(after.id == before.id && after.day == before.day)
        #expect(after.revision > before.revision)
        #expect(try events(test)["Board AB"]?.isCancelled == false)
    }
}
