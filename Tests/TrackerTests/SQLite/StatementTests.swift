import CSQLite
import Testing

import Tracker
import TrackerSQLite

/// Values go into SQLite and come back as they were, and errors say what SQLite said.
struct StatementTests {
    private func database() throws -> Connection {
        let connection = try Connection(path: ":memory:", for: .creating)
        try connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, i INTEGER, s TEXT, b BLOB) STRICT")
        return connection
    }

    @Test(arguments: [
        "", "plain", "nul \0 inside", "\0", "ends with nul\0", "Llŷn — “Met” 👮🏽‍♀️", "e\u{301}", "\u{10FFFF}",
        String(repeating: "long ", count: 100_000),
    ])
    func textComesBack(text: String) throws {
        let connection = try database()
        try connection.run("INSERT INTO t (id, s) VALUES (1, ?)", text)
        let read = try #require(
            connection.first("SELECT s, typeof(s), length(CAST(s AS BLOB)) FROM t") {
                ($0.text(0), $0.text(1), $0.int(2), $0.isNull(0), $0.optionalText(0), $0.bytes(0))
            })
        // Byte by byte: Swift holds "é" in one code point and in two to be equal.
        #expect(Array(read.0.utf8) == Array(text.utf8))
        #expect(read.1 == "text")
        #expect(read.2 == Int64(text.utf8.count))
        #expect(!read.3)
        #expect(read.4 == text)
        #expect(read.5 == Array(text.utf8))
    }

    @Test(arguments: [[], [0], [0, 0, 255], Array(repeating: 7, count: 100_000)] as [[UInt8]])
    func bytesComeBack(bytes: [UInt8]) throws {
        let connection = try database()
        try connection.run("INSERT INTO t (id, b) VALUES (1, ?)", bytes)
        let read = try #require(
            connection.first("SELECT b, typeof(b), length(b) FROM t") {
                ($0.bytes(0), $0.text(1), $0.int(2), $0.isNull(0), $0.withBytes(0) { $0.count })
            })
        #expect(read.0 == bytes)
        #expect(read.1 == "blob")
        #expect(read.2 == Int64(bytes.count))
        #expect(!read.3)
        #expect(read.4 == bytes.count)
    }

    @Test(arguments: [0, 1, -1, .max, .min, 1 << 53, -(1 << 53) - 1] as [Int64])
    func integersComeBack(value: Int64) throws {
        let connection = try database()
        try connection.run("INSERT INTO t (id, i) VALUES (?, ?)", value, Int(value))
        let read = try #require(
            connection.first("SELECT id, i FROM t WHERE id = ?", value) {
                ($0.int(0), $0.int(1), $0.optionalInt(1), $0.bool(1))
            })
        #expect(read == (value, value, value, value != 0))
    }

    @Test func truthIsOneOrZero() throws {
        let connection = try database()
        for truth in [true, false] {
            #expect(
                try connection.first("SELECT ?", truth) { ($0.int(0) == (truth ? 1 : 0), $0.bool(0)) }! == (
                    true, truth
                ))
        }
    }

    @Test func nothingIsNullAndNotEmpty() throws {
        let connection = try database()
        let nothing: (Int64?, String?, [UInt8]?) = (nil, nil, nil)
        try connection.run("INSERT INTO t VALUES (1, ?, ?, ?)", nothing.0, nothing.1, nothing.2)
        try connection.run("INSERT INTO t VALUES (2, ?, ?, ?)", Int64?(0), String?(""), [UInt8]?([]))
        let types = try connection.all("SELECT typeof(i), typeof(s), typeof(b) FROM t ORDER BY id") {
            [$0.text(0), $0.text(1), $0.text(2)]
        }
        #expect(types == [["null", "null", "null"], ["integer", "text", "blob"]])
        let null = try #require(
            connection.first("SELECT i, s, b FROM t WHERE id = 1") {
                (
                    $0.isNull(0) && $0.isNull(1) && $0.isNull(2), $0.int(0), $0.optionalInt(0), $0.text(1),
                    $0.optionalText(1), $0.bytes(2)
                )
            })
        #expect(null.0)
        #expect((null.1, null.2) == (0, nil))
        #expect((null.3, null.4) == ("", nil))
        #expect(null.5 == [])
    }

    @Test func textThatIsNotUTF8IsShownAsReplaced() throws {
        let connection = try database()
        #expect(try connection.first("SELECT CAST(x'41FF42' AS TEXT)") { $0.text(0) } == "A\u{FFFD}B")
    }

    @Test func manyValuesAtOnce() throws {
        let connection = try database()
        let row = try connection.first("SELECT ? || ? || ?, ?", "a", "", "c", [1, 2] as [UInt8]) {
            ($0.text(0), $0.bytes(1))
        }
        #expect(row?.0 == "ac")
        #expect(row?.1 == [1, 2])
    }

    @Test func aStatementIsUsedAgainAndAgain() throws {
        let connection = try database()
        let insert = try connection.prepare("INSERT INTO t (id, s) VALUES (?, ?)")
        let find = try connection.prepare("SELECT s FROM t WHERE id = ?")
        for id in 1...50 { try insert.run(id, "row \(id)") }
        for id in (1...50).reversed() { #expect(try find.first(id) { $0.text(0) } == "row \(id)") }
        #expect(try find.first(51) { $0.text(0) } == nil)
        // After an error it works as before.
        #expect(throws: StorageError.self) { try insert.run(1, "again") }
        try insert.run(51, "row 51")
        #expect(try find.first(51) { $0.text(0) } == "row 51")
    }

    @Test func anErrorInARowsBodyEndsTheStatement() throws {
        struct Stop: Error {}
        let connection = try database()
        for id in 1...3 { try connection.run("INSERT INTO t (id) VALUES (?)", id) }
        let all = try connection.prepare("SELECT id FROM t ORDER BY id")
        #expect(throws: Stop.self) { try all.forEach([]) { if $0.int(0) == 2 { throw Stop() } } }
        // The statement was reset, so nothing keeps the table locked.
        try connection.execute("DROP TABLE t")
    }

    @Test func asManyValuesAsParameters() throws {
        let connection = try database()
        let tooMany = try #require(throws: StorageError.self) { try connection.run("SELECT ?", 1, 2) }
        #expect(tooMany.kind == .mistake)
        #expect(tooMany.sql == "SELECT ?")
        // A value left out is a mistake of the program's, not NULL.
        #expect(throws: StorageError.self) { try connection.run("INSERT INTO t (id, s) VALUES (?, ?)", 1) }
    }

    @Test func errorsCarryCodeWordsAndSQL() throws {
        let connection = try database()
        let syntax = try #require(throws: StorageError.self) { try connection.execute("SELEKT 1") }
        #expect(syntax.kind == .mistake)
        #expect(syntax.message == "near \"SELEKT\": syntax error")
        #expect(syntax.sql == "SELEKT 1")
        #expect(syntax.description == "SQLite error 1: near \"SELEKT\": syntax error in: SELEKT 1")
        #expect(throws: syntax) { try connection.run("SELEKT 1") }

        try connection.run("INSERT INTO t (id) VALUES (1)")
        let unique = try #require(throws: StorageError.self) {
            try connection.run("INSERT INTO t (id) VALUES (1)")
        }
        #expect(unique.origin == "SQLite error 1555")  // SQLITE_CONSTRAINT_PRIMARYKEY
        #expect(unique.kind == .constraint)
        let strict = try #require(throws: StorageError.self) {
            try connection.run("INSERT INTO t (i) VALUES ('x')")
        }
        #expect(strict.kind == .constraint)
        #expect(!strict.isBusy && !strict.isCannotWrite && !strict.isDamaged)
    }

}
