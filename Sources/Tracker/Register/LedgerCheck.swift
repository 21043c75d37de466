import TrackerFiles
import TrackerLedger
import TrackerModel
import TrackerStorage
import TrackerValues
import TransparencyLog
import Dispatch
import Glibc

/// One pass over the ledger and the words beside it, a few thousand entries at a time: read by one thread, since
/// SQLite's connections belong to one, then hashed and parsed on every core.
struct LedgerCheck {
    package private(set) var findings: [Finding] = []
    package private(set) var frontier = MerkleFrontier()
    package private(set) var redacted = 0
    /// How many entries their actors signed.
    private(set) var signed = 0
    /// Evidence files that are missing, as entries tell.
    package private(set) var lost: [String] = []
    /// The roots at the sizes asked for.
    private(set) var roots: [Int64: Hash] = [:]

    private let evidence: EvidenceStore?
    private let sizes: Set<Int64>
    private var nodes: Int64 = 0
    private var lastRecorded: Instant?

    private static let batch = 8192
    private static let mostFindings = 100
    /// Below this, starting threads costs more than they save.
    private static let worthSharing = 256

    init(evidence: EvidenceStore?, sizes: Set<Int64>) {
        self.evidence = evidence
        self.sizes = sizes
    }

    package mutating func run(_ database: Database, progress: Progress) throws {
        let rows = try database.prepare(
            """
            SELECT seq, entry, leaf_hash, effective_on, recorded_at, actor, recorded_by, authority, subject, act
            FROM ledger ORDER BY seq
            """)
        let words = try database.prepare(
            "SELECT seq, name, salt, text, redacted_by FROM words ORDER BY seq, name")
        let node = try database.prepare("SELECT hash FROM tree WHERE level = ? AND position = ?")
        // A redaction, or what says that evidence is lost or disposed of, is named when its turn comes if it can't be read.
        let redactions = try Redactions(database) { _ in }
        let standing = try Register.standingEvidence(in: database) { _ in }
        let total = try database.first("SELECT count(*) FROM ledger") { $0.int(0) } ?? 0
        var waiting = try words.next(LedgerRow.Words.init)
        if sizes.contains(0) { roots[0] = frontier.root }
        var done: Int64 = 0
        var isEnd = false
        while !isEnd {
            var batch: [LedgerRow] = []
            while batch.count < Self.batch, var row = try rows.next(LedgerRow.init) {
                while let next = waiting, next.seq <= row.seq {
                    if next.seq == row.seq { row.words.append(next) } else { noteStray(next) }
                    waiting = try words.next(LedgerRow.Words.init)
                }
                batch.append(row)
            }
            isEnd = batch.count < Self.batch
            for checked in Self.check(batch, evidence: evidence, redactions, standing) {
                try take(checked, node)
            }
            done += Int64(batch.count)
            progress("Checking entries", done, total)
        }
        while let next = waiting {
            noteStray(next)
            waiting = try words.next(LedgerRow.Words.init)
        }
        let stored = try database.first("SELECT count(*) FROM tree") { $0.int(0) } ?? 0
        if stored != nodes {
            note(.tree, nil, "\(stored) hashes are stored where \(frontier.size) entries make \(nodes)")
        }
    }

    /// Checks every row by itself, shared among the cores.
    private static func check(
        _ batch: [LedgerRow], evidence: EvidenceStore?, _ redactions: Redactions, _ standing: EvidenceInForce
    ) -> [LedgerRow.Checked] {
        if batch.isEmpty { return [] }
        let cores = batch.count < worthSharing ? 1 : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let share = (batch.count + cores - 1) / cores
        return [LedgerRow.Checked](unsafeUninitializedCapacity: batch.count) { buffer, count in
            // Each iteration writes its own part of the buffer and nothing else.
            nonisolated(unsafe) let start = buffer.baseAddress!
            DispatchQueue.concurrentPerform(iterations: cores) { core in
                for index in min(core * share, batch.count)..<min((core + 1) * share, batch.count) {
                    let checked = batch[index].checked(evidence: evidence, redactions, standing)
                    (start + index).initialize(to: checked)
                }
            }
            count = batch.count
        }
    }

    /// What only the order of the rows shows: gaps, the tree, the clock.
    private mutating func take(_ row: LedgerRow.Checked, _ node: borrowing Statement) throws {
        let expected = frontier.size + 1
        if row.seq != expected {
            note(.entry, min(row.seq, expected), "entry \(expected) is missing")
        }
        for finding in row.findings { note(finding.kind, row.seq, finding.sentence) }
        redacted += row.redacted
        if row.isSigned { signed += 1 }
        if let sentence = row.lost { lost.append(sentence) }
        for subtree in frontier.append(row.leaf) {
            nodes += 1
            let isRight = try node.first(subtree.level, subtree.index) { row in
                row.isBytes(0) && row.withBytes(0) { subtree.hash.equals($0) }
            }
            if isRight != true {
                note(
                    .tree, row.seq,
                    "the stored hash at level \(subtree.level), place \(subtree.index) is wrong")
            }
        }
        if sizes.contains(frontier.size) { roots[frontier.size] = frontier.root }
        if let recorded = row.recordedAt {
            if let last = lastRecorded, recorded < last {
                note(.entry, row.seq, "it was recorded before the entry ahead of it")
            }
            lastRecorded = recorded
        }
    }

    private mutating func noteStray(_ words: LedgerRow.Words) {
        note(.words, words.seq, "there are words \"\(words.name)\" that it does not commit to")
    }

    private mutating func note(_ kind: Finding.Kind, _ seq: Int64?, _ sentence: String) {
        if findings.count < Self.mostFindings {
            findings.append(Finding(kind: kind, seq: seq, sentence: sentence))
        }
    }
}
