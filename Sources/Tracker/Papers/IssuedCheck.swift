public import TrackerFiles
import TrackerModel
public import TrackerRegister
public import TrackerValues

/// Checking the quarterly tables that were issued: each, computed again from what was known then, is what its entry says
/// that was printed.
extension Register {
    /// Checks the register against itself: every entry's bytes, hash and columns, the tree, the words, the
    /// computed tables against a replay, the issued ones against what was known then, and the database's rules; and
    /// against earlier states of it.
    ///
    /// - Parameters:
    ///   - evidence: the folder whose files are checked as well.
    ///   - hashesOnly: only that the entries' bytes are those that were hashed, and the tree up to the root.
    ///   - earlier: states that were committed to elsewhere, which the ledger must continue.
    ///   - progress: told how far it is.
    public func verify(
        evidence: EvidenceStore? = nil, hashesOnly: Bool = false, against earlier: [TrustedState] = [],
        progress: Progress = { _, _, _ in }
    ) throws -> Verification {
        try verify(
            evidence: evidence, hashesOnly: hashesOnly, against: earlier, issued: issuedFindings,
            progress: progress)
    }

    /// The tables that can't be reproduced. What they are computed from is known to be what the ledger makes it.
    func issuedFindings(_ progress: Progress) throws -> [Finding] {
        let issued = try issuedTables()
        var findings: [Finding] = []
        for (index, found) in issued.enumerated() {
            if let difference = try difference(from: found) {
                findings.append(
                    Finding(
                        kind: .issued, seq: found.id, sentence: "it can't be computed again: \(difference)"))
            }
            progress("Computing issued tables again", Int64(index + 1), Int64(issued.count))
        }
        return findings
    }

    /// What is different when a table is computed again, in words; nil where nothing is.
    func difference(from found: (id: Int64, table: IssuedTable)) throws -> String? {
        let issued = found.table
        let again: IssuedTable
        do {
            again = try IssuedPaper.paper(
                self, found, knownAt: .size(issued.ledgerSize), today: issued.asAt
            ).issue
        } catch {
            if error.isStorageFailure { throw error }
            return "\(error)"
        }
        if again.root != issued.root { return "the root of \(issued.ledgerSize) entries is \(again.root)" }
        for row in Set(issued.carriedForward.keys).union(again.carriedForward.keys).sorted() {
            let (was, now) = (issued.carriedForward[row], again.carriedForward[row])
            if was != now {
                return
                    "\(row) carries forward \(now.map(String.init) ?? "nothing"), not \(was.map(String.init) ?? "nothing")"
            }
        }
        return again == issued ? nil : "its content hash is \(again.contentHash), not \(issued.contentHash)"
    }
}
