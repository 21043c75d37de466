import Testing
@testable import TrackerModel

import Tracker

/// Only somebody who had no part in the work lets a person assure it who had one, and papers say who and why.
struct WaiverTests {
    private let fixture: RegisterFixture
    private static let why: Words = [.reason: "Nobody else can judge it."]

    init() throws {
        fixture = try RegisterFixture(on: "2022-04-01")
        for name in ["Assurer", "Owner", "Third"] { try fixture.person(name) }  // P3, P4, P5
        try fixture.report("R")
        try fixture.item("R-1", opened: "2022-01-10")  // 7
        try fixture.record(.addEvidence(nil), "R-1", on: "2022-01-20")
        try fixture.record(.start, "R-1", by: "Owner", on: "2022-02-01")
        try fixture.record(
            .assign(lead: .set(PersonID(3)), supporting: nil, board: .keep), "R-1", on: "2022-02-02")
        try fixture.record(
            .assign(lead: .set(PersonID(4)), supporting: nil, board: .keep), "R-1", on: "2022-02-03")
    }

    private func waive(_ person: Int64, by name: String) throws -> Int64 {
        try fixture.record(.waive(PersonID(person)), "R-1", by: name, words: Self.why)
    }

    @Test func itIsAThirdPersons() throws {
        #expect(throws: RuleViolation.self) { try fixture.record(.assure, "R-1", by: "Assurer") }
        for name in ["Assurer", "Owner"] {
            let error = #expect(throws: RuleViolation.self) { try waive(3, by: name) }
            #expect(error?.missing == [.thirdPerson])
        }
        let reasonless = #expect(throws: RuleViolation.self) {
            try fixture.record(.waive(PersonID(3)), "R-1", by: "Third", words: [:])
        }
        #expect(reasonless?.missing == [.reason])
        // Nothing keeps the third from assuring it, so nobody can be asked to allow it.
        #expect(throws: RuleViolation.self) { try waive(5, by: RegisterFixture.founder) }
        let waiver = try waive(3, by: "Third")
        // It is for one person and one item.
        #expect(throws: RuleViolation.self) { try fixture.record(.assure, "R-1", by: "Owner") }
        let assured = try fixture.record(.assure, "R-1", by: "Assurer", on: "2022-03-01")
        #expect(
            try fixture.history("R-1").allowed == [
                assured: AllowedAssurance(waiver: waiver, by: PersonID(5), parts: [.led])
            ])
        // What an assurance rests on can't be taken from under it.
        #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.correct(waiver, isVoid: true, words: Self.why) }
        }
        #expect(try fixture.register.verify().findings.isEmpty)
    }

    @Test func aWaiverThatWasTakenBack() throws {
        let waiver = try waive(3, by: "Third")
        try fixture.write { _ = try $0.correct(waiver, isVoid: true, words: Self.why) }
        #expect(throws: RuleViolation.self) { try fixture.record(.assure, "R-1", by: "Assurer") }
        #expect(try fixture.register.verify().findings.isEmpty)
    }

    /// Whoever allowed one person has not allowed another.
    @Test func aWaiverIsNotPassedOn() throws {
        let waiver = try waive(3, by: "Third")
        #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.correct(waiver, fields: ["assurer": "P4"], words: Self.why) }
        }
    }

    @Test func rolesDecideWhoMay() throws {
        try fixture.write {
            try $0.addPerson("Pat", roles: [.approver])
            try $0.addPerson("Otto", roles: [.owner])
            try $0.addPerson("Asha", roles: [.assurer])
        }
        for name in ["Otto", "Asha"] {
            #expect(throws: RuleViolation.self) { try waive(3, by: name) }
        }
        #expect(throws: Never.self) { try waive(3, by: "Pat") }
    }

    @Test func papersSayWhoAndWhy() throws {
        let waiver = try waive(3, by: "Third")
        try fixture.record(.assure, "R-1", by: "Assurer")
        let frame = try PaperContext(
            fixture.register.snapshot(asAt: fixture.today, today: fixture.today), scope: .everything)
        let paper = try ItemPaper(fixture.register, ref("R-1"), frame: frame)
        let sentence =
            "by Assurer, who had led it; Third allowed it (entry \(waiver)): Nobody else can judge it."
        let json = try paper.json()
        #expect(json.object?["assurance"]?.string == sentence)
        let allowed = json.object?["history"]?.array?.last?["allowed"]
        #expect(allowed?["by"]?.string == "Third")
        #expect(allowed?["reason"]?.string == "Nobody else can judge it.")
        #expect(try TextRenderer.render(paper.historyDocument, width: 300).contains("Third allowed it"))
        let log = try AuditLogPaper(fixture.register, subject: "R-1").json
        let remarks = log.object?["entries"]?.array?.compactMap { $0["remark"]?.string }
        #expect(
            remarks == [
                "Assurer may assure it: Nobody else can judge it.",
                "by one who had led it; allowed by Third, entry \(waiver)",
            ])
    }
}
