import Foundation
import Testing

import Tracker

/// Who is told what, when, once, and what is recorded of it.
struct RemindingTests {
    /// A carrier that keeps what it is given, and answers as it is told to.
    private final class Postbox: MailCarrier {
        let way = MailWay.smtp
        var messages: [MailMessage] = []
        var answers: [String: (ReminderResult, String?)] = [:]
        var before: () -> Void = {}

        func carry(_ message: MailMessage) -> (result: ReminderResult, answer: String?) {
            before()
            let answer = answers[message.to.description] ?? (.sent, nil)
            if answer.0 == .sent { messages.append(message) }
            return (answer.0, answer.1)
        }
    }

    private func prepared(on today: String = "2026-11-27") throws -> RegisterFixture {
        let test = try RegisterFixture(
            on: today,
            settings: [
                .body: "Oversight body", .force: RegisterFixture.force,
                .mailFrom: "Oversight body <register@body.example>",
            ])
        // No law's clock runs for it.
        try test.report("R", "Report of 2016", publisher: "Ourselves", published: "2016-03-01")
        try test.write {
            try $0.addPerson("Owen Owner", roles: [.owner], email: "owen@force.example")
            try $0.addPerson("Anna Other", roles: [.owner], email: "anna@force.example")
            try $0.addPerson("Ada Assurer", roles: [.assurer], email: "ada@body.example")
        }
        return test
    }

    private func lead(
        _ test: RegisterFixture, _ item: String, _ name: String, supporting: [String] = []
    ) throws {
        try test.act(item) { writer in
            .assign(
                lead: .set(try writer.owner(name)), supporting: try supporting.map { try writer.owner($0) },
                board: .keep)
        }
    }

    /// What each person is told now: by address, "why subject" a line.
    private func told(_ test: RegisterFixture, _ box: Postbox = Postbox()) throws -> [String: [String]] {
        let size = try test.register.size()
        let clock = test.clock
        _ = try Reminding(test.register, clock: { clock.now }).send(by: test.session(), through: box) { _ in }
        let sent = try test.register.reminders().filter { $0.entry > size && $0.isTold }
        return Dictionary(
            uniqueKeysWithValues: sent.map { message in
                (message.address, message.reminder.lines.map { "\($0.reason.rawValue) \($0.subject)" })
            })
    }

    private let owen = "owen@force.example"
    private let ada = "ada@body.example"
    private let anna = "anna@force.example"

    @Test func oneMessageWithAllThatIsNearOrPast() throws {
        let test = try prepared()
        let dates = ["2026-12-27", "2026-12-04", "2026-11-28", "2026-11-19", "2027-02-01"]
        for (index, date) in dates.enumerated() {
            try test.item("R-\(index + 1)", opened: "2026-03-01", due: date)
            try lead(test, "R-\(index + 1)", "Owen Owner")
        }
        let box = Postbox()
        #expect(try told(test, box) == [owen: ["overdue R-4", "due R-3", "due R-2", "due R-1"]])
        let message = try #require(box.messages.first)
        #expect(message.subject == "Oversight body: 1 overdue, 3 due soon")
        for words in [
            "R-4, due 19 Nov 2026, 8 days ago", "R-3, due 28 Nov 2026, tomorrow", "in 7 days", "in 30 days",
        ] {
            #expect(message.text.contains(words), "\(words)")
        }
        #expect(!message.text.contains("R-5"))
        // Not twice, on that day or the next but for what becomes due then.
        #expect(try told(test) == [:])
        test.clock.set(day("2026-11-28"))
        #expect(try told(test) == [:])
        test.clock.set(day("2026-11-29"))
        #expect(try told(test) == [owen: ["overdue R-3"]])
        // What is overdue is told again after a week; a day before R-2's date was missed.
        test.clock.set(day("2026-12-04"))
        #expect(try told(test) == [owen: ["overdue R-4", "due R-2"]])
    }

    @Test func missedDaysAreMadeUpFor() throws {
        let test = try prepared()
        try test.item("R-1", due: "2026-12-05")
        try lead(test, "R-1", "Owen Owner")
        #expect(try told(test) == [owen: ["due R-1"]])
        // Seven days before was missed: it is told five days before.
        test.clock.set(day("2026-11-30"))
        #expect(try told(test) == [owen: ["due R-1"]])
        test.clock.set(day("2026-12-01"))
        #expect(try told(test) == [:])
        // Another date is another reminder.
        try test.record(.due(day("2026-12-20"), .set), "R-1")
        #expect(try told(test) == [owen: ["due R-1"]])
    }

    @Test func whatIsClosedOrHandedOverIsAbsent() throws {
        let test = try prepared()
        for item in ["R-1", "R-2", "R-3"] {
            try test.item(item, due: "2026-12-01")
            try lead(test, item, "Owen Owner")
        }
        try test.record(.close(as: .noFurtherAction, successor: nil), "R-1")
        try lead(test, "R-2", "Anna Other")
        #expect(try told(test) == [owen: ["due R-3"], anna: ["due R-2"]])
    }

    /// The register changes between two messages: the second is worked out anew.
    @Test func aMessageIsWorkedOutJustBeforeItLeaves() throws {
        let test = try prepared()
        for (item, name) in [("R-1", "Owen Owner"), ("R-2", "Anna Other")] {
            try test.item(item, due: "2026-12-01")
            try lead(test, item, name)
        }
        let box = Postbox()
        box.before = {
            _ = try? test.record(.close(as: .noFurtherAction, successor: nil), "R-2")
        }
        #expect(try told(test, box) == [owen: ["due R-1"]])
        #expect(box.messages.map(\.to.description) == [owen])
    }

    @Test func assurersAreToldOfWhatTheyMayAssure() throws {
        let test = try prepared()
        try test.write { try $0.changePerson("Owen Owner", giving: [.assurer]) }
        try test.item("R-1", due: "2026-12-27")
        try lead(test, "R-1", "Owen Owner")
        try test.record(.start, "R-1", by: "Owen Owner")
        try test.record(
            .addEvidence(nil), "R-1", by: "Owen Owner",
            words: [.title: "A file", .address: "https://e.example/"])
        try test.record(.submit, "R-1", by: "Owen Owner")
        // Nor is its owner, out of whose hands it is.
        let first = Postbox()
        #expect(try told(test, first) == [ada: ["sign-off R-1"]])
        #expect(try #require(first.messages.first).text.contains("What R-1 says."))
        test.clock.set(day("2026-12-03"))
        #expect(try told(test) == [:])
        test.clock.set(day("2026-12-04"))
        #expect(try told(test) == [ada: ["sign-off R-1"]])
        try test.record(.return, "R-1", by: "Ada Assurer")
        let box = Postbox()
        #expect(try told(test, box) == [owen: ["due R-1", "returned R-1"]])
        test.clock.set(day("2026-12-05"))
        #expect(try told(test) == [:])
    }

    @Test func nobodyIsToldOfTheirOwnAct() throws {
        let test = try prepared()
        try test.board("OB")
        try test.meeting("OB-1", of: "OB", on: "2026-11-27")
        try test.item("R-1", due: "2027-06-30")
        try lead(test, "R-1", "Owen Owner")
        try test.act("R-1") { _ in .assign(lead: .keep, supporting: nil, board: .set(ref("OB"))) }
        try test.record(.due(day("2027-09-30"), .request), "R-1", by: "Owen Owner")
        #expect(try told(test) == [:])
        _ = try test.write(meeting: "OB-1") {
            try $0.record(.due(day("2027-09-30"), .grant), on: ref("R-1"), words: RegisterFixture.said)
        }
        #expect(try told(test) == [owen: ["answered R-1"]])
        #expect(try told(test) == [:])
    }

    @Test func wishesAreKept() throws {
        let test = try prepared()
        try test.item("R-1", due: "2026-12-04")
        try lead(test, "R-1", "Owen Owner", supporting: ["Anna Other"])
        try test.write { writer in
            var wishes = ReminderWishes()
            wishes.dutiesOnly = true
            try writer.changePerson("Anna Other", reminding: wishes)
            wishes = ReminderWishes()
            wishes.pace = .weekly
            try writer.changePerson("Owen Owner", reminding: wishes)
        }
        #expect(try told(test) == [owen: ["due R-1"]])
        try test.item("R-2", due: "2026-11-28")
        try lead(test, "R-2", "Owen Owner")
        #expect(try told(test) == [:])
        test.clock.set(day("2026-12-04"))
        #expect(try told(test) == [owen: ["overdue R-2", "due R-1"]])
    }

    @Test func whoIsAwayHasASubstitute() throws {
        let test = try prepared()
        try test.item("R-1", due: "2026-12-04")
        try lead(test, "R-1", "Owen Owner")
        try test.write { writer in
            var wishes = ReminderWishes()
            wishes.absence = .set(
                Absence(
                    from: day("2026-11-20"), to: day("2026-11-29"),
                    substitute: try writer.people().named("Anna Other").id))
            try writer.changePerson("Owen Owner", reminding: wishes)
        }
        let box = Postbox()
        #expect(try told(test, box) == [anna: ["due R-1"]])
        #expect(box.messages[0].text.contains("Due soon, for Owen Owner, who is away"))
        #expect(try told(test) == [:])
        // Back again, they are told themselves.
        test.clock.set(day("2026-11-30"))
        #expect(try told(test) == [owen: ["due R-1"]])
        for absence in [
            Absence(from: day("2026-12-02"), to: day("2026-12-01"), substitute: PersonID(1)),
            Absence(from: day("2026-12-02"), to: day("2026-12-03"), substitute: PersonID(999)),
        ] {
            #expect(throws: RuleViolation.self) {
                try test.write { writer in
                    var wishes = ReminderWishes()
                    wishes.absence = .set(absence)
                    try writer.changePerson("Owen Owner", reminding: wishes)
                }
            }
        }
    }

    @Test func officersAreToldWhomNobodyReaches() throws {
        let test = try prepared()
        try test.write { writer in
            var wishes = ReminderWishes()
            wishes.email = "amira@body.example"
            try writer.changePerson(RegisterFixture.founder, reminding: wishes)
            try writer.addPost("AC Frontline")
        }
        for (item, name) in [("R-1", "Owen Owner"), ("R-2", "AC Frontline")] {
            try test.item(item, due: "2026-12-04")
            try lead(test, item, name)
        }
        let box = Postbox()
        box.answers[owen] = (.refused, "550 no such person")
        let post = try test.register.owner("AC Frontline").description
        let person = try test.register.owner("Owen Owner").description
        #expect(try told(test, box) == [owen: ["due R-1"], "amira@body.example": ["unreached \(post)"]])
        // Nothing goes to an address that was refused, until there is another.
        #expect(try told(test, box) == ["amira@body.example": ["unreached \(person)"]])
        let entry = try #require(try test.register.reminders().first { $0.result == .refused })
        #expect(entry.answer == "550 no such person")
        try test.write { writer in
            var wishes = ReminderWishes()
            wishes.email = "owen.owner@force.example"
            try writer.changePerson("Owen Owner", reminding: wishes)
        }
        // What was refused is told there.
        #expect(try told(test, box) == ["owen.owner@force.example": ["due R-1"]])
        #expect(try told(test, box) == [:])
        test.clock.set(day("2026-12-03"))
        #expect(try told(test, box)["owen.owner@force.example"] == ["due R-1"])
    }

    @Test func whatWasNotTakenIsTriedAgainAndWhatIsUnknownIsSaid() throws {
        let test = try prepared()
        try test.item("R-1", due: "2026-12-04")
        try lead(test, "R-1", "Owen Owner")
        let box = Postbox()
        box.answers[owen] = (.deferred, "451 later")
        #expect(try told(test, box) == [:])
        // Killed while it is sent: what is recorded ahead of it stands alone.
        let reader = try test.register.owner("Owen Owner")
        let line = ReminderLine("R-1", .due, day: day("2026-12-04"))
        try test.write {
            _ = try $0.remind(reader, at: owen, Reminder([line], by: .smtp, sha256: Hash.empty.hex))
        }
        box.answers = [:]
        // It may be on its way still.
        #expect(try told(test, box) == [:])
        test.clock.advance(milliseconds: 600_000)
        #expect(try told(test, box) == [owen: ["due R-1"]])
        #expect(try #require(box.messages.last).text.contains("don't know whether that arrived"))
        #expect(try test.register.reminders().map(\.result) == [.deferred, .unknown, .sent])
        #expect(try told(test, box) == [:])
    }

    @Test func nothingOfAConfidentialItemLeavesButItsReference() throws {
        let test = try prepared()
        try test.item("R-1", text: "Nobody may read this", due: "2026-12-04") {
            $0.marking = "OFFICIAL-SENSITIVE"
        }
        try lead(test, "R-1", "Owen Owner")
        let box = Postbox()
        #expect(try told(test, box) == [owen: ["due R-1"]])
        let message = try #require(box.messages.first)
        #expect(!message.text.contains("Nobody may read this"))
        #expect(message.subject.hasPrefix("OFFICIAL-SENSITIVE"))
    }

    /// On the night when clocks go forward a day is a day.
    @Test func theChangeOfTheClockSendsNothingTwice() throws {
        let test = try prepared(on: "2026-03-28")
        try test.item("R-1", opened: "2026-03-01", due: "2026-04-05")
        try lead(test, "R-1", "Owen Owner")
        var sent = 0
        // Each half hour of three days.
        for _ in 0..<144 {
            sent += try told(test).count
            test.clock.advance(milliseconds: 1_800_000)
        }
        #expect(sent == 2)
    }

    @Test func resultsAreToldOnceAndStay() throws {
        let test = try prepared()
        try test.item("R-1", due: "2026-12-04")
        try lead(test, "R-1", "Owen Owner")
        _ = try told(test)
        let sent = try #require(try test.register.reminders().first)
        for result in [ReminderResult.sent, .written, .unknown] {
            #expect(try test.write { try $0.record(result, of: sent.entry, to: sent.to) } == nil)
        }
        for entry in [sent.entry, sent.entry + 1] {
            #expect(throws: (any Error).self) {
                try test.write { try $0.correct(entry, isVoid: true, words: [.reason: "It was not so."]) }
            }
        }
        #expect(try test.register.verify().findings.isEmpty)
    }
}
