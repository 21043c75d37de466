import Testing

import Tracker

@Suite struct MonitoringTests {
    @Test func papersPrintTheStageOfTheirDayAsKnown() throws {
        let test = try RegisterFixture(
            on: "2023-01-31", settings: [.body: "Oversight body", .force: RegisterFixture.force])
        try test.report("PEEL21", "PEEL 2021/22", published: "2022-09-22")
        let eve = try test.register.size()
        try test.write {
            try $0.monitor(
                "metropolitan police service", stage: "Engage", from: try Day(parsing: "2022-06-28"),
                reason: "Systemic")
        }
        try test.write {
            try $0.monitor(
                "Metropolitan Police Service", stage: "Scan", from: try Day(parsing: "2023-01-01"),
                reason: nil)
        }
        func stage(_ day: String, _ known: KnownAt = .now, scope: Scope = .everything) throws -> String? {
            let frame = try test.frame(asAt: day, knownAt: known, scope: scope)
            let printed = frame.foot().filter { $0.label == "Monitoring" }.map(\.value)
            #expect(printed.count == frame.json["monitoring"]?.array?.count)
            return printed.first
        }
        #expect(try stage("2022-06-27") == nil)
        #expect(try stage("2022-06-28") == "Metropolitan Police Service: Engage since 28 Jun 2022")
        #expect(try stage("2023-01-01") == "Metropolitan Police Service: Scan since 1 Jan 2023")
        #expect(try stage("2023-01-01", .size(eve)) == nil)
        #expect(
            try stage("2023-01-01", .size(eve + 1)) == "Metropolitan Police Service: Engage since 28 Jun 2022"
        )
        var other = Scope()
        other.force = "City of London Police"
        #expect(try stage("2022-06-28", scope: other) == nil)
        #expect(throws: NotFound.self) {
            try test.write { try $0.monitor("Atlantis", stage: "Engage", from: $0.today, reason: nil) }
        }
        #expect(throws: RuleViolation.self) {
            try test.write {
                try $0.monitor(
                    "Metropolitan Police Service", stage: "Engage", from: $0.today.adding(days: 1),
                    reason: nil)
            }
        }
        #expect(try test.register.verify().findings.isEmpty)
    }
}
