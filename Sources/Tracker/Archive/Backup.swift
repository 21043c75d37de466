import TrackerStorage
import TrackerLedger
import TrackerFiles
public import TrackerRegister
public import TrackerValues
public import TransparencyLog
import Glibc

/// What a copy of a register holds.
public struct CopyOutcome: Sendable {
    /// The number of entries.
    public let size: Int64
    /// The root over them.
    public let root: Hash
    /// The size of the register's file, in bytes.
    public let bytes: Int64
    /// How many evidence files came with it.
    public let evidenceFiles: Int
    /// Their size, in bytes.
    public let evidenceBytes: Int64
    /// Evidence that the source itself lacks or has changed, as sentences: everything else is there.
    public let lacking: [String]
    /// Evidence that is missing and said to be lost, as sentences.
    public let lost: [String]
    /// Where what it replaced is kept; nil where it replaced nothing.
    public package(set) var previousCopy: String?
    /// What is kept there and not in the copy; nil where that can't be read.
    public package(set) var departure: Departure?

    init(_ copy: VerifiedCopy, at path: String, previousCopy: String? = nil) {
        size = copy.verification.size
        root = copy.verification.root
        bytes = RegisterFiles(path).bytes
        evidenceFiles = copy.evidence.files
        evidenceBytes = copy.evidence.bytes
        lacking = copy.lacking
        lost = copy.lost
        self.previousCopy = previousCopy
    }
}

extension Register {
    /// Makes a verified copy of the register and its evidence while others go on writing. The copy is a register itself:
    /// any command opens it. Of a register on a server it is a file all the same.
    ///
    /// - Parameters:
    ///   - path: where the copy is to be; its evidence lies beside it, as beside any register.
    ///   - replacing: whether an earlier backup there may be replaced, once the new one has been verified: it must be a
    ///     beginning of this very ledger, and is kept under a dated name.
    ///   - clock: the time, for the dated name.
    ///   - progress: told how far it is.
    /// - Throws: `CopyError`; `TrailFileError` or `EvidenceError` when it can't be written.
    public func backup(
        to path: String, replacing: Bool = false, clock: () -> Instant, progress: Progress = { _, _, _ in }
    ) throws -> CopyOutcome {
        if ServerName(path) != nil { throw ServerRefusal.backup }
        let target = RegisterFiles(path)
        guard database.isOnServer || !RegisterFiles(self.path).isSameFile(as: target) else {
            throw CopyError.itself(path: path)
        }
        try OutputPlace.refuseBelongings(path)
        if AtomicFile.isLink(path) { throw OutputRefusal(path, .link) }
        if let log = target.sideFiles.first(where: RegisterFiles.isTaken) {
            throw CopyError.inUse(path: path, beside: log)
        }
        let isThere = RegisterFiles.isTaken(path)
        if isThere {
            guard replacing else { throw CopyError.taken(path: path) }
            try requireBeginning(at: path)
        }
        return try VerifiedCopy.make(
            of: self, for: path, evidence: try evidenceStore(toRead: true), progress: progress
        ) {
            copy in
            // Two that replace one backup at once keep it twice, and neither loses the other's.
            let folder = Glibc.open(target.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            defer { close(folder) }
            flock(folder, LOCK_EX)
            var aside: String?
            if isThere {
                let old = try requireBeginning(at: path)
                // Made meanwhile, and of a later state than this one.
                guard old <= copy.verification.size else { return CopyOutcome(copy, at: path) }
                aside = try target.keepAside(at: clock())
            }
            guard isThere ? rename(copy.draft, path) == 0 : link(copy.draft, path) == 0 else {
                throw errno == EEXIST
                    ? CopyError.taken(path: path)
                    : TrailFileError(path: path, isReading: false, code: errno)
            }
            try AtomicFile.sync(folderOf: path)
            try Register.open(at: path, for: .reading).require(copy.state)
            // What was redacted or disposed of goes from an earlier backup as well.
            for file in try standingEvidence().removed.keys { try target.evidence.remove(file) }
            return CopyOutcome(copy, at: path, previousCopy: aside)
        }
    }

    /// Makes sure that what is to be replaced is an earlier state of this ledger. - Returns: its size.
    @discardableResult
    private func requireBeginning(at path: String) throws -> Int64 {
        let old = try Register.open(at: path, for: .reading)
        let state = TrustedState(size: try old.size(), root: try old.root(at: try old.size()))
        guard try !continues(state) else { return state.size }
        let first = try old.size() == 0 || size() == 0 ? nil : try old.root(at: 1) == root(at: 1)
        throw CopyError.otherLedger(
            path: path, size: state.size, present: try size(), isOther: first != true)
    }
}

extension RegisterFiles {
    /// Gives the file a dated name besides its own. - Returns: that name.
    fileprivate func keepAside(at now: Instant) throws -> String {
        let dated = aside(at: now)
        for name in [dated] + (2...99).map({ "\(dated)-\($0)" }) {
            // Where the file system has no links, it has its new name alone for a moment.
            if link(path, name) == 0 { return name }
            if [EPERM, ENOTSUP, ENOSYS].contains(errno), !Self.isTaken(name), rename(path, name) == 0 {
                return name
            }
            guard errno == EEXIST else { throw TrailFileError(path: name, isReading: false, code: errno) }
        }
        throw CopyError.taken(path: dated)
    }

    /// Whether both names lead to one file.
    func isSameFile(as other: RegisterFiles) -> Bool {
        var one = stat()
        var two = stat()
        return stat(path, &one) == 0 && stat(other.path, &two) == 0 && one.st_dev == two.st_dev
            && one.st_ino == two.st_ino
    }
}
