import Testing

import Tracker

@Suite struct ResponseTests {
    private func prepared() throws -> RegisterFixture {
        let test = try RegisterFixture(
            on: "2018-07-02", settings: [.body: "Oversight body", .force: RegisterFixture.force])
        try test.report("EFF17", "PEEL: Police efficiency 2017", published: "2017-11-09")
        try test.report("SMART", "Smart Policing", publisher: "London Assembly", published: "2017-11-09")
        return test
    }

    private func status(
        _ test: RegisterFixture, asAt day: String, knownAt: KnownAt = .now
    ) throws -> ResponseStatus {
        try #require(
            ResponseStatusPaper(test.register, frame: try test.frame(asAt: day, knownAt: knownAt)).statuses
                .first { $0.report.reference.text == "EFF17" })
    }

    private func published(_ day: String?) throws -> ResponseFacts {
        var facts = ResponseFacts()
        facts.commentsPublished = .set(try day.map { try Day(parsing: $0) })
        return facts
    }

    @Test func onlyPublicationStopsTheClock() throws {
        let test = try prepared()
        #expect(try status(test, asAt: "2017-11-09").day == 1)
        #expect(try status(test, asAt: "2018-01-03").state == .running)
        #expect(try status(test, asAt: "2018-01-04").state == .late)
        var sent = ResponseFacts()
        sent.letterSent = .set(try Day(parsing: "2017-12-20"))
        try test.write { try $0.respond(to: "EFF17", sent) }
        #expect(try status(test, asAt: "2018-01-08").daysLate == 5)
        #expect(try status(test, asAt: "2018-01-09").daysLate == 6)
        let size = try test.register.size()
        try test.write { try $0.respond(to: "EFF17", published("2018-01-08")) }
        #expect(try status(test, asAt: "2018-06-01").daysLate == 5)
        #expect(try status(test, asAt: "2018-06-01").day == 61)
        #expect(try status(test, asAt: "2018-01-05").state == .late)
        #expect(try status(test, asAt: "2018-01-09", knownAt: .size(size)).daysLate == 6)
    }

    @Test func aLaterEntryCorrectsAnEarlierOneAndBothAreKept() throws {
        let test = try prepared()
        try test.write { try $0.respond(to: "EFF17", published("2018-01-08"), words: [.signatory: "A"]) }
        let before = try test.register.size()
        try test.write { try $0.respond(to: "EFF17", published("2018-01-02")) }
        let now = try test.register.response(
            to: Reference(stored: "EFF17"), knownAt: try test.register.size())
        #expect(now.commentsPublished?.description == "2018-01-02")
        #expect(now.words[.signatory] == "A")
        let then = try test.register.response(to: Reference(stored: "EFF17"), knownAt: before)
        #expect(then.commentsPublished?.description == "2018-01-08")
        try test.write { try $0.respond(to: "EFF17", published(nil)) }
        #expect(try status(test, asAt: "2018-01-08").state == .late)
        #expect(try test.register.verify().findings.isEmpty)
    }

    @Test func impossibleDatesAreRefused() throws {
        let test = try prepared()
        for day in ["2018-07-03", "2017-11-08"] {
            #expect(throws: RuleViolation.self) {
                try test.write { try $0.respond(to: "EFF17", published(day)) }
            }
        }
        #expect(throws: RuleViolation.self) {
            try test.write { try $0.respond(to: "EFF17", ResponseFacts()) }
        }
        #expect(throws: NotFound.self) {
            try test.write { try $0.respond(to: "EFF71", published("2018-01-08")) }
        }
    }

    @Test func theRuleStartsWhereTheRegisterSays() throws {
        let test = try prepared()
        try test.write { try $0.set(.responseStart, to: "2018-01-01") }
        #expect(try status(test, asAt: "2018-06-01").state == .beforeRule)
        #expect(try status(test, asAt: "2018-06-01").lastDay == nil)
        #expect(throws: InvalidValue.self) { try test.write { try $0.set(.responseStart, to: "2018") } }
    }
}
