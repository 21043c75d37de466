import TrackerStorage
package import TrackerFiles
public import TrackerModel
package import TrackerValues
public import TransparencyLog

/// What `audit verify` says.
public struct Verification: Sendable {
    /// The number of entries.
    public let size: Int64
    /// The root worked out from the entries themselves.
    public let root: Hash
    /// How many words were removed by redaction.
    public let redacted: Int
    /// How many entries whoever acted signed.
    public package(set) var signed = 0
    /// Signed entries whose key was revoked afterwards, from a day that isn't after theirs, as sentences: no failure of the
    /// trail, but nobody can tell who signed them.
    public package(set) var doubts: [String] = []
    /// Evidence files that are missing and said to be lost, as sentences: no failure of the trail.
    public package(set) var lost: [String] = []
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
    ///   - issued: what is found when the issued tables are computed again.
    ///   - progress: told how far it is.
    package func verify(
        evidence: EvidenceStore? = nil, hashesOnly: Bool = false, against earlier: [TrustedState] = [],
        issued: @escaping (Progress) throws -> [Finding], progress: Progress = { _, _, _ in }
    ) throws -> Verification {
        try reading {
            if hashesOnly { return try verifyHashes(against: earlier, progress: progress) }
            var check = LedgerCheck(evidence: evidence, sizes: Set(earlier.map(\.size)))
            try check.run(database, progress: progress)
            var findings = try changedPages() + check.findings
            // Entries that are wrong can't be replayed; anything else can.
            if !findings.contains(where: { $0.kind == .entry || $0.kind == .tree }) {
                findings += try verifyTables(progress: progress)
            }
            // What is computed from tables that are wrong is wrong as well.
            if !findings.contains(where: { [.entry, .tree, .table].contains($0.kind) }) {
                findings += try issued(progress)
            }
            findings += try verify(earlier, roots: check.roots, findings: findings)
            return Verification(
                size: check.frontier.size, root: check.frontier.root, redacted: check.redacted,
                signed: check.signed, doubts: findings.isEmpty ? try doubtfulSignatures() : [],
                lost: check.lost, findings: findings)
        }
    }

    /// The pages whose checksum differs; Litestream's are not held against the register.
    private func changedPages() throws -> [Finding] {
        guard let changed = try database.pageReport()?.changed, !changed.isEmpty,
            try !database.isReplicated()
        else {
            return []
        }
        return changed.prefix(100).map {
            Finding(kind: .page, seq: nil, sentence: "page \($0) of the file is not as it was written")
        }
    }

    private func verifyHashes(
        against earlier: [TrustedState], progress: Progress
    ) throws -> Verification {
        let size = try size()
        var check = HashCheck(size: size)
        try check.run(database, progress: progress)
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
