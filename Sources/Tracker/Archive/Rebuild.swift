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
        guard access(path, F_OK) != 0 else { throw RegisterError.exists(path: path) }
        guard access(export.words, R_OK) == 0 else { throw ExportError.withoutWords(folder: export.path) }
        return try installAtomically(at: path, keepingEvidence: true) {
            try fill($0, from: export, key: key, keeping: EvidenceStore(beside: path), progress)
        }.0
    }

    /// Fills and verifies the draft; the connection is closed when this returns.
    private static func fill(
        _ draft: String, from export: ExportFolder, key: VerifierKey, keeping evidence: EvidenceStore,
        _ progress: Progress
    ) throws -> RebuildOutcome {
        let register = try make(at: draft)
        var standing = EvidenceInForce()
        var rules = EntryRules(register.ledger, tables: register.database)
        let checkpoint = try register.database.transaction {
            try export.verify(with: key, progress: progress) { entry, words in
                try register.ledger.append(entry, entry.canonical)
                for line in words { try register.ledger.store(line) }
                do { try register.projections.replay(entry, judgedBy: &rules) } catch let fault as ReplayFault
                {
                    throw ExportError.wrong(file: export.path, seq: fault.seq, fault.sentence)
                }
                try standing.note(entry)
            }
        }
        do { try rules.judgeEnd(of: try register.size()) } catch let fault as ReplayFault {
            throw ExportError.wrong(file: export.path, seq: fault.seq, fault.sentence)
        }
        let hasEvidence = access(export.evidenceList, F_OK) == 0
        if hasEvidence {
            for hash in standing.files where !standing.isLost(hash) || export.evidence.holds(hash) {
                _ = try evidence.take(export.evidence.path(hash))
            }
        }
        let verification = try register.verify(
            evidence: hasEvidence ? evidence : nil,
            against: [TrustedState(checkpoint, named: export.checkpoint)], progress: progress)
        if let finding = verification.findings.first {
            throw ExportError.wrong(file: export.path, seq: finding.seq, finding.sentence)
        }
        return RebuildOutcome(
            checkpoint: checkpoint, missingEvidence: hasEvidence ? 0 : standing.files.count)
    }
}
