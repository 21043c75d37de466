import TrackerModel

/// The pieces of evidence that are said to be lost: their files may be missing, and that is then no damage.
package struct LostEvidence: Sendable {
    /// The piece, by the entry that says so.
    private var told: [Int64: Int64] = [:]
    /// The files of pieces that were ever said to be lost, by their hashes.
    private var files: [String: Set<Int64>] = [:]
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

    /// The pieces of which any entry says so.
    package var pieces: Set<Int64> { Set(told.values) }

    /// Takes note of the file of a piece that is said to be lost.
    package mutating func note(file: String, of piece: Int64) { files[file, default: []].insert(piece) }

    /// Whether a piece of evidence that is this file is lost.
    package func contains(_ file: String) -> Bool { files[file]?.contains { teller(of: $0) != nil } ?? false }

    /// The entry that says that the piece named by entry `piece` is lost; nil where none that counts does.
    package func teller(of piece: Int64) -> Int64? {
        let undone = Correction.undone(voids)
        return told.filter { $0.value == piece && !undone.contains($0.key) }.keys.min()
    }
}
