import Testing

import Tracker

/// What became of messages is asked later of whoever sent them on.
struct TracingTests {
    /// Takes every message, and knows what it is told of them.
    private final class Service: TracingCarrier {
        let way = MailWay.notify
        var canGoOn = true
        var sent: [Int64] = []
        var asked: [Int64] = []
        var result = ReminderResult.sent
        var known: [Int64: MailTrace] = [:]
        var before: (Int64) -> Void = { _ in }

        func carry(_ message: MailMessage) -> (result: ReminderResult, answer: String?) {
            sent.append(message.number)
            before(message.number)
            return (result, nil)
        }

        func trace(_ message: SentReminder) -> MailTrace {
            asked.append(message.entry)
            return known[message.entry] ?? .became(.sent, nil)
        }
    }

    private let test: RegisterFixture
    private let service = Service()

    init() throws {
        test = try RegisterFixture(
            on: "2026-11-27",
            settings: [.body: "Oversight body", .mailFrom: "Oversight body <register@body.example>"])
        try test.report("R", "Report of 2016", publisher: "Ourselves", published: "2016-03-01")
        try test.write { _ = try $0.addPerson("Owen Owner", roles: [.owner], email: "owen@force.example") }
        try test.item("R-1", opened: "2026-03-01", due: "2026-11-19")
        try test.act("R-1") { writer in
            .assign(lead: .set(try writer.owner("Owen Owner")), supporting: [], board: .keep)
        }
    }

    private func run() throws {
        let clock = test.clock
        _ = try Reminding(test.register, clock: { clock.now }).send(by: test.session(), through: service) {
            _ in
        }
    }

    private func results() throws -> [ReminderResult?] { try test.register.reminders().map(\.result) }

    @Test func whatFailedLater() throws {
        try run()
        #expect(try results() == [.sent] && service.asked.isEmpty)
        let size = try test.register.size()
        try run()
        #expect(try test.register.size() == size && service.asked == service.sent)
        service.known[service.sent[0]] = .became(.refused, "permanent-failure")
        try run()
        // The address rests; an officer would be told.
        #expect(try results() == [.refused] && service.sent.count == 1)
        #expect(try test.register.reminders()[0].answer == "permanent-failure")
        // What is known is asked no more.
        let asked = service.asked.count
        try run()
        #expect(service.asked.count == asked)
    }

    @Test func whatFailedForAWhileIsToldAgain() throws {
        try run()
        service.known[service.sent[0]] = .became(.deferred, "temporary-failure")
        try run()
        #expect(try results() == [.deferred, .sent])
    }

    @Test func deliveredIsKnownForGood() throws {
        try run()
        service.known[service.sent[0]] = .became(.delivered, nil)
        try run()
        try run()
        #expect(try results() == [.delivered] && service.asked.count == 1)
        test.clock.set(day("2026-12-04"))
        try run()
        #expect(try results() == [.delivered, .sent])
    }

    @Test func unknownBecomesKnown() throws {
        service.result = .unknown
        try run()
        service.result = .sent
        service.known[service.sent[0]] = .silence
        try run()
        // Nobody is told anything while it might be the second time.
        #expect(try results() == [.unknown])
        service.known[service.sent[0]] = .became(.sent, nil)
        try run()
        #expect(try results() == [.sent] && service.sent.count == 1)
    }

    @Test func whatNeverArrivedIsToldAgain() throws {
        service.result = .unknown
        try run()
        service.result = .sent
        service.known[service.sent[0]] = .unheardOf
        // After so many days it might have been forgotten.
        test.clock.set(day("2026-12-01"))
        try run()
        #expect(try results() == [.unknown, .sent])
        let second = try TracingTests()
        second.service.result = .unknown
        try second.run()
        second.service.result = .sent
        second.service.known[second.service.sent[0]] = .unheardOf
        try second.run()
        #expect(try second.results() == [.deferred, .sent])
    }

    /// What it told arrives before the answer to handing it over.
    @Test func aReceiptThatIsFaster() throws {
        service.before = { [test] entry in
            _ = try? test.write {
                try $0.record(
                    .refused, of: entry, to: try $0.owner("Owen Owner"), answer: "permanent-failure")
            }
        }
        try run()
        #expect(try results() == [.refused])
    }

    @Test func whatFollowsWhat() {
        let all = ReminderResult.allCases
        for earlier in all {
            let later = all.filter { $0.follows(earlier) }
            switch earlier {
            case .sent: #expect(later == [.delivered, .refused, .deferred])
            case .unknown: #expect(later == [.sent, .delivered, .refused, .deferred])
            default: #expect(later.isEmpty)
            }
        }
        #expect(all.allSatisfy { $0.follows(nil) })
    }

    @Test func aSecondResultOfAnotherKindIsBroken() throws {
        try run()
        let entry = service.sent[0]
        let owner = try test.register.people().named("Owen Owner").id
        // The same isn't recorded again.
        #expect(try test.write { try $0.record(.sent, of: entry, to: owner) } == nil)
        #expect(try test.write { try $0.record(.delivered, of: entry, to: owner) } != nil)
        #expect(try test.write { try $0.record(.refused, of: entry, to: owner) } == nil)
        #expect(try test.register.verify().findings == [])
    }
}
