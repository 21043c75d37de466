#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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
    /// Where what it replaced is kept; nil where it replaced nothing, or where that is not kept.
    public internal(set) var keptAside: String?

    init(_ copy: VerifiedCopy, at path: String, keptAside: String? = nil) {
        size = copy.verification.size
        root = copy.verification.root
        bytes = RegisterPlace(path).bytes
        evidenceFiles = copy.evidence.files
        evidenceBytes = copy.evidence.bytes
        lacking = copy.lacking
        self.keptAside = keptAside
    }
}

extension Register {
    /// Makes a verified copy of the register and its evidence while others go on writing. The copy is a register itself:
    /// any command opens it.
    ///
    /// - Parameters:
    ///   - path: where the copy is to be; its evidence lies beside it, as beside any register.
    ///   - replacing: whether an earlier backup there may be replaced, once the new one has been verified.
    ///   - progress: told how far it is.
    /// - Throws: `CopyError`; `TrailFileError` or `EvidenceError` when it can't be written.
    public func backup(
        to path: String, replacing: Bool = false, progress: Progress = { _, _, _ in }
    ) throws -> CopyOutcome {
        let source = RegisterPlace(self.path)
        let target = RegisterPlace(path)
        guard !source.isSameFile(as: target) else { throw CopyError.itself(path: path) }
        if let log = target.sideFiles.first(where: { access($0, F_OK) == 0 }) {
            throw CopyError.inUse(path: path, beside: log)
        }
        if access(path, F_OK) == 0 {
            guard replacing else { throw CopyError.taken(path: path) }
            // Only a register is replaced, never some other file that the name was mistaken for.
            _ = try Register.open(at: path, for: .reading)
        }
        return try VerifiedCopy.make(of: self, for: path, evidence: source.evidence, progress: progress) {
            copy in
            guard replacing ? rename(copy.draft, path) == 0 : link(copy.draft, path) == 0 else {
                throw errno == EEXIST
                    ? CopyError.taken(path: path)
                    : TrailFileError(path: path, isReading: false, code: errno)
            }
            try DraftFile.settle(folderOf: path)
            try removeRedactedEvidence(from: target.evidence)
            return CopyOutcome(copy, at: path)
        }
    }

    /// What was redacted goes from an earlier backup as well.
    private func removeRedactedEvidence(from store: EvidenceStore) throws {
        let standing = try standingEvidence()
        try connection.forEach("SELECT entry FROM ledger WHERE act = 'redact'") {
            let file = try Redaction(try LedgerStore.entry($0, 0))?.file
            if let file, Hash(hex: file) != nil, !standing.contains(file) { try store.remove(file) }
        }
    }
}

extension RegisterPlace {
    /// Whether both names lead to one file.
    func isSameFile(as other: RegisterPlace) -> Bool {
        var one = stat()
        var two = stat()
        return stat(path, &one) == 0 && stat(other.path, &two) == 0 && one.st_dev == two.st_dev
            && one.st_ino == two.st_ino
    }
}
