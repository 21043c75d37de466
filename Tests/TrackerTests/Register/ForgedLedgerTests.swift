import Testing

import Tracker

/// A ledger rewritten by somebody who also works out all its hashes anew. Only a checkpoint kept elsewhere can
/// betray a rewriting that is possible; one that is impossible is found in the register itself.
@Suite(.enabled(if: TestServer.filesAlone)) struct ForgedLedgerTests {
    private let fixture: RegisterFixture

    init() throws {
        fixture = try RegisterFixture()
        try fixture.report("R")  // 3
        try fixture.item("R-1")  // 4
        fixture.clock.set(day("2022-04-02"))
        try fixture.record(.start, "R-1", words: [:])  // 5
        try fixture.record(.submit, "R-1", words: [:])  // 6
        let triggers = try fixture.register.database.all(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ) { $0.text(0) }
        for trigger in triggers { try fixture.register.database.execute("DROP TRIGGER \(trigger)") }
    }

    /// Rewrites the text of an entry, its columns, its hash and the tree above.
    private func forge(_ seq: Int64, _ change: (inout Entry) -> Void) throws {
        var entry = try #require(fixture.register.entries(about: nil).first { $0.seq == seq })
        change(&entry)
        try replace(seq, with: entry.canonical, entry)
    }

    private func replace(_ seq: Int64, with bytes: [UInt8], _ entry: Entry) throws {
        let database = fixture.register.database
        try database.run(
            """
            UPDATE ledger SET seq = ?, effective_on = ?, recorded_at = ?, actor = ?, authority = ?, subject = ?,
                act = ?, entry = ?, leaf_hash = ? WHERE seq = ?
            """, entry.seq, entry.effectiveOn.description, entry.recordedAt.description,
            entry.actor.description, entry.authority, entry.subject, entry.act,
            String(decoding: bytes, as: UTF8.self), Hash.leaf(bytes).bytes, seq)
        try database.execute("DELETE FROM tree")
        var frontier = MerkleFrontier()
        for leaf in try database.all(
            "SELECT entry FROM ledger ORDER BY seq", read: { Hash.leaf($0.bytes(0)) })
        {
            for subtree in frontier.append(leaf) {
                try database.run(
                    "INSERT INTO tree VALUES (?, ?, ?)", subtree.level, subtree.index, subtree.hash.bytes)
            }
        }
    }

    private func findings() throws -> [Finding] { try fixture.register.verifyBesidesTriggers().findings }

    @Test func theForgeryIsGoodWhereNothingIsImpossible() throws {
        let root = try fixture.register.root(at: 6)
        try forge(5) { _ in }
        #expect(try findings().isEmpty)
        #expect(try fixture.register.root(at: 6) == root)
        try forge(6) { $0.act = "note" }
        #expect(try fixture.register.root(at: 6) != root)
    }

    @Test func aTableThatNoLongerFollows() throws {
        try forge(5) { $0.effectiveOn = day("2022-04-01") }
        #expect(try findings().map(\.kind) == [.table])
    }

    @Test func timeThatRunsBackwards() throws {
        try forge(6) { $0.recordedAt = Instant(iso: "2022-04-01T00:00:00Z")! }
        let found = try findings()
        #expect(
            found.contains {
                $0.kind == .entry && $0.seq == 6 && $0.sentence.contains("before the entry ahead")
            })
    }

    @Test func textThatIsNotCanonical() throws {
        let entry = try #require(fixture.register.entries(about: nil).last)
        let spaced = String(decoding: entry.canonical, as: UTF8.self).replacing("\":", with: "\": ")
        try replace(6, with: Array(spaced.utf8), entry)
        #expect(try findings().map(\.sentence) == ["its text is not in canonical form"])
    }

    @Test func numbersThatDisagree() throws {
        let entry = try #require(fixture.register.entries(about: nil).last)
        var other = entry
        other.seq = 7
        try replace(6, with: other.canonical, entry)
        #expect(try findings().contains { $0.sentence == "its columns say something else than its text" })
    }

    /// What the rules would never have let in: to be reported like all else, not to stop the verification.
    @Test(arguments: ["assure", "levitate", "close", "evidence withdraw"])
    func anActThatWasImpossible(act: String) throws {
        try forge(6) { $0.act = act }
        let found = try findings()
        #expect(!found.isEmpty)
        #expect(found.contains { $0.seq == 6 }, "\(found)")
    }

    @Test func anActOnAnItemThatIsNotThere() throws {
        try forge(6) { $0.subject = "R-2" }
        #expect(try !findings().isEmpty)
    }

    @Test func aBoardForAMeetingThatIsNotThere() throws {
        try forge(6) {
            $0.act = "meeting add"
            $0.subject = "OB-1"
            $0.data = ["board": "OB", "held_on": "2022-04-01"]
        }
        #expect(try !findings().isEmpty)
    }
}
