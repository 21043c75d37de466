import TrackerFiles
import TrackerLedger
import TrackerModel
import TrackerPapers
public import TrackerRegister
import TrackerStorage
public import TrackerValues
public import TransparencyLog
import Glibc

/// What came of moving a register to where another engine keeps it.
public struct MigrationOutcome: Sendable {
    /// The number of entries.
    public let size: Int64
    /// The root over them, which is that of the register they came from.
    public let root: Hash
    /// How many evidence files came with it.
    public let evidenceFiles: Int
    /// Evidence that the source itself lacks or has changed, as sentences.
    public let lacking: [String]
}

extension Register {
    /// Makes the same register elsewhere, in a file or on a server: entries, words and evidence as they are, tables by replay.
    /// It is verified before it is a register; this one stays as it is.
    ///
    /// - Parameters:
    ///   - path: where it is to be.
    ///   - progress: told how far it is.
    /// - Throws: `RegisterError.exists` when the place is taken; `CopyError.doesNotVerify`; `EvidenceError`.
    public func migrate(to path: String, progress: Progress = { _, _, _ in }) throws -> MigrationOutcome {
        try reading {
            let end = try size()
            let state = TrustedState(size: end, root: try root(at: end))
            let source = try evidenceStore(toRead: true)
            var evidence: (files: Int, lacking: [String]) = (0, [])
            func fill(_ register: Register) throws { try register.take(everythingIn: self, progress) }
            func complete(_ register: Register) throws {
                let target =
                    ServerName(path) == nil ? EvidenceStore(beside: path) : try register.evidenceStore()
                evidence = try copyEvidence(from: source, to: target, progress)
                let found = try register.verify(against: [state], progress: progress)
                guard found.findings.isEmpty, found.size == state.size, found.root == state.root else {
                    throw CopyError.doesNotVerify(ServerName(self.path)?.shown ?? self.path, found.findings)
                }
            }
            if let server = ServerName(path) {
                try Self.make(on: server, fill) { register, _ in try complete(register) }
            } else {
                _ = try Self.installAtomically(at: path, keepingEvidence: true) {
                    let register = try Self.make(at: $0)
                    try register.database.transaction { try fill(register) }
                    try complete(register)
                }
            }
            return MigrationOutcome(
                size: state.size, root: state.root, evidenceFiles: evidence.files, lacking: evidence.lacking)
        }
    }

    /// Takes in all entries of another register, with their words.
    func take(everythingIn source: Register, _ progress: Progress) throws {
        var rules = EntryRules(ledger, tables: database)
        let entries = try source.database.prepare("SELECT entry FROM ledger ORDER BY seq")
        let words = try source.database.prepare(
            "SELECT seq, name, salt, text, redacted_by FROM words ORDER BY seq, name")
        let total = try source.size()
        var waiting = try words.next { try Self.wordsLine($0) }
        while let entry = try entries.next({ try LedgerStore.entry($0, 0) }) {
            var own: [WordsLine] = []
            while let line = waiting, line.seq <= entry.seq {
                own.append(line)
                waiting = try words.next { try Self.wordsLine($0) }
            }
            do { try take(entry, own, judgedBy: &rules) } catch let fault as ReplayFault {
                throw CopyError.doesNotVerify(
                    ServerName(source.path)?.shown ?? source.path,
                    [Finding(kind: .entry, seq: fault.seq, sentence: fault.sentence)])
            }
            if entry.seq % 256 == 0 { progress("Moving entries", entry.seq, total) }
        }
    }

    /// Copies the evidence files that stand.
    private func copyEvidence(
        from source: EvidenceStore, to target: EvidenceStore, _ progress: Progress
    ) throws -> (files: Int, lacking: [String]) {
        let standing = try standingEvidence()
        let files = standing.files.sorted()
        var copied = 0
        var lacking: [String] = []
        for (index, file) in files.enumerated() {
            if source.isSame(as: target)
                ? source.fault(in: file) == nil : try target.adopt(file, from: source) != nil
            {
                copied += 1
            } else if standing.loss(of: file, in: source) == nil {
                lacking.append(source.fault(in: file) ?? "the file \(source.path(file)) could not be copied")
            }
            progress("Copying evidence", Int64(index + 1), Int64(files.count))
        }
        return (copied, lacking)
    }
}
