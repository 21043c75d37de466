package import TrackerLedger
import TrackerModel
package import TrackerStorage
import TrackerValues

/// Checking the computed tables: the ledger is replayed into an empty database, and both are compared row by
/// row, neither of them in memory.
extension Register {
    /// Compares every computed table, and the database's own rules, with a replay.
    func verifyTables(progress: Progress) throws -> [Finding] {
        let replay: Database
        do { replay = try replayed(progress: progress) } catch let fault as ReplayFault {
            return [
                Finding(kind: .entry, seq: fault.seq, sentence: fault.sentence)
            ]
        }
        var findings =
            try database.isOnServer
            ? ServerSchemaCheck.findings(in: database, expected: replay)
            : SchemaCheck.findings(in: database, expected: replay)
        for (index, table) in Projections.tables.enumerated() {
            // One that has other columns can't be compared, and that has been said.
            if findings.contains(where: { $0.sentence.hasPrefix("the table \(table) ") }) { continue }
            if let difference = try Self.difference(in: table, between: database, and: replay) {
                findings.append(
                    Finding(
                        kind: .table, seq: nil,
                        sentence: "table \(table) is not what the ledger makes it: \(difference)"))
            }
            progress("Comparing tables", Int64(index + 1), Int64(Projections.tables.count))
        }
        return findings
    }

    /// The computed tables made anew from the ledger, in an empty database.
    func replayed(progress: Progress = { _, _, _ in }) throws -> Database {
        let scratch = try Database.temporary()
        try Migration.apply(Self.migrations, to: scratch)
        // The ledger stays where it is; its rows aren't copied, so nothing there can refer to it.
        try scratch.ignoreReferences()
        let projections = Projections(scratch, ledger: ledger)
        var rules = EntryRules(ledger, tables: scratch)
        let total = try size()
        try scratch.transaction {
            let entries = try database.prepare("SELECT entry FROM ledger ORDER BY seq")
            while let entry = try entries.next({ try LedgerStore.entry($0, 0) }) {
                try projections.replay(entry, judgedBy: &rules)
                if entry.seq % 1024 == 0 { progress("Replaying", entry.seq, total) }
            }
            try rules.judgeEnd(of: total)
        }
        return scratch
    }

    /// The first row in which a table differs between two databases, in words; nil when there is none. `b` is the one
    /// that is known to be right.
    package static func difference(
        in table: String, between a: Database, and b: Database
    ) throws -> String? {
        let columns = try b.columns(of: table)
        let key = columns.filter { $0.key > 0 }.sorted { $0.key < $1.key }.map(\.name)
        // In the order in which the table itself lies, and from it alone: no index can hide a row.
        func rows(of database: Database) throws -> Statement {
            try database.prepare(
                """
                SELECT \(columns.map(\.name).joined(separator: ", ")) FROM \(table) \(database.dialect.tableAlone)
                ORDER BY \(key.joined(separator: ", "))
                """)
        }
        let left = try rows(of: a)
        let right = try rows(of: b)
        let all = Int32(columns.count)
        func shown(_ row: borrowing Row) -> String {
            var values: [String] = []
            for column in 0..<all { values.append(row.shown(column)) }
            return values.joined(separator: ", ")
        }
        while true {
            var isMore = false
            let found: String?? = try left.next { found in
                isMore = true
                let difference: String?? = try right.next { expected in
                    for column in 0..<all where !found.holdsSame(column, as: expected) {
                        return "it holds \(shown(found)) where the ledger makes \(shown(expected))"
                    }
                    return nil
                }
                return difference ?? "it holds \(shown(found)) where the ledger makes nothing"
            }
            if let difference = found ?? nil { return difference }
            if !isMore {
                return try right.next { "it holds nothing where the ledger makes \(shown($0))" }
            }
        }
    }
}

extension EntryRules {
    /// Judges what only the end of a ledger of so many entries shows. - Throws: `ReplayFault`.
    package func judgeEnd(of size: Int64) throws {
        do { try checkEnd() } catch let broken as Broken {
            throw ReplayFault(seq: size, reason: broken.description)
        }
    }
}

extension Projections {
    /// Brings the tables up to date with an entry that somebody else may have written, once the rules have judged it.
    ///
    /// - Throws: `ReplayFault` when they would never have let it in.
    package func replay(_ entry: Entry, judgedBy rules: inout EntryRules) throws {
        do {
            guard let content = try EntryContent(entry) else {
                throw EntryError(unknownActOf: entry)
            }
            try rules.check(entry, content)
            try apply(entry, content)
            try rules.note(entry, content)
        } catch let error as StorageError {
            if error.isBusy || error.isCannotWrite { throw error }
            throw ReplayFault(seq: entry.seq, reason: error.message)
        } catch { throw ReplayFault(seq: entry.seq, reason: "\(error)") }
    }
}

/// The entry at which a replay stops, since the rules would never have let it in.
package struct ReplayFault: Error {
    package let seq: Int64
    package let reason: String

    package var sentence: String {
        "it could not have happened: \(reason.hasSuffix(".") ? String(reason.dropLast()) : reason)"
    }
}
