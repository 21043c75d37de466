package import TrackerFiles
package import TrackerLedger
import TrackerValues
package import TrackerStorage

// What the evidence folder holds, beside what the ledger says that it should.

extension LostEvidence {
    /// Those of a register. An entry that can't be read is `verify`'s to name.
    package init(_ database: Database) throws {
        self.init()
        try database.forEach("SELECT entry FROM ledger WHERE act IN ('evidence lost', 'correct')") {
            do { try note(LedgerStore.entry($0, 0)) } catch is EntryError {}
        }
        for piece in pieces {
            try database.forEach("SELECT entry FROM ledger WHERE seq = ?", piece) {
                do {
                    if let file = try LedgerStore.entry($0, 0).evidenceFile {
                        note(file: file.sha256, of: piece)
                    }
                } catch is EntryError {}
            }
        }
    }

    /// That the file of the piece named by entry `piece` is not there, and which entry says that it is lost; nil where it is
    /// there, in whatever state, or no entry says so.
    package func sentence(_ piece: Int64, _ sha256: String, in store: EvidenceStore?) -> String? {
        guard let store, !store.holds(sha256), let entry = teller(of: piece) else { return nil }
        return "the file \(store.path(sha256)) of E\(piece) is lost, as entry \(entry) tells"
    }
}

extension EvidenceInForce {
    /// That a file is not there, and the entry that says that it is lost; nil where it is there, in whatever state, or where
    /// one of the entries that named it is not said to be lost.
    package func loss(of file: String, in store: EvidenceStore) -> String? {
        guard isLost(file), let last = pieces[file]?.last else { return nil }
        return losses.sentence(last, file, in: store)
    }
}

extension Register {
    /// The evidence files that the ledger names and that were not redacted.
    package func standingEvidence() throws -> EvidenceInForce {
        var standing = EvidenceInForce()
        try forEachEvidenceEntry { try standing.note($0) }
        return standing
    }
}
