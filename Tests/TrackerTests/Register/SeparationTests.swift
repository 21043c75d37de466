import Testing
@testable import TrackerRegister

import Tracker

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
        try fixture.record(.start, "R-1", by: "Owner", on: "2022-02-01")  // 8
    }

    private func assign(_ lead: Int64?, supporting: [Int64] = []) -> ItemAct {
        .assign(
            lead: .set(lead.map { PersonID($0) }), supporting: supporting.map { PersonID($0) }, board: .keep)
    }

    private func expectAssured(_ comment: Comment) throws {
        #expect(throws: Never.self, comment) { try fixture.record(.assure, "R-1", by: "Assurer") }
        #expect(try fixture.register.verify().findings.isEmpty, comment)
    }

    private func expectRefused(_ comment: String, of item: String = "R-1", on effective: String? = nil) throws
    {
        let comment = Comment(rawValue: comment)
        let error = #expect(throws: RuleViolation.self, comment) {
            try fixture.record(.assure, item, by: "Assurer", on: effective)
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
        while try fixture.register.size() < 33 { try fixture.person("Person \(try fixture.register.size())") }
        try fixture.record(assign(33, supporting: [13, 30]), "R-1")
        try expectAssured("other people")
    }

    /// An assurance dated back to a day before they had a part in the work is theirs all the same.
    @Test func anAssuranceDatedBack() throws {
        try fixture.record(.submit, "R-1", by: "Owner", on: "2022-02-20")
        try fixture.record(.return, "R-1", on: "2022-03-05")
        try fixture.record(.submit, "R-1", by: "Assurer", on: "2022-03-10")
        try expectRefused("submitted before")
        try expectRefused("on a day before they submitted anything", on: "2022-02-25")
    }

    /// Neither voiding, nor another date, nor another name in its place undoes that it was said.
    @Test func whatWasCorrectedWasSaid() throws {
        let parts: [(String, ItemAct, String?)] = [
            ("led", assign(3), nil), ("supported", assign(4, supporting: [3]), nil),
            ("submitted", .submit, "Assurer"), ("started", .start, "Assurer"),
            ("reported", .progress(complete: 40, rating: nil), "Assurer"),
            ("proposed", .propose(ProposedUpdate(complete: 40)), "Assurer"),
            ("owned a step", .addStep(owner: PersonID(3), due: day("2022-05-01")), nil),
        ]
        for (comment, act, name) in parts {
            let item = "R-\(comment.replacing(" ", with: "-"))"
            try fixture.item(item, opened: "2022-01-10")
            try fixture.record(.addEvidence(nil), item, on: "2022-01-20")
            try fixture.record(.start, item, by: "Owner", on: "2022-02-01")
            let said = try fixture.record(
                act, item, by: name, on: "2022-03-01",
                words: RegisterFixture.said.merging([.text: "Do it."]) { $1 })
            try expectRefused("\(comment), as it stands", of: item)
            try correct(said, effectiveOn: day("2022-03-31"))
            try expectRefused("\(comment), later", of: item, on: "2022-03-02")
            switch act {
            case .assign: try correct(said, fields: ["lead": "Owner", "supporting": "Owner"])
            case .addStep: try correct(said, fields: ["owner": "Owner"])
            default: break
            }
            try expectRefused("\(comment), by another", of: item)
            try correct(said, isVoid: true)
            try expectRefused("\(comment), void", of: item)
            try fixture.record(.assure, item, by: "Amira Khan", on: "2022-03-02")
        }
        #expect(try fixture.register.verify().findings.isEmpty)
    }

    /// Somebody who was named by a correction, and by no more than that.
    @Test func whatACorrectionMadeOfItWasSaid() throws {
        let assigned = try fixture.record(assign(4), "R-1", on: "2022-02-10")
        try correct(assigned, fields: ["lead": "Assurer"])
        try correct(assigned, fields: ["lead": "Owner"])
        try expectRefused("led by a correction")
    }

    @Test func whoeverDidAStep() throws {
        let step = try fixture.record(
            .addStep(owner: PersonID(4), due: day("2022-05-01")), "R-1", on: "2022-02-10",
            words: [.text: "Print it."])
        let done = try fixture.record(.endStep(step, .done), "R-1", by: "Assurer", on: "2022-03-01")
        try correct(done, isVoid: true)
        try expectRefused("did a step")
    }

    /// Whoever types in what others did has no part in it.
    @Test func whoeverTypedItIn() throws {
        try fixture.record(assign(4), "R-1")
        try fixture.record(.progress(complete: 100, rating: nil), "R-1", by: "Owner")
        try fixture.record(.submit, "R-1", by: "Owner")
        #expect(throws: Never.self) { try fixture.record(.assure, "R-1", by: RegisterFixture.founder) }
    }

    /// A post's holders of any day, once they are known, are its owners.
    @Test func whoeverIsToHoldThePost() throws {
        let post = try fixture.write { try $0.addPost("AC Frontline") }
        try fixture.record(assign(post.seq), "R-1", on: "2022-02-10")
        try fixture.write { try $0.holdPost("AC Frontline", by: "Assurer", from: day("2022-03-20")) }
        try expectRefused("holds it from a later day", on: "2022-03-01")
    }

    private func correct(
        _ seq: Int64, isVoid: Bool = false, effectiveOn: Day? = nil, fields: [String: JSON] = [:]
    ) throws {
        try fixture.write {
            _ = try $0.correct(
                seq, isVoid: isVoid, effectiveOn: effectiveOn, fields: fields,
                words: [.reason: "Another was meant."])
        }
    }

    @Test func anAssuranceThatBecomesImpossibleByCorrection() throws {
        try fixture.record(assign(4), "R-1", on: "2022-02-10")  // 9
        try fixture.record(.assure, "R-1", by: "Assurer", on: "2022-03-01")  // 10
        let error = try #require(throws: RuleViolation.self) {
            try fixture.write {
                try $0.correct(9, fields: ["lead": "Assurer"], words: [.reason: "Misheard."])
            }
        }
        #expect(error.sentence.contains("entry 10, \"assure\" on 1 Mar 2022, would no longer be possible"))
        #expect(throws: RuleViolation.self) {
            try fixture.write { try $0.correct(7, isVoid: true, words: [.reason: "Misheard."]) }
        }
    }

    /// Past the rules, straight into the table: the database refuses.
    @Test(.enabled(if: TestServer.filesAlone)) func theDatabaseGuardsItToo() throws {
        try fixture.record(assign(3), "R-1", on: "2022-02-10")
        let database = fixture.register.database
        let columns = try database.all("SELECT name FROM pragma_table_info('item_state')") { $0.text(0) }
        func insert(_ changes: [String: String]) throws {
            let values = columns.map { changes[$0] ?? $0 }.joined(separator: ", ")
            try database.execute(
                """
                INSERT INTO item_state SELECT \(values) FROM item_state
                WHERE recommendation = 6 ORDER BY step DESC LIMIT 1
                """)
        }
        let implemented = ["step": "step + 1", "stage": "'closed'", "closed_as": "'implemented'"]
        #expect(throws: StorageError.self) { try insert(implemented) }
        try insert(["step": "step + 1", "stage": "'closed'", "closed_as": "'no-further-action'"])
    }

    /// The database looks at what was ever said, too: past the rules, as a program might that forgot them.
    @Test(.enabled(if: TestServer.filesAlone)) func theDatabaseRemembersWhatWasCorrected() throws {
        let assigned = try fixture.record(assign(3), "R-1", on: "2022-02-10")
        try correct(assigned, isVoid: true)
        let register = fixture.register
        func forget(by name: String, waiving: Bool = false) throws {
            try fixture.write { writer in
                let person = try writer.person(name)
                if waiving {
                    try writer.record(
                        .waive(person), on: ref("R-1"), words: [.reason: "The board agreed."])
                }
                let (entry, words) = writer.sealed(
                    .item(.assure), about: "R-1", words: [:], day: day("2022-03-01"), by: person)
                _ = try writer.append(entry, words)
                try register.database.run(
                    """
                    INSERT INTO item_state SELECT recommendation, step + 1, ?, known_to, '2022-03-01', to_on, ?, report,
                        kind, force, question, number, external_number, parent, addressee, priority, opened_on,
                        original_due, 'assured', closed_as, successor, acceptance, lead, supporting, board, due,
                        revisions, extension_wanted, in_scope, complete, rag, progress, progress_on, text,
                        deadline, marking, tags, on_word, also_boards, successor_report,
                        addressees, proposed_for_closure, disputed, evidence_changed, risk, delay, control, proposals
                    FROM item_state WHERE recommendation = 6 AND known_to = 9223372036854775807
                    ORDER BY step DESC LIMIT 1
                    """, entry.seq, entry.seq)
                throw NothingKept()
            }
        }
        let refused = #expect(throws: StorageError.self) { try forget(by: "Assurer") }
        #expect(refused?.description.contains("has had no part in the work") == true)
        #expect(throws: NothingKept.self) { try forget(by: RegisterFixture.founder) }
        #expect(throws: NothingKept.self) { try forget(by: "Assurer", waiving: true) }
    }

    private struct NothingKept: Error {}
}
