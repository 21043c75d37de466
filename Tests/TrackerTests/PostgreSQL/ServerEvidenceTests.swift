#if PostgreSQL
    import Foundation
    import Testing

    import Tracker
    import TrackerModel
    import TrackerStorage
    import TrackerValues
    @testable import TrackerRegister

    /// A register's server keeps its evidence, unless a folder was chosen: stored with its entry or not at all, checked by its hash
    /// whenever it is read, and gone by an entry alone.
    @Suite(.enabled(if: TestServer.isThere)) struct ServerEvidenceTests {
        private let folder = TemporaryFolder()
        private let place: TestServer.Place
        private let fixture: RegisterFixture
        private let store: EvidenceStore

        init() throws {
            try TestServer.makeRoles()
            place = try TestServer.Place()
            fixture = try RegisterFixture(on: "2018-06-01", at: place.register)
            try fixture.report("R", published: "2017-02")
            try fixture.item("R-1", opened: "2018-01-10")
            store = try fixture.register.evidenceStore()
        }

        /// Larger than a part, and no multiple of one.
        private var large: [UInt8] { (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) } }

        @discardableResult
        private func give(_ bytes: [UInt8], _ name: String = "sample.bin") throws -> EvidenceFile {
            folder.write(bytes, to: name)
            let piece = try fixture.write { [folder] in
                try $0.addEvidence(
                    try GivenEvidence(folder.file(name)), to: ref("R-1"), title: name,
                    dated: day("2018-04-02")
                ).seq
            }
            return try #require(try fixture.history("R-1").evidence.first { $0.id == piece }?.file)
        }

        private func parts() throws -> Int64 {
            let server = try Database(on: ServerName(place.register)!, busyTimeout: 1000)
            return try server.first("SELECT count(*) FROM tracker.evidence") { $0.int(0) } ?? -1
        }

        @Test func filesAreKeptWholeAndOnce() throws {
            let file = try give(large)
            #expect(try parts() == 3)
            #expect(try store.bytes(file.sha256) == large)
            #expect(store.fault(in: file) == nil && store.holds(file.sha256))
            try give(large, "again.bin")
            let none = try give([], "none.bin")
            #expect(try parts() == 4)
            #expect(try store.bytes(none.sha256) == [])
            let found = try fixture.register.verify(evidence: store)
            #expect(found.findings == [] && found.lost == [])
            let check = try HealthCheck(place.register)
            #expect(check.lines.first { $0.subject == "Evidence" }?.found == "2 files, unchanged.")
        }

        /// What the rules refuse leaves nothing behind: entry and file are stored together.
        @Test func whatIsRefusedKeepsNothing() throws {
            folder.write(large, to: "sample.bin")
            #expect(throws: (any Error).self) {
                try fixture.write { [folder] in
                    _ = try $0.addEvidence(
                        try GivenEvidence(folder.file("sample.bin")), to: ref("R-1"), title: "",
                        dated: day("2018-04-02"))
                    throw RuleViolation("R-1", "it was thought better of")
                }
            }
            #expect(try parts() == 0)
        }

        @Test func whatWasChangedIsFound() throws {
            let file = try give(large)
            let superuser = try Database(on: ServerName(place.register)!, busyTimeout: 1000)
            try superuser.execute(
                """
                ALTER TABLE evidence DISABLE TRIGGER USER;
                UPDATE evidence SET bytes = set_byte(bytes, 7, 1) WHERE part = 1;
                ALTER TABLE evidence ENABLE ALWAYS TRIGGER evidence_goes_by_an_entry;
                ALTER TABLE evidence ENABLE ALWAYS TRIGGER evidence_is_never_changed;
                ALTER TABLE evidence ENABLE ALWAYS TRIGGER evidence_is_never_emptied
                """)
            #expect(store.fault(in: file)?.hasSuffix("has been changed") == true)
            #expect(try fixture.register.verify(evidence: store).findings.contains { $0.kind == .evidence })
            // It isn't put right by giving it again, nor used.
            #expect(throws: EvidenceError.self) { try give(large) }
            #expect(try fixture.history("R-1").evidence.count == 1)
        }

        @Test func nobodyRemovesOrChangesIt() throws {
            let file = try give(large)
            for user in ["olive", "tests"] {
                let database = try Database(
                    on: ServerName(TestServer.name(of: place.database, user: user))!, busyTimeout: 1000)
                for attack in [
                    "DELETE FROM evidence", "DELETE FROM evidence WHERE part = 2", "TRUNCATE evidence",
                    "UPDATE evidence SET part = part + 1",
                ] {
                    #expect(throws: StorageError.self, "\(attack)") { try database.execute(attack) }
                }
            }
            #expect(store.fault(in: file) == nil)
        }

        /// A redaction and a disposal take the file away, whoever records by the application's role.
        @Test func anEntryTakesItAway() throws {
            let olive = try Register.open(
                at: TestServer.name(of: place.database, user: "olive"), for: .writing)
            let (redacted, due) = (try give(large), try give(Array("The dip sample.".utf8), "dip.csv"))
            let own = try olive.evidenceStore()
            try olive.redact(
                try #require(try fixture.history("R-1").evidence.first).id, reason: "Names a victim.",
                evidence: own, session: try fixture.session())
            #expect(!store.holds(redacted.sha256) && store.fault(in: due) == nil)
            try fixture.write {
                _ = try $0.addPerson("Dana Disposer", roles: [.approver])
                try $0.addRetentionRule(
                    RetentionRule(
                        "old", length: 1, unit: .months, trigger: .closed, source: "Schedule 2018, 12"))
                try $0.set(.retention, to: "old")
            }
            try fixture.record(.close(as: .noFurtherAction, successor: nil), "R-1")
            fixture.clock.set(day("2018-09-01"))
            let outcome = try olive.dispose(
                .due, evidence: own, session: try fixture.session(by: "Dana Disposer"))
            #expect(outcome.removed == 1)
            #expect(try parts() == 0)
            let found = try fixture.register.verify(evidence: store)
            #expect(found.findings == [])
            #expect(
                try HealthCheck(place.register).lines.allSatisfy {
                    $0.verdict != .wrong || $0.subject == "Storing"
                })
        }

        /// A backup of a server's register is a register in a file, with its evidence, that goes on from the last one.
        @Test func aBackupIsAFile() throws {
            let file = try give(large)
            let backup = folder.file("backup.db")
            let now = { Instant(iso: "2026-03-31T09:00:00Z")! }
            let outcome = try fixture.register.backup(to: backup, clock: now)
            #expect(outcome.size == (try fixture.register.size()) && outcome.evidenceFiles == 1)
            #expect(try outcome.root == fixture.register.root(at: outcome.size))
            #expect(EvidenceStore(beside: backup).fault(in: file) == nil)
            #expect(try HealthCheck(backup, isDeep: true).verdict == .fine)
            try give([1, 2, 3], "more.bin")
            #expect(throws: CopyError.taken(path: backup)) {
                try fixture.register.backup(to: backup, clock: now)
            }
            let second = try fixture.register.backup(to: backup, replacing: true, clock: now)
            #expect(second.evidenceFiles == 2 && second.previousCopy != nil)
            #expect(
                try Register.open(at: backup, for: .reading).contents() == fixture.register.contents())
            #expect(folder.names.filter { $0.contains("copying") } == [])
            // And it makes a register on a server again, evidence and all.
            let other = try TestServer.Place()
            let moved = try Register.open(at: backup, for: .reading).migrate(to: other.register)
            #expect(moved.root == second.root && moved.evidenceFiles == 2)
            let back = try Register.open(at: other.register, for: .reading)
            #expect(try back.evidenceStore().fault(in: file) == nil)
            #expect(throws: ServerRefusal.backup) {
                try fixture.register.backup(to: other.register, clock: now)
            }
        }

        @Test func aFolderMayBeChosen() throws {
            try TestServer.execute("UPDATE tracker.evidence_place SET place = 'folder'", in: place.database)
            #expect(try !fixture.register.evidenceStore().isOnServer)
            #expect(throws: EvidenceError.self) { try give([1]) }
            #expect(try fixture.history("R-1").evidence.isEmpty)
        }

        /// Whatever takes the server's log of changes is named by a redaction.
        @Test func whatKeepsTheLogIsNamed() throws {
            let programs = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")
            let receiver = Process()
            receiver.executableURL = URL(
                fileURLWithPath: "/usr/lib/postgresql/\(try #require(programs.max()))/bin/pg_receivewal")
            receiver.arguments = ["-D", folder.path, "-h", TestServer.folder ?? "", "-U", "tests"]
            receiver.standardError = FileHandle.nullDevice
            try receiver.run()
            defer { receiver.terminate() }
            let server = try Database(on: ServerName(place.register)!, busyTimeout: 1000)
            func isThere() throws -> Bool {
                try server.first("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") {
                    $0.int(0)
                } ?? 0 > 0
            }
            for _ in 0..<50 where try !isThere() { usleep(100_000) }
            try give([1, 2, 3])
            let piece = try #require(try fixture.history("R-1").evidence.first).id
            let outcome = try fixture.register.redact(
                piece, reason: "Asked.", evidence: store, session: try fixture.session())
            #expect(
                outcome.warnings.contains { $0.hasPrefix("pg_receivewal keeps the server's log") },
                "\(outcome.warnings)")
            let lines = try HealthCheck(place.register).lines
            #expect(lines.first { $0.subject == "Copies" }?.found.hasPrefix("1 standby") == true)
        }
    }
#endif
