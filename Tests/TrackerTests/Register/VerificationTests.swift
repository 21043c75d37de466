import Testing
@testable import TrackerRegister

import Tracker
import TrackerStorage

/// `verify` finds each kind of damage. It is done through a second connection, past the triggers, as somebody
/// with the file and time on their hands would do it.
struct VerificationTests {
    private let folder = TemporaryFolder()
    private let fixture: RegisterFixture
    private let vandal: Database

    init() throws {
        fixture = try RegisterFixture(at: folder.file("register.db"))
        try fixture.person("Assurer")  // 3
        try fixture.board("OB")  // 4
        try fixture.meeting("OB-1", of: "OB", on: "2022-04-01")  // 5
        try fixture.report("R")  // 6
        try fixture.item("R-1", due: "2022-12-31")  // 7
        try fixture.record(.start, "R-1", meeting: "OB-1")  // 8
        try fixture.record(.addEvidence(nil), "R-1")  // 9
        try fixture.record(.assure, "R-1", by: "Assurer")  // 10
        try fixture.write { try $0.grade("R", question: "Efficiency", grade: "good") }  // 11
        let spec = QuarterlySpec(
            .containing(fixture.today, kind: .calendar), asAt: fixture.today, ageBands: [90])
        let paper = try QuarterlyPaper(fixture.register, spec, today: fixture.today)
        try fixture.write { _ = try $0.issue(paper.issue) }  // 12
        vandal = try Database(path: folder.file("register.db"), for: .writing)
        let triggers = try vandal.all("SELECT name FROM sqlite_schema WHERE type = 'trigger'") { $0.text(0) }
        for trigger in triggers { try vandal.execute("DROP TRIGGER \(trigger)") }
        #expect(try fixture.register.verify().findings.map(\.kind) == triggers.map { _ in .schema })
        try vandal.execute("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
    }

    private func findings(after sql: String, hashesOnly: Bool = false) throws -> [Finding] {
        try vandal.execute(sql)
        #expect(try vandal.first("SELECT total_changes()") { $0.int(0) }! > 0, "\(sql) did nothing")
        return try fixture.register.verifyBesidesTriggers(hashesOnly: hashesOnly).findings
    }

    @Test func nothingIsFoundWhereNothingIsWrong() throws {
        let verification = try fixture.register.verifyBesidesTriggers()
        #expect(verification.findings.isEmpty)
        #expect(verification.size == 12)
        #expect(verification.redacted == 0)
        #expect(try verification.root == fixture.register.root(at: 12))
        // The root worked out from the entries' own bytes, without what is stored.
        let leaves = try vandal.all("SELECT entry FROM ledger ORDER BY seq") { $0.bytes(0) }
        #expect(try verification.root == MerkleTree.root(size: 12, reader: StoredTree(entries: leaves)))
    }

    @Test(arguments: [
        ("entry = replace(entry, '2022-04-01', '2022-04-02')", "its text is not what was hashed"),
        ("entry = replace(entry, ',', ', ')", "its text is not what was hashed"),
        ("entry = entry || ' '", "its text is not what was hashed"),
        ("entry = ''", "its text is not what was hashed"),
        ("leaf_hash = zeroblob(32)", "its text is not what was hashed"),
        ("leaf_hash = x'00'", "its text is not what was hashed"),
        ("effective_on = '2022-04-02'", "its columns say something else than its text"),
        ("recorded_at = '2022-04-01T12:00:01.000Z'", "its columns say something else than its text"),
        ("actor = 'P3'", "its columns say something else than its text"),
        ("recorded_by = 'P3'", "its columns say something else than its text"),
        ("authority = NULL", "its columns say something else than its text"),
        ("subject = 'R-2'", "its columns say something else than its text"),
        ("act = 'submit'", "its columns say something else than its text"),
        ("seq = 99", "entry 9 is missing"),
    ])
    func anEntryThatWasEdited(change: String, sentence: String) throws {
        for hashesOnly in [true, false] {
            let found = try findings(
                after: "UPDATE ledger SET \(change) WHERE seq IN (8, 99)", hashesOnly: hashesOnly)
            let number: Int64 = change.hasPrefix("seq") ? 9 : 8
            let words = number == 9 ? "entry 8 is missing" : sentence
            // What an entry's columns say is not looked at where only hashes are.
            if hashesOnly, words.contains("columns") { continue }
            #expect(found.contains { $0.sentence == words }, "\(change): \(found)")
            #expect(found.contains { $0.kind == .entry && ($0.seq == number || number == 9) }, "\(change)")
        }
    }

    @Test(arguments: [
        ("DELETE FROM ledger WHERE seq = 8", Finding.Kind.entry),
        ("DELETE FROM ledger WHERE seq = 1", .entry),
        ("DELETE FROM ledger WHERE seq = 12", .tree), ("DELETE FROM ledger WHERE seq > 6", .tree),
        ("UPDATE tree SET hash = zeroblob(32) WHERE level = 1 AND position = 0", .tree),
        ("UPDATE tree SET hash = zeroblob(32) WHERE level = 3", .tree),
        ("DELETE FROM tree WHERE level = 2 AND position = 1", .tree), ("DELETE FROM tree", .tree),
        ("INSERT INTO tree VALUES (1, 6, zeroblob(32))", .tree),
        ("INSERT INTO tree VALUES (4, 0, zeroblob(32))", .tree),
    ])
    func entriesAndHashesThatAreMissingOrWrong(sql: String, kind: Finding.Kind) throws {
        #expect(try findings(after: sql, hashesOnly: true).contains { $0.kind == kind })
    }

    /// An entry edited together with its own hash is betrayed by the tree above it.
    @Test func anEntryWhoseHashWasMadeToFit() throws {
        let text = try #require(vandal.first("SELECT entry FROM ledger WHERE seq = 8") { $0.text(0) })
        let edited = text.replacing("2022-04-01\"", with: "2022-03-01\"")
        #expect(edited != text)
        try vandal.run(
            "UPDATE ledger SET entry = ?, effective_on = '2022-03-01', leaf_hash = ? WHERE seq = 8", edited,
            Hash.leaf(Array(edited.utf8)).bytes)
        let found = try fixture.register.verifyBesidesTriggers().findings
        #expect(Set(found.map(\.kind)) == [.tree])
    }

    @Test(arguments: [
        (
            "UPDATE words SET text = 'Something else' WHERE seq = 7",
            "its words \"text\" are not those it commits to"
        ),
        (
            "UPDATE words SET text = text || x'00' WHERE seq = 7",
            "its words \"text\" are not those it commits to"
        ),
        (
            "UPDATE words SET salt = zeroblob(16) WHERE seq = 7",
            "its words \"text\" are not those it commits to"
        ),
        ("DELETE FROM words WHERE seq = 7", "its words \"text\" are missing without a redaction"),
        (
            "UPDATE words SET name = 'deadline' WHERE seq = 7",
            "there are words \"deadline\" that it does not commit to"
        ),
        ("UPDATE words SET seq = 9999 WHERE seq = 7", "there are words \"text\" that it does not commit to"),
        (
            "INSERT INTO words VALUES (7, 'basis', zeroblob(16), 'Invented', NULL)",
            "there are words \"basis\" that it does not commit to"
        ),
        (
            "INSERT INTO words VALUES (7, 'rumour', zeroblob(16), 'Invented', NULL)",
            "there are words \"rumour\" that it does not commit to"
        ),
    ])
    func wordsThatWereEdited(sql: String, sentence: String) throws {
        let found = try findings(after: sql)
        #expect(found.contains { $0.kind == .words && $0.sentence == sentence }, "\(found)")
        #expect(try fixture.register.verifyBesidesTriggers(hashesOnly: true).findings.isEmpty)
    }

    /// Only an entry that says so removes words: who, when and why must be there to read.
    @Test func wordsRemovedByNobody() throws {
        let note = try fixture.record(.note(isInternal: false), "R-1", words: [.note: "A name."])
        try fixture.register.redact(note, reason: "A victim", evidence: nil, session: fixture.session())
        let verification = try fixture.register.verifyBesidesTriggers()
        #expect(verification.findings.isEmpty)
        #expect(verification.redacted == 1)
        let found = try findings(
            after: "UPDATE words SET text = NULL, salt = NULL, redacted_by = 8 WHERE seq = 7")
        #expect(found.map(\.kind) == [.words])
        #expect(found.first?.seq == 7)
    }

    /// Every computed table: a row changed, lost and invented.
    @Test func tablesThatWereEdited() throws {
        try fixture.write { writer in
            try writer.addRAGRule(RAGRule(name: "fortnight", amberWithinDays: 14))
            _ = try writer.changePerson("Assurer", post: "Panel")
            _ = try writer.addPost("AC Frontline")
            try writer.holdPost("AC Frontline", by: "Assurer", from: day("2022-04-01"))
            _ = try writer.monitor(
                "Metropolitan Police Service", stage: "Engage", from: day("2022-04-01"), reason: "Announced")
        }
        try fixture.record(
            .addBenefit(unit: "GBP", target: .zero, committed: nil), "R-1", words: [.text: "Savings"])
        try fixture.write { writer in
            try writer.change(
                .add(unit: "GBP", target: .zero, committed: nil, partOf: nil), of: .shared(.report(ref("R"))),
                words: [.text: "Savings"])
        }
        let changes = [
            "setting": "value = 'x'", "person": "id = id + 100", "person_role": "role = role || '?'",
            "kind": "needs_recommendation = 1 - needs_recommendation", "scale": "grades = 'x'",
            "board": "name = 'x'", "meeting": "held_on = '2022-03-30'", "report": "force = 'x'",
            "grade": "grade = 'inadequate'", "rag_rule": "amber_within_days = 1",
            "recommendation": "ref = 'x'",
            "person_change": "leaves = '2022-04-01'", "post": "id = id + 100", "post_holder": "holder = 1",
            "monitoring": "stage = 'Scan'", "benefit": "id = id + 100",
            "item_state": "stage = 'closed'", "issued": "ledger_size = 1", "rule_set": "version = 3",
            "correction": "act = 'x'", "shared_benefit": "subject = 'x'",
        ]
        try fixture.write {
            try $0.set(.body, to: "MOPAC")
            let rule = try #require(try fixture.register.entries(about: nil).last { $0.act == "rag add" })
            _ = try $0.correct(
                rule.seq, fields: ["amber_within_days": "15"], words: [.reason: "Mistyped"])
        }
        #expect(Set(changes.keys) == Set(Projections.tables))
        for (table, change) in changes.sorted(by: { $0.key < $1.key }) {
            for sql in ["UPDATE \(table) SET \(change)", "DELETE FROM \(table)"] {
                try vandal.execute("SAVEPOINT damage")
                try vandal.execute(sql)
                try vandal.execute("RELEASE damage")
                let found = try fixture.register.verifyBesidesTriggers().findings
                #expect(found.map(\.kind) == [.table], "\(sql)")
                #expect(
                    found.first?.sentence.hasPrefix("table \(table) is not what the ledger makes it") == true)
                #expect(try fixture.register.verifyBesidesTriggers(hashesOnly: true).findings.isEmpty)
                try restore(table)
            }
        }
        try vandal.execute("INSERT INTO board VALUES (99, 'X', 'x', 'Invented')")
        #expect(try fixture.register.verifyBesidesTriggers().findings.map(\.kind) == [.table])
    }

    /// Puts a table back to what the ledger makes it.
    private func restore(_ table: String) throws {
        let replayed = try fixture.register.replayed()
        let columns = try vandal.all("SELECT name FROM pragma_table_info(?)", table) { $0.text(0) }
        let values = columns.map { "quote(\($0))" }.joined(separator: " || ', ' || ")
        try vandal.execute("DELETE FROM \(table)")
        for row in try replayed.all("SELECT \(values) FROM \(table)", read: { $0.text(0) }) {
            try vandal.execute("INSERT INTO \(table) VALUES (\(row))")
        }
        #expect(try fixture.register.verifyBesidesTriggers().findings.isEmpty)
    }

    @Test func atMostAHundredFindingsOfAKind() throws {
        try fixture.write { writer in
            for turn in 0..<150 {
                try writer.record(.note(isInternal: false), on: ref("R-1"), words: [.note: "\(turn)"])
            }
        }
        #expect(try findings(after: "UPDATE ledger SET authority = 'X'").count == 100)
    }

    @Test func evidenceThatIsMissingOrChanged() throws {
        let store = EvidenceStore(beside: folder.file("register.db"))
        let file = EvidenceFile(sha256: Hash.sha256([]).hex, size: 0, mediaType: "text/plain")
        try fixture.record(.addEvidence(file), "R-1")
        let found = try fixture.register.verifyBesidesTriggers(evidence: store).findings
        #expect(found.map(\.kind) == [.evidence])
        #expect(found.map(\.seq) == [13])
        #expect(try fixture.register.verifyBesidesTriggers().findings.isEmpty)
    }
}
