/// The pieces of evidence that are said to be lost: their files may be missing, and that is then no damage.
struct LostEvidence: Sendable {
    /// The piece, by the entry that says so.
    private var told: [Int64: Int64] = [:]
    /// What later entries say should never have been recorded.
    private var voids: [Int64: Int64] = [:]

    /// Follows the ledger by one entry.
    mutating func note(_ entry: Entry) throws(EntryError) {
        if case .loseEvidence(let piece)? = try ItemAct(entry) {
            told[entry.seq] = piece
        } else if let correction = try Correction(entry), correction.isVoid {
            voids[entry.seq] = correction.corrects
        }
    }

    /// The entry that says that the piece named by entry `piece` is lost; nil where none that counts does.
    func teller(of piece: Int64) -> Int64? {
        let undone = Correction.undone(voids)
        return told.filter { $0.value == piece && !undone.contains($0.key) }.keys.min()
    }
}

extension LostEvidence {
    /// Those of a register. An entry that can't be read is `verify`'s to name.
    init(_ connection: Connection) throws {
        try connection.forEach("SELECT entry FROM ledger WHERE act IN ('evidence lost', 'correct')") {
            do { try note(LedgerStore.entry($0, 0)) } catch is EntryError {}
        }
    }

    /// That the file of the piece named by entry `piece` is not there, and which entry says that it is lost; nil where it is
    /// there, in whatever state, or no entry says so.
    func sentence(_ piece: Int64, _ sha256: String, in store: EvidenceStore?) -> String? {
        guard let store, !store.holds(sha256), let entry = teller(of: piece) else { return nil }
        return "the file \(store.path(sha256)) of E\(piece) is lost, as entry \(entry) tells"
    }
}
