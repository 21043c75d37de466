#if PostgreSQL
    import Foundation
    import Testing

    import Tracker
    import TrackerModel
    import TrackerStorage
    import TrackerValues
    @testable import TrackerRegister

    /// The views that other programs read say what the papers say.
    @Suite(.enabled(if: TestServer.isThere)) struct ReportingViewTests {
        /// The day it is for the server.
        private var today: Day {
            Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1000)).day(in: .london)
        }

        private func lived(_ seed: UInt64, in place: TestServer.Place) throws -> RegisterFixture {
            var life = try RandomRegister(seed: seed, at: place.register)
            try life.open(25)
            for _ in 0..<6 {
                try life.live(acts: 40)
                try life.correct(8)
                life.fixture.clock.advance(milliseconds: 30 * 86_400_000)
            }
            return life.fixture
        }

        /// The rows of a view, each a dictionary by column; dates as ISO text.
        private func rows(_ view: String, in place: TestServer.Place) throws -> [[String: JSON]] {
            let server = try Database(on: ServerName(place.register)!, busyTimeout: 1000)
            return try server.all("SELECT to_jsonb(v)::text FROM \(view) v") {
                try JSON(parsing: Array($0.text(0).utf8)).object ?? [:]
            }
        }

        /// Item by item and field by field what `list --format json` prints.
        @Test(arguments: [1, 2]) func itemsAreAsPapersPrintThem(seed: UInt64) throws {
            let place = try TestServer.Place()
            let fixture = try lived(seed, in: place)
            let snapshot = try fixture.register.snapshot(asAt: today, today: today)
            let frame = try PaperContext(snapshot, scope: .everything)
            let paper = try ItemListPaper(
                fixture.register, .all, frame: frame, ragRule: try fixture.register.ragRule(nil))
            let printed = try #require(try paper.json(from: snapshot)["items"]?.array).compactMap(\.object)
            let seen = Dictionary(
                uniqueKeysWithValues: try rows("reporting.items", in: place).map { ($0["ref"]!.string!, $0) })
            #expect(seen.count == printed.count && seen.count == 25)
            for item in printed {
                let row = try #require(seen[item["ref"]!.string!])
                for (key, value) in item {
                    let found = row[key]
                    switch (key, value) {
                    case ("addressees", .array(let all)):
                        let names = all.compactMap { $0["addressee"]?.string }.joined(separator: "; ")
                        #expect(found == (names.isEmpty ? .null : .string(names)), "\(key) of \(item)")
                    case (_, .array(let all)):
                        let words = all.compactMap(\.string).joined(separator: "; ")
                        #expect(found == (words.isEmpty ? .null : .string(words)), "\(key) of \(item)")
                    default: #expect(found == value, "\(key) of \(item)")
                    }
                }
            }
            let outstanding = try ItemListPaper(
                fixture.register, .outstanding, frame: frame, ragRule: try fixture.register.ragRule(nil))
            let counted = seen.values.filter { $0["counted"]?.bool == true }
            #expect(counted.count == outstanding.counts.total)
            #expect(counted.count { $0["overdue"]?.bool == true } == outstanding.counts.overdue)
        }

        /// What was carried forward at the end of each quarter, by position.
        @Test func theHistoryCountsWhatQuarterlyTablesCount() throws {
            let place = try TestServer.Place()
            let fixture = try lived(3, in: place)
            let server = try Database(on: ServerName(place.register)!, busyTimeout: 1000)
            for name in ["2021/22-Q4", "2022/23-Q1", "2022/23-Q2"] {
                let quarter = try Quarter(parsing: name)
                let table = try QuarterlyPaper(
                    fixture.register, QuarterlySpec(quarter, ageBands: [90]), today: fixture.today
                ).table
                var found: [String: Int] = [:]
                try server.forEach(
                    """
                    SELECT position, count(*) FROM reporting.item_history WHERE counted
                        AND CAST(CAST(? AS text) AS date) BETWEEN from_on AND coalesce(to_on, 'infinity') GROUP BY position
                    """, quarter.last.description
                ) { found[$0.text(0)] = Int($0.int(1)) }
                #expect(found.values.reduce(0, +) == table.total[.carriedForward], "\(name)")
                let positions: [(Position, Int)] = [
                    (.awaitingAllocation, table.total[.awaitingAllocation]), (.open, table.total[.open]),
                    (.inProgress, table.total[.inProgress]), (.pendingSignOff, table.total[.pendingSignOff]),
                    (.assured, table.total[.assured]),
                ]
                for (position, count) in positions {
                    #expect(found[position.rawValue] ?? 0 == count, "\(name) \(position)")
                }
            }
        }

        /// Steps and evidence, as each item's history has them.
        @Test(arguments: [4, 5]) func countsAreThoseOfTheHistories(seed: UInt64) throws {
            let place = try TestServer.Place()
            let fixture = try lived(seed, in: place)
            let counts = try rows("reporting.item_counts", in: place)
            let states = try rows("reporting.evidence", in: place)
            var pieces = 0
            for row in counts {
                let reference = ref(row["ref"]!.string!)
                let history = try fixture.register.history(of: reference, knownAt: .max)
                let steps = history.plan.steps.map { $0.state(asAt: today) }
                #expect(row["actions"]?.int == Int64(steps.count))
                #expect(row["actions_done"]?.int == Int64(steps.count { $0 == .done }))
                #expect(row["actions_dropped"]?.int == Int64(steps.count { $0 == .dropped }))
                #expect(row["actions_overdue"]?.int == Int64(steps.count { $0 == .overdue }))
                #expect(row["evidence"]?.int == Int64(history.evidence.count))
                #expect(row["evidence_standing"]?.int == Int64(history.evidence.count { $0.counts }))
                for piece in history.evidence {
                    let state = states.first { $0["id"]?.string == "E\(piece.id)" }?["state"]?.string
                    #expect(state == piece.state, "E\(piece.id)")
                    pieces += 1
                }
            }
            #expect(pieces == states.count)
        }

        /// What was put right about people, posts and reports is right; what no longer counts is left out, unless that was
        /// taken back; and redacted words read so.
        @Test func whatWasPutRightIsRight() throws {
            let place = try TestServer.Place()
            let fixture = try RegisterFixture(at: place.register)
            try fixture.report("R")
            try fixture.report("S")
            try fixture.board("OB")
            let owner = try fixture.person("Owen Ownr")
            try fixture.item("I-1", due: "2022-05-01")
            let post = try fixture.write { try $0.addPost("Head of Custody") }
            try fixture.write { try $0.holdPost("Head of Custody", by: "Owen Ownr", from: nil) }
            try fixture.act("I-1") { writer in
                .assign(
                    lead: .set(post), supporting: [owner], board: .set(ref("OB")), otherBoards: OtherBoards())
            }
            try fixture.write { writer in
                _ = try writer.correct(
                    owner.seq, words: [.name: "Owen Owner", .reason: "Misspelt."])
                _ = try writer.correct(
                    3, fields: ["publisher": "IOPC"], words: [.title: "Another title", .reason: "Misread."])
                // Wrongly put right, and that taken back.
                let wrong = try writer.correct(
                    4, fields: ["force": "Another"], words: [.reason: "Thought so."])
                _ = try writer.correct(wrong.seq, isVoid: true, words: [.reason: "It was right."])
                _ = try writer.correct(4, isVoid: true, words: [.reason: "Added twice."])
            }
            let item = try #require(try rows("reporting.items", in: place).first)
            #expect(item["lead"] == "Head of Custody" && item["lead_holder"] == "Owen Owner")
            #expect(item["support"] == "Owen Owner" && item["overdue"] == true)
            let reports = try rows("reporting.reports", in: place)
            let report = try #require(reports.first)
            #expect(reports.count == 1)
            #expect(report["title"] == "Another title" && report["publisher"] == "IOPC")
            let people = try rows("reporting.people", in: place)
            #expect(Set(people.compactMap { $0["name"]?.string }) == ["Amira Khan", "Owen Owner"])
            #expect(try rows("reporting.posts", in: place).first?["holder"] == "Owen Owner")
            // A redacted name reads so wherever it stood.
            try fixture.write { _ = try $0.redact(owner.seq, names: [.name], reason: "Asked.") }
            let corrected = try #require(
                fixture.register.entries(about: owner.description).first { $0.act == "correct" })
            try fixture.write { _ = try $0.redact(corrected.seq, names: [.name], reason: "Asked.") }
            let texts =
                try rows("reporting.entries", in: place) + rows("reporting.items", in: place)
                + rows("reporting.people", in: place) + rows("reporting.posts", in: place)
            #expect(!"\(texts)".contains("Owen"))
            #expect("\(texts)".contains("[redacted]"))
        }
    }
#endif
