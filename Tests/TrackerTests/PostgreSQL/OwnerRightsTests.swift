#if PostgreSQL
    import Testing

    import Tracker
    import TrackerModel
    import TrackerStorage
    import TrackerValues
    @testable import TrackerRegister

    /// Owners who connect by themselves see the items that they lead or support, whole, and nothing else, whatever they try and
    /// whatever rights somebody gives them by mistake.
    @Suite(.enabled(if: TestServer.isThere), .serialized) struct OwnerRightsTests {
        private let place: TestServer.Place
        private let fixture: RegisterFixture
        private let owen: PersonID

        /// Owen leads I-1, supports I-2, holds the post that leads I-3, and leads I-4 for a body; I-5 is none of his business.
        init() throws {
            try TestServer.makeRoles()
            place = try TestServer.Place(owner: "tracker_owner")
            fixture = try RegisterFixture(at: TestServer.name(of: place.database, user: "tracker_owner"))
            try fixture.report("R")
            owen = try fixture.person("Owen Owner")
            let other = try fixture.person("Una Other")
            let post = try fixture.write { try $0.addPost("Head of Custody") }
            try fixture.write { try $0.holdPost("Head of Custody", by: "Owen Owner", from: nil) }
            for number in 1...5 { try fixture.item("I-\(number)", due: "2022-09-30") }
            func assign(_ item: String, _ lead: PersonID?, _ supporting: [PersonID] = []) throws {
                try fixture.record(
                    .assign(
                        lead: .set(lead), supporting: supporting, board: .keep, otherBoards: OtherBoards()),
                    item)
            }
            try assign("I-1", owen)
            try assign("I-2", other, [owen])
            try assign("I-3", post)
            try assign("I-5", other)
            try fixture.record(.addressee("British Transport Police", .added), "I-4")
            try fixture.record(.addressee("British Transport Police", .assigned(owen)), "I-4")
            try fixture.record(.progress(complete: 10, rating: nil), "I-5", words: [.note: "Only Una's."])
            try TestServer.execute(
                "SELECT tracker.tie('owen', '\(owen)')", in: place.database, as: "tracker_owner")
        }

        private func connect(_ user: String) throws -> Database {
            try Database(
                on: ServerName(TestServer.name(of: place.database, user: user))!, busyTimeout: 1000)
        }

        private func seen(_ sql: String, by user: String = "owen") throws -> [String] {
            try connect(user).all(sql) { $0.text(0) }
        }

        @Test func theySeeTheirOwnItemsWhole() throws {
            let own = ["I-1", "I-2", "I-3", "I-4"]
            #expect(try seen("SELECT ref FROM mine.items ORDER BY ref") == own)
            #expect(try seen("SELECT DISTINCT ref FROM mine.item_history ORDER BY ref") == own)
            #expect(try seen("SELECT ref FROM mine.item_counts ORDER BY ref") == own)
            #expect(try seen("SELECT DISTINCT subject FROM mine.entries ORDER BY subject") == own)
            #expect(try seen("SELECT support FROM mine.items WHERE ref = 'I-2'") == ["Owen Owner"])
            #expect(try seen("SELECT id FROM reporting.reports") == ["R"])
            // The others go on as before.
            #expect(try seen("SELECT ref FROM reporting.items ORDER BY ref", by: "rosa").count == 5)
            #expect(
                try seen("SELECT seq::text FROM tracker.ledger", by: "rosa").count
                    == Int(fixture.register.size()))
            #expect(
                try Register.open(at: TestServer.name(of: place.database, user: "rosa"), for: .reading)
                    .verify().findings == [])
            let olive = try Register.open(
                at: TestServer.name(of: place.database, user: "olive"), for: .writing)
            try olive.write(try fixture.session()) {
                _ = try $0.record(.start, on: ref("I-1"), words: RegisterFixture.said)
            }
            #expect(try olive.verify().findings == [])
        }

        @Test func nobodySeesMoreByTrying() throws {
            let owen = try connect("owen")
            for attack in [
                "SELECT * FROM tracker.ledger", "SELECT * FROM tracker.words",
                "SELECT * FROM tracker.item_state",
                "SELECT * FROM tracker.tied", "SELECT * FROM reporting.items",
                "SELECT * FROM reporting.entries",
                "SELECT * FROM reporting.people", "SELECT * FROM reporting.word",
                "SELECT * FROM reporting.own",
                "SELECT tracker.tie('owen', 'P1')", "SELECT tracker.untie('rosa')",
                "SELECT tracker.grant_rights()",
                "INSERT INTO mine.items (ref) VALUES ('I-9')", "UPDATE mine.items SET due = NULL",
                "DELETE FROM mine.entries", "INSERT INTO tracker.writer VALUES (true)",
                "LOCK TABLE tracker.writer",
                "SET ROLE tracker_reader", "SET ROLE tracker_app", "SET SESSION AUTHORIZATION rosa",
                "CREATE OR REPLACE VIEW mine.items AS SELECT 1", "CREATE TABLE mine.t (i int)",
                "ALTER TABLE tracker.ledger DISABLE ROW LEVEL SECURITY", "SELECT tracker.sweep_words()",
                "COPY tracker.words TO STDOUT",
            ] {
                #expect(throws: StorageError.self, "\(attack)") { try owen.execute(attack) }
            }
            // A function that costs next to nothing is asked first where nothing forbids it.
            try owen.execute(
                """
                CREATE TEMPORARY TABLE seen (said text);
                CREATE FUNCTION pg_temp.look(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
                    $$ BEGIN INSERT INTO seen VALUES ($1); RETURN true; END $$;
                SELECT count(*) FROM mine.items WHERE pg_temp.look(ref || coalesce(progress, ''));
                SELECT count(*) FROM mine.entries WHERE pg_temp.look(subject);
                """)
            let said = try owen.all("SELECT DISTINCT left(said, 3) FROM seen ORDER BY 1") { $0.text(0) }
            #expect(said == ["I-1", "I-2", "I-3", "I-4"])
            // Tables of their own don't stand in for the register's.
            try owen.execute(
                "CREATE TEMPORARY TABLE tied (role text, person bigint); INSERT INTO tied VALUES ('owen', 4)")
            #expect(try owen.all("SELECT ref FROM mine.items") { $0.text(0) }.count == 4)
        }

        /// Rights given by mistake open no table to them, whichever way they come by them.
        @Test func theSecondWallHolds() throws {
            func expectNothing(_ sql: String? = nil) throws {
                let owen = try connect("owen")
                if let sql { try owen.execute(sql) }
                for table in ["ledger", "words", "item_state", "person", "tree"] {
                    #expect(
                        try owen.first("SELECT count(*) FROM tracker.\(table)") { $0.int(0) } == 0, "\(table)"
                    )
                }
                #expect(try seen("SELECT ref FROM mine.items").count == 4)
            }
            try TestServer.execute(
                "GRANT USAGE ON SCHEMA tracker TO PUBLIC; GRANT SELECT ON ALL TABLES IN SCHEMA tracker TO PUBLIC",
                in: place.database)
            try expectNothing()
            try TestServer.execute("GRANT tracker_reader TO owen")
            defer { try? TestServer.execute("REVOKE tracker_reader FROM owen") }
            try expectNothing()
            try expectNothing("SET ROLE tracker_reader")
        }

        @Test func whoLeavesSeesNothing() throws {
            try fixture.write { try $0.changePerson("Owen Owner", leaves: .set(day("2022-05-01"))) }
            #expect(try seen("SELECT ref FROM mine.items") == [])
            #expect(try seen("SELECT subject FROM mine.entries") == [])
        }

        @Test func whoIsUntiedSeesNothing() throws {
            try TestServer.execute("SELECT tracker.untie('owen')", in: place.database)
            #expect(try seen("SELECT ref FROM mine.items") == [])
        }

        @Test(arguments: [
            ("olive", "P1", "no member of tracker_lead"), ("nobody", "P1", "no member of tracker_lead"),
            ("owen", "P999", "no person P999"), ("ora", "P1", "may act as"), ("bea", "P1", "passes over"),
        ]) func whoCantBeHeldIsNotTied(role: String, person: String, why: String) throws {
            let error = #expect(throws: StorageError.self) {
                try TestServer.execute("SELECT tracker.tie('\(role)', '\(person)')", in: place.database)
            }
            #expect(error?.message.contains(why) == true, "\(error?.message ?? "")")
        }

        /// A policy that hides rows from whoever verifies is found.
        @Test func anotherPolicyIsFound() throws {
            #expect(try fixture.register.verify().findings == [])
            try TestServer.execute(
                "CREATE POLICY hidden ON tracker.words AS RESTRICTIVE USING (seq <> 3)", in: place.database)
            let found = try fixture.register.verify().findings.map(\.description)
            #expect(
                found.contains { $0.contains("the policy hidden on words does not belong here") }, "\(found)")
        }
    }
#endif
