import TrackerModel

/// The pieces of evidence that are said to be lost: their files may be missing, and that is then no damage.
package struct LostEvidence: Sendable {
    /// The piece, by the entry that says so.
    private var told: [Int64: Int64] = [:]
    /// What later entries say should never have been recorded.
    private var voids: [Int64: Int64] = [:]

    package init() {}

    /// Follows the ledger by one entry.
    package mutating func note(_ entry: Entry) throws(EntryError) {
        if case .loseEvidence(let piece)? = try ItemAct(entry) {
            told[entry.seq] = piece
        } else if let correction = try Correction(entry), correction.isVoid {
            voids[entry.seq] = correction.corrects
        }
    }

    /// The entry that says that the piece named by entry `piece` is lost; nil where none that counts does.
    package func teller(of piece: Int64) -> Int64? {
        let undone = Correction.undone(voids)
        return told.filter { $0.value == piece && !undone.contains($0.key) }.keys.min()
    }
}
