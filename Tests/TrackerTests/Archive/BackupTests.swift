import Glibc
import Testing

import Tracker
import TrackerStorage

/// Copies that are verified before they get their name, and registers that are never lost when one is put back.
struct BackupTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("register.db") }
    private var backup: String { folder.file("backup.db") }
    private let now = { Instant(iso: "2026-03-31T09:00:00Z")! }

    /// A register with an item and an evidence file.
    private func made() throws -> RegisterFixture {
        let fixture = try RegisterFixture(at: path)
        try fixture.report("R")
        try fixture.item("A-1")
        try addEvidence("survey", to: fixture)
        return fixture
    }

    @discardableResult
    private func addEvidence(_ text: String, to fixture: RegisterFixture) throws -> String {
        folder.write(Array(text.utf8), to: "\(text).txt")
        let file = try EvidenceStore(beside: path).take(folder.file("\(text).txt"))
        try fixture.record(.addEvidence(file), "A-1", words: [.title: "Survey", .file: "\(text).txt"])
        return file.sha256
    }

    private func contents(_ path: String) throws -> [String] {
        try Register.open(at: path, for: .reading).contents()
    }

    private func restore(replacing: Bool = false, against earlier: [TrustedState] = []) throws -> CopyOutcome
    {
        try Register.restore(
            backup, to: path, replacing: replacing, against: earlier,
            clock: { Instant(iso: "2026-03-31T09:00:00Z")! })
    }

    private var aside: String { folder.file("register.db.before-2026-03-31T090000Z") }

    @Test func aBackupIsARegisterOfItsOwn() throws {
        let fixture = try made()
        let outcome = try fixture.register.backup(to: backup, clock: now)
        #expect(outcome.size == 5 && outcome.evidenceFiles == 1 && outcome.evidenceBytes == 6)
        #expect(try outcome.root == fixture.register.root(at: 5))
        #expect(outcome.lacking.isEmpty && outcome.previousCopy == nil)
        #expect(try contents(backup) == fixture.register.contents())
        let check = try HealthCheck(backup, isDeep: true)
        #expect(check.verdict == .fine, "\(check.lines)")
        // One file with no log beside it, and nothing half-done.
        #expect(folder.names.filter { $0.hasPrefix("backup") } == ["backup.db", "backup.db.evidence"])
        #expect(FilePermissions(of: backup)?.sentence == nil)
    }

    @Test func anotherFileIsNeverReplaced() throws {
        let fixture = try made()
        folder.write(Array("minutes".utf8), to: "backup.db")
        #expect(throws: CopyError.taken(path: backup)) { try fixture.register.backup(to: backup, clock: now) }
        #expect(throws: RegisterError.notARegister(path: backup)) {
            try fixture.register.backup(to: backup, replacing: true, clock: now)
        }
        #expect(folder.bytes("backup.db") == Array("minutes".utf8))
        #expect(throws: CopyError.itself(path: path)) {
            try fixture.register.backup(to: path, replacing: true, clock: now)
        }
        link(path, folder.file("same.db"))
        #expect(throws: CopyError.itself(path: folder.file("same.db"))) {
            try fixture.register.backup(to: folder.file("same.db"), replacing: true, clock: now)
        }
        folder.write([], to: "other.db-wal")
        let other = folder.file("other.db")
        #expect(throws: CopyError.inUse(path: other, beside: other + "-wal")) {
            try fixture.register.backup(to: other, replacing: true, clock: now)
        }
    }

    @Test func anEarlierBackupIsReplacedWhenAsked() throws {
        let fixture = try made()
        _ = try fixture.register.backup(to: backup, clock: now)
        let kept = try addEvidence("minutes", to: fixture)
        #expect(throws: CopyError.taken(path: backup)) { try fixture.register.backup(to: backup, clock: now) }
        #expect(try contents(backup) != fixture.register.contents())
        let before = try contents(backup)
        let outcome = try fixture.register.backup(to: backup, replacing: true, clock: now)
        #expect(outcome.size == 6 && outcome.evidenceFiles == 2)
        // What it replaced is kept, a register like any other, with the evidence of the one in its place.
        let aside = folder.file("backup.db.before-2026-03-31T090000Z")
        #expect(outcome.previousCopy == aside)
        #expect(try contents(aside) == before)
        let store = RegisterFiles(aside).sharedEvidence
        #expect(store.folder == EvidenceStore(beside: backup).folder)
        #expect(try Register.open(at: aside, for: .reading).verify(evidence: store).findings.isEmpty)
        // Another in the same second keeps both.
        #expect(
            try fixture.register.backup(to: backup, replacing: true, clock: now).previousCopy == aside + "-2")
        #expect(try contents(backup) == fixture.register.contents())
        #expect(EvidenceStore(beside: backup).fault(in: kept) == nil)
    }

    /// The nightly backup is the witness of a register that was put back or rewritten: it is never replaced by one.
    @Test func aBackupOfALaterOrOtherStateIsNotReplaced() throws {
        let fixture = try made()
        _ = try fixture.register.backup(to: folder.file("early.db"), clock: now)
        try fixture.person("AC Frontline")
        _ = try fixture.register.backup(to: backup, clock: now)
        let witness = folder.bytes("backup.db")
        func refused(_ path: String, size: Int64, present: Int64, isOther: Bool = false) throws {
            let register = try Register.open(at: path, for: .writing)
            #expect(
                throws: CopyError.otherLedger(path: backup, size: size, present: present, isOther: isOther)
            ) { try register.backup(to: backup, replacing: true, clock: now) }
            #expect(folder.bytes("backup.db") == witness)
            #expect(!folder.names.contains { $0.contains(".before-") || $0.hasSuffix(".copying") })
        }
        let early = folder.file("early.db")
        try refused(early, size: 6, present: 5)
        let rewritten = try Register.open(at: early, for: .writing)
        try rewritten.write(fixture.session()) { try $0.addPerson("DAC Professionalism") }
        try refused(early, size: 6, present: 6)
        let stranger = try RegisterFixture(on: "2022-05-01", at: folder.file("stranger.db"))
        for number in 1...8 { try stranger.person("Person \(number)") }
        try refused(folder.file("stranger.db"), size: 6, present: 10, isOther: true)
    }

    /// What the register itself lacks is told; everything else is backed up, and an earlier backup's file stays.
    @Test func missingEvidenceIsToldAndTheRestIsKept() throws {
        let fixture = try made()
        let lost = try addEvidence("minutes", to: fixture)
        unlink(EvidenceStore(beside: path).path(lost))
        let outcome = try fixture.register.backup(to: backup, clock: now)
        #expect(outcome.evidenceFiles == 1)
        #expect(outcome.lacking.count == 1 && outcome.lacking[0].contains(lost))
    }

    @Test func aRegisterThatDoesNotVerifyReplacesNoBackup() throws {
        let fixture = try made()
        _ = try fixture.register.backup(to: backup, clock: now)
        let before = folder.bytes("backup.db")
        try fixture.register.database.execute("UPDATE recommendation SET ref = 'A-9'")
        let error = try #require(throws: CopyError.self) {
            try fixture.register.backup(to: backup, replacing: true, clock: now)
        }
        #expect(error.description.contains("A-9"))
        #expect(folder.bytes("backup.db") == before)
        #expect(!folder.names.contains { $0.hasSuffix(".copying") })
    }

    /// Evidence that was redacted leaves the backup that is brought up to date.
    @Test func redactedEvidenceLeavesTheBackup() throws {
        let fixture = try made()
        let gone = try addEvidence("victim", to: fixture)
        _ = try fixture.register.backup(to: backup, clock: now)
        #expect(EvidenceStore(beside: backup).fault(in: gone) == nil)
        _ = try fixture.register.redact(
            6, reason: "Names a victim", evidence: EvidenceStore(beside: path), session: fixture.session())
        _ = try fixture.register.backup(to: backup, replacing: true, clock: now)
        #expect(access(EvidenceStore(beside: backup).path(gone), F_OK) != 0)
        #expect(try HealthCheck(backup, isDeep: true).verdict == .fine)
    }

    @Test func aLostRegisterComesBackWhole() throws {
        let before: [String]
        do {
            let fixture = try made()
            before = try fixture.register.contents()
            _ = try fixture.register.backup(to: backup, clock: now)
        }
        // The file is gone, a log of it was left: SQLite would mistake it for the new one's.
        for file in [path, EvidenceStore(beside: path).folder + "/none"] { unlink(file) }
        folder.write(Array("left behind".utf8), to: "register.db-wal")
        let outcome = try restore()
        #expect(outcome.size == 5 && outcome.previousCopy == aside)
        #expect(try contents(path) == before)
        #expect(try HealthCheck(path, isDeep: true).verdict == .fine)
        #expect(folder.bytes("register.db.before-2026-03-31T090000Z-wal") == Array("left behind".utf8))
    }

    @Test func aRegisterThatIsThereIsKeptUnderADatedName() throws {
        let fixture = try made()
        let before = try fixture.register.contents()
        _ = try fixture.register.backup(to: backup, clock: now)
        try fixture.person("AC Frontline")
        let later = try fixture.register.contents()
        #expect(throws: CopyError.taken(path: path)) { try restore() }
        #expect(try fixture.register.contents() == later)
        #expect(Register.departure(restoring: backup, over: path)?.lost == 6...6)
        let outcome = try restore(replacing: true)
        #expect(outcome.previousCopy == aside)
        #expect(outcome.departure?.common == 5 && outcome.departure?.lost == 6...6)
        #expect(outcome.departure?.sentence("it") == "Its entry 6 is not in it")
        #expect(try contents(path) == before)
        #expect(try contents(aside) == later)
        let store = RegisterFiles(aside).sharedEvidence
        #expect(try Register.open(at: aside, for: .reading).verify(evidence: store).findings.isEmpty)
        // A program that had it open goes on with what was restored.
        #expect(try fixture.register.contents() == before)
        try fixture.person("DAC Professionalism")
        #expect(try HealthCheck(path, isDeep: true).verdict == .fine)
        #expect(throws: CopyError.taken(path: aside)) { try restore(replacing: true) }
    }

    @Test func aDamagedRegisterIsMovedAsideAsItIs() throws {
        let before: [String]
        do {
            let fixture = try made()
            before = try fixture.register.contents()
            _ = try fixture.register.backup(to: backup, clock: now)
        }
        folder.write([UInt8](repeating: 0x5A, count: 9000), to: "register.db")
        let outcome = try restore(replacing: true)
        #expect(try contents(path) == before)
        #expect(outcome.previousCopy == aside)
        #expect(
            folder.bytes("register.db.before-2026-03-31T090000Z") == [UInt8](repeating: 0x5A, count: 9000))
        #expect(try HealthCheck(path, isDeep: true).verdict == .fine)
    }

    @Test func aBackupThatDoesNotVerifyIsNotRestored() throws {
        let fixture = try made()
        _ = try fixture.register.backup(to: backup, clock: now)
        let before = folder.bytes("register.db")
        try Database(path: backup, for: .copying).execute("DROP TRIGGER ledger_is_never_changed")
        let error = try #require(throws: CopyError.self) { try restore(replacing: true) }
        #expect(error.description.contains("ledger_is_never_changed"))
        #expect(folder.bytes("register.db") == before)
        #expect(!folder.names.contains { $0.contains(".before-") || $0.hasSuffix(".copying") })
    }

    @Test func aBackupMustContinueTheCheckpoint() throws {
        let fixture = try made()
        _ = try fixture.register.backup(to: backup, clock: now)
        let then = TrustedState(size: 5, root: try fixture.register.root(at: 5))
        try fixture.person("AC Frontline")
        let now = TrustedState(size: 6, root: try fixture.register.root(at: 6))
        #expect(throws: CopyError.self) { try restore(replacing: true, against: [now]) }
        #expect(try restore(replacing: true, against: [then]).size == 5)
    }

    @Test func whoeverWritesMeanwhileIsNotDisturbed() throws {
        let fixture = try made()
        var written = 0
        let outcome = try fixture.register.backup(to: backup, clock: now) { task, _, _ in
            guard task == "Copying the register" else { return }
            written += 1
            let other = try? Register.open(at: path, for: .writing)
            _ = try? other?.write(fixture.session()) { try $0.addPerson("Person \(written)") }
        }
        #expect(written > 0)
        // The copy is of the state in which it began, the register has everything.
        #expect(outcome.size == 5)
        #expect(try fixture.register.size() == Int64(5 + written))
        #expect(try fixture.register.verify().findings.isEmpty)
    }

    @Test func aBusyRegisterIsWaitedForAndThenLeft() throws {
        let fixture = try made()
        _ = try fixture.register.backup(to: backup, clock: now)
        try fixture.write { writer in
            try writer.addPerson("AC Frontline")
            let error = try #require(throws: StorageError.self) {
                try Register.restore(
                    backup, to: path, replacing: true, busyTimeout: 20,
                    clock: { Instant(iso: "2026-03-31T09:00:00Z")! })
            }
            #expect(error.isBusy)
        }
        #expect(try fixture.register.size() == 6)
        #expect(!folder.names.contains { $0.contains(".before-") || $0.hasSuffix(".copying") })
    }
}
