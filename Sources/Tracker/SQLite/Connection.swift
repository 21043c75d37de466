import CSQLite
package import TrackerValues

/// An open SQLite database, set up so that a register is safe in it: write-ahead log, full synchronisation,
/// foreign keys, defensive mode.
package final class Connection {
    let handle: OpaquePointer
    private let shelf = StatementShelf()
    /// The path given when it was opened.
    package let path: String
    package let access: Access
    /// Whether a page that is not as it was written is refused when it is read.
    package let isChecking: Bool

    /// Opens the database at `path` (`:memory:` for one that lives in memory).
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - access: what it is opened for.
    ///   - busyTimeout: how long a locked database is waited for, in milliseconds.
    ///   - checking: whether a page whose checksum differs is refused; never when inspecting.
    ///   - inspect: looks at the database before anything in it may be changed, and throws to leave it as it is.
    /// - Throws: `StorageError` when the file can't be opened or is no database; what `inspect` throws.
    package init(
        path: String, for access: Access, busyTimeout: Int32 = 10_000, checking: Bool = true,
        inspect: (Connection) throws -> Void = { _ in }
    ) throws {
        var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        switch access {
        case .reading, .inspecting: flags |= SQLITE_OPEN_READONLY
        case .readingFrozen: flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        case .writing, .copying, .inspectingChecks: flags |= SQLITE_OPEN_READWRITE
        case .creating: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        }
        var handle: OpaquePointer?
        let name = access == .readingFrozen ? Self.frozenURI(path) : Self.name(path)
        isChecking = checking && access != .inspecting && access != .inspectingChecks
        let layer = isChecking ? ChecksumVFS.checking : ChecksumVFS.tolerant
        let code = sqlite3_open_v2(name, &handle, flags, layer)
        guard code == SQLITE_OK, let handle else {
            defer { sqlite3_close_v2(handle) }
            throw StorageError(connection: handle, code: code, sql: nil, path: path)
        }
        self.handle = handle
        self.path = path
        self.access = access
        if access == .creating { wantChecksums() }
        // The wait comes first: setting the journal mode takes a lock itself, and without a wait
        // several processes that open the same register at once fail there.
        sqlite3_busy_timeout(handle, busyTimeout)
        _ = csqlite_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        TextFunctions.add(to: handle)
        try execute("PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON")
        try inspect(self)
        switch access {
        case .reading, .readingFrozen, .inspecting: break
        case .writing, .creating:
            // Without `temp_store` the pages that a statement might have to put back go through a file of their own as
            // soon as one statement has changed many: half the time of an import.
            try execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY")
        case .copying: try execute("PRAGMA synchronous = FULL")
        case .inspectingChecks:
            // Nor is the log emptied into the file when this connection turns out to be the last.
            _ = csqlite_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
            try execute("PRAGMA query_only = ON")
        }
    }

    deinit {
        shelf.close()
        sqlite3_close_v2(handle)
    }

    /// Whether another connection can see the same: a database in memory or in a temporary file has only this one.
    package var isShared: Bool { !path.isEmpty && path != ":memory:" }

    /// How many rows the last statement inserted, changed or deleted, triggers apart.
    package var changes: Int64 { Int64(sqlite3_changes(handle)) }

    /// The file as SQLite takes its name for one: some of its builds take `file:` for the beginning of a URI.
    private static func name(_ path: String) -> String { path.hasPrefix("file:") ? "./" + path : path }

    /// The file as SQLite names one that doesn't change (<https://www.sqlite.org/uri.html>).
    private static func frozenURI(_ path: String) -> String {
        "file:" + path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
            + "?immutable=1"
    }

    /// Prepares one statement, to be kept and run many times.
    package func prepare(_ sql: String) throws(StorageError) -> Statement {
        try Statement(connection: handle, sql: sql, from: shelf)
    }

    /// Runs one or more statements that take no values and give no rows.
    package func execute(_ sql: String) throws(StorageError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        if code != SQLITE_OK { throw StorageError(connection: handle, code: code, sql: sql) }
    }

    /// Runs `body` as one transaction: all of it is kept, or none.
    ///
    /// A writing transaction takes the write lock at once (`BEGIN IMMEDIATE`), so it can't find
    /// half-way that another process was first.
    ///
    /// - Parameters:
    ///   - reading: only reads, from one state throughout.
    ///   - keep: false undoes everything at the end.
    ///   - body: what is done in it.
    package func transaction<Result>(
        reading: Bool = false, keep: Bool = true, _ body: () throws -> Result
    ) throws -> Result {
        try execute(reading ? "BEGIN" : "BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute(keep ? "COMMIT" : "ROLLBACK")
            return result
        } catch {
            // SQLite may have rolled back by itself (disk full): then there is nothing left to undo.
            if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
            throw error
        }
    }
}
