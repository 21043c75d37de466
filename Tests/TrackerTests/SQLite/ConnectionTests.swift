import CSQLite
import Testing

import Tracker
import TrackerSQLite

/// Opening a database safely, one transaction at a time, and waiting for others.
struct ConnectionTests {
    private struct Stop: Error {}

    private func count(_ connection: Connection) throws -> Int64? {
        try connection.first("SELECT count(*) FROM t") { $0.int(0) }
    }

    @Test func itIsSetUpToBeSafe() throws {
        let folder = TemporaryFolder()
        let connection = try Connection(path: folder.file("a.db"), for: .creating, busyTimeout: 1234)
        func pragma(_ name: String) throws -> String? {
            try connection.first("PRAGMA \(name)") { $0.text(0) }
        }
        #expect(try pragma("journal_mode") == "wal")
        #expect(try pragma("synchronous") == "2")
        #expect(try pragma("foreign_keys") == "1")
        #expect(try pragma("trusted_schema") == "0")
        #expect(try pragma("busy_timeout") == "1234")
        // Defensive mode: nobody rewrites the schema behind SQLite's back.
        try connection.execute("CREATE TABLE t (i INTEGER) STRICT; PRAGMA writable_schema = ON")
        #expect(throws: StorageError.self) { try connection.execute("DELETE FROM sqlite_schema") }
    }

    @Test func readingNeitherMakesNorChangesAFile() throws {
        let folder = TemporaryFolder()
        for purpose in [Access.reading, .writing] {
            let error = try #require(throws: StorageError.self) {
                try Connection(path: folder.file("none.db"), for: purpose)
            }
            #expect(error.kind == .notPermitted)
            #expect(error.isCannotWrite)
            #expect(error.sql == nil)
        }
        #expect(folder.names == [])

        try Connection(path: folder.file("a.db"), for: .creating).execute("CREATE TABLE t (i INTEGER) STRICT")
        let before = folder.bytes("a.db")
        let reader = try Connection(path: folder.file("a.db"), for: .reading)
        #expect(try count(reader) == 0)
        let error = try #require(throws: StorageError.self) { try reader.run("INSERT INTO t VALUES (1)") }
        #expect(error.kind == .notPermitted)
        #expect(folder.bytes("a.db") == before)
    }

    @Test func whatIsNoDatabaseIsDamaged() throws {
        let folder = TemporaryFolder()
        folder.write(Array("Not a database, but long enough to look like one to somebody.".utf8), to: "a.db")
        let connection = try? Connection(path: folder.file("a.db"), for: .reading)
        let error = try #require(throws: StorageError.self) {
            _ = try connection?.first("SELECT 1 FROM sqlite_schema") { $0.int(0) }
        }
        #expect(error.kind == .notADatabase)
        #expect(error.isDamaged)
    }

    @Test func aTransactionIsAllOrNothing() throws {
        let connection = try Connection(path: ":memory:", for: .creating)
        try connection.execute("CREATE TABLE t (i INTEGER PRIMARY KEY) STRICT")
        let insert = try connection.prepare("INSERT INTO t VALUES (?)")
        let result = try connection.transaction {
            try insert.run(1)
            return "kept"
        }
        #expect(result == "kept")
        #expect(throws: Stop.self) {
            try connection.transaction {
                try insert.run(2)
                throw Stop()
            }
        }
        #expect(throws: StorageError.self) {
            try connection.transaction {
                try insert.run(3)
                try insert.run(1)
            }
        }
        #expect(try count(connection) == 1)
        // What failed has left no transaction open.
        try connection.transaction { try insert.run(4) }
        #expect(try count(connection) == 2)
    }

    @Test func aCommitThatFailsKeepsNothing() throws {
        let connection = try Connection(path: ":memory:", for: .creating)
        try connection.execute(
            """
            CREATE TABLE t (i INTEGER PRIMARY KEY) STRICT;
            CREATE TABLE child (t INTEGER REFERENCES t (i) DEFERRABLE INITIALLY DEFERRED) STRICT
            """)
        let error = try #require(throws: StorageError.self) {
            try connection.transaction {
                try connection.run("INSERT INTO t VALUES (1)")
                try connection.run("INSERT INTO child VALUES (2)")
            }
        }
        #expect(error.kind == .constraint)
        #expect(try count(connection) == 0)
        try connection.transaction { try connection.run("INSERT INTO t VALUES (1)") }
        #expect(try count(connection) == 1)
    }

    @Test func anotherWriterIsBusyAfterTheWait() throws {
        let folder = TemporaryFolder()
        let path = folder.file("a.db")
        let one = try Connection(path: path, for: .creating, busyTimeout: 30)
        try one.execute("CREATE TABLE t (i INTEGER) STRICT")
        let two = try Connection(path: path, for: .writing, busyTimeout: 30)
        try one.transaction {
            try one.run("INSERT INTO t VALUES (1)")
            var waited = Duration.zero
            let clock = ContinuousClock()
            let error = try #require(throws: StorageError.self) {
                let start = clock.now
                defer { waited = start.duration(to: clock.now) }
                try two.transaction { try two.run("INSERT INTO t VALUES (2)") }
            }
            #expect(error.isBusy)
            #expect(error.sql == "BEGIN IMMEDIATE")
            #expect(waited >= .milliseconds(25))
            // Readers aren't kept waiting, and see nothing that is unfinished.
            #expect(try count(two) == 0)
        }
        try two.transaction { try two.run("INSERT INTO t VALUES (2)") }
        #expect(try count(one) == 2)
    }

    @Test func aReadingTransactionSeesOneState() throws {
        let folder = TemporaryFolder()
        let writer = try Connection(path: folder.file("a.db"), for: .creating)
        try writer.execute("CREATE TABLE t (i INTEGER) STRICT")
        let reader = try Connection(path: folder.file("a.db"), for: .reading)
        try reader.transaction(reading: true) {
            #expect(try count(reader) == 0)
            try writer.run("INSERT INTO t VALUES (1)")
            #expect(try count(reader) == 0)
        }
        #expect(try count(reader) == 1)
    }
}
