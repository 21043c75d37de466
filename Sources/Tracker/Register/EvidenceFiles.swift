package import TrackerFiles
package import TrackerLedger
import TrackerValues
package import TrackerStorage

// What the evidence folder holds, beside what the ledger says that it should.

extension LostEvidence {
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
    /// The evidence files that the ledger names and that were neither redacted nor disposed of.
    package func standingEvidence() throws -> EvidenceInForce { try Self.standingEvidence(in: database) }

    /// The same of the ledger in a database.
    ///
    /// - Parameter unreadable: told of an entry that can't be read; throws unless that doesn't matter.
    static func standingEvidence(
        in database: Database, unreadable: (EntryError) throws -> Void = { throw $0 }
    ) throws -> EvidenceInForce {
        var standing = EvidenceInForce()
        try database.forEach(
            """
            SELECT entry FROM ledger
            WHERE act IN ('evidence add', 'propose', 'redact', 'evidence lost', 'evidence dispose',
                'correct') ORDER BY seq
            """
        ) {
            do { try standing.note(LedgerStore.entry($0, 0)) } catch let error as EntryError {
                try unreadable(error)
            }
        }
        return standing
    }
}
