#if PostgreSQL
    import Dispatch
    import Foundation
    import Synchronization
    import Testing

    import Tracker
    import TrackerStorage
    import TrackerValues
    @testable import TrackerRegister

    /// A register on a PostgreSQL server is the same register: bytes, root, tables and papers; nobody gets round its guards; many
    /// write at once.
    @Suite(.enabled(if: TestServer.isThere)) struct ServerRegisterTests {
        /// The same acts on both engines: every row of every table is equal, and so is what is printed.
        @Test(arguments: 1...4) func theSameActsMakeTheSameRegister(seed: UInt64) throws {
            let place = try TestServer.Place()
            var lives = try [
                RandomRegister(seed: seed, at: ":memory:"), RandomRegister(seed: seed, at: place.register),
            ]
            for index in lives.indices {
                try lives[index].open(12)
                for _ in 0..<6 {
                    try lives[index].live(acts: 25)
                    try lives[index].correct(4)
                    lives[index].fixture.clock.advance(milliseconds: 20 * 86_400_000)
                }
            }
            let (file, server) = (lives[0].fixture, lives[1].fixture)
            #expect(try file.register.contents() == server.register.contents())
            let size = try file.register.size()
            #expect(try file.register.root(at: size) == server.register.root(at: size))
            #expect(try server.register.verify().findings == [])
            for selection in [ItemListPaper.Selection.outstanding, .all] {
                let papers = try [file, server].map { fixture in
                    let frame = try fixture.frame(asAt: "2022-06-01")
                    let paper = try ItemListPaper(
                        fixture.register, selection, frame: frame, ragRule: .date)
                    let snapshot = try frame.snapshot(of: fixture.register)
                    return [
                        try HTMLRenderer.render(paper.document, from: snapshot),
                        try CSVRenderer.render(paper.document, from: snapshot),
                        try TextRenderer.render(paper.document, from: snapshot),
                    ]
                }
                #expect(papers[0] == papers[1])
            }
        }

        /// Sixteen write fifty acts each while others read: none is lost, none doubled, no number left out, and every reader
        /// sees one state.
        @Test func manyWriteAtOnce() throws {
            let place = try TestServer.Place()
            let fixture = try RegisterFixture(at: place.register)
            try fixture.report("R")
            for writer in 1...16 { try fixture.item("I-\(writer)") }
            let before = try fixture.register.size()
            let session = try fixture.session()
            let name = place.register
            let failures = Mutex<[String]>([])
            let isDone = Atomic(0)
            DispatchQueue.concurrentPerform(iterations: 20) { worker in
                do {
                    let register = try Register.open(at: name, for: .writing, busyTimeout: 60_000)
                    if worker < 16 {
                        defer { isDone.add(1, ordering: .relaxed) }
                        for number in 1...50 {
                            try register.write(session) {
                                _ = try $0.record(
                                    .note(isInternal: false), on: ref("I-\(worker + 1)"),
                                    words: [.note: "\(worker)/\(number)"])
                            }
                        }
                    } else {
                        while isDone.load(ordering: .relaxed) < 16 {
                            try register.reading {
                                let size = try register.size()
                                let root = try register.root(at: size)
                                guard try register.size() == size, try register.root(at: size) == root else {
                                    throw RegisterError.damaged("a reader saw two states")
                                }
                            }
                        }
                    }
                } catch { failures.withLock { $0.append("\(worker): \(error)") } }
            }
            #expect(failures.withLock { $0 } == [])
            let entries = try fixture.register.entries(about: nil)
            #expect(entries.map(\.seq) == Array(1...before + 800))
            let notes = try fixture.register.database.all(
                "SELECT text FROM words WHERE seq > ? AND name = 'note'", before
            ) { $0.text(0) }
            #expect(Set(notes).count == 800)
            #expect(try fixture.register.verify().findings == [])
        }

        /// Whoever only may record can't touch what was recorded, nor what guards it.
        @Test func theApplicationsRoleCanOnlyRecord() throws {
            try TestServer.makeRoles()
            let place = try TestServer.Place()
            let fixture = try RegisterFixture(at: place.register)
            try fixture.report("R")
            try fixture.item("I-1")
            let app = try Database(
                on: ServerName(TestServer.name(of: place.database, user: "olive"))!, busyTimeout: 1000)
            for attack in [
                "UPDATE ledger SET entry = entry", "DELETE FROM ledger", "TRUNCATE ledger CASCADE",
                "DELETE FROM tree", "UPDATE tree SET hash = hash", "DELETE FROM words",
                "UPDATE words SET name = name", "TRUNCATE words", "UPDATE item_state SET stage = 'closed'",
                "DELETE FROM item_state", "DROP TRIGGER ledger_is_never_changed ON ledger",
                "ALTER TABLE ledger DISABLE TRIGGER ALL", "ALTER TABLE ledger OWNER TO olive",
                "SET session_replication_role = replica", "DROP TABLE ledger", "DROP SCHEMA tracker CASCADE",
                "CREATE TABLE tracker.another (i int)",
                "CREATE RULE r AS ON INSERT TO ledger DO INSTEAD NOTHING",
                "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "UPDATE register_format SET format = 9", "INSERT INTO writer VALUES (true)",
                "SET ROLE tests",
            ] {
                #expect(throws: StorageError.self, "\(attack)") { try app.execute(attack) }
            }
            // Words may be redacted, and not be put in their place.
            #expect(throws: StorageError.self) { try app.execute("UPDATE words SET text = 'other'") }
            // A table of the session's own doesn't stand in for the ledger.
            try app.execute("CREATE TEMPORARY TABLE ledger (seq bigint)")
            #expect(throws: StorageError.self) {
                try app.execute(
                    "INSERT INTO tracker.ledger SELECT 99, effective_on, recorded_at, actor, recorded_by, authority, subject, act, entry, leaf_hash FROM tracker.ledger WHERE seq = 1"
                )
            }
            #expect(try fixture.register.verify().findings == [])
            // What it is for, it can do.
            let register = try Register.open(
                at: TestServer.name(of: place.database, user: "olive"), for: .writing)
            try register.write(try fixture.session()) {
                _ = try $0.record(.start, on: ref("I-1"), words: RegisterFixture.said)
                try $0.set(.marking, to: "OFFICIAL")
            }
            let reader = try Register.open(
                at: TestServer.name(of: place.database, user: "rosa"), for: .reading)
            #expect(try reader.size() == register.size())
            #expect(throws: StorageError.self) {
                try reader.write(try fixture.session()) {
                    _ = try $0.record(.note(isInternal: false), on: ref("I-1"), words: RegisterFixture.said)
                }
            }
            #expect(try reader.verify().findings == [])
        }

        /// The server's own superuser can; but it is found.
        @Test(arguments: [
            (
                "SET session_replication_role = replica; UPDATE ledger SET actor = 'P9'", false,
                "the ledger is never changed"
            ),
            (
                "ALTER TABLE ledger DISABLE TRIGGER ledger_is_never_changed", true,
                "the trigger ledger_is_never_changed is not in force"
            ),
            (
                "DROP TRIGGER words_are_never_pruned ON words", true,
                "the trigger words_are_never_pruned is missing"
            ),
            (
                "CREATE OR REPLACE FUNCTION refuse_gap() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                true, "the function refuse_gap has been changed"
            ),
            (
                "CREATE RULE r AS ON DELETE TO words DO INSTEAD NOTHING", true,
                "the rule r on words does not belong here"
            ),
            ("ALTER TABLE item_state ADD COLUMN extra text", true, "the table item_state has been changed"),
            ("CREATE TABLE extra (i int)", true, "there is a table extra that does not belong here"),
            ("DROP INDEX ledger_subject", true, "the index ledger_subject is missing"),
            (
                "ALTER TABLE ledger DISABLE TRIGGER ALL; UPDATE ledger SET actor = 'P9' WHERE seq = 3; ALTER TABLE ledger ENABLE ALWAYS TRIGGER ledger_grows_at_its_end",
                true, "entry 3"
            ),
            (
                "UPDATE item_state SET due = '2030-01-01'", true,
                "table item_state is not what the ledger makes it"
            ),
        ]) func whatASuperuserDoesIsFound(deed: String, succeeds: Bool, finding: String) throws {
            let place = try TestServer.Place()
            let fixture = try RegisterFixture(at: place.register)
            try fixture.report("R")
            try fixture.item("I-1", due: "2022-09-30")
            let superuser = try Database(on: ServerName(place.register)!, busyTimeout: 1000)
            if succeeds {
                try superuser.execute(deed)
                let found = try fixture.register.verify().findings.map(\.description)
                #expect(found.contains { $0.contains(finding) }, "\(found)")
            } else {
                let error = #expect(throws: StorageError.self) { try superuser.execute(deed) }
                #expect(error?.message.contains(finding) == true)
            }
        }

        @Test func aSecondRegisterIsNotMadeInOneDatabase() throws {
            let place = try TestServer.Place()
            _ = try RegisterFixture(at: place.register)
            #expect(throws: RegisterError.exists(path: "postgresql://tests@/\(place.database)")) {
                _ = try RegisterFixture(at: place.register)
            }
        }

        @Test func whatIsNoRegisterOrANewerOneIsLeftAlone() throws {
            let place = try TestServer.Place()
            #expect(throws: RegisterError.self) { try Register.open(at: place.register, for: .writing) }
            _ = try RegisterFixture(at: place.register)
            try TestServer.execute("UPDATE tracker.register_format SET format = 99", in: place.database)
            let error = #expect(throws: RegisterError.self) {
                try Register.open(at: place.register, for: .reading)
            }
            #expect("\(error!)".contains("newer version"))
            #expect(throws: StorageError.self) {
                try Register.open(at: TestServer.name(of: "nowhere"), for: .reading)
            }
        }

        /// What fails on the way leaves nothing, in whichever order the server gets to say so.
        @Test func whatFailsIsUndone() throws {
            let place = try TestServer.Place()
            let fixture = try RegisterFixture(at: place.register)
            try fixture.report("R")
            try fixture.item("I-1")
            let before = try fixture.register.contents()
            #expect(throws: (any Error).self) {
                try fixture.write { writer in
                    _ = try writer.record(
                        .note(isInternal: false), on: ref("I-1"), words: RegisterFixture.said)
                    // Only queued: the server's refusal shows at the end.
                    try writer.register.database.run("INSERT INTO person (id) VALUES (?)", 1)
                }
            }
            #expect(try fixture.register.contents() == before)
            try fixture.record(.note(isInternal: false), "I-1")
            #expect(try fixture.register.verify().findings == [])
        }

        @Test func whoWritesIsWaitedForAsLongAsAsked() throws {
            let place = try TestServer.Place()
            let fixture = try RegisterFixture(at: place.register)
            let other = try Register.open(at: place.register, for: .writing, busyTimeout: 100)
            try fixture.register.database.transaction {
                // The lock is asked for with the first question.
                _ = try fixture.register.size()
                let error = #expect(throws: StorageError.self) {
                    try other.write(try fixture.session()) { try $0.addBoard(ref("OB"), name: "Board") }
                }
                #expect(error?.isBusy == true)
                // Who only asks doesn't wait.
                #expect(try other.reading { try other.size() } == 2)
            }
        }

        @Test func movesThereAndBack() throws {
            let folder = TemporaryFolder()
            let place = try TestServer.Place()
            var life = try RandomRegister(seed: 5, at: folder.file("register.db"))
            try life.open(8)
            try life.live(acts: 80)
            let register = life.fixture.register
            try life.fixture.write { _ = try $0.redact(12, names: nil, reason: "Named somebody.") }
            let there = try register.migrate(to: place.register)
            #expect(there.root == (try register.root(at: there.size)))
            let moved = try Register.open(at: place.register, for: .reading)
            #expect(try moved.contents() == register.contents())
            #expect(throws: RegisterError.self) { try register.migrate(to: place.register) }
            let back = try moved.migrate(to: folder.file("back.db"))
            #expect(back.root == there.root)
            #expect(
                try Register.open(at: folder.file("back.db"), for: .reading).contents() == register.contents()
            )
        }
    }
#endif
