/// A table, index, trigger or view that a database declares, byte by byte.
package struct SchemaObject: Hashable {
    private let type: [UInt8]
    private let name: [UInt8]
    private let table: [UInt8]
    /// nil for an index that a table makes for itself.
    private let sql: [UInt8]?

    /// Its kind and its name.
    package var title: [UInt8] { type + [0x20] + name }

    /// Whether it is SQLite's own or Litestream's, and so may be in a register: statistics and counters
    /// (<https://www.sqlite.org/fileformat2.html>, "Internal Schema Objects"), which come and go by themselves, and the
    /// two tables that Litestream keeps in a database that it replicates (docs/safekeeping.md). No trigger, index or view
    /// on any of them.
    package var isPermitted: Bool { Self.permitted.contains(self) }

    private static let permitted: Set<SchemaObject> = [
        .table("sqlite_stat1", "(tbl,idx,stat)"),
        .table("sqlite_stat4", "(tbl,idx,neq,nlt,ndlt,sample)"),
        .table("sqlite_sequence", "(name,seq)"),
        .table("_litestream_seq", " (id INTEGER PRIMARY KEY, seq INTEGER)"),
        .table("_litestream_lock", " (id INTEGER)"),
    ]

    private static func table(_ name: String, _ columns: String) -> SchemaObject {
        SchemaObject(
            type: Array("table".utf8), name: Array(name.utf8), table: Array(name.utf8),
            sql: Array("CREATE TABLE \(name)\(columns)".utf8))
    }

    fileprivate static func all(in connection: Connection) throws -> [SchemaObject] {
        try connection.all("SELECT type, name, tbl_name, sql FROM sqlite_schema") {
            SchemaObject(
                type: $0.bytes(0), name: $0.bytes(1), table: $0.bytes(2),
                sql: $0.isNull(3) ? nil : $0.bytes(3))
        }
    }
}

extension Connection {
    /// Everything that it declares.
    package func schemaObjects() throws -> [SchemaObject] { try SchemaObject.all(in: self) }

    /// A table's columns, and the place of each in the primary key: 0 for one that isn't in it.
    package func columns(of table: String) throws -> [(name: String, key: Int64)] {
        try all("SELECT name, pk FROM pragma_table_info(?)", table) { (name: $0.text(0), key: $0.int(1)) }
    }

    /// Whether Litestream has been at it: it keeps tables of its own in a database, on pages without right checksums.
    package func isReplicated() throws -> Bool {
        try first("SELECT 1 FROM sqlite_schema WHERE name = '_litestream_seq'") { _ in true } ?? false
    }
}
