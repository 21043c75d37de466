import TrackerLedger
import TrackerPapers
import TrackerFiles
public import TrackerModel
import TrackerRegister
import TrackerStorage
public import TrackerValues
import Glibc

/// A copy of a register under a temporary name: every entry, hash, word and table of it has been checked, its evidence
/// lies where it is to be, and it waits to be put in its place.
struct VerifiedCopy {
    /// Where it lies now: beside its place, as one file with no log.
    package let draft: String
    /// What was found, nothing of it wrong but evidence.
    let verification: Verification
    /// The evidence files that came with it, and their size in bytes.
    package let evidence: (files: Int, bytes: Int64)
    /// What the source itself lacks of its evidence, as sentences.
    package let lacking: [String]
    /// What it lacks and is said to be lost, as sentences.
    package let lost: [String]
    /// What the ledger in it holds.
    package var state: TrustedState { TrustedState(size: verification.size, root: verification.root) }

    /// Copies a register, verifies the copy and hands it to `place`; what is left of it is then removed.
    ///
    /// Evidence files are added to the folder beside `path` one by one, each whole; those that are there are kept.
    ///
    /// - Parameters:
    ///   - path: the place that the copy is meant for.
    ///   - store: the source's evidence.
    ///   - earlier: states that the copy must continue.
    /// - Throws: `CopyError.doesNotVerify` where the copy is not a register in order.
    package static func make<Result>(
        of register: Register, for path: String, evidence store: EvidenceStore,
        against earlier: [TrustedState] = [],
        progress: Progress, place: (VerifiedCopy) throws -> Result
    ) throws -> Result {
        let draft = "\(path).\(getpid()).copying"
        return try Leftovers.around(database: draft) {
            let state = try write(register, to: draft, progress)
            // Not for reading: a copy of an older format is brought up to date here, before it is verified.
            let copy = try Register.open(at: draft, for: .copying)
            // Pages were not looked at as they were copied, and have right checksums now: damage must not get by so.
            if !register.database.isChecking { _ = try copy.pages(thoroughly: true, progress) }
            let target = EvidenceStore(beside: path)
            var evidence = (files: 0, bytes: Int64(0))
            var lacking: [String] = []
            var lost: [String] = []
            let standing = try copy.standingEvidence()
            let files = standing.files.sorted()
            for (index, file) in files.enumerated() {
                if let size = try target.adopt(file, from: store) {
                    evidence.files += 1
                    evidence.bytes += Int64(size)
                } else if let loss = standing.loss(of: file, in: store) {
                    lost.append(loss)
                } else {
                    lacking.append(
                        store.fault(in: file) ?? "the file \(store.path(file)) could not be copied")
                }
                progress("Copying evidence", Int64(index + 1), Int64(files.count))
            }
            // Evidence was hashed as it was copied; what is lacking is told apart from damage.
            let verification = try copy.verify(against: earlier + state, progress: progress)
            guard verification.findings.isEmpty else {
                throw CopyError.doesNotVerify(
                    ServerName(register.path)?.shown ?? register.path, verification.findings)
            }
            return try place(
                VerifiedCopy(
                    draft: draft, verification: verification, evidence: evidence, lacking: lacking, lost: lost
                ))
        }
    }

    /// Copies a register into a new file: page by page, or entry by entry from a server. - Returns: what the copy must
    /// continue beside what was asked for.
    private static func write(
        _ register: Register, to path: String, _ progress: Progress
    ) throws -> [TrustedState] {
        guard register.database.isOnServer else {
            try write(register.database, to: path, progress)
            return []
        }
        // Filled beside, then copied page by page like any other: into one file, with no log that would belong to it.
        let filled = "\(path)-filled"
        let state = try Leftovers.around(database: filled) {
            let copy = try Register.make(at: filled)
            let state = try register.reading {
                try copy.database.transaction { try copy.take(everythingIn: register, progress) }
                let end = try register.size()
                return TrustedState(size: end, root: try register.root(at: end))
            }
            try write(copy.database, to: path, progress)
            return state
        }
        return [state]
    }

    /// Copies every page into a new file of its owner's alone, whole in itself and on the disk.
    package static func write(_ source: Database, to path: String, _ progress: Progress) throws {
        unlink(path)
        let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0, fchmod(file, 0o600) == 0 else {
            throw TrailFileError(path: path, isReading: false, code: errno)
        }
        close(file)
        try source.copy(to: path) { progress("Copying the register", $0, $1) }
        try AtomicFile.sync(path)
    }
}

/// Why a register can't be copied to where it should be, as sentences.
public enum CopyError: TrackerError, Equatable, Sendable {
    /// There is a file already.
    case taken(path: String)
    /// The copy would replace what it is made of.
    case itself(path: String)
    /// What is to be replaced is no mere copy: somebody works in it.
    case inUse(path: String, beside: String)
    /// What is to be replaced is not an earlier state of the register.
    case otherLedger(path: String, size: Int64, present: Int64, isOther: Bool)
    /// The source is not a register in order.
    case doesNotVerify(String, [Finding])

    package var failure: FailureKind {
        switch self {
        case .taken, .itself, .inUse, .otherLedger(_, _, _, true): .unwritable
        case .doesNotVerify, .otherLedger: .unverified
        }
    }

    package var remedies: [Remedy] {
        switch self {
        case .taken: [.give(.otherName), .replace]
        case .itself: [.plain("give another name for its copy")]
        case .inUse, .otherLedger(_, _, _, true): [.give(.otherName)]
        case .otherLedger(let path, let size, let present, false):
            [.findOutWhy(register: path, isShort: size > present)]
        case .doesNotVerify(let path, _): [.verify(register: path)]
        }
    }

    /// The sentence to show.
    public var description: String {
        switch self {
        case .taken(let path): "There is a file at \(path) already; it has been left as it is."
        case .itself(let path): "\(path) is the register itself."
        case .inUse(let path, let beside):
            "\(path) is in use as a register: \(beside) lies beside it. It has been left as it is."
        case .otherLedger(let path, let size, _, true):
            "\(path) holds another register (\(size) entries), not an earlier backup of this one; it has been left as it is."
        case .otherLedger(let path, let size, let present, false) where size > present:
            "\(path) holds \(size) entries, this register only \(present): it was put back or cut short since that backup was made, which is left as it is."
        case .otherLedger(let path, let size, _, false):
            "\(path) holds \(size) entries that this register does not continue: one of them was rewritten. The backup has been left as it is."
        case .doesNotVerify(let path, let findings):
            "\(path) does not verify, so nothing was put in place: \(findings.first?.description ?? "")"
        }
    }
}
