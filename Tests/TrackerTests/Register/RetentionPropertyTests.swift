import Glibc
import Testing

import Tracker
@testable import TrackerRegister

/// How long evidence is kept, and who may dispose of it, against plain SQL over the ledger alone; and `verify.py` against
/// `audit verify`, over registers whose rules, holds, closings and disposals are drawn.
@Suite("Retention, drawn", .serialized) struct RetentionPropertyTests {
    /// `RANDOM_REGISTERS=2000 scripts/test --filter Retention` compares as many.
    private static let registers =
        getenv("RANDOM_REGISTERS").flatMap { UInt64(String(cString: $0)) } ?? 30
    private static let people = ["Ann", "Ben", "Cy", "Dee"]
    /// Disposes, and does nothing else.
    private static let approver = "Eve"

    /// One register, with what was drawn for it.
    private struct Drawn {
        let fixture: RegisterFixture
        var random: SplitMix64
        var ids: [PersonID] = []
        var pieces: [(item: String, id: Int64)] = []
        var holds: [(item: String, id: Int64)] = []
        var rules: [String] = []
        var disposed = 0

        init(seed: UInt64) throws {
            fixture = try RegisterFixture(on: "2020-01-06")
            random = SplitMix64(state: seed)
            try fixture.report(
                "R", published: ["2019", "2019-11", "2019-11-20"].randomElement(using: &random)!)
            for name in RetentionPropertyTests.people {
                ids.append(try fixture.write { try $0.addPerson(name, roles: [.officer, .approver]) })
            }
            ids.append(
                try fixture.write { try $0.addPerson(RetentionPropertyTests.approver, roles: [.approver]) })
            for item in ["I-1", "I-2"] {
                try fixture.item(item, opened: "2020-01-02")
                try fixture.record(.start, item, on: "2020-01-02")
            }
        }

        mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
        mutating func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &random)! }
        mutating func person() -> String { pick(RetentionPropertyTests.people) }

        /// Tries something; what the rules refuse leaves nothing.
        mutating func live() throws {
            // Not above 28, so that SQLite counts months as the register does.
            let next = fixture.today.adding(days: .random(in: 0...4, using: &random))
            fixture.clock.set(next.day > 28 ? next.adding(days: 4) : next)
            let (by, item) = (person(), pick(["I-1", "I-2"]))
            let on = fixture.today.adding(days: -Int.random(in: 0...20, using: &random))
            let day = on.day > 28 ? on.adding(days: -3).description : on.description
            do {
                switch Int.random(in: 0..<14, using: &random) {
                case 0:
                    let unit = pick(RetentionRule.Unit.allCases)
                    let rule = RetentionRule(
                        "rule-\(rules.count)", length: unit == .days ? pick([1, 30, 90]) : 1, unit: unit,
                        trigger: pick(RetentionRule.Trigger.allCases), source: "Schedule")
                    try fixture.write(by: by) { try $0.addRetentionRule(rule) }
                    rules.append(rule.name)
                case 1 where !rules.isEmpty:
                    let rule = pick(rules + ["none"])
                    try fixture.write(by: by) { try $0.set(.retention, to: rule) }
                case 2, 3:
                    let sha256 = Hash.sha256([UInt8.random(in: 0..<6, using: &random)]).hex
                    let file = EvidenceFile(sha256: sha256, size: 1, mediaType: "text/plain")
                    let id = try fixture.record(
                        .addEvidence(file), item, by: by, on: day, words: [.file: "f"])
                    pieces.append((item, id))
                case 4 where !pieces.isEmpty && !rules.isEmpty:
                    let piece = pick(pieces)
                    let rule = chance(4) ? nil : pick(rules)
                    try fixture.record(.retainEvidence(piece.id, rule: rule), piece.item, by: by)
                case 5 where !pieces.isEmpty:
                    let piece = pick(pieces)
                    let id = try fixture.record(
                        .holdEvidence(chance(3) ? nil : piece.id), piece.item, by: by)
                    holds.append((piece.item, id))
                case 6, 7, 8:
                    guard let hold = holds.randomElement(using: &random) else { break }
                    try fixture.record(.releaseHold(hold.id), hold.item, by: by)
                case 9, 10:
                    try fixture.record(.close(as: .noFurtherAction, successor: nil), item, by: by, on: day)
                case 11: if chance(2) { try fixture.record(.reopen(to: .open), item, by: by, on: day) }
                case 12 where !pieces.isEmpty:
                    try fixture.record(.withdrawEvidence(pick(pieces).id), item, by: by)
                default: break
                }
            } catch is RuleViolation {}
        }
    }

    /// For each file: its item, number, hash and size, where it stands, and the day.
    private static let sql = """
        WITH piece AS (
            SELECT e.seq, e.subject, e.effective_on, e.recorded_at, e.entry ->> '$.data.sha256' AS sha256,
                e.entry ->> '$.data.size' AS size, e.actor,
                EXISTS (SELECT 1 FROM ledger d WHERE d.act = 'evidence dispose'
                    AND d.entry ->> '$.data.evidence' = 'E' || e.seq) AS disposed,
                EXISTS (SELECT 1 FROM ledger h WHERE h.act = 'evidence hold' AND h.subject = e.subject
                    AND coalesce(h.entry ->> '$.data.evidence', 'E' || e.seq) = 'E' || e.seq
                    AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.act = 'evidence release'
                        AND r.entry ->> '$.data.hold' = 'H' || h.seq)) AS held,
                (SELECT r.entry ->> '$.data.rule' FROM ledger r WHERE r.act = 'evidence retain'
                    AND r.entry ->> '$.data.evidence' = 'E' || e.seq
                    ORDER BY r.effective_on DESC, r.seq DESC LIMIT 1) AS named,
                (SELECT nullif(c.entry ->> '$.data.value', '') FROM ledger c WHERE c.act = 'config'
                    AND c.entry ->> '$.data.setting' = 'retention' ORDER BY c.seq DESC LIMIT 1) AS usual,
                (SELECT iif(m.act = 'close', m.effective_on, NULL) FROM ledger m
                    WHERE m.subject = e.subject AND m.act IN ('close', 'reopen')
                    ORDER BY m.effective_on DESC, m.seq DESC LIMIT 1) AS closed,
                (SELECT date(substr(p.entry ->> '$.data.published' || '-12-01', 1, 7) || '-01', '+1 month', '-1 day')
                    FROM ledger p WHERE p.act = 'report add') AS month_end,
                (SELECT p.entry ->> '$.data.published' FROM ledger p WHERE p.act = 'report add') AS published
            FROM ledger e WHERE e.act = 'evidence add'
        ),
        ruled AS (
            SELECT p.*, r.subject AS rule, date(CASE r.entry ->> '$.data.trigger'
                    WHEN 'closed' THEN p.closed WHEN 'dated' THEN p.effective_on
                    WHEN 'recorded' THEN date(p.recorded_at)
                    ELSE iif(length(p.published) = 10, p.published, p.month_end) END,
                '+' || (r.entry ->> '$.data.length') || ' ' || (r.entry ->> '$.data.unit')) AS ends
            FROM piece p LEFT JOIN ledger r ON r.act = 'retention add' AND r.subject = coalesce(p.named, p.usual)
        )
        SELECT subject, seq, sha256, size, rule, iif(closed IS NULL, NULL, max(ends, closed)) AS day,
            CASE WHEN disposed THEN 'disposed' WHEN held THEN 'held' WHEN rule IS NULL THEN 'no-rule'
                WHEN closed IS NULL THEN 'open' WHEN max(ends, closed) <= :today THEN 'due' ELSE 'kept' END AS state,
            (SELECT group_concat(DISTINCT l.actor) FROM ledger l WHERE l.subject = ruled.subject AND (
                l.seq = ruled.seq OR l.act IN ('close', 'evidence release')
                OR l.act = 'evidence retain' AND l.entry ->> '$.data.evidence' = 'E' || ruled.seq)
                OR l.subject = ruled.rule AND l.act = 'retention add'
                OR named IS NULL AND l.entry ->> '$.data.setting' = 'retention') AS hands
        FROM ruled ORDER BY seq
        """

    @Test(.enabled(if: TestServer.filesAlone)) func sameAsPlainSQL() throws {
        var states: [String: Int] = [:]
        var disposed = 0
        var refused = 0
        for seed in 1...Self.registers {
            var drawn = try Drawn(seed: seed)
            for _ in 0..<8 {
                for _ in 0..<12 { try drawn.live() }
                let register = drawn.fixture.register
                let today = drawn.fixture.today
                let book = try RetentionBook(register.ledger, knownAt: try register.size())
                let sql = Self.sql.replacing(":today", with: "'\(today)'")
                let rows = try register.database.all(sql) {
                    (
                        item: $0.text(0), seq: $0.int(1), sha256: $0.text(2), size: $0.int(3),
                        rule: $0.optionalText(4), day: $0.optionalText(5), state: $0.text(6),
                        hands: $0.optionalText(7) ?? ""
                    )
                }
                for row in rows {
                    let history = try drawn.fixture.history(row.item).asAt(today)
                    let evidence = try #require(history.evidence.first { $0.id == row.seq })
                    let found = try #require(try book.retention(of: evidence, in: history, asAt: today))
                    states[row.state, default: 0] += 1
                    #expect(found.state.rawValue == row.state, "seed \(seed) E\(row.seq)")
                    if row.state != "disposed" {
                        #expect(found.day?.description == row.day, "seed \(seed) E\(row.seq)")
                        #expect(found.rule?.name == row.rule, "seed \(seed) E\(row.seq)")
                    }
                }
                let due = rows.filter { $0.state == "due" }
                let likely = due.isEmpty || drawn.chance(3) ? rows : due
                guard let row = likely.randomElement(using: &drawn.random), let end = row.day,
                    let rule = row.rule
                else { continue }
                let name = drawn.pick([drawn.person(), Self.approver])
                let index = (Self.people + [Self.approver]).firstIndex(of: name)
                let id = try #require(index.map { drawn.ids[$0] })
                let isAllowed = row.state == "due" && !row.hands.split(separator: ",").contains("\(id)")
                let disposal = EvidenceDisposal(
                    piece: row.seq, rule: rule, day: day(end), sha256: row.sha256, size: row.size)
                do {
                    try drawn.fixture.record(.disposeEvidence(disposal), row.item, by: name, words: [:])
                    disposed += 1
                    #expect(isAllowed, "seed \(seed) E\(row.seq) by \(name): \(row.state), \(row.hands)")
                } catch let error as RuleViolation {
                    refused += 1
                    #expect(!isAllowed, "seed \(seed) E\(row.seq) by \(name): \(error)")
                }
            }
            #expect(try drawn.fixture.register.verify().findings == [], "seed \(seed)")
        }
        // Where nothing happens, nothing is compared.
        #expect(Set(states.keys) == ["due", "held", "kept", "open", "no-rule", "disposed"], "\(states)")
        #expect(disposed > 20 && refused > 20, "\(disposed) \(refused)")
    }

    /// Somebody with the file appends disposals, with right bytes and hashes: both verifiers take and refuse the same.
    @Test(
        "The Python verifier judges disposals as audit verify does",
        .enabled(if: TrailFixture.shell("python3 -c 'import hashlib' 2>/dev/null").code == 0))
    func sameAsPython() throws {
        let folder = TrailFixture.Folder()
        var verdicts: [String: Bool] = [:]
        var papers = ""
        for seed in 1...60 as ClosedRange<UInt64> {
            var drawn = try Drawn(seed: seed &* 7919)
            for _ in 0..<70 { try drawn.live() }
            let register = drawn.fixture.register
            try Self.forge(&drawn)
            let size = try register.size()
            let root = try register.root(at: size)
            let findings = try register.verify().findings.filter { $0.kind != .table }
            verdicts["\(seed)"] = findings.isEmpty
            _ = try register.exportAsIs(to: ExportFolder(folder("\(seed)")), signedBy: TrailFixture.key)
            papers += "\(seed) \(size) \(root.hex)\n"
        }
        #expect(verdicts.values.filter { $0 }.count >= 5, "\(verdicts.values.filter { $0 }.count)")
        #expect(verdicts.values.filter { !$0 }.count >= 25)
        TrailFixture.overwrite(folder("papers"), Array(papers.utf8))
        let readers = "\(TrailFixture.package)/Tests/TrackerTests/Archive/Readers/verify_many.py"
        let run = TrailFixture.shell(
            "python3 '\(readers)' '\(TrailFixture.package)/docs/verify/verify.py' many '\(folder.path)' 2>&1")
        #expect(run.code == 0, "\(run.output)")
        for line in run.output.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 2)
            #expect(verdicts[String(parts[0])] == (parts[1] == "verified"), "\(line)")
        }
    }

    /// A disposal that is right in most of what it says.
    private static func forge(_ drawn: inout Drawn) throws {
        let (register, today) = (drawn.fixture.register, drawn.fixture.today)
        let book = try RetentionBook(register.ledger, knownAt: try register.size())
        var likely: [(item: String, retention: Retention, file: EvidenceFile)] = []
        for piece in drawn.pieces {
            let history = try drawn.fixture.history(piece.item)
            guard let evidence = history.evidence.first(where: { $0.id == piece.id }),
                let file = evidence.file,
                let retention = try book.retention(of: evidence, in: history, asAt: today)
            else { continue }
            likely.append((piece.item, retention, file))
        }
        guard !likely.isEmpty else { return }
        let due = likely.filter { $0.retention.state == .due }
        let chosen = drawn.pick(due.isEmpty || drawn.chance(4) ? likely : due)
        var data = EvidenceDisposal(
            piece: chosen.retention.piece, rule: chosen.retention.rule?.name ?? "none",
            day: chosen.retention.day ?? today, sha256: chosen.file.sha256, size: chosen.file.size)
        var effective = today
        switch Int.random(in: 0..<12, using: &drawn.random) {
        case 0: effective = today.adding(days: -1)
        case 1:
            data = EvidenceDisposal(
                piece: data.piece, rule: data.rule, day: data.day.adding(days: -1), sha256: data.sha256,
                size: data.size)
        case 2:
            data = EvidenceDisposal(
                piece: data.piece, rule: data.rule, day: data.day, sha256: Hash.empty.hex, size: data.size)
        case 3:
            data = EvidenceDisposal(
                piece: data.piece, rule: data.rule, day: data.day, sha256: data.sha256, size: 2)
        default: break
        }
        let seq = try register.size() + 1
        let act = ItemAct.disposeEvidence(data)
        let entry = Entry(
            seq: seq, effectiveOn: effective, recordedAt: drawn.fixture.clock.now,
            actor: drawn.pick(drawn.ids),
            recordedBy: nil, authority: nil, subject: chosen.item, act: act.name.rawValue, data: act.data,
            words: [:])
        try register.ledger.append(entry, entry.canonical)
        do {
            try register.database.transaction {
                if let content = try EntryContent(entry) { try register.projections.apply(entry, content) }
            }
        } catch {}
    }
}
