import Testing
@testable import TrackerRegister

import Tracker
import TrackerStorage

/// What lies in the file is compared byte for byte and type for type with what the ledger makes it: nothing is hidden
/// behind a NUL, behind letters that Unicode holds equivalent, or in a trigger with a name of SQLite's own.
struct ByteExactTests {
    private let folder = TemporaryFolder()
    private let fixture: RegisterFixture
    private let intruder: Intruder
    private let note: Int64

    init() throws {
        fixture = try RegisterFixture(at: folder.file("register.db"), settings: [.body: "K & Co"])
        try fixture.board("OB")
        try fixture.meeting("OB-1", of: "OB", on: "2022-04-01")
        try fixture.report("KENT")
        try fixture.item("KENT-1", from: "KENT", due: "2022-03-31")
        note = try fixture.record(
            .note(isInternal: false), "KENT-1", words: [.note: "Custody is unsafe."])
        intruder = try Intruder(Database(path: folder.file("register.db"), for: .writing))
        try intruder.database.execute("PRAGMA ignore_check_constraints = ON")
    }

    private func findings(after sql: String) throws -> [Finding] {
        try intruder.database.execute(sql)
        try intruder.cover()
        return try fixture.register.verify().findings
    }

    /// A NUL ends a text for SQLite's `quote` and for its functions; the bytes behind it are there all the same.
    @Test(arguments: [
        ("item_state", "due"), ("item_state", "stage"), ("item_state", "to_on"), ("setting", "name"),
        ("setting", "value"), ("person_role", "role"), ("meeting", "held_on"), ("board", "name"),
        ("report", "publisher"), ("kind", "name"), ("scale", "grades"), ("recommendation", "ref"),
    ])
    func aTextBehindANUL(table: String, column: String) throws {
        for hidden in ["char(0)", "char(0) || 'X'"] {
            try intruder.database.execute("SAVEPOINT attempt; PRAGMA defer_foreign_keys = ON")
            try intruder.database.execute("UPDATE \(table) SET \(column) = \(column) || \(hidden)")
            try intruder.database.execute("RELEASE attempt")
            let found = try fixture.register.verifyBesidesTriggers().findings
            #expect(found.map(\.kind) == [.table], "\(column) || \(hidden): \(found)")
            #expect(found.first?.sentence.contains(#"\0"#) == true, "\(found)")
            let bytes = "CAST(\(column) AS BLOB)"
            try intruder.database.execute(
                "UPDATE \(table) SET \(column) = CAST(substr(\(bytes), 1, instr(\(bytes), x'00') - 1) AS TEXT)"
            )
        }
    }

    /// U+212A is K to Unicode, and not to SQLite, which finds an item's entries by bytes.
    @Test(arguments: [
        "subject = replace(subject, 'K', char(8490))", "subject = subject || char(0)", "authority = ''",
        "act = act || char(0)", "actor = actor || char(0)",
    ])
    func columnsThatOnlyLookRight(change: String) throws {
        let found = try findings(after: "UPDATE ledger SET \(change) WHERE act = 'note'")
        #expect(found.map(\.kind) == [.entry], "\(change): \(found)")
        #expect(found.first?.seq == note)
    }

    /// A value of another type is another value, whatever its bytes: no question finds it.
    @Test(arguments: [
        ("ledger", "subject", Finding.Kind.entry), ("ledger", "act", .entry), ("ledger", "entry", .entry),
        ("words", "text", .words), ("tree", "hash", .tree),
    ])
    func valuesOfAnotherType(table: String, column: String, kind: Finding.Kind) throws {
        let loose = try Database(path: ":memory:", for: .creating)
        try loose.execute(
            Register.migrations[0].sql().replacing(") STRICT, WITHOUT ROWID", with: ") WITHOUT ROWID")
                .replacing(") STRICT;", with: ");"))
        try loose.execute("ATTACH '\(folder.file("register.db"))' AS source")
        for table in ["ledger", "tree", "words"] {
            try loose.execute("INSERT INTO \(table) SELECT * FROM source.\(table)")
        }
        try loose.execute("DETACH source; PRAGMA ignore_check_constraints = ON")
        _ = try Intruder(loose)
        func found() throws -> [Finding] {
            var check = LedgerCheck(evidence: nil, sizes: [])
            try check.run(loose) { _, _, _ in }
            return check.findings
        }
        #expect(try found().isEmpty)
        let type = table == "tree" ? "TEXT" : "BLOB"
        try loose.execute("UPDATE \(table) SET \(column) = CAST(\(column) AS \(type))")
        #expect(try Set(found().map(\.kind)) == [kind])
    }

    /// The same in a computed table: equal to Unicode, and found.
    @Test func equivalentIsNotEqual() throws {
        let found = try findings(after: "UPDATE setting SET value = replace(value, 'K', char(8490))")
        #expect(found.map(\.kind) == [.table])
    }

    @Test(arguments: [
        ("UPDATE words SET redacted_by = 2 WHERE name = 'note'", "are hidden as if they had been redacted"),
        ("UPDATE words SET salt = x'00' WHERE name = 'note'", "are not those it commits to"),
        ("UPDATE words SET salt = NULL WHERE name = 'note'", "are not those it commits to"),
        ("UPDATE words SET text = NULL WHERE name = 'note'", "are gone, but no entry redacted them"),
        ("UPDATE words SET text = text || char(0) || 'x' WHERE name = 'note'", "are not those it commits to"),
    ])
    func wordsAgreeWithTheirRedactions(sql: String, sentence: String) throws {
        let found = try findings(after: sql)
        #expect(found.map(\.kind) == [.words], "\(found)")
        #expect(found.first?.seq == note)
        #expect(found.first?.sentence.contains(sentence) == true, "\(found)")
    }

    /// What was redacted and is put back from an old copy.
    @Test func redactedWordsThatStandAgain() throws {
        let (salt, text) = try #require(
            intruder.database.first("SELECT salt, text FROM words WHERE seq = ? AND name = 'note'", note) {
                ($0.bytes(0), $0.text(1))
            })
        try intruder.cover()
        let outcome = try fixture.register.redact(
            note, reason: "A name", evidence: nil, session: fixture.session())
        let redaction = try #require(outcome.seq)
        #expect(try fixture.register.verify().findings.isEmpty)
        let again = try Intruder(intruder.database)
        for redactedBy: Int64? in [nil, redaction] {
            try intruder.database.run(
                "UPDATE words SET salt = ?, text = ?, redacted_by = ? WHERE seq = ? AND name = 'note'", salt,
                text, redactedBy, note)
            let found = try fixture.register.verifyBesidesTriggers().findings
            #expect(found.map(\.kind) == [.words])
            #expect(
                found.first?.sentence == "its words \"note\" stand, though entry \(redaction) redacted them")
        }
        try intruder.database.run(
            "UPDATE words SET text = NULL, redacted_by = ? WHERE seq = ? AND name = 'note'", redaction, note)
        #expect(
            try fixture.register.verifyBesidesTriggers().findings.map(\.sentence) == [
                "its words \"note\" are gone, but not their salt"
            ])
        try again.cover()
    }
}

/// A schema with more, less or something else in it than a register's own is found, whatever it is called. Somebody
/// with the file writes it with any program: here it is given to the comparison as it would then be read.
struct SchemaCheckTests {
    private let expected: Database
    private let found: Database

    init() throws {
        expected = try Database(path: ":memory:", for: .creating)
        found = try Database(path: ":memory:", for: .creating)
        for database in [expected, found] { try Migration.apply(Register.migrations, to: database) }
    }

    @Test func aNewRegistersOwn() throws {
        #expect(try SchemaCheck.findings(in: found, expected: expected).isEmpty)
    }

    @Test func statisticsAndLitestreamMayBeThere() throws {
        try found.execute(
            """
            ANALYZE; CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER);
            CREATE TABLE _litestream_lock (id INTEGER)
            """)
        #expect(try SchemaCheck.findings(in: found, expected: expected).isEmpty)
    }

    @Test(arguments: [
        ("CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER, text TEXT)", "_litestream_seq"),
        ("CREATE TABLE _litestream_lock (id INTEGER DEFAULT (random()))", "_litestream_lock"),
        (
            """
            CREATE TABLE _litestream_lock (id INTEGER);
            CREATE TRIGGER _litestream_lock_t BEFORE INSERT ON _litestream_lock BEGIN SELECT 1; END
            """, "_litestream_lock_t"
        ),
        ("CREATE VIEW _litestream_seq AS SELECT 1", "_litestream_seq"),
        ("CREATE INDEX extra ON ledger (act)", "extra"),
        (
            "CREATE TRIGGER extra BEFORE INSERT ON ledger WHEN NEW.act = 'note' BEGIN SELECT raise(IGNORE); END",
            "extra"
        ),
        ("DROP TRIGGER ledger_is_never_pruned", "ledger_is_never_pruned"),
        ("DROP INDEX item_state_now", "item_state_now"),
    ])
    func anythingElse(sql: String, name: String) throws {
        try found.execute(sql)
        let findings = try SchemaCheck.findings(in: found, expected: expected)
        #expect(findings.count == 1, "\(findings)")
        #expect(findings.first?.sentence.contains(name) == true)
    }
}
