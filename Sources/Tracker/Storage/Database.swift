package import TrackerSQLite
package import TrackerValues

/// A database that a register is kept in: all that is seen of the engine behind it, today SQLite. It belongs to one thread.
///
/// Statements are the same for every engine: parameters are written `?`, truth is an integer, and the functions
/// `composed`, `folded` and `instr` are there. What else differs, `dialect` tells.
package final class Database: Preparing {
    private let connection: Connection
    package let dialect = Dialect.sqlite

    private init(_ connection: Connection) { self.connection = connection }

    /// Opens the database at `path`.
    ///
    /// - Parameters:
    ///   - path: the file; `:memory:` for one that lives in memory.
    ///   - access: what it is opened for.
    ///   - busyTimeout: how long a locked database is waited for, in milliseconds.
    ///   - checking: whether a page whose checksum differs is refused; never when inspecting.
    ///   - inspect: looks at the database before anything in it may be changed, and throws to leave it as it is.
    /// - Throws: `StorageError` when it can't be opened or is no database; what `inspect` throws.
    package init(
        path: String, for access: Access, busyTimeout: Int32 = 10_000, checking: Bool = true,
        inspect: (Database) throws -> Void = { _ in }
    ) throws {
        connection = try Connection(path: path, for: access, busyTimeout: busyTimeout, checking: checking) {
            try inspect(Database($0))
        }
    }

    /// An empty one, of which nothing is left afterwards: a temporary file of the engine's own, so that large registers
    /// needn't fit in memory.
    ///
    /// - Parameter access: `.copying` for one that is filled from another.
    package static func temporary(for access: Access = .creating) throws -> Database {
        try Database(path: "", for: access)
    }

    /// Opens the same database once more, for another thread, which may be called there; nil where nobody else can see it.
    package var sibling: (@Sendable () throws -> Database)? {
        guard connection.isShared else { return nil }
        let (path, access, isChecking) = (connection.path, connection.access, connection.isChecking)
        return { try Database(path: path, for: access, checking: isChecking) }
    }

    package func prepare(_ sql: String) throws(StorageError) -> Statement { try connection.prepare(sql) }

    /// Runs one or more statements that take no values and give no rows.
    package func execute(_ sql: String) throws(StorageError) { try connection.execute(sql) }

    /// Runs `body` as one transaction: all of it is kept, or none. One that writes claims the ledger's end at once, so that
    /// it can't find half-way that another process was first.
    ///
    /// - Parameters:
    ///   - reading: only reads, from one state throughout.
    ///   - keep: false undoes everything at the end.
    ///   - body: what is done in it.
    package func transaction<Result>(
        reading: Bool = false, keep: Bool = true, _ body: () throws -> Result
    ) throws -> Result {
        try connection.transaction(reading: reading, keep: keep, body)
    }

    /// How many rows the last statement inserted, changed or deleted, triggers apart.
    package var changes: Int64 { connection.changes }
}

/// What it holds, and whether it is sound.
extension Database {
    /// Whether it says that it is a register.
    package func isRegister() throws -> Bool { try connection.isRegister() }

    /// The number of the last migration that was applied; 0 for none.
    package func format() throws -> Int { try connection.format() }

    func setFormat(_ format: Int) throws { try connection.setFormat(format) }

    /// Everything that it declares.
    package func schemaObjects() throws -> [SchemaObject] { try connection.schemaObjects() }

    /// A table's columns, and the place of each in the primary key: 0 for one that isn't in it.
    package func columns(of table: String) throws -> [(name: String, key: Int64)] {
        try connection.columns(of: table)
    }

    /// Whether a page that is not as it was written is refused when it is read.
    package var isChecking: Bool { connection.isChecking }

    /// Looks at the checksum of every page; nil where it has none.
    package func pageReport() throws -> PageReport? { try connection.pageReport() }

    /// Gives every page of one that was made without them its checksum, where the disk has room for it and nobody is in
    /// the way.
    package func giveChecksums() throws { try connection.giveChecksums() }

    /// What is wrong with its pages, at most twenty faults; empty where all is well. `thoroughly` also compares each index
    /// with its table, and each row with what its table demands.
    package func integrityFaults(thoroughly: Bool) throws -> [String] {
        try connection.integrityFaults(thoroughly: thoroughly)
    }

    /// The rows that name another one which isn't there.
    package func brokenReferences() throws -> [String] { try connection.brokenReferences() }

    /// Lets rows name others that aren't there.
    package func ignoreReferences() throws { try connection.ignoreReferences() }

    /// Whether another program replicates it, which writes pages without right checksums.
    package func isReplicated() throws -> Bool { try connection.isReplicated() }
}

/// Copying it whole, and leaving no trace.
extension Database {
    /// Replaces everything in it by what is in `source`, as one transaction: whoever has it open sees the old or the new,
    /// and a copy that is interrupted leaves the old. `source` is copied as it stands when the copy begins.
    ///
    /// - Parameters:
    ///   - whenLocked: called when nobody else can write to this database any more, before it is changed.
    ///   - progress: told how much is done, and of how much.
    package func fill(
        from source: Database, whenLocked: () throws -> Void = {},
        progress: (Int64, Int64) -> Void = { _, _ in }
    ) throws {
        try connection.fill(from: source.connection, whenLocked: whenLocked, progress: progress)
    }

    /// Copies everything into the empty file at `path`, which is then whole in itself.
    package func copy(to path: String, progress: (Int64, Int64) -> Void) throws {
        let target = try Connection(path: path, for: .copying)
        try target.fill(from: connection, progress: progress)
        try target.dropLog()
    }

    /// Overwrites what is deleted from now on.
    package func eraseWhatIsDeleted() throws { try connection.eraseWhatIsDeleted() }

    /// Sees to it that no trace is left of what was removed.
    package func purge() throws { try connection.purge() }
}

extension Database {
    /// Who keeps others from writing to the database at `path`, as a sentence's subject; nil where nobody does any more, or
    /// it isn't known. Asking gives up all locks of this process: only for a program that is done with the database.
    package static func holder(of path: String) -> String? { LockHolder(of: path)?.description }
}
