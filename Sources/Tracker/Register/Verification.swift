/// Something that `audit verify` found to be wrong.
public struct Finding: Equatable, Sendable, CustomStringConvertible {
    /// What kind of damage it is.
    public enum Kind: String, Sendable {
        /// A page of the file is not as it was written.
        case page
        /// An entry is not what was hashed, or not an entry.
        case entry
        /// The tree of hashes does not follow from the entries.
        case tree
        /// Words do not match what their entry commits to.
        case words
        /// A computed table is not what the ledger makes it.
        case table
        /// A quarterly table that was issued is not what the ledger of then makes it.
        case issued = "issued table"
        /// A rule of the database (a trigger, a check) is missing or changed.
        case schema
        /// An evidence file is missing or changed.
        case evidence
        /// Entries that were committed to are missing at the ledger's end.
        case cutShort = "cut short"
        /// The ledger is right in itself, but not the one that was committed to.
        case rewritten
    }

    /// What kind of damage it is.
    public let kind: Kind
    /// The first entry concerned, where there is one.
    public let seq: Int64?
    /// A sentence without its full stop.
    public let sentence: String

    /// One line.
    public var description: String {
        "\(kind.rawValue)\(seq.map { " (entry \($0))" } ?? ""): \(sentence)."
    }
}

/// What `audit verify` says.
public struct Verification: Sendable {
    /// The number of entries.
    public let size: Int64
    /// The root worked out from the entries themselves.
    public let root: Hash
    /// How many words were removed by redaction.
    public let redacted: Int
    /// Evidence files that are missing and said to be lost, as sentences: no failure of the trail.
    public internal(set) var lost: [String] = []
    /// Everything found to be wrong, up to a hundred of a kind of check; empty when all is well.
    public let findings: [Finding]

    /// The number of the first entry found to be wrong, where it can be known.
    public var firstBad: Int64? { findings.compactMap(\.seq).min() }
}

extension Register {
    /// Checks the register against itself: every entry's bytes, hash and columns, the tree, the words, the
    /// computed tables against a replay and the database's rules; and against earlier states of it.
    ///
    /// - Parameters:
    ///   - evidence: the folder whose files are checked as well.
    ///   - hashesOnly: only that the entries' bytes are those that were hashed, and the tree up to the root.
    ///   - earlier: states that were committed to elsewhere, which the ledger must continue.
    ///   - progress: told how far it is.
    public func verify(
        evidence: EvidenceStore? = nil, hashesOnly: Bool = false, against earlier: [EarlierState] = [],
        progress: Progress = { _, _, _ in }
    ) throws -> Verification {
        try reading {
            if hashesOnly { return try verifyHashes(against: earlier, progress: progress) }
            var check = LedgerCheck(evidence: evidence, sizes: Set(earlier.map(\.size)))
            try check.run(connection, progress: progress)
            var findings = try changedPages() + check.findings
            // Entries that are wrong can't be replayed; anything else can.
            if !findings.contains(where: { $0.kind == .entry || $0.kind == .tree }) {
                findings += try verifyTables(progress: progress)
            }
            // What is computed from tables that are wrong is wrong as well.
            if !findings.contains(where: { [.entry, .tree, .table].contains($0.kind) }) {
                findings += try issuedFindings(progress: progress)
            }
            findings += try verify(earlier, roots: check.roots, findings: findings)
            return Verification(
                size: check.frontier.size, root: check.frontier.root, redacted: check.redacted,
                lost: check.lost, findings: findings)
        }
    }

    /// The pages whose checksum differs; Litestream's are not held against the register.
    private func changedPages() throws -> [Finding] {
        guard let changed = try connection.pageReport()?.changed, !changed.isEmpty, try !isReplicated() else {
            return []
        }
        return changed.prefix(100).map {
            Finding(kind: .page, seq: nil, sentence: "page \($0) of the file is not as it was written")
        }
    }

    private func verifyHashes(
        against earlier: [EarlierState], progress: Progress
    ) throws -> Verification {
        let size = try size()
        var check = HashCheck(size: size, of: connection)
        try check.run(connection, progress: progress)
        var findings = check.findings
        // The stored hashes are now known to follow from the entries, or the findings say where they don't.
        var roots: [Int64: Hash] = [:]
        for state in earlier where state.size <= size { roots[state.size] = try rootIfWhole(at: state.size) }
        findings += try verify(earlier, roots: roots, findings: findings)
        return Verification(
            size: size, root: try rootIfWhole(at: size) ?? .empty, redacted: 0, findings: findings)
    }

    /// The root by the stored hashes; nil where one of them is missing, which the findings say.
    private func rootIfWhole(at size: Int64) throws -> Hash? {
        do { return try root(at: size) } catch RegisterError.damaged { return nil }
    }
}
