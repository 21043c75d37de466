import Testing

import Tracker

@Suite struct PlanAndBenefitTests {
    private func prepared() throws -> RegisterFixture {
        let test = try RegisterFixture(
            on: "2018-07-02", settings: [.body: "Oversight body", .force: RegisterFixture.force])
        try test.report("EFF", "PEEL: Police efficiency 2016", published: "2016-11-03")
        for index in 1...2 {
            try test.item(
                "E-\(index)", from: "EFF", kind: "area-for-improvement", text: "Realise benefits",
                opened: "2016-11-03")
        }
        return test
    }

    private func amount(_ text: String) throws -> Amount { try Amount(parsing: text) }

    @Test func stepsAreOverdueUntilTheyEnd() throws {
        let test = try prepared()
        let owner = PersonID(1)
        let due = try Day(parsing: "2017-03-31")
        let first = try test.act("E-1", on: "2016-12-01", [.text: "Name the benefits"]) { _ in
            .addStep(owner: owner, due: due)
        }
        let second = try test.act("E-1", on: "2016-12-01", [.text: "Count them"]) { _ in
            .addStep(owner: owner, due: due)
        }
        try test.act("E-1", on: "2017-04-03") { _ in .endStep(first, .done) }
        try test.act("E-1", on: "2017-05-01", [.reason: "Counted elsewhere"]) { _ in
            .endStep(second, .dropped)
        }
        func states(_ day: String) throws -> [StepState] {
            let day = try Day(parsing: day)
            return try test.register.history(of: Reference(stored: "E-1"), knownAt: test.register.size())
                .plan.steps(asAt: day).map { $0.state(asAt: day) }
        }
        #expect(try states("2016-11-30") == [])
        #expect(try states("2017-03-31") == [.toDo, .toDo])
        #expect(try states("2017-04-01") == [.overdue, .overdue])
        #expect(try states("2017-04-03") == [.done, .overdue])
        #expect(try states("2017-05-01") == [.done, .dropped])
        try test.write { try $0.correct(first, words: [.text: "Name each benefit", .reason: "Typing"]) }
        let plan = try Listing.plan(
            test.register, of: Reference(stored: "E-1"), frame: try test.frame(asAt: "2017-06-01"))
        #expect(try plan.table.rows.all().map { $0[1] } == [.text("Name each benefit"), .text("Count them")])
        #expect(throws: RuleViolation.self) { try test.act("E-1") { _ in .endStep(first, .done) } }
        #expect(throws: RuleViolation.self) { try test.act("E-2") { _ in .endStep(first, .done) } }
        #expect(throws: RuleViolation.self) { try test.act("E-1") { _ in .addStep(owner: owner, due: due) } }
        #expect(try test.register.verify().findings.isEmpty)
    }

    @Test func unitsAreNeverAdded() throws {
        let test = try prepared()
        let pounds = try test.act("E-1", on: "2016-12-01", [.text: "Savings"]) { _ in
            .addBenefit(unit: "GBP", target: try amount("390000000"), committed: try amount("290000000"))
        }
        try test.act("E-2", on: "2016-12-01", [.text: "Savings of ICT"]) { _ in
            .addBenefit(unit: "GBP", target: try amount("100000000.01"), committed: nil)
        }
        try test.act("E-2", on: "2016-12-01", [.text: "Time"]) { _ in
            .addBenefit(unit: "hours", target: try amount("0.5"), committed: nil)
        }
        try test.act("E-1", on: "2016-12-01") { _ in .tag(["One Met Model 2020"], remove: false) }
        try test.act("E-2", on: "2016-12-01") { _ in .tag(["ICT", "One Met Model 2020"], remove: false) }
        for part in ["0.1", "0.2"] {
            try test.act("E-1", on: "2017-06-01") { _ in .realiseBenefit(pounds, try amount(part)) }
        }
        try test.act("E-1", on: "2017-07-01", [.reason: "Agreed"]) { _ in
            .reviseBenefit(pounds, target: nil, committed: try amount("300000000"))
        }
        func totals(_ day: String, _ key: String = "totals", knownAt: KnownAt = .now) throws -> [String] {
            let paper = try BenefitsPaper(test.register, frame: try test.frame(asAt: day, knownAt: knownAt))
            return (try paper.json()[key]?.array ?? []).map { row in
                ["tag", "unit", "target", "committed", "realised"].compactMap { row[$0]?.string }
                    .joined(separator: " ")
            }
        }
        #expect(try totals("2017-06-30") == ["GBP 490000000.01 290000000 0.3", "hours 0.5 0 0"])
        #expect(try totals("2017-07-01")[0] == "GBP 490000000.01 300000000 0.3")
        #expect(try totals("2017-05-31")[0] == "GBP 490000000.01 290000000 0")
        #expect(try totals("2017-07-01", knownAt: .size(pounds)) == ["GBP 390000000 290000000 0"])
        #expect(
            try totals("2017-07-01", "by_tag") == [
                "ICT GBP 100000000.01 0 0", "ICT hours 0.5 0 0",
                "One Met Model 2020 GBP 490000000.01 300000000 0.3", "One Met Model 2020 hours 0.5 0 0",
            ])
        try test.write {
            try $0.correct(pounds, fields: ["target": "400,000,000.10"], words: [.reason: "Typing"])
        }
        #expect(try totals("2017-07-01")[0] == "GBP 500000000.11 300000000 0.3")
        #expect(throws: RuleViolation.self) {
            try test.write { try $0.correct(pounds, isVoid: true, words: [.reason: "No"]) }
        }
        #expect(throws: RuleViolation.self) {
            try test.act("E-2") { _ in .realiseBenefit(pounds, try amount("1")) }
        }
        #expect(try test.register.verify().findings.isEmpty)
    }

    @Test func theQuarterlyPaperTotalsThemWithoutChangingItsHash() throws {
        let test = try prepared()
        func paper() throws -> QuarterlyPaper {
            try QuarterlyPaper(
                test.register, QuarterlySpec(try Quarter(parsing: "2016-Q4"), ageBands: [90]),
                today: day("2018-07-02"))
        }
        let before = try paper()
        #expect(try before.json()["benefits"] == nil)
        try test.act("E-1", on: "2016-12-01", [.text: "Savings"]) { _ in
            .addBenefit(unit: "GBP", target: try amount("390000000"), committed: nil)
        }
        let after = try paper()
        #expect(try after.json()["benefits"]?.array?.first?["target"]?.string == "390000000")
        #expect(after.contentHash == before.contentHash)
    }
}
