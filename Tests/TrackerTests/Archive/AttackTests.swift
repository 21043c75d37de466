import Testing

import Tracker
import TrackerStorage

/// Each attack of somebody with the file and the `sqlite3` shell, done for real: which check finds it, and as
/// what. docs/guides/auditor.md prints this table for readers.
@Suite("What an intruder can and can't hide") struct AttackTests {
    struct Attack: CustomTestStringConvertible, Sendable {
        let name: String
        /// What plain `audit verify` says; empty where only an earlier checkpoint helps.
        let plain: Set<Finding.Kind>
        /// What is said beyond that with an earlier checkpoint.
        let withCheckpoint: Set<Finding.Kind>
        /// The first bad entry, where the checks can know it; `note` is the changed note's.
        let firstBad: @Sendable (_ note: Int64, _ size: Int64) -> Int64?
        let act: @Sendable (Intruder, _ note: Int64, _ size: Int64) throws -> Void
        var testDescription: String { name }
    }

    static let attacks: [Attack] = [
        Attack(
            name: "only the triggers dropped", plain: [.schema], withCheckpoint: [], firstBad: { _, _ in nil }
        ) {
            _, _, _ in
        },
        Attack(
            name: "a note changed, nothing recomputed", plain: [.words], withCheckpoint: [],
            firstBad: { note, _ in note }
        ) { intruder, note, _ in
            try intruder.database.run("UPDATE words SET text = 'All is well.' WHERE seq = ?", note)
            try intruder.cover()
        },
        Attack(
            name: "a note removed as if redacted", plain: [.words], withCheckpoint: [],
            firstBad: { note, _ in note }
        ) { intruder, note, size in
            try intruder.database.run(
                "UPDATE words SET salt = NULL, text = NULL, redacted_by = ? WHERE seq = ?", size, note)
            try intruder.cover()
        },
        Attack(
            name: "an entry changed, nothing recomputed", plain: [.entry, .tree],
            withCheckpoint: [.rewritten],
            firstBad: { note, _ in note }
        ) { intruder, note, _ in
            try intruder.reword(note, .note, to: "All is well.")
            try intruder.cover()
        },
        Attack(
            name: "an entry and its leaf hash changed", plain: [.tree], withCheckpoint: [.rewritten],
            firstBad: { note, _ in note + note % 2 }
        ) { intruder, note, _ in
            try intruder.reword(note, .note, to: "All is well.")
            let leaf = try intruder.database.first("SELECT entry FROM ledger WHERE seq = ?", note) { row in
                row.withBytes(0) { Hash.leaf($0) }
            }
            try intruder.database.run("UPDATE ledger SET leaf_hash = ? WHERE seq = ?", leaf!.bytes, note)
            try intruder.cover()
        },
        Attack(
            name: "an entry and every hash changed", plain: [], withCheckpoint: [.rewritten],
            firstBad: { _, _ in nil }
        ) { intruder, note, _ in
            try intruder.reword(note, .note, to: "All is well.")
            try intruder.rehash()
            try intruder.cover()
        },
        Attack(
            name: "the last entries deleted, nothing else", plain: [.tree],
            withCheckpoint: [.truncated],
            firstBad: { _, size in size - 1 }
        ) { intruder, _, size in
            try intruder.cut(to: size - 2)
            try intruder.cover()
        },
        Attack(
            name: "the last entries deleted, hashes and tables recomputed", plain: [],
            withCheckpoint: [.truncated], firstBad: { _, size in size - 1 }
        ) { intruder, _, size in
            try intruder.cut(to: size - 2)
            try intruder.rehash()
            try intruder.recompute()
            try intruder.cover()
        },
        Attack(
            name: "a table changed", plain: [.table], withCheckpoint: [], firstBad: { _, _ in nil }
        ) { intruder, _, _ in
            try intruder.database.run("UPDATE item_state SET stage = 'closed'")
            try intruder.cover()
        },
        Attack(
            name: "two entries swapped, every hash recomputed", plain: [.entry, .words],
            withCheckpoint: [.rewritten],
            firstBad: { note, _ in note }
        ) { intruder, note, _ in
            try intruder.database.run(
                """
                UPDATE ledger SET entry = (SELECT b.entry FROM ledger b WHERE b.seq = ? - ledger.seq)
                WHERE seq IN (?, ?)
                """, 2 * note + 1, note, note + 1)
            try intruder.rehash()
            try intruder.cover()
        },
        Attack(
            name: "an effective date put back, every hash and table recomputed", plain: [],
            withCheckpoint: [.rewritten], firstBad: { _, _ in nil }
        ) { intruder, note, _ in
            try intruder.rewrite(note) { $0.effectiveOn = $0.effectiveOn.adding(days: -1) }
            try intruder.rehash()
            try intruder.recompute()
            try intruder.cover()
        },
        Attack(
            name: "a recorded instant put back, every hash recomputed", plain: [.entry],
            withCheckpoint: [.rewritten], firstBad: { note, _ in note }
        ) { intruder, note, _ in
            try intruder.rewrite(note) {
                $0.recordedAt = Instant(
                    millisecondsSince1970: $0.recordedAt.millisecondsSince1970 - 400_000_000)
            }
            try intruder.rehash()
            try intruder.recompute()
            try intruder.cover()
        },
    ]

    @Test("An attack is found for what it is", arguments: attacks)
    func attack(_ attack: Attack) throws {
        let folder = TrailFixture.Folder()
        let path = folder("register.db")
        let fixture = try Self.fixture(at: path)
        let note = try #require(try fixture.register.entries(about: "I").first { $0.act == "note" }).seq
        let size = try fixture.register.size()
        let paper = TrustedState(size: size, root: try fixture.register.root(at: size))
        #expect(try fixture.register.verify(against: [paper]).findings.isEmpty)
        try attack.act(Intruder(Database(path: path, for: .writing)), note, size)

        let plain = try Register.open(at: path, for: .reading).verify()
        #expect(Set(plain.findings.map(\.kind)) == attack.plain, "\(plain.findings)")
        let full = try Register.open(at: path, for: .reading).verify(against: [paper])
        #expect(
            Set(full.findings.map(\.kind)) == attack.plain.union(attack.withCheckpoint), "\(full.findings)")
        #expect(full.firstBad == attack.firstBad(note, size), "\(full.findings)")
    }

    @Test("An export tells which entry was rewritten, where a root alone can't")
    func exportTellsTheEntry() throws {
        let folder = TrailFixture.Folder()
        let path = folder("register.db")
        let fixture = try Self.fixture(at: path)
        let note = try #require(try fixture.register.entries(about: "I").first { $0.act == "note" }).seq
        let export = ExportFolder(folder("export"))
        let signed = try fixture.register.export(to: export, signedBy: TrailFixture.key).checkpoint
        let intruder = try Intruder(Database(path: path, for: .writing))
        try intruder.reword(note, .note, to: "All is well.")
        try intruder.rehash()
        try intruder.cover()
        let state = TrustedState(signed, named: export.checkpoint)
        let found = try Register.open(at: path, for: .reading).verify(against: [state])
        #expect(found.findings.map(\.kind) == [.rewritten])
        #expect(found.firstBad == note)
        #expect(throws: ExportError.otherHistory(folder: export.path, size: signed.size)) {
            try Register.open(at: path, for: .reading).export(to: export, signedBy: TrailFixture.key)
        }
    }

    @Test("Swapped evidence is found")
    func swappedEvidence() throws {
        let folder = TrailFixture.Folder()
        let fixture = try Self.fixture(at: folder("register.db"))
        let store = EvidenceStore(beside: folder("register.db"))
        TrailFixture.overwrite(folder("survey.txt"), Array("What was found".utf8))
        let file = try store.take(folder("survey.txt"))
        let seq = try fixture.record(.addEvidence(file), "I", words: [.file: "survey.txt"])
        #expect(try fixture.register.verify(evidence: store).findings.isEmpty)
        TrailFixture.overwrite(store.path(file.sha256), Array("What was hoped".utf8))
        let found = try fixture.register.verify(evidence: store)
        #expect(found.findings.map(\.kind) == [.evidence])
        #expect(found.firstBad == seq)
    }

    private static func fixture(at path: String) throws -> RegisterFixture {
        let fixture = try RegisterFixture(at: path)
        try fixture.report("R")
        try fixture.item("I", opened: "2022-03-02")
        for number in 0..<6 {
            fixture.clock.advance(milliseconds: 86_400_000)
            let act: ItemAct =
                number == 3 ? .progress(complete: 40, rating: .amber) : .note(isInternal: false)
            try fixture.record(act, "I", words: [.note: "Note \(number)"])
        }
        return fixture
    }
}
