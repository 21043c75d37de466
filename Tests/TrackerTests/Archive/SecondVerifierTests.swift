import Testing
@testable import TrackerRegister

import Tracker

/// The verifier in Python (docs/verify/verify.py), and an independent public one, against our own.
@Suite("Other verifiers", .serialized) struct SecondVerifierTests {
    private static let hasPython = TrailFixture.shell("python3 -c 'import hashlib' 2>/dev/null").code == 0
    private static let reader = "\(TrailFixture.package)/Tests/TrackerTests/Archive/Readers/verify_many.py"
    private static let program = "\(TrailFixture.package)/docs/verify/verify.py"
    /// Made by scripts/independent-verifier, which needs Python 3.12 and the package aics-tlog.
    private static let independent = "\(TrailFixture.package)/.build/independent-verifier/bin/python"
    private static let hasIndependent =
        TrailFixture.shell("'\(independent)' -c 'import aics_tlog' 2>/dev/null").code == 0

    /// What can be done to a register; each returns what an earlier paper had said, where one is needed.
    private enum Damage: UInt64, CaseIterable {
        case none, words, wordsGone, strayWords, entry, leaf, node, entryAndHashes, cut, falseRedaction
        case stranger, ahead, nothingThere, passedOver, standingAgain

        func `do`(to register: Register, _ random: inout SplitMix64) throws {
            let intruder = try Intruder(register.database)
            let size = try register.size()
            let seq = Int64.random(in: 5...size, using: &random)
            let worded = try register.database.first(
                "SELECT seq FROM words WHERE seq >= ? OR seq = 1 ORDER BY seq DESC LIMIT 1", seq
            ) { $0.int(0) }!
            switch self {
            case .none: break
            case .words:
                try register.database.run("UPDATE words SET text = text || '.' WHERE seq = ?", worded)
            case .wordsGone: try register.database.run("DELETE FROM words WHERE seq = ?", worded)
            case .strayWords:
                try register.database.run(
                    "INSERT INTO words (seq, name, salt, text) VALUES (?, 'basis', zeroblob(16), '')", seq)
            case .entry, .entryAndHashes:
                try intruder.rewrite(seq) { $0.effectiveOn = $0.effectiveOn.adding(days: -1) }
                if self == .entryAndHashes { try intruder.rehash() }
            case .leaf:
                try register.database.run("UPDATE ledger SET leaf_hash = zeroblob(32) WHERE seq = ?", seq)
            case .node:
                try register.database.run(
                    "UPDATE tree SET hash = zeroblob(32) WHERE level = (SELECT max(level) FROM tree)")
            case .cut:
                try intruder.cut(to: seq - 1)
                try intruder.rehash()
            case .falseRedaction:
                try register.database.run(
                    "UPDATE words SET salt = NULL, text = NULL, redacted_by = ? WHERE seq = ?", size, worded)
            case .stranger: try Self.forge(register) { $0.actor = PersonID(999) }
            case .ahead: try Self.forge(register) { $0.effectiveOn = $0.effectiveOn.adding(days: 1) }
            case .nothingThere: try Self.forge(register) { $0.authority = "NOWHERE" }
            case .passedOver: try Self.forge(register) { $0.data["more"] = true }
            case .standingAgain:
                try Self.forge(register) {
                    ($0.act, $0.subject) = ("redact", "P1")
                    $0.data = ["redacts": 1, "words": ["name"]]
                    $0.words[.reason] = $0.words.removeValue(forKey: .note)
                }
            }
            try intruder.cover()
        }

        /// Appends a note that the rules never let in, with right hashes.
        private static func forge(_ register: Register, _ change: (inout Entry) -> Void) throws {
            let last = try #require(try register.ledger.entry(try register.size()))
            let salt = [UInt8](repeating: 7, count: Commitment.saltLength)
            var entry = Entry(
                seq: last.seq + 1, effectiveOn: last.recordedAt.day(in: .london), recordedAt: last.recordedAt,
                actor: PersonID(1), recordedBy: nil, authority: nil, subject: "I-0", act: "note", data: [:],
                words: [.note: Commitment(text: "Forged", salt: salt)])
            change(&entry)
            try register.ledger.append(entry, entry.canonical)
            for name in entry.words.keys {
                try register.ledger.store("Forged", salt: salt, as: name, of: entry.seq)
            }
        }
    }

    @Test("The Python verifier agrees with audit verify on 200 random registers", .enabled(if: hasPython))
    func agreement() throws {
        let folder = TrailFixture.Folder()
        var verdicts: [String: Bool] = [:]
        var papers = ""
        for seed: UInt64 in 0..<200 {
            let fixture = try TrailFixture.register(seed: seed, acts: Int(seed % 17) + 2)
            var random = SplitMix64(state: seed)
            let size = try fixture.register.size()
            let paper = TrustedState(size: size, root: try fixture.register.root(at: size))
            let damage = Damage(rawValue: seed % UInt64(Damage.allCases.count))!
            try damage.do(to: fixture.register, &random)
            let name = "\(seed)-\(damage)"
            // Tables aren't part of an export.
            let findings = try fixture.register.verify(against: [paper]).findings.filter { $0.kind != .table }
            verdicts[name] = findings.isEmpty
            _ = try fixture.register.exportAsIs(
                to: ExportFolder(folder(name)), signedBy: TrailFixture.key)
            papers += "\(name) \(size) \(paper.root.hex)\n"
        }
        #expect(verdicts.values.filter { $0 }.count >= 12)
        #expect(verdicts.values.filter { !$0 }.count >= 150)
        TrailFixture.overwrite(folder("papers"), Array(papers.utf8))
        let run = TrailFixture.shell("python3 '\(Self.reader)' '\(Self.program)' many '\(folder.path)' 2>&1")
        #expect(run.code == 0, "\(run.output)")
        let lines = run.output.split(separator: "\n")
        #expect(lines.count == 200)
        for line in lines {
            let parts = line.split(separator: " ", maxSplits: 2)
            #expect(verdicts[String(parts[0])] == (parts[1] == "verified"), "\(line)")
        }
    }

    @Test("The Python verifier finds a flipped bit at any byte", .enabled(if: hasPython))
    func flippedBits() throws {
        let folder = TrailFixture.Folder()
        let fixture = try RegisterFixture()
        try fixture.report("R")
        try fixture.register.export(to: ExportFolder(folder("export")), signedBy: TrailFixture.key)
        let run = TrailFixture.shell(
            "python3 '\(Self.reader)' '\(Self.program)' flip '\(folder("export"))' 2>&1")
        #expect(run.code == 0, "\(run.output)")
        #expect(run.output.hasPrefix("found "), "\(run.output)")
    }

    @Test(
        "An independent public verifier accepts an export, and refuses an altered one",
        .enabled(
            if: hasIndependent, "SKIPPED: no independent verifier here; run scripts/independent-verifier"))
    func independentVerifier() throws {
        for size in [3, 255, 256, 257, 700] {
            let folder = TrailFixture.Folder()
            let fixture = try TrailFixture.register(seed: UInt64(size), acts: 0)
            try fixture.write { writer in
                while writer.nextSeq <= size {
                    try writer.record(.note(isInternal: false), on: ref("I-0"), words: [.note: "Note"])
                }
            }
            let export = ExportFolder(folder("export"))
            try fixture.register.export(to: export, signedBy: TrailFixture.key)
            let reader = "\(TrailFixture.package)/Tests/TrackerTests/Archive/Readers/independent.py"
            let command = "'\(Self.independent)' '\(reader)' '\(export.path)' '\(TrailFixture.verifier)' 2>&1"
            let accepted = TrailFixture.shell(command)
            #expect(accepted.code == 0, "\(accepted.output)")
            let bundle = TrailFixture.shell("find '\(export.path)/tile/entries' -type f | sort | head -1")
                .output
            let file = String(bundle.dropLast())
            var bytes = try EvidenceStore.read(file)
            bytes[bytes.count / 2] ^= 1
            TrailFixture.overwrite(file, bytes)
            #expect(TrailFixture.shell(command).code != 0)
        }
    }
}
