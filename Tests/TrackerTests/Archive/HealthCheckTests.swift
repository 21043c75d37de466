import Glibc
import Testing

import Tracker

/// What `check` says of a register that is well kept, and of each thing that can be wrong with one.
struct SafetyCheckTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("register.db") }

    /// A register with an item and an evidence file; the hash of that file.
    private func made() throws -> (fixture: RegisterFixture, evidence: String) {
        let fixture = try RegisterFixture(at: path)
        try fixture.report("R")
        try fixture.item("A-1")
        folder.write(Array("survey".utf8), to: "survey.txt")
        let file = try EvidenceStore(beside: path).take(folder.file("survey.txt"))
        try fixture.record(.addEvidence(file), "A-1", words: [.title: "Survey", .file: "survey.txt"])
        return (fixture, file.sha256)
    }

    private func verdicts(deep: Bool = false) throws -> [String: CheckLine.Verdict] {
        let check = try HealthCheck(path, isDeep: deep)
        return Dictionary(check.lines.map { ($0.subject, $0.verdict) }) { a, _ in a }
    }

    private static let wellKept = [
        "Format", "Pages", "Database", "References", "Clock", "Typists", "Evidence", "Redactions", "Ledger",
        "Permissions", "Room", "Disk",
    ]

    @Test func aWellKeptRegisterIsFine() throws {
        let (fixture, _) = try made()
        for isDeep in [false, true] {
            // What the file says of itself is as old as the test, whatever the register's clock.
            let check = try HealthCheck(path, isDeep: isDeep, clock: .distantFuture)
            #expect(check.lines.map(\.subject) == Self.wellKept)
            #expect(check.verdict == .fine, "\(check.lines)")
            #expect(check.ledger?.size == 5)
            #expect(try check.ledger?.root == fixture.register.root(at: 5))
            #expect(CheckPaper(check, advice: { "\($0)" }).summary == "The register is whole and well kept.")
        }
    }

    @Test func evidenceThatIsMissingOrChangedIsWrong() throws {
        let (_, hash) = try made()
        let file = EvidenceStore(beside: path).path(hash)
        folder.write(Array("another".utf8), to: String(file.dropFirst(folder.path.count + 1)))
        #expect(try verdicts()["Evidence"] == .wrong)
        unlink(file)
        let check = try HealthCheck(path)
        let line = try #require(check.lines.first { $0.subject == "Evidence" })
        #expect(line.verdict == .wrong && line.found.contains(hash) && line.found.contains("missing"))
        #expect(line.remedies == [.copyEvidence])
        #expect(check.verdict == .wrong)
    }

    @Test func whatOthersCanWriteOrReadIsAWarning() throws {
        // Its log is there for as long as it is open.
        let (fixture, _) = try made()
        defer { _ = fixture }
        for (file, mode, word) in [
            ("register.db", 0o644, "read"), ("register.db", 0o660, "write"),
            ("register.db-wal", 0o622, "write"),
            ("register.db.evidence", 0o770, "write"), ("", 0o777, "write"),
        ] {
            let name = file.isEmpty ? folder.path : folder.file(file)
            var before = stat()
            stat(name, &before)
            chmod(name, mode_t(mode))
            let check = try HealthCheck(path)
            let line = try #require(check.lines.first { $0.subject == "Permissions" })
            #expect(line.verdict == .warning && line.found.contains(" \(word) "), "\(line)")
            #expect(line.found.contains(name))
            #expect(line.remedies.contains { "\($0)".contains(name) })
            #expect(check.verdict == .warning)
            chmod(name, before.st_mode & 0o777)
        }
        #expect(try verdicts()["Permissions"] == .fine)
    }

    /// A table that was changed behind the ledger's back is found in depth alone.
    @Test func inDepthTheTablesAreReplayed() throws {
        let (fixture, _) = try made()
        try fixture.register.database.execute("UPDATE setting SET value = 'x' WHERE name = 'body'")
        try fixture.register.database.execute("DELETE FROM report")
        #expect(try verdicts()["Ledger"] == .fine)
        let found = try verdicts(deep: true)
        #expect(found["Ledger"] == .wrong)
        #expect(found["Database"] == .fine)
    }

    /// The two tables that Litestream 0.5 makes in a database that it replicates; no others.
    @Test func whatLitestreamKeepsInItIsKnown() throws {
        let (fixture, _) = try made()
        try fixture.register.database.execute(
            "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER); CREATE TABLE _litestream_lock (id INTEGER)"
        )
        #expect(try verdicts(deep: true)["Ledger"] == .fine)
        try fixture.register.database.execute("CREATE TABLE notes (id INTEGER)")
        #expect(try verdicts(deep: true)["Ledger"] == .wrong)
    }

    @Test func aRowThatRefersToNothingIsWrong() throws {
        let (fixture, _) = try made()
        try fixture.register.database.execute("PRAGMA foreign_keys = OFF; DELETE FROM recommendation")
        #expect(try verdicts()["References"] == .wrong)
    }

    /// Whatever is overwritten: no crash, and never "fine" in depth.
    @Test(arguments: 0..<40) func damageIsTold(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        do {
            let (fixture, _) = try made()
            try fixture.register.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        }
        var bytes = try #require(folder.bytes("register.db"))
        let start = Int.random(in: 100..<bytes.count, using: &random)
        for index in start..<min(start + 2000, bytes.count) {
            bytes[index] = UInt8.random(in: 0...255, using: &random)
        }
        folder.write(bytes, to: "register.db")
        do {
            let check = try HealthCheck(path, isDeep: true)
            if check.verdict != .wrong {
                // The bytes lay where nothing is kept.
                #expect(try Register.open(at: path, for: .reading).verify().findings.isEmpty)
            }
        } catch let error as RegisterError {
            #expect(error == .notARegister(path: path))
        }
    }

    @Test func whereThereIsNoRegisterNothingIsChecked() throws {
        #expect(throws: RegisterError.missing(path: path)) { try HealthCheck(path) }
        folder.write(Array("minutes".utf8), to: "register.db")
        #expect(throws: RegisterError.notARegister(path: path)) { try HealthCheck(path) }
    }
}
