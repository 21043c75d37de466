import TrackerValues

/// What SQLite can tell of a database's soundness (<https://www.sqlite.org/pragma.html#pragma_integrity_check>), and how
/// what was deleted leaves no trace.
extension Connection {
    /// What is wrong with its pages, at most twenty faults; empty where all is well. `thoroughly` also compares each index
    /// with its table, and each row with what its table demands.
    package func integrityFaults(thoroughly: Bool) throws -> [String] {
        let check = "PRAGMA \(thoroughly ? "integrity" : "quick")_check(20)"
        let found = try (thoroughly ? inspecting() : self).all(check) { $0.text(0) }
        return found == ["ok"] ? [] : found
    }

    /// A connection that knows the checks of the schema (`CHECK`), which SQLite leaves out where it may only read. Where
    /// nobody may write, there is only the one that reads.
    private func inspecting() throws -> Connection {
        guard isShared else { return self }
        do { return try Connection(path: path, for: .inspectingChecks) } catch let error as StorageError
            where error.isCannotWrite
        { return self }
    }

    /// The rows that name another one which isn't there.
    package func brokenReferences() throws -> [String] {
        try all("PRAGMA foreign_key_check") { "\($0.text(0)) row \($0.int(1))" }
    }

    /// Lets rows name others that aren't there.
    package func ignoreReferences() throws { try execute("PRAGMA foreign_keys = OFF") }

    /// Overwrites with zeros what is deleted from now on.
    package func eraseWhatIsDeleted() throws { try execute("PRAGMA secure_delete = ON") }

    /// Rewrites the file so that nothing is left in it of what was removed, and empties the write-ahead log.
    package func purge() throws {
        try execute("VACUUM")
        try execute("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// Gives every page of a file that was made without them its checksum, where the disk has room to rewrite the file and
    /// nobody is in the way; else the next who writes tries again.
    package func giveChecksums() throws {
        guard !hasChecksums else { return }
        wantChecksums()
        do { try execute("VACUUM") } catch {
            guard error.isBusy || error.kind == .diskFull else { throw error }
        }
    }
}
