import Synchronization
import Testing

import Tracker
import TrackerStorage

/// Migrations are applied once, in order, each wholly or not at all; a file from a newer version is left alone.
struct MigrationTests {
    private static let first = Migration(version: 1) {
        "CREATE TABLE log (line TEXT) STRICT; INSERT INTO log VALUES ('1')"
    }
    private static let second = Migration(version: 2) { "INSERT INTO log VALUES ('2')" }
    private static let third = Migration(version: 3) { "INSERT INTO log VALUES ('3')" }

    private func lines(_ connection: Database) throws -> [String] {
        try connection.all("SELECT line FROM log ORDER BY rowid") { $0.text(0) }
    }

    @Test func onceAndInOrder() throws {
        let connection = try Database(path: ":memory:", for: .creating)
        #expect(try Migration.version(of: connection, known: []) == 0)
        try Migration.apply([Self.first, Self.second], to: connection)
        #expect(try lines(connection) == ["1", "2"])
        try Migration.apply([Self.first, Self.second], to: connection)
        #expect(try lines(connection) == ["1", "2"])
        try Migration.apply([Self.first, Self.second, Self.third], to: connection)
        #expect(try lines(connection) == ["1", "2", "3"])
        #expect(try Migration.version(of: connection, known: [Self.first, Self.second, Self.third]) == 3)
    }

    @Test func theStatementsAreReadOnlyWhenNeeded() throws {
        let read = Mutex(0)
        let counting = Migration(version: 1) {
            read.withLock { $0 += 1 }
            return "CREATE TABLE log (line TEXT) STRICT"
        }
        let connection = try Database(path: ":memory:", for: .creating)
        for _ in 0..<3 { try Migration.apply([counting], to: connection) }
        #expect(read.withLock { $0 } == 1)
    }

    @Test func oneThatFailsLeavesTheVersionBefore() throws {
        let broken = Migration(version: 2) {
            "INSERT INTO log VALUES ('half'); INSERT INTO nowhere VALUES (1)"
        }
        let connection = try Database(path: ":memory:", for: .creating)
        #expect(throws: StorageError.self) { try Migration.apply([Self.first, broken], to: connection) }
        #expect(try lines(connection) == ["1"])
        #expect(try Migration.version(of: connection, known: [Self.first]) == 1)
        try Migration.apply([Self.first, Self.second], to: connection)
        #expect(try lines(connection) == ["1", "2"])
    }

    @Test func aNewerFileIsRefusedUntouched() throws {
        let folder = TemporaryFolder()
        let path = folder.file("a.db")
        try Migration.apply(
            [Self.first, Self.second, Self.third], to: try Database(path: path, for: .creating))
        let before = try #require(folder.bytes("a.db"))
        let connection = try Database(path: path, for: .writing)
        #expect(throws: MigrationError.newer(found: 3, known: 2)) {
            try Migration.apply([Self.first, Self.second], to: connection)
        }
        #expect(throws: MigrationError.newer(found: 3, known: 0)) {
            try Migration.version(of: connection, known: [])
        }
        #expect(folder.bytes("a.db") == before)
    }

    @Test func theRegistersOwnAreNumberedFromOne() {
        let versions = Register.migrations.map(\.version)
        #expect(!versions.isEmpty)
        #expect(versions == Array(1...versions.count))
    }
}
