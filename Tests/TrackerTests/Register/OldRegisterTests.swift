import Testing

import Tracker

/// A register that version 0.1.0 made (its demonstration, format 2) opens, verifies, prints its past papers and goes on,
/// for ever.
struct OldRegisterTests {
    private let folder = TemporaryFolder()
    private let path: String
    private let original: [UInt8]

    init() throws {
        let tests = #filePath.dropLast("/OldRegisterTests.swift".count)
        original = try EvidenceStore.read("\(tests)/Fixtures/register-0.1.0.db")
        folder.write(original, to: "register.db")
        path = folder.file("register.db")
    }

    /// The hashes that 0.1.0 printed under these tables.
    private static let printed = [
        "2017/18-Q2": "4f558c0809e22284228c6a31d2c43a85812d6609f8ca92de73e0169af5d8a54e",
        "2017/18-Q3": "5ccc897175d160f88e91019f6c50441f02c5502f9f777f5ea9dfc54ff7ec7ae0",
    ]
    private static let root = "aa2eeac64627347e4a44fb5be46f8b5a0192ef2878812c6ceaea4f166b25d1e8"

    private func contentHash(_ register: Register, _ quarter: String) throws -> String {
        let quarter = try Quarter(parsing: quarter, yearStart: .april)
        let spec = QuarterlySpec(
            quarter, ragRule: try register.ragRule(nil), ageBands: try register.ageBands())
        return try QuarterlyPaper(register, spec, knownAt: .size(55), today: day("2026-11-25")).contentHash
    }

    @Test func readingChangesNothing() throws {
        let register = try Register.open(at: path, for: .reading)
        #expect(try register.verify().findings == [])
        #expect(try register.root(at: 55).hex == Self.root)
        for (quarter, hash) in Self.printed { #expect(try contentHash(register, quarter) == hash) }
        #expect(register.fileFormat == 2)
        #expect(folder.bytes("register.db") == original)
    }

    @Test func theFirstEntryBringsItUpToDate() throws {
        let clock = TestClock(day("2026-12-01"))
        let salts = RegisterFixture.salts(seed: 1)
        let register = try Register.open(at: path, for: .writing)
        let founder = try #require(try register.people().first)
        let session = Session(
            Actor(.account("somebody"), onBehalfOf: founder.id), clock: { clock.now }, salt: salts)
        let seq = try register.write(session) {
            try $0.record(.note(isInternal: false), on: ref("LEG17-1"), words: [.note: "It goes on."]).seq
        }
        #expect(seq == 56)
        #expect(try register.entry(56).rules == 2)
        #expect(try register.rulesFrom() == 56)
        try register.write(session) {
            try $0.record(.note(isInternal: false), on: ref("LEG17-1"), words: [.note: "And on."])
        }
        #expect(try register.entry(57).rules == nil)
        #expect(try register.verify().findings == [])
        for (quarter, hash) in Self.printed { #expect(try contentHash(register, quarter) == hash) }
        let again = try Register.open(at: path, for: .reading)
        #expect(again.fileFormat == Register.migrations.count)
        #expect(try again.verify().findings == [])
        #expect(try again.root(at: 55).hex == Self.root)
    }

    /// The first entry of the new program is judged by its own rules: the founder wrote this item's progress.
    @Test func theFirstEntryIsJudgedByTheNewRules() throws {
        let clock = TestClock(day("2026-12-01"))
        let salts = RegisterFixture.salts(seed: 1)
        let register = try Register.open(at: path, for: .writing)
        let founder = try #require(try register.people().first)
        let session = Session(
            Actor(.account("somebody"), onBehalfOf: founder.id), clock: { clock.now }, salt: salts)
        let refusal = #expect(throws: RuleViolation.self) {
            try register.write(session) { try $0.record(.assure, on: ref("NCPI16-2")) }
        }
        #expect(refusal?.missing == [.otherPerson])
        #expect(try register.size() == 55)
    }
}
