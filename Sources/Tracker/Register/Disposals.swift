public import TrackerFiles
package import TrackerLedger
public import TrackerModel
import TrackerSQLite
import TrackerStorage
public import TrackerValues
import Glibc

// Disposing of files of evidence by their rules: the entry first, then the bytes.

/// A file of evidence that was disposed of, or that could not be.
public struct DisposedEvidence: Sendable {
    /// The item.
    public let item: Reference
    /// The number of the entry that named the evidence.
    public let piece: Int64
    /// What the entry says.
    public let disposal: EvidenceDisposal
    /// Why it was left, where only whatever was due was to go; nil where it was disposed of.
    public let refusal: String?
}

/// What came of a disposal.
public struct DisposalOutcome: Sendable {
    /// What was disposed of, and what was due and left.
    public let files: [DisposedEvidence]
    /// How many files were removed from the folder, those included that an earlier disposal had left.
    public let removed: Int
    /// What whoever disposed should know, as sentences.
    public let warnings: [String]
}

/// Files were disposed of, and that is recorded, but one could not be removed. Finishing it removes it.
public struct DisposalUnfinished: TrackerError, Sendable {
    /// What is left and why, as a sentence.
    public let sentence: String

    package var failure: FailureKind { .unfinished }
    package var remedies: [Remedy] { [.finishDisposal] }

    /// What is left.
    public var description: String { sentence }
}

extension EvidenceInForce {
    /// The files that were disposed of and lie in a folder all the same, each with the entry that did it.
    package func disposed(leftIn store: EvidenceStore) -> [(file: String, entry: Int64)] {
        removed.compactMap { file, removal in
            removal.redacts == nil && store.holds(file) ? (file, removal.entry) : nil
        }.sorted { $0.entry < $1.entry }
    }
}

extension Register {
    /// Which files of evidence to dispose of.
    public enum DisposalChoice: Sendable {
        /// These, by their identifiers ("E14"): all of them or none.
        case pieces([String])
        /// Whatever may be disposed of today; what the rules refuse of it is left.
        case due
        /// None: only what earlier disposals have left in the folder is removed.
        case leftovers
    }

    /// Disposes of files of evidence whose day has come: records it, then removes their bytes, but for those that other
    /// evidence still names.
    ///
    /// - Parameters:
    ///   - choice: which.
    ///   - evidence: the evidence folder.
    ///   - keep: false only tells what would be disposed of.
    ///   - session: who acts, and when.
    /// - Throws: `RuleViolation` when it isn't permitted, and nothing is then recorded; `DisposalUnfinished` when it is
    ///   recorded, but a file could not be removed.
    @discardableResult
    public func dispose(
        _ choice: DisposalChoice, evidence: EvidenceStore, keep: Bool = true, session: Session
    ) throws -> DisposalOutcome {
        let files: [DisposedEvidence] =
            switch choice {
            case .leftovers: []
            case .pieces(let typed):
                try write(session, keep: keep) { writer in
                    try typed.map { try writer.dispose(try writer.disposable($0)) }
                }
            case .due:
                try write(session, keep: keep) { writer in
                    try writer.due().map { found in
                        do { return try writer.dispose(found) } catch let error as RuleViolation {
                            return DisposedEvidence(
                                item: found.item, piece: found.piece, disposal: found.disposal,
                                refusal: error.sentence)
                        }
                    }
                }
            }
        guard keep else { return DisposalOutcome(files: files, removed: 0, warnings: []) }
        let outcome = try removeDisposed(files, from: evidence)
        guard outcome.removed > 0, evidence.isOnServer else { return outcome }
        // It is recorded and done: what is left to do may not be told as if it were not.
        var warnings = outcome.warnings
        do { try sweepEvidence() } catch let error as StorageError {
            warnings.append(
                "Traces of the files may be left in the server's free pages, because \(error.message).")
        }
        return DisposalOutcome(
            files: files, removed: outcome.removed, warnings: warnings + awaitStandbys())
    }

    /// Nobody can name a file again between the look at what is named and its removal.
    private func removeDisposed(
        _ files: [DisposedEvidence], from evidence: EvidenceStore
    ) throws -> DisposalOutcome {
        try database.transaction(keep: false) {
            var removed = 0
            var warnings: [String] = []
            for (file, entry) in try standingEvidence().disposed(leftIn: evidence) {
                do throws(EvidenceError) {
                    if let warning = try evidence.remove(file).warning { warnings.append(warning) }
                    removed += 1
                } catch {
                    throw DisposalUnfinished(
                        sentence:
                            "Entry \(entry) disposed of a file, and that is recorded, but \(evidence.path(file)) is still there: \(error.why). See to it that you may write to it and to its folder."
                    )
                }
            }
            return DisposalOutcome(files: files, removed: removed, warnings: warnings)
        }
    }
}

extension Writer {
    /// A file of evidence as it would be disposed of.
    fileprivate typealias Disposable = (item: Reference, piece: Int64, disposal: EvidenceDisposal)

    /// - Parameter typed: the evidence's identifier.
    /// - Throws: `RuleViolation` where it has no file, or no day yet.
    fileprivate func disposable(_ typed: String) throws -> Disposable {
        let (item, piece) = try register.evidence(typed)
        let history = try currentHistory(of: item)
        guard let evidence = history.evidence.first(where: { $0.id == piece }),
            let file = try register.entry(piece).evidenceFile,
            let retention = try book().retention(of: evidence, in: history, asAt: today)
        else {
            throw RuleViolation(
                item.text, "it has no file of evidence E\(piece)",
                remedies: [.see(.evidence(of: item.text))])
        }
        // What has no rule or no day is refused by what the rules say of it.
        return (
            item, piece,
            EvidenceDisposal(
                piece: piece, rule: retention.rule?.name ?? "", day: retention.day ?? today,
                sha256: file.sha256, size: file.size)
        )
    }

    /// Everything that may be disposed of today.
    fileprivate func due() throws -> [Disposable] {
        try permit(.item(.disposeEvidence))
        let book = try book()
        return try register.itemsWithFiles().sorted().flatMap { item in
            let history = try currentHistory(of: item)
            return try history.evidence.compactMap { evidence -> Disposable? in
                guard let file = try register.entry(evidence.id).evidenceFile,
                    let retention = try book.retention(of: evidence, in: history, asAt: today),
                    retention.state == .due, let rule = retention.rule, let day = retention.day
                else { return nil }
                return (
                    item, evidence.id,
                    EvidenceDisposal(
                        piece: evidence.id, rule: rule.name, day: day, sha256: file.sha256, size: file.size)
                )
            }
        }
    }

    fileprivate func dispose(_ found: Disposable) throws -> DisposedEvidence {
        let day = session.on ?? today
        try record(.disposeEvidence(found.disposal), on: found.item, day: day)
        return DisposedEvidence(
            item: found.item, piece: found.piece, disposal: found.disposal, refusal: nil)
    }

    private func book() throws -> RetentionBook {
        try RetentionBook(register.ledger, knownAt: nextSeq - 1)
    }

    /// Refuses to dispose of what is held, or is to be kept still, or on the word of whoever disposes.
    func refuse(
        _ disposal: EvidenceDisposal, of item: Reference, by actor: PersonID, on day: Day
    ) throws {
        let fault = try book().fault(
            in: disposal, of: currentHistory(of: item), by: actor, on: day, today: today)
        if let fault { throw RuleViolation(item.text, fault, remedies: [.see(.disposal)]) }
    }
}

extension Register {
    /// The items for which a file was ever named as evidence.
    package func itemsWithFiles() throws -> Set<Reference> {
        Set(
            try database.all(
                "SELECT DISTINCT subject FROM ledger WHERE act = 'evidence add' AND instr(entry, '\"sha256\"') > 0"
            ) { Reference(stored: $0.text(0)) })
    }
}
