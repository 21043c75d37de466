import Testing

import Tracker
import TrackerStorage

/// The database itself refuses to change what is recorded: the ledger grows at its end, words are redacted and
/// nothing else.
@Suite(.enabled(if: TestServer.filesAlone)) struct AppendOnlyTests {
    private let fixture: RegisterFixture
    private var database: Database { fixture.register.database }

    init() throws {
        fixture = try RegisterFixture()
        try fixture.report("R")
        try fixture.item("R-1")
        try fixture.record(.start, "R-1")
    }

    private static let copied =
        "effective_on, recorded_at, actor, recorded_by, authority, subject, act, entry, leaf_hash"

    @Test(arguments: [
        ("UPDATE ledger SET act = 'submit' WHERE seq = 5", "the ledger is never changed"),
        ("UPDATE ledger SET seq = 6 WHERE seq = 5", "the ledger is never changed"),
        ("UPDATE OR REPLACE ledger SET seq = 4 WHERE seq = 5", "the ledger is never changed"),
        ("UPDATE ledger SET entry = entry", "the ledger is never changed"),
        ("DELETE FROM ledger WHERE seq = 5", "the ledger is never pruned"),
        ("DELETE FROM ledger", "the ledger is never pruned"),
        (insert("5", or: "OR REPLACE"), "the ledger only grows at its end"),
        (insert("5", or: "OR IGNORE"), "the ledger only grows at its end"),
        (insert("5"), "the ledger only grows at its end"), (insert("1"), "the ledger only grows at its end"),
        (insert("7"), "the ledger only grows at its end"), (insert("0"), "the ledger only grows at its end"),
        (insert("-1"), "the ledger only grows at its end"),
        (insert("NULL"), "the ledger only grows at its end"),
        (insert("9223372036854775807"), "the ledger only grows at its end"),
        ("DELETE FROM words WHERE seq = 4", "words are redacted, never pruned"),
        ("UPDATE words SET text = 'other' WHERE seq = 4", "words are redacted, never changed"),
        ("UPDATE words SET seq = 5 WHERE seq = 4", "words are redacted, never changed"),
        ("UPDATE words SET name = 'reason' WHERE seq = 4", "words are redacted, never changed"),
        ("UPDATE words SET salt = zeroblob(16) WHERE seq = 4", "words are redacted, never changed"),
        (
            "INSERT OR REPLACE INTO words (seq, name, salt, text) SELECT seq, name, salt, 'other' FROM words WHERE seq = 4",
            "words are redacted, never"
        ),
        (
            "REPLACE INTO words (seq, name, redacted_by) VALUES (4, 'text', 5)", "words are redacted, never"
        ),
        (
            "INSERT INTO words SELECT * FROM words WHERE seq = 4 ON CONFLICT DO UPDATE SET text = 'other'",
            "words are redacted, never changed"
        ),
    ])
    func isRefused(sql: String, sentence: String) throws {
        let before = try fixture.register.contents()
        let error = #expect(throws: StorageError.self, "\(sql)") { try database.execute(sql) }
        #expect(error?.message.hasPrefix(sentence) ?? true, "\(sql)")
        #expect(try fixture.register.contents() == before, "\(sql)")
    }

    /// Copies an entry to another number.
    private static func insert(_ seq: String, or clause: String = "") -> String {
        "INSERT \(clause) INTO ledger (seq, \(copied)) SELECT \(seq), \(copied) FROM ledger WHERE seq = 4"
    }

    @Test func itGrowsAtItsEnd() throws {
        #expect(try fixture.register.size() == 5)
        try database.execute(Self.insert("6"))
        #expect(try fixture.register.size() == 6)
    }

    @Test func wordsCanBeRemovedForGood() throws {
        let redact = "UPDATE words SET text = NULL, salt = NULL, redacted_by = 5 WHERE seq = 4"
        // Half a redaction is none: the salt must go with the text, and the entry that removed them be named.
        for half in ["text = NULL", "text = NULL, salt = NULL", "text = NULL, redacted_by = 5"] {
            #expect(throws: StorageError.self, "\(half)") {
                try database.execute("UPDATE words SET \(half) WHERE seq = 4")
            }
        }
        try database.execute(redact)
        #expect(try fixture.items()["R-1"]?.text == "[redacted]")
        #expect(try fixture.register.words(of: 4) == [.text: "[redacted]"])
        // And there is no way back.
        #expect(throws: StorageError.self) { try database.execute(redact) }
        #expect(throws: StorageError.self) {
            try database.execute(
                "UPDATE words SET text = 'x', salt = zeroblob(16), redacted_by = NULL WHERE seq = 4")
        }
    }

    @Test func wordsBelongToAnEntry() throws {
        let orphan = "INSERT INTO words (seq, name, salt, text) VALUES (99, 'note', zeroblob(16), 'x')"
        #expect(throws: StorageError.self) { try database.execute(orphan) }
        #expect(throws: StorageError.self) {
            try database.execute(
                "INSERT INTO words (seq, name, salt, text) VALUES (5, 'note', zeroblob(8), 'x')")
        }
    }
}
