/// Checking the computed tables: the ledger is replayed into an empty database, and both are compared row by
/// row, neither of them in memory.
extension Register {
    /// Compares every computed table, and the database's own rules, with a replay.
    func verifyTables(progress: Progress) throws -> [Finding] {
        let replay: Connection
        do { replay = try replayed(progress: progress) } catch let fault as ReplayFault {
            return [
                Finding(kind: .entry, seq: fault.seq, sentence: "it could not have happened: \(fault.reason)")
            ]
        }
        var findings: [Finding] = []
        for (index, table) in Projections.tables.enumerated() {
            if let difference = try Self.difference(in: table, between: connection, and: replay) {
                findings.append(
                    Finding(
                        kind: .table, seq: nil,
                        sentence: "table \(table) is not what the ledger makes it: \(difference)"))
            }
            progress("Comparing tables", Int64(index + 1), Int64(Projections.tables.count))
        }
        return try findings + Self.schemaFindings(connection, replay)
    }

    /// The computed tables made anew from the ledger, in an empty database.
    func replayed(progress: Progress = { _, _, _ in }) throws -> Connection {
        // An empty path is a temporary file of SQLite's own: large registers needn't fit in memory.
        let scratch = try Connection(path: "", for: .creating)
        try Migration.apply(Self.migrations, to: scratch)
        // The ledger stays where it is; its rows aren't copied, so nothing there can refer to it.
        try scratch.execute("PRAGMA foreign_keys = OFF")
        let projections = Projections(scratch, ledger: ledger)
        let total = try size()
        try scratch.transaction {
            try connection.forEach("SELECT entry FROM ledger ORDER BY seq") {
                let entry = try LedgerStore.entry($0, 0)
                do { try projections.apply(entry) } catch let error as SQLiteError {
                    if error.isBusy || error.isCannotWrite { throw error }
                    throw ReplayFault(seq: entry.seq, reason: error.message)
                } catch { throw ReplayFault(seq: entry.seq, reason: "\(error)") }
                if entry.seq % 1024 == 0 { progress("Replaying", entry.seq, total) }
            }
        }
        return scratch
    }

    /// The first row in which a table differs between two databases, in words; nil when there is none.
    static func difference(in table: String, between a: Connection, and b: Connection) throws -> String? {
        let columns = try a.all("SELECT name FROM pragma_table_info(?)", table) { $0.text(0) }
        let list = columns.map { "quote(\($0))" }.joined(separator: " || ', ' || ")
        let sql = "SELECT \(list) FROM \(table) ORDER BY \(columns.joined(separator: ", "))"
        let left = try a.prepare(sql)
        let right = try b.prepare(sql)
        while true {
            let found = try left.next { $0.text(0) }
            let expected = try right.next { $0.text(0) }
            if found != expected {
                return "it holds \(found ?? "nothing") where the ledger makes \(expected ?? "nothing")"
            }
            if found == nil { return nil }
        }
    }

    /// Tables, indexes and triggers that are not those of a new register: whoever wants to change the ledger has
    /// to drop its triggers first.
    private static func schemaFindings(_ a: Connection, _ b: Connection) throws -> [Finding] {
        // SQLite's own tables (statistics) come and go by themselves; Litestream, which replicates a database, keeps two
        // of its own in it (docs/safekeeping.md).
        let sql = """
            SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema
            WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                AND (type <> 'table' OR name NOT IN ('_litestream_seq', '_litestream_lock'))
            """
        // In a damaged schema a name may stand twice; neither is then taken for the right one.
        let found = Dictionary(try a.all(sql) { ($0.text(0), $0.text(1)) }) { _, _ in "" }
        let expected = Dictionary(uniqueKeysWithValues: try b.all(sql) { ($0.text(0), $0.text(1)) })
        return Set(found.keys).union(expected.keys).sorted().compactMap { name in
            let sentence: String
            switch (found[name], expected[name]) {
            case (nil, _): sentence = "the \(name) is missing"
            case (_, nil): sentence = "there is a \(name) that does not belong here"
            case (let one, let other) where one != other: sentence = "the \(name) has been changed"
            default: return nil
            }
            return Finding(kind: .schema, seq: nil, sentence: sentence)
        }
    }
}

/// The entry at which a replay stops, since the rules would never have let it in.
private struct ReplayFault: Error {
    let seq: Int64
    let reason: String
}
