/// What SQLite itself can tell of a database's soundness (<https://www.sqlite.org/pragma.html#pragma_integrity_check>).
extension Connection {
    /// What is wrong with its pages, at most twenty faults; empty where all is well. `thoroughly` also compares each index
    /// with its table, and each row with what its table demands.
    package func integrityFaults(thoroughly: Bool) throws -> [String] {
        let found = try all("PRAGMA \(thoroughly ? "integrity" : "quick")_check(20)") { $0.text(0) }
        return found == ["ok"] ? [] : found
    }

    /// The rows that name another one which isn't there.
    package func brokenReferences() throws -> [String] {
        try all("PRAGMA foreign_key_check") { "\($0.text(0)) row \($0.int(1))" }
    }
}
