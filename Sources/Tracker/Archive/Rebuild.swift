import TrackerModel
import TrackerPapers
import TrackerStorage
import TrackerFiles
import TrackerLedger
public import TrackerRegister
public import TrackerValues
public import TransparencyLog
import Glibc

/// What an export made.
public struct RebuildOutcome: Sendable {
    /// The signed size and root, which are the new register's.
    public let checkpoint: Checkpoint
    /// How many evidence files the entries name that the export was made without.
    public let missingEvidence: Int
}

extension Register {
    /// Rebuilds a register from an export: entries and words as they were, tables by replay.
    ///
    /// It is built beside its place, verified, and then put there; a register that is there is never replaced.
    ///
    /// - Parameters:
    ///   - path: where the register is to be.
    ///   - export: the export.
    ///   - key: who must have signed the export.
    ///   - progress: told how far it is.
    /// - Throws: `ExportError` for a faulty export, `RegisterError.exists` when the place is taken.
    @discardableResult
    public static func rebuild(
        at path: String, from export: ExportFolder, key: VerifierKey, progress: Progress = { _, _, _ in }
    ) throws -> RebuildOutcome {
        let server = ServerName(path)
        guard server != nil || access(path, F_OK) != 0 else { throw RegisterError.exists(path: path) }
        guard access(export.words, R_OK) == 0 else { throw ExportError.withoutWords(folder: export.path) }
        if let server {
            return try make(on: server) {
                try $0.fill(from: export, key: key, progress)
            } verify: {
                try $0.complete($1, from: export, keeping: try $0.evidenceStore(), progress)
            }
        }
        return try installAtomically(at: path, keepingEvidence: true) {
            // The connection is closed when this returns.
            let register = try make(at: $0)
            let state = try register.database.transaction {
                try register.fill(from: export, key: key, progress)
            }
            return try register.complete(
                state, from: export, keeping: EvidenceStore(beside: path), progress)
        }.0
    }

    /// What an export holds: what was signed, and the evidence that its entries name.
    private typealias ExportedState = (checkpoint: Checkpoint, standing: EvidenceInForce)

    /// Takes an export's entries and words in.
    private func fill(
        from export: ExportFolder, key: VerifierKey, _ progress: Progress
    ) throws -> ExportedState {
        var standing = EvidenceInForce()
        var rules = EntryRules(ledger, tables: database)
        let checkpoint = try export.verify(with: key, progress: progress) { entry, words in
            do { try take(entry, words, judgedBy: &rules) } catch let fault as ReplayFault {
                throw ExportError.wrong(file: export.path, seq: fault.seq, fault.sentence)
            }
            try standing.note(entry)
        }
        do { try rules.judgeEnd(of: try size()) } catch let fault as ReplayFault {
            throw ExportError.wrong(file: export.path, seq: fault.seq, fault.sentence)
        }
        return (checkpoint, standing)
    }

    /// Takes in an entry that another register recorded, with its words.
    ///
    /// - Throws: `ReplayFault` where the rules would never have let it in.
    func take(_ entry: Entry, _ words: [WordsLine], judgedBy rules: inout EntryRules) throws {
        try ledger.append(entry, entry.canonical)
        for line in words { try ledger.store(line) }
        try projections.replay(entry, judgedBy: &rules)
    }

    /// Takes the evidence, and verifies what the register holds by then.
    private func complete(
        _ state: ExportedState, from export: ExportFolder, keeping evidence: EvidenceStore,
        _ progress: Progress
    ) throws -> RebuildOutcome {
        let (checkpoint, standing) = state
        let hasEvidence = access(export.evidenceList, F_OK) == 0
        if hasEvidence {
            for hash in standing.files where !standing.isLost(hash) || export.evidence.holds(hash) {
                _ = try evidence.take(export.evidence.path(hash))
            }
        }
        let verification = try verify(
            evidence: hasEvidence ? evidence : nil,
            against: [TrustedState(checkpoint, named: export.checkpoint)], progress: progress)
        if let finding = verification.findings.first {
            throw ExportError.wrong(file: export.path, seq: finding.seq, finding.sentence)
        }
        return RebuildOutcome(
            checkpoint: checkpoint, missingEvidence: hasEvidence ? 0 : standing.files.count)
    }
}
