#if PostgreSQL
    import TrackerPostgreSQL
#endif
import TrackerSQLite
package import TrackerValues

/// A database that a register is kept in: all that is seen of the engine behind it, SQLite or PostgreSQL. It belongs to one
/// thread.
///
/// Statements are the same for every engine: parameters are written `?`, truth is an integer, and the functions
/// `composed`, `folded` and `instr` are there. What else differs, `dialect` tells.
package final class Database {
    private enum Engine {
        case sqlite(Connection)
        #if PostgreSQL
            case postgreSQL(ServerConnection)
        #endif
    }
    private let engine: Engine
    package var dialect: Dialect { isOnServer ? .postgreSQL : .sqlite }

    private init(_ connection: Connection) { engine = .sqlite(connection) }

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
        engine = .sqlite(
            try Connection(path: path, for: access, busyTimeout: busyTimeout, checking: checking) {
                try inspect(Database($0))
            })
    }

    #if PostgreSQL
        /// Opens the database of a server.
        ///
        /// - Parameters:
        ///   - name: where it is.
        ///   - busyTimeout: how long another writer is waited for, in milliseconds.
        /// - Throws: `StorageError` when it can't be reached.
        package init(on name: ServerName, busyTimeout: Int32) throws {
            engine = .postgreSQL(try ServerConnection(name, busyTimeout: busyTimeout))
        }
    #endif

    /// An empty one, of which nothing is left afterwards: a temporary file of the engine's own, so that large registers
    /// needn't fit in memory.
    ///
    /// - Parameter access: `.copying` for one that is filled from another.
    package static func temporary(for access: Access = .creating) throws -> Database {
        try Database(path: "", for: access)
    }

    /// SQLite's connection; nil where a server keeps the database.
    private var file: Connection? {
        switch engine {
        case .sqlite(let connection): connection
        #if PostgreSQL
            case .postgreSQL: nil
        #endif
        }
    }

    /// Whether a server keeps it.
    package var isOnServer: Bool { file == nil }

    /// Opens the same database once more, for another thread, which may be called there; nil where nobody else can see it, or
    /// a server works for everybody.
    package var sibling: (@Sendable () throws -> Database)? {
        guard let file, file.isShared else { return nil }
        let (path, access, isChecking) = (file.path, file.access, file.isChecking)
        return { try Database(path: path, for: access, checking: isChecking) }
    }

    package func prepare(_ sql: String) throws(StorageError) -> Statement {
        switch engine {
        #if PostgreSQL
            case .sqlite(let connection): return Statement(try connection.prepare(sql))
            case .postgreSQL(let server): return Statement(server.prepare(sql))
        #else
            case .sqlite(let connection): return try connection.prepare(sql)
        #endif
        }
    }

    /// Runs one or more statements that take no values and give no rows.
    package func execute(_ sql: String) throws {
        switch engine {
        case .sqlite(let connection): try connection.execute(sql)
        #if PostgreSQL
            case .postgreSQL(let server): try server.execute(sql)
        #endif
        }
    }

    /// What a transaction is for.
    package enum Purpose {
        /// Only reads, from one state throughout.
        case asking
        /// Writes to the register: it claims the ledger's end at once, so that it can't find half-way that another process
        /// was first.
        case writing
        /// Writes beside the ledger, and so waits for nobody who appends.
        case adding
        /// Makes the tables or changes them, when nobody else does.
        case making
    }

    /// Runs `body` as one transaction: all of it is kept, or none.
    ///
    /// - Parameters:
    ///   - purpose: what it is for.
    ///   - keep: false undoes everything at the end.
    ///   - body: what is done in it.
    package func transaction<Result>(
        for purpose: Purpose = .writing, keep: Bool = true, _ body: () throws -> Result
    ) throws -> Result {
        switch engine {
        case .sqlite(let connection):
            return try connection.transaction(reading: purpose == .asking, keep: keep, body)
        #if PostgreSQL
            case .postgreSQL(let server):
                let kind: TransactionKind =
                    switch purpose {
                    case .asking: .reading
                    case .writing: .writing
                    case .adding: .adding
                    case .making: .making
                    }
                return try server.transaction(kind, keep: keep, body)
        #endif
        }
    }

    /// Makes sure that the last statement, which inserted, changed or deleted, did so with exactly one row, triggers apart:
    /// at once, or before the transaction is kept.
    package func requireOneRow(orThrow error: @autoclosure @escaping () -> any Error) throws {
        switch engine {
        case .sqlite(let connection): guard connection.changes == 1 else { throw error() }
        #if PostgreSQL
            case .postgreSQL(let server): server.requireOne(orThrow: error)
        #endif
        }
    }

    /// Asks a server once more, after the connection to it was lost while it kept something: what it then tells, it won't lose.
    package func askAnew<Result>(_ question: () throws -> Result) throws -> Result {
        switch engine {
        case .sqlite: return try question()
        #if PostgreSQL
            case .postgreSQL(let server): return try server.askAnew(question)
        #endif
        }
    }

    /// Has a server's planner know how many rows the tables have, after many came at once.
    package func countAnew(_ tables: [String]) throws {
        #if PostgreSQL
            if case .postgreSQL(let server) = engine {
                try server.execute("ANALYZE \(tables.joined(separator: ", "))")
            }
        #endif
    }
}

/// What it holds, and whether it is sound. What only a file can tell or be told, a server sees to by itself.
extension Database {
    /// Whether it says that it is a register.
    package func isRegister() throws -> Bool {
        switch engine {
        case .sqlite(let connection): try connection.isRegister()
        #if PostgreSQL
            case .postgreSQL(let server): try server.format() > 0
        #endif
        }
    }

    /// The number of the last migration that was applied; 0 for none.
    package func format() throws -> Int {
        switch engine {
        case .sqlite(let connection): try connection.format()
        #if PostgreSQL
            case .postgreSQL(let server): try server.format()
        #endif
        }
    }

    package func setFormat(_ format: Int) throws {
        switch engine {
        case .sqlite(let connection): try connection.setFormat(format)
        #if PostgreSQL
            case .postgreSQL(let server): try server.setFormat(format)
        #endif
        }
    }

    /// Everything that it declares.
    package func schemaObjects() throws -> [SchemaObject] { try file?.schemaObjects() ?? [] }

    /// A table's columns, and the place of each in the primary key: 0 for one that isn't in it.
    package func columns(of table: String) throws -> [(name: String, key: Int64)] {
        try file?.columns(of: table) ?? []
    }

    /// Whether a page that is not as it was written is refused when it is read.
    package var isChecking: Bool { file?.isChecking ?? true }

    /// Looks at the checksum of every page; nil where it has none.
    package func pageReport() throws -> PageReport? { try file?.pageReport() }

    /// Gives every page of one that was made without them its checksum, where the disk has room for it and nobody is in
    /// the way.
    package func giveChecksums() throws { try file?.giveChecksums() }

    /// What is wrong with its pages, at most twenty faults; empty where all is well. `thoroughly` also compares each index
    /// with its table, and each row with what its table demands.
    package func integrityFaults(thoroughly: Bool) throws -> [String] {
        try file?.integrityFaults(thoroughly: thoroughly) ?? []
    }

    /// The rows that name another one which isn't there.
    package func brokenReferences() throws -> [String] { try file?.brokenReferences() ?? [] }

    /// Lets rows name others that aren't there.
    package func ignoreReferences() throws { try file?.ignoreReferences() }

    /// Whether another program replicates it, which writes pages without right checksums.
    package func isReplicated() throws -> Bool { try file?.isReplicated() ?? false }
}

/// Copying it whole, and leaving no trace.
extension Database {
    /// Replaces everything in it by what is in `source`, as one transaction: whoever has it open sees the old or the new,
    /// and a copy that is interrupted leaves the old. `source` is copied as it stands when the copy begins. Both are files.
    ///
    /// - Parameters:
    ///   - whenLocked: called when nobody else can write to this database any more, before it is changed.
    ///   - progress: told how much is done, and of how much.
    package func fill(
        from source: Database, whenLocked: () throws -> Void = {},
        progress: (Int64, Int64) -> Void = { _, _ in }
    ) throws {
        guard let file, let other = source.file else { throw StorageError.noFile }
        try file.fill(from: other, whenLocked: whenLocked, progress: progress)
    }

    /// Copies everything of a file into the empty file at `path`, which is then whole in itself.
    package func copy(to path: String, progress: (Int64, Int64) -> Void) throws {
        guard let file else { throw StorageError.noFile }
        let target = try Connection(path: path, for: .copying)
        try target.fill(from: file, progress: progress)
        try target.dropLog()
    }

    /// Overwrites what is deleted from now on.
    package func eraseWhatIsDeleted() throws { try file?.eraseWhatIsDeleted() }

    /// Sees to it that no trace is left of what was removed.
    package func purge() throws {
        switch engine {
        case .sqlite(let connection): try connection.purge()
        #if PostgreSQL
            case .postgreSQL(let server): try server.execute("SELECT sweep_words()")
        #endif
        }
    }
}

extension StorageError {
    /// A page by page copy of a database that is no file.
    fileprivate static let noFile = StorageError(
        .mistake, "a server has no file that could be copied", origin: "storage", sql: nil)
}

extension Database {
    /// Who keeps others from writing to the database at `path`, as a sentence's subject; nil where nobody does any more, or
    /// it isn't known. Asking gives up all locks of this process: only for a program that is done with the database.
    package static func holder(of path: String) -> String? { LockHolder(of: path)?.description }
}
