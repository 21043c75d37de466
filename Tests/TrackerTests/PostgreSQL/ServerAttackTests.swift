#if PostgreSQL
    import Testing

    import Tracker
    import TrackerLedger
    import TrackerModel
    import TrackerStorage
    import TrackerValues
    @testable import TrackerRegister

    /// What somebody with `psql` can do to a register on a server: as whoever records, whoever reads, and the server's own
    /// superuser. Every attack is refused, or `audit verify` finds it.
    @Suite(.enabled(if: TestServer.isThere)) struct ServerAttackTests {
        enum Outcome: Sendable {
            case refused
            /// It goes through, and this is said of it.
            case found(String)
            /// It goes through, and changes nothing for anybody else.
            case idle
        }

        struct Attack: CustomTestStringConvertible, Sendable {
            let name: String
            let user: String
            let outcome: Outcome
            let act: @Sendable (Database) throws -> Void
            var testDescription: String { "\(user): \(name)" }

            init(_ user: String, _ sql: String, _ outcome: Outcome) {
                self.init(user, sql, outcome) { try $0.execute(sql) }
            }

            init(
                _ user: String, _ name: String, _ outcome: Outcome,
                act: @escaping @Sendable (Database) throws -> Void
            ) {
                (self.name, self.user, self.outcome, self.act) = (name, user, outcome, act)
            }
        }

        /// A register whose item I-1 P3 leads and has submitted, with a note and words that were removed; copied for each
        /// attack.
        private static let model = Result {
            try TestServer.makeRoles()
            let place = try TestServer.Place()
            let fixture = try RegisterFixture(at: place.register, settings: [.body: "Oversight body"])
            let owner = try fixture.person("Owen Owner")
            let other = try fixture.person("Ada Assurer")
            try #require(owner == lead && other == assurer)
            try fixture.report("R")
            try fixture.item("I-1", due: "2022-09-30")
            try fixture.record(.assign(lead: .set(owner), supporting: nil, board: .keep), "I-1")
            try fixture.record(.start, "I-1", by: "Owen Owner")
            try fixture.record(.addEvidence(nil), "I-1", words: [.address: "https://example.org/a"])
            try fixture.record(.submit, "I-1", by: "Owen Owner")
            let note = try fixture.record(.note(isInternal: false), "I-1")
            try fixture.record(.note(isInternal: false), "I-1", words: [.note: "A second one."])
            try fixture.write { _ = try $0.redact(note, names: nil, reason: "Named somebody.") }
            return place
        }

        private static let (lead, assurer) = (PersonID(3), PersonID(4))
        private static let ofEveryTable = Projections.tables.filter { $0 != "setting" && $0 != "person_role" }

        /// Whoever only records: what was recorded, what guards it, and what it is looked up by, stays as it is.
        static let refusedToWriters: [Attack] =
            ([
                "UPDATE ledger SET actor = 'P9'", "DELETE FROM ledger", "TRUNCATE ledger CASCADE",
                "DELETE FROM tree", "UPDATE tree SET hash = hash", "TRUNCATE tree", "DELETE FROM words",
                "TRUNCATE words",
                "UPDATE words SET text = 'other'", "UPDATE words SET name = 'other'",
                "UPDATE words SET salt = '\\x00112233445566778899aabbccddeeff', text = 'put back', redacted_by = NULL WHERE text IS NULL",
                "UPDATE item_state SET stage = 'closed'", "UPDATE item_state SET due = NULL",
                "UPDATE evidence SET bytes = ''", "TRUNCATE evidence",
                "INSERT INTO evidence VALUES (repeat('a', 64), 0, 'x'); DELETE FROM evidence",
                "UPDATE evidence_place SET place = 'folder'", "INSERT INTO tied VALUES ('olive', 1)",
                "UPDATE register_format SET format = 9", "INSERT INTO writer VALUES (true)",
                "INSERT INTO ledger SELECT seq + 99, effective_on, recorded_at, actor, recorded_by, authority, subject, act, entry, leaf_hash FROM ledger",
                // The guards.
                "DROP TRIGGER ledger_is_never_changed ON ledger", "ALTER TABLE ledger DISABLE TRIGGER ALL",
                "ALTER TABLE ledger DISABLE TRIGGER USER", "ALTER TABLE ledger OWNER TO olive",
                "DROP TABLE ledger CASCADE",
                "ALTER TABLE words DROP CONSTRAINT words_check", "DROP SCHEMA tracker CASCADE",
                "ALTER TABLE ledger ENABLE ROW LEVEL SECURITY", "CREATE POLICY p ON ledger USING (false)",
                "CREATE RULE r AS ON INSERT TO ledger DO INSTEAD NOTHING",
                "CREATE TRIGGER t BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION refuse()",
                "CREATE TEMPORARY TABLE heir () INHERITS (ledger)",
                "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "ALTER FUNCTION refuse_gap() SET search_path = pg_temp",
                "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION refuse()",
                "SET session_replication_role = replica",
                "ALTER ROLE olive SET session_replication_role = replica",
                "SET ROLE tests", "SET ROLE tracker_owner", "SET SESSION AUTHORIZATION tests",
                "ALTER ROLE olive SUPERUSER",
                "GRANT tracker_owner TO olive",
                // What names are looked up in.
                "CREATE TABLE tracker.another (i int)", "CREATE SCHEMA another",
                "CREATE FUNCTION tracker.folded(name) RETURNS text LANGUAGE sql AS 'SELECT $1::text'",
                "CREATE OPERATOR tracker.= (leftarg = text, rightarg = text, function = textne)",
                "CREATE OPERATOR pg_catalog.= (leftarg = text, rightarg = bigint, function = textne)",
                "ALTER DATABASE postgres SET search_path = another",
                // What would let others in or anything out.
                "SELECT tracker.tie('olive', 'P1')", "SELECT tracker.untie('owen')",
                "SELECT tracker.grant_rights()",
                "COPY ledger TO PROGRAM 'cat'", "SELECT pg_read_file('/etc/passwd')",
                "CREATE EXTENSION file_fdw",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'tests'",
            ]
            + ofEveryTable.flatMap {
                ["DELETE FROM \($0)", "TRUNCATE \($0) CASCADE", "LOCK TABLE \($0) IN ACCESS EXCLUSIVE MODE"]
            })
            .map { Attack("olive", $0, .refused) }

        /// Whoever only reads writes nothing at all.
        static let refusedToReaders: [Attack] =
            (["ledger", "tree", "words", "evidence", "evidence_place", "register_format", "writer", "tied"]
            + Projections.tables)
            .flatMap {
                [
                    "INSERT INTO \($0) DEFAULT VALUES", "DELETE FROM \($0)", "TRUNCATE \($0) CASCADE",
                    "LOCK TABLE \($0) IN ROW EXCLUSIVE MODE",
                ]
            }.map { Attack("rosa", $0, .refused) }
            + [
                "SELECT sweep_words()", "SELECT sweep_evidence()", "SELECT tie('rosa', 'P1')",
                "SET ROLE tracker_app",
                "CREATE TABLE tracker.another (i int)",
                "UPDATE words SET text = NULL, salt = NULL, redacted_by = 1",
                "SET session_replication_role = replica", "SELECT pg_read_file('/etc/passwd')",
            ].map { Attack("rosa", $0, .refused) }

        /// Who records may add to tables, and so may add what is false.
        static let forged: [Attack] = [
            Attack("olive", "UPDATE item_state SET known_to = known_from + 1", .found("table item_state")),
            Attack(
                "olive",
                "INSERT INTO item_state SELECT (jsonb_populate_record(s, '{\"known_from\": 99, \"due\": \"2030-01-01\"}')).* FROM item_state s WHERE known_to = 9223372036854775807 LIMIT 1",
                .found("table item_state")),
            Attack("olive", "UPDATE setting SET value = 'Another body'", .found("table setting")),
            Attack("olive", "DELETE FROM setting", .found("table setting")),
            Attack("olive", "INSERT INTO setting VALUES ('rag_rule', 'none')", .found("table setting")),
            Attack("olive", "DELETE FROM person_role", .found("table person_role")),
            Attack(
                "olive", "INSERT INTO person VALUES (99); INSERT INTO person_role VALUES (99, 'officer')",
                .found("table person")),
            Attack("olive", "INSERT INTO kind VALUES ('other', 0)", .found("table kind")),
            Attack(
                "olive",
                "UPDATE words SET salt = NULL, text = NULL, redacted_by = 1 WHERE name = 'note' AND text IS NOT NULL",
                .found("words")),
            Attack(
                "olive",
                "INSERT INTO words (seq, name, salt, text) VALUES (1, 'note', '\\x00112233445566778899aabbccddeeff', 'x')",
                .found("entry 1")),
            Attack(
                "olive",
                "INSERT INTO ledger SELECT seq + 1, effective_on, recorded_at, actor, recorded_by, authority, subject, act, entry, leaf_hash FROM ledger ORDER BY seq DESC LIMIT 1",
                .found("entry")),
            Attack("olive", "INSERT INTO tree VALUES (9, 0, sha256('x'))", .found("hashes are stored")),
            // With right hashes, as the program would write them.
            Attack("olive", "an assurance by the lead", .found("it could not have happened")) {
                try forge($0) { $0.actor = lead }
            },
            Attack("olive", "an assurance by nobody who is registered", .found("it could not have happened"))
            {
                try forge($0) { $0.actor = PersonID(99) }
            },
            Attack("olive", "an assurance before the last entry", .found("entry")) {
                try forge($0) { $0.recordedAt = Instant(millisecondsSince1970: 0) }
            },
            Attack("olive", "an act that there isn't", .found("entry")) {
                try forge($0) { $0.act = "pardon" }
            },
            Attack("olive", "an item that there isn't", .found("it could not have happened")) {
                try forge($0) { $0.subject = "I-99" }
            },
            // The entry may stand there, and the table takes nothing that follows from it.
            Attack("olive", "the lead's own assurance, with its row", .refused) {
                try forge($0, alsoState: true) { $0.actor = lead }
            },
            Attack(
                "olive", "the lead's own assurance, with tables of the session's own before ours", .refused
            ) {
                for table in ["ledger", "item_state", "rule_set", "post_holder"] {
                    try $0.execute("CREATE TEMPORARY TABLE \(table) (LIKE tracker.\(table))")
                }
                try $0.execute("SET search_path = pg_temp, tracker")
                try forge($0, in: "tracker.", alsoState: true) { $0.actor = lead }
            },
        ]

        /// What changes nothing for anybody: a session of one's own is one's own.
        static let idle: [Attack] = [
            "CREATE TEMPORARY TABLE ledger (seq bigint)", "GRANT UPDATE ON ledger TO olive",
            "ALTER ROLE olive SET search_path = pg_temp, public",
            "CREATE FUNCTION pg_temp.folded(text) RETURNS text LANGUAGE sql AS 'SELECT $1'",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'olive' AND pid <> pg_backend_pid() AND datname = current_database()",
        ].map { Attack("olive", $0, .idle) }

        private static func unguarded(_ table: String, _ sql: String) -> String {
            let guards = [
                "words": ["words_are_never_changed", "words_are_never_pruned", "words_are_never_emptied"],
                "ledger": [
                    "ledger_is_never_changed", "ledger_is_never_pruned", "ledger_is_never_emptied",
                    "ledger_grows_at_its_end",
                ],
            ]
            // Those of the keys too.
            return
                "ALTER TABLE \(table) DISABLE TRIGGER ALL; \(sql); ALTER TABLE \(table) ENABLE TRIGGER ALL; "
                + guards[table]!.map { "ALTER TABLE \(table) ENABLE ALWAYS TRIGGER \($0)" }.joined(
                    separator: "; ")
        }

        /// The server's superuser can do anything, and puts the guards back.
        static let bySuperuser: [Attack] =
            [
                // U+212A looks like a K, and is another letter.
                ("UPDATE ledger SET subject = 'I-1' || U&'\\0300' WHERE act = 'note'", "ledger", "entry"),
                ("DELETE FROM ledger WHERE act = 'submit'", "ledger", "entry"),
                ("UPDATE words SET redacted_by = 1 WHERE name = 'note' AND text IS NOT NULL", "words", ""),
                (
                    "UPDATE words SET text = 'All is well.' WHERE name = 'note' AND text IS NOT NULL",
                    "words", "words"
                ),
                (
                    "UPDATE words SET salt = '\\x00112233445566778899aabbccddeeff', text = 'Put back', redacted_by = NULL WHERE text IS NULL",
                    "words", "words"
                ),
            ].map { sql, table, finding in
                let attack = unguarded(table, sql)
                return finding.isEmpty
                    ? Attack("tests", attack, .refused) : Attack("tests", attack, .found(finding))
            } + [
                Attack(
                    "tests",
                    "CREATE SCHEMA other; CREATE TABLE other.heir () INHERITS (tracker.item_state); INSERT INTO other.heir SELECT (jsonb_populate_record(s, '{\"known_from\": 99}')).* FROM tracker.item_state s WHERE known_to = 9223372036854775807 LIMIT 1",
                    .found("item_state")),
                Attack(
                    "tests",
                    "CREATE TABLE public.heir () INHERITS (tracker.ledger); INSERT INTO public.heir SELECT * FROM tracker.ledger WHERE seq = 3",
                    .found("entry")),
                Attack(
                    "tests",
                    "ALTER TABLE person RENAME TO people; CREATE VIEW person AS SELECT * FROM people; GRANT SELECT ON person TO tracker_reader",
                    .found("people")),
                Attack(
                    "tests",
                    "CREATE OR REPLACE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT upper($1)'",
                    .found("the function folded has been changed")),
                Attack("tests", "ALTER TABLE ledger ENABLE ROW LEVEL SECURITY", .found("words (entry 1)")),
                Attack(
                    "tests",
                    "DO $$ DECLARE t name; BEGIN FOR t IN SELECT relname FROM pg_class WHERE relnamespace = 'tracker'::regnamespace AND relkind = 'r' AND relname <> 'register_format' LOOP EXECUTE format('ALTER TABLE tracker.%I ENABLE ROW LEVEL SECURITY', t); END LOOP; END $$",
                    .found("hides rows")),
                Attack(
                    "tests",
                    "CREATE FUNCTION public.pass() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER pass BEFORE INSERT ON words FOR EACH ROW EXECUTE FUNCTION public.pass()",
                    .found("there is a trigger pass that does not belong here")),
            ]

        static let attacks = forged + idle + bySuperuser

        /// On one register: what is refused leaves nothing.
        @Test(arguments: [refusedToWriters, refusedToReaders]) func whatNobodyMayDoIsRefused(
            attacks: [Attack]
        ) throws {
            let place = try TestServer.Place(like: try Self.model.get())
            let name = TestServer.name(of: place.database, user: attacks[0].user)
            let database = try Database(on: ServerName(name)!, busyTimeout: 500)
            for attack in attacks {
                #expect(throws: StorageError.self, "\(attack)") { try attack.act(database) }
            }
            #expect(try Register.open(at: place.register, for: .reading).verify().findings == [])
        }

        @Test(arguments: attacks) func whatCanBeDoneIsFound(attack: Attack) throws {
            let place = try TestServer.Place(like: try Self.model.get())
            let name = TestServer.name(of: place.database, user: attack.user)
            let database = try Database(on: ServerName(name)!, busyTimeout: 2000)
            if case .refused = attack.outcome {
                #expect(throws: StorageError.self) { try attack.act(database) }
            } else {
                try attack.act(database)
            }
            // Also for whoever may only read.
            let reader = try Register.open(
                at: TestServer.name(of: place.database, user: "rosa"), for: .reading)
            let found = try reader.verify().findings.map(\.description)
            if case .found(let finding) = attack.outcome {
                #expect(found.contains { $0.contains(finding) }, "\(found)")
            } else {
                #expect(found == [])
            }
        }

        /// What a trigger of somebody's passes over is not acknowledged.
        @Test(arguments: ["ledger", "words", "tree", "item_state"]) func whatIsPassedOverIsNotAcknowledged(
            table: String
        ) throws {
            let place = try TestServer.Place(like: try Self.model.get())
            try TestServer.execute(
                "CREATE FUNCTION pass() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER pass BEFORE INSERT ON tracker.\(table) FOR EACH ROW EXECUTE FUNCTION pass()",
                in: place.database)
            let register = try Register.open(at: place.register, for: .writing)
            let session = Session(
                account: RegisterFixture.account, clock: { TestClock(day("2022-05-01")).now })
            var isRefused = false
            do {
                try register.write(session) { writer in
                    // One of them completes a node of the tree.
                    for _ in 0..<2 {
                        _ = try writer.record(.return, on: ref("I-1"), words: RegisterFixture.said, by: nil)
                        _ = try writer.record(.submit, on: ref("I-1"), words: RegisterFixture.said, by: nil)
                    }
                }
            } catch { isRefused = true }
            let findings = try register.verify().findings
            #expect(isRefused || table == "item_state")
            #expect(!findings.isEmpty)
        }

        /// Appends an assurance of I-1 by who may give it, changed, as the program would: with its hashes.
        private static func forge(
            _ database: Database, in schema: String = "", alsoState: Bool = false,
            _ change: (inout Entry) -> Void
        ) throws {
            let last = try database.first(
                "SELECT seq, entry FROM \(schema)ledger ORDER BY seq DESC LIMIT 1"
            ) { ($0.int(0), try LedgerStore.entry($0, 1)) }!
            var entry = Entry(
                seq: last.0 + 1, effectiveOn: last.1.effectiveOn, recordedAt: last.1.recordedAt,
                actor: assurer,
                recordedBy: nil, authority: nil, subject: "I-1", act: "assure", data: [:], words: [:])
            change(&entry)
            try database.transaction(for: .adding) {
                if schema.isEmpty {
                    try LedgerStore(database).append(entry, entry.canonical)
                } else {
                    try database.run(
                        "INSERT INTO tracker.ledger VALUES (?, ?, ?, ?, NULL, NULL, ?, ?, ?, ?)", entry.seq,
                        entry.effectiveOn.description, entry.recordedAt.description, entry.actor.description,
                        entry.subject,
                        entry.act, String(decoding: entry.canonical, as: UTF8.self),
                        Hash.leaf(entry.canonical).bytes)
                }
                if alsoState {
                    try database.run(
                        """
                        INSERT INTO tracker.item_state SELECT (jsonb_populate_record(s, jsonb_build_object('known_from', ?::bigint,
                            'cause', ?::bigint, 'step', s.step + 1, 'stage', 'assured'))).* FROM tracker.item_state s
                        WHERE known_to = 9223372036854775807 ORDER BY step DESC LIMIT 1
                        """, entry.seq, entry.seq)
                }
            }
        }
    }
#endif
