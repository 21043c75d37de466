import CSQLite
import Testing
@testable import TrackerSQLite

import Tracker

/// A page that changed on the disk is refused when it is read, whatever reads it.
struct PageChecksumTests {
    private let folder = TemporaryFolder()
    private let fixture: RegisterFixture
    private var path: String { folder.file("register.db") }

    init() throws {
        fixture = try RegisterFixture(at: folder.file("register.db"))
        try fixture.report("R")
        for number in 1...40 { try fixture.item("R-\(number)", due: "2022-0\(number % 8 + 1)-01") }
        // At rest everything is in one file.
        try fixture.register.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    private func damage(at offset: Int, _ change: (UInt8) -> UInt8) throws -> String {
        var bytes = try #require(folder.bytes("register.db"))
        bytes[offset] = change(bytes[offset])
        folder.write(bytes, to: "damaged.db")
        return folder.file("damaged.db")
    }

    @Test func everyPageHasItsSumAsSQLitesOwnExtensionMakesIt() throws {
        let bytes = try #require(folder.bytes("register.db"))
        #expect(bytes[20] == 8)
        for page in 0..<bytes.count / 4096 {
            let words = stride(from: page * 4096, to: (page + 1) * 4096, by: 4).map { at in
                (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << (8 * $1) }
            }
            var (first, second): (UInt32, UInt32) = (0, 0)
            for pair in 0..<511 {
                first = first &+ words[2 * pair] &+ second
                second = second &+ words[2 * pair + 1] &+ first
            }
            #expect([first, second] == Array(words.suffix(2)), "page \(page + 1)")
        }
        let report = try #require(try fixture.register.database.pageReport())
        #expect(report == PageReport(changed: [], without: 0, pages: Int64(bytes.count / 4096)))
    }

    /// Whatever byte of whatever page: who reads it is told.
    @Test(arguments: 0..<200) func aChangedByteIsNeverRead(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        let size = try #require(folder.bytes("register.db")).count
        let offset = Int.random(in: 0..<size, using: &random)
        let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
        let damaged = try damage(at: offset) { $0 ^ bit }
        let right = try fixture.items(asAt: day("2022-03-01"))
        do {
            let register = try Register.open(at: damaged, for: .reading)
            let snapshot = try register.snapshot(asAt: day("2022-03-01"), today: fixture.today)
            var found: [String: Item] = [:]
            try snapshot.forEachItem { found[$0.reference.text] = $0 }
            #expect(found == right, "offset \(offset), bit \(bit)")
        } catch is RegisterError {
        } catch let error as StorageError {
            #expect(error.isDamaged, "offset \(offset), bit \(bit): \(error)")
        }
    }

    @Test func theByteThatSaysSoIsLookedAtToo() throws {
        for (offset, value) in [(20, UInt8(0)), (20, 1), (63, 2), (16, 0x20), (16, 8)] {
            let damaged = try damage(at: offset) { _ in value }
            #expect(throws: (any Error).self, "offset \(offset)") {
                _ = try Register.open(at: damaged, for: .reading).people()
            }
        }
    }

    @Test func whatIsInspectedIsReadAsItIsAndNamed() throws {
        let size = try #require(folder.bytes("register.db")).count
        let damaged = try damage(at: size - 100) { $0 ^ 1 }
        let register = try Register.open(at: damaged, for: .inspecting)
        #expect(try register.database.pageReport()?.changed == [Int64(size / 4096)])
        #expect(try register.verify().findings.map(\.kind).first == .page)
        let lines = try HealthCheck(damaged).lines
        #expect(lines.first { $0.subject == "Pages" }?.verdict == .wrong)
    }

    /// Another program, which knows nothing of checksums, copies pages out of the log without one.
    @Test func aPageThatAnotherProgramCopiedHasNone() throws {
        var other: OpaquePointer?
        #expect(sqlite3_open_v2(path, &other, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
        try fixture.item("R-99")
        #expect(sqlite3_exec(other, "PRAGMA wal_checkpoint(TRUNCATE)", nil, nil, nil) == SQLITE_OK)
        sqlite3_close_v2(other)
        let report = try #require(try fixture.register.database.pageReport())
        #expect(report.changed == [])
        #expect(report.without > 0)
        #expect(try Register.open(at: path, for: .reading).verify().findings == [])
    }

    /// A program that changes what is in a page leaves the sum of what was in it.
    @Test func aPageThatAnotherProgramChangedIsRefused() throws {
        var other: OpaquePointer?
        #expect(sqlite3_open_v2(path, &other, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
        let sql = "PRAGMA journal_mode = DELETE; UPDATE item_state SET due = '2029-01-01' || char(0)"
        #expect(sqlite3_exec(other, "PRAGMA wal_checkpoint(TRUNCATE)", nil, nil, nil) == SQLITE_OK)
        sqlite3_close_v2(other)
        folder.write(try #require(folder.bytes("register.db")), to: "edited.db")
        #expect(sqlite3_open_v2(folder.file("edited.db"), &other, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
        #expect(sqlite3_exec(other, sql, nil, nil, nil) == SQLITE_OK)
        sqlite3_close_v2(other)
        #expect(throws: StorageError.self) { try Register.open(at: folder.file("edited.db"), for: .reading) }
        let inspected = try Register.open(at: folder.file("edited.db"), for: .inspecting)
        #expect(try inspected.verify().findings.contains { $0.kind == .page })
    }

    @Test func anOlderRegisterGetsItsSumsWhenItIsWritten() throws {
        let tests = #filePath.dropLast("/SQLite/PageChecksumTests.swift".count)
        folder.write(try EvidenceStore.read("\(tests)/Register/Fixtures/register-0.1.0.db"), to: "old.db")
        #expect(try Register.open(at: folder.file("old.db"), for: .reading).database.pageReport() == nil)
        // Written to, so that it gets them.
        _ = try Register.open(at: folder.file("old.db"), for: .writing)
        let report = try Register.open(at: folder.file("old.db"), for: .reading).database.pageReport()
        #expect(try #require(report).changed == [])
        #expect(try #require(report).without == 0)
    }
}

/// What is acknowledged is there, whoever meddles with the file.
struct ReadBackTests {
    private let folder = TemporaryFolder()

    @Test(arguments: ["ledger", "words", "tree"]) func aTriggerThatPassesOverRowsIsNoticed(
        table: String
    ) throws {
        let fixture = try RegisterFixture(at: folder.file("register.db"))
        try fixture.report("R")
        try fixture.item("R-1")
        let connection = fixture.register.database
        try connection.execute(
            "CREATE TRIGGER x BEFORE INSERT ON \(table) BEGIN SELECT raise(IGNORE); END")
        let size = try fixture.register.size()
        #expect(throws: RegisterError.self) {
            try fixture.record(.note(isInternal: false), "R-1")
            // The tree grows with every other entry only.
            try fixture.record(.note(isInternal: false), "R-1")
        }
        #expect(try fixture.register.size() <= size + 1)
    }

    @Test func redactedWordsThatStayAreNoticed() throws {
        let fixture = try RegisterFixture(at: folder.file("register.db"))
        try fixture.report("R")
        let entry = try fixture.item("R-1")
        try fixture.register.database.execute(
            "CREATE TRIGGER x BEFORE UPDATE ON words BEGIN SELECT raise(IGNORE); END")
        let size = try fixture.register.size()
        #expect(throws: RegisterError.self) {
            try fixture.register.redact(entry, reason: "A name", evidence: nil, session: fixture.session())
        }
        #expect(try fixture.register.size() == size)
    }
}
