/// Checking the quarterly tables that were issued: each, computed again from what was known then, is what its entry says
/// that was printed.
extension Register {
    /// The tables that can't be reproduced. What they are computed from is known to be what the ledger makes it.
    func issuedFindings(progress: Progress) throws -> [Finding] {
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
    private func difference(from found: (id: Int64, table: IssuedTable)) throws -> String? {
        let issued = found.table
        let again: IssuedTable
        do {
            again = try IssuedPaper.paper(
                self, found, knownAt: .size(issued.ledgerSize), today: issued.asAt
            ).issue
        } catch let error as SQLiteError { throw error } catch { return "\(error)" }
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
