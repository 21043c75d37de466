import Testing

@testable import Tracker

/// Duties that can't be mixed are guarded twice, by the rules and by the database. Both must answer alike:
/// what the rules permit is written, and what they refuse is refused in words.
struct SeparationTests {
    private let fixture: RegisterFixture

    init() throws {
        fixture = try RegisterFixture(on: "2022-04-01")
        for name in ["Assurer", "Owner"] { try fixture.person(name) }  // P3, P4
        try fixture.report("R")
        try fixture.item("R-1", opened: "2022-01-10")  // 6
        try fixture.record(.addEvidence(nil), "R-1", on: "2022-01-20")  // 7
        try fixture.record(.start, "R-1", on: "2022-02-01")  // 8
    }

    private func assign(_ lead: Int64?, supporting: [Int64] = []) -> ItemAct {
        .assign(
            lead: .set(lead.map { PersonID($0) }), supporting: supporting.map { PersonID($0) }, board: .keep)
    }

    private func expectAssured(_ comment: Comment, on effective: String? = nil) throws {
        #expect(throws: Never.self, comment) {
            try fixture.record(.assure, "R-1", by: "Assurer", on: effective)
        }
        #expect(try fixture.register.verify().findings.isEmpty, comment)
    }

    private func expectRefused(_ comment: Comment) throws {
        let error = #expect(throws: Refusal.self, comment) {
            try fixture.record(.assure, "R-1", by: "Assurer")
        }
        #expect(error?.missing == [.otherPerson], comment)
    }

    @Test func anotherPersonAssures() throws {
        try fixture.record(assign(4), "R-1")
        try fixture.record(.submit, "R-1", by: "Owner")
        try expectAssured("another")
        try fixture.record(.tag(["ICT"], remove: false), "R-1")
        try fixture.record(assign(3), "R-1")
        try fixture.record(.close(as: .implemented, successor: nil), "R-1", by: "Owner")
        #expect(try fixture.items()["R-1"]?.standing.closedAs == .implemented)
    }

    @Test func anOwnerDoesNotAssure() throws {
        try fixture.record(assign(4, supporting: [30, 3]), "R-1", on: "2022-02-10")
        try fixture.record(assign(4), "R-1", on: "2022-02-20")
        try expectRefused("supported once")
    }

    /// P3 is not P33, nor P13.
    @Test func numbersThatLookAlike() throws {
        try fixture.record(assign(33, supporting: [13, 30, 333]), "R-1")
        try expectAssured("other people")
    }

    /// Whoever submits it later, or again after it was returned, may have assured it before that.
    @Test func anAssuranceDatedBackBeforeTheSubmission() throws {
        try fixture.record(.submit, "R-1", by: "Owner", on: "2022-02-20")
        try fixture.record(.return, "R-1", on: "2022-03-05")
        try fixture.record(.submit, "R-1", by: "Assurer", on: "2022-03-10")
        try expectRefused("submitted before")
        try expectAssured("on a day before they submitted anything", on: "2022-02-25")
        #expect(try fixture.items()["R-1"]?.standing.stage == .pendingSignOff)
    }

    @Test func aSubmissionThatWasVoid() throws {
        for effectiveOn in [nil, day("2022-03-02")] {
            let submitted = try fixture.record(.submit, "R-1", by: "Assurer", on: "2022-03-01")
            try expectRefused("submitted")
            try fixture.write {
                _ = try $0.correct(
                    submitted, isVoid: true, effectiveOn: effectiveOn,
                    words: [.reason: "Another item was meant."])
            }
        }
        try expectAssured("never submitted")
    }

    @Test func anAssignmentThatWasVoid() throws {
        let assigned = try fixture.record(assign(3), "R-1", on: "2022-02-10")
        try fixture.record(assign(4), "R-1", on: "2022-02-20")
        try expectRefused("led once")
        try fixture.write {
            _ = try $0.correct(assigned, isVoid: true, words: [.reason: "Another item was meant."])
        }
        try expectAssured("never led")
    }

    @Test func anAssuranceThatBecomesImpossibleByCorrection() throws {
        try fixture.record(assign(4), "R-1", on: "2022-02-10")  // 9
        try fixture.record(.assure, "R-1", by: "Assurer", on: "2022-03-01")  // 10
        let error = try #require(throws: Refusal.self) {
            try fixture.write {
                try $0.correct(9, fields: ["lead": "Assurer"], words: [.reason: "Misheard."])
            }
        }
        #expect(error.sentence.contains("entry 10, \"assure\" on 2022-03-01, would no longer be possible"))
        #expect(throws: Refusal.self) {
            try fixture.write { try $0.correct(7, isVoid: true, words: [.reason: "Misheard."]) }
        }
    }

    /// Past the rules, straight into the table: the database refuses.
    @Test func theDatabaseGuardsItToo() throws {
        try fixture.record(assign(3), "R-1", on: "2022-02-10")
        let connection = fixture.register.connection
        let columns = try connection.all("SELECT name FROM pragma_table_info('standing')") { $0.text(0) }
        func insert(_ changes: [String: String]) throws {
            let values = columns.map { changes[$0] ?? $0 }.joined(separator: ", ")
            try connection.execute(
                """
                INSERT INTO standing SELECT \(values) FROM standing
                WHERE recommendation = 6 ORDER BY step DESC LIMIT 1
                """)
        }
        let implemented = ["step": "step + 1", "stage": "'closed'", "closed_as": "'implemented'"]
        #expect(throws: SQLiteError.self) { try insert(implemented) }
        try insert(["step": "step + 1", "stage": "'closed'", "closed_as": "'no-further-action'"])
    }
}
