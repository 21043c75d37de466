import TrackerModel
import TrackerSQLite

/// Checking what a register's file declares: its tables, indexes, triggers and views are exactly those of a new register,
/// whatever they are called. Whoever wants to change the ledger has to drop its triggers first, or to add some.
enum SchemaCheck {
    /// One row of `sqlite_schema`, byte by byte.
    private struct Declared: Hashable {
        let type: [UInt8]
        let name: [UInt8]
        let table: [UInt8]
        /// nil for an index that a table makes for itself.
        let sql: [UInt8]?

        var title: [UInt8] { type + [0x20] + name }

        static func all(in connection: Connection) throws -> [Declared] {
            try connection.all("SELECT type, name, tbl_name, sql FROM sqlite_schema") {
                Declared(
                    type: $0.bytes(0), name: $0.bytes(1), table: $0.bytes(2),
                    sql: $0.isNull(3) ? nil : $0.bytes(3))
            }
        }

        static func table(_ name: String, _ columns: String) -> Declared {
            Declared(
                type: Array("table".utf8), name: Array(name.utf8), table: Array(name.utf8),
                sql: Array("CREATE TABLE \(name)\(columns)".utf8))
        }
    }

    /// What may be there besides: SQLite's own statistics and counters (<https://www.sqlite.org/fileformat2.html>,
    /// "Internal Schema Objects"), which come and go by themselves, and the two tables that Litestream keeps in a database
    /// that it replicates (docs/safekeeping.md). No trigger, index or view on any of them.
    private static let permitted: Set<Declared> = [
        .table("sqlite_stat1", "(tbl,idx,stat)"),
        .table("sqlite_stat4", "(tbl,idx,neq,nlt,ndlt,sample)"),
        .table("sqlite_sequence", "(name,seq)"),
        .table("_litestream_seq", " (id INTEGER PRIMARY KEY, seq INTEGER)"),
        .table("_litestream_lock", " (id INTEGER)"),
    ]

    /// What is missing, was changed, or doesn't belong there; `replay` is a new register.
    package static func findings(in connection: Connection, expected replay: Connection) throws -> [Finding] {
        let found = Dictionary(grouping: try Declared.all(in: connection), by: \.title)
        let expected = Dictionary(grouping: try Declared.all(in: replay), by: \.title)
        return Set(found.keys).union(expected.keys).sorted { $0.lexicographicallyPrecedes($1) }.compactMap {
            let name = String(decoding: $0, as: UTF8.self)
            let sentence: String
            switch (found[$0], expected[$0]) {
            case (nil, _): sentence = "the \(name) is missing"
            case (let found?, nil):
                if found.count == 1, permitted.contains(found[0]) { return nil }
                sentence = "there is a \(name) that does not belong here"
            case (let found, let expected):
                // In a damaged schema a name may stand twice; neither is then taken for the right one.
                if found == expected { return nil }
                sentence = "the \(name) has been changed"
            }
            return Finding(kind: .schema, seq: nil, sentence: sentence)
        }
    }
}
