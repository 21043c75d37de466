/// What SQLite's header keeps for the program that made a file (<https://www.sqlite.org/fileformat2.html>): that it is a
/// register, and in which format.
extension Connection {
    /// "TRCK", by which the `file` command and we know a register.
    private static let applicationID: Int64 = 0x5452_434B

    /// Whether the file says that it is a register.
    package func isRegister() throws -> Bool {
        try first("PRAGMA application_id") { $0.int(0) } == Self.applicationID
    }

    /// The number of the last migration that was applied; 0 for none.
    package func format() throws -> Int { Int(try first("PRAGMA user_version") { $0.int(0) } ?? 0) }

    package func setFormat(_ format: Int) throws {
        try execute("PRAGMA application_id = \(Self.applicationID); PRAGMA user_version = \(format)")
    }
}
