import Testing

import Tracker
import TrackerSQLite

/// A statement that is asked again needn't be prepared again, and is never asked twice at once.
struct StatementShelfTests {
    private func database(_ path: String = ":memory:") throws -> Connection {
        let connection = try Connection(path: path, for: .creating)
        try connection.execute("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, s TEXT) STRICT")
        return connection
    }

    @Test func valuesOfBeforeAreForgotten() throws {
        let connection = try database()
        try connection.run("INSERT INTO t (s) VALUES (?)", "first")
        try connection.run("INSERT INTO t (s) VALUES (?)", "second")
        #expect(throws: StorageError.self) { try connection.run("INSERT INTO t (s) VALUES (?)") }
        #expect(try connection.all("SELECT s FROM t ORDER BY id") { $0.text(0) } == ["first", "second"])
    }

    @Test func oneQuestionWithinItself() throws {
        let connection = try database()
        for word in ["a", "b", "c"] { try connection.run("INSERT INTO t (s) VALUES (?)", word) }
        var pairs: [String] = []
        let sql = "SELECT s FROM t ORDER BY id"
        try connection.forEach(sql) { one in
            let first = one.text(0)
            try connection.forEach(sql) { pairs.append(first + $0.text(0)) }
        }
        #expect(pairs == ["aa", "ab", "ac", "ba", "bb", "bc", "ca", "cb", "cc"])
    }

    @Test func whatStoppedHalfWayHoldsNoLock() throws {
        let folder = TemporaryFolder()
        let (one, other) = (try database(folder.file("t.db")), try database(folder.file("t.db")))
        for word in ["a", "b"] { try one.run("INSERT INTO t (s) VALUES (?)", word) }
        struct Enough: Error {}
        #expect(throws: Enough.self) { try one.forEach("SELECT s FROM t") { _ in throw Enough() } }
        let half = try one.prepare("SELECT s FROM t")
        #expect(try half.next { $0.text(0) } == "a")
        _ = consume half
        // A statement that still read would keep the log from being emptied: 0 is "not busy".
        let busy = try other.first("PRAGMA wal_checkpoint(TRUNCATE)") { $0.int(0) }
        #expect(busy == 0)
    }

    @Test func tablesMayChange() throws {
        let connection = try database()
        #expect(try connection.all("SELECT * FROM t") { $0.text(0) } == [])
        try connection.execute("ALTER TABLE t ADD COLUMN more TEXT")
        try connection.run("INSERT INTO t (s, more) VALUES ('a', 'b')")
        #expect(try connection.all("SELECT * FROM t") { $0.text(2) } == ["b"])
        try connection.execute("DROP TABLE t")
        #expect(throws: StorageError.self) { try connection.all("SELECT * FROM t") { $0.text(0) } }
    }

    @Test func statementsMayOutliveTheirConnection() throws {
        // The connection is gone when its statement is asked.
        let kept = try { try database().prepare("SELECT 7") }()
        let answer = try kept.first { $0.int(0) }
        #expect(answer == 7)
    }

    @Test func moreQuestionsThanThereIsRoom() throws {
        let connection = try database()
        for number in 0..<600 {
            #expect(try connection.first("SELECT \(number)") { $0.int(0) } == Int64(number))
        }
        for number in 0..<600 {
            #expect(try connection.first("SELECT \(number)") { $0.int(0) } == Int64(number))
        }
    }
}
