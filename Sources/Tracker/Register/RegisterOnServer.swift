import TrackerModel
import TrackerStorage
public import TrackerValues

// A register that a PostgreSQL server keeps.

extension Register {
    /// What brings a server's database up to date; the formats of files are counted apart.
    private static var serverMigrations: [Migration] {
        #if PostgreSQL
            [
                Migration(version: 1) { String(decoding: PackageResources.p001_register_sql, as: UTF8.self) },
                Migration(version: 2) {
                    String(decoding: PackageResources.p002_reporting_sql, as: UTF8.self)
                },
                Migration(version: 3) { String(decoding: PackageResources.p003_rights_sql, as: UTF8.self) },
            ]
        #else
            []
        #endif
    }

    /// The newest format of whatever keeps this register.
    package var newestFormat: Int {
        database.isOnServer ? Self.serverMigrations.count : Self.migrations.count
    }

    /// The statements that make a register on a server.
    static var serverSchema: String { serverMigrations.map { $0.sql() }.joined() }

    /// Connects to a server. - Throws: `ServerRefusal`; `StorageError` where it can't be reached.
    private static func connect(to server: ServerName, busyTimeout: Int32) throws -> Database {
        if server.holdsPassword { throw ServerRefusal.passwordInName(server.shown) }
        #if PostgreSQL
            return try Database(on: server, busyTimeout: busyTimeout)
        #else
            throw ServerRefusal.notBuiltIn
        #endif
    }

    /// Opens a register on a server.
    ///
    /// - Throws: `RegisterError` where there is none, or a newer version made it; `StorageError`.
    static func open(on server: ServerName, for purpose: Access, busyTimeout: Int32) throws -> Register {
        let database = try connect(to: server, busyTimeout: busyTimeout)
        do {
            let format = try Migration.version(of: database, known: serverMigrations)
            guard format > 0 else { throw RegisterError.missing(path: server.shown) }
            if format < serverMigrations.count {
                guard purpose == .writing else { throw ServerRefusal.older(server.shown, format: format) }
                try Migration.apply(serverMigrations, to: database)
            }
        } catch MigrationError.newer(let found, let known) {
            throw RegisterError.newer(path: server.shown, found: found, known: known)
        }
        return Register(database, at: server.uri, fileFormat: serverMigrations.count)
    }

    /// Makes a register on a server, wholly or not at all.
    ///
    /// - Parameter fill: puts its first entries into it.
    /// - Throws: `RegisterError.exists` when there is one already; it is left as it is.
    static func make(on server: ServerName, _ fill: (Register) throws -> Void) throws -> Register {
        try make(on: server, isWhole: true, fill).0
    }

    /// Makes a register on a server that nobody takes for one before it is verified.
    ///
    /// - Parameters:
    ///   - fill: puts its entries into it.
    ///   - verify: looks at it once they are stored, and throws where it must not become a register.
    /// - Throws: `RegisterError.exists` when there is one already; it is left as it is.
    package static func make<Filled, Verified>(
        on server: ServerName, _ fill: (Register) throws -> Filled,
        verify: (Register, Filled) throws -> Verified
    ) throws -> Verified {
        let (register, filled) = try make(on: server, isWhole: false, fill)
        let database = register.database
        do {
            let verified = try verify(register, filled)
            try database.transaction(for: .making) { try database.setFormat(serverMigrations.count) }
            return verified
        } catch {
            try? database.execute("DROP SCHEMA tracker, reporting, mine CASCADE")
            throw error
        }
    }

    /// - Parameter isWhole: whether it is a register once it is filled: it has a format then.
    private static func make<Filled>(
        on server: ServerName, isWhole: Bool, _ fill: (Register) throws -> Filled
    ) throws -> (Register, Filled) {
        let database = try connect(to: server, busyTimeout: 10_000)
        let encoding = try database.first("SHOW server_encoding") { $0.text(0) }
        guard encoding == "UTF8" else { throw ServerRefusal.encoding(server.shown, encoding ?? "") }
        let made = try database.transaction(for: .making) {
            guard try database.format() == 0 else { throw RegisterError.exists(path: server.shown) }
            let isBegun = try database.first("SELECT to_regclass('tracker.ledger') IS NOT NULL") {
                $0.bool(0)
            }
            guard isBegun != true else { throw ServerRefusal.unfinished(server.shown) }
            try database.execute(serverSchema)
            let register = Register(database, at: server.uri, fileFormat: serverMigrations.count)
            try register.chooseEvidencePlace()
            let filled = try fill(register)
            if isWhole { try database.setFormat(serverMigrations.count) }
            return (register, filled)
        }
        try made.0.countAnew()
        return made
    }

    /// Has the server's planner know how large the tables are: by itself it looks at small ones never, and late at large ones.
    func countAnew() throws {
        try database.countAnew(["ledger", "tree", "words"] + Projections.tables)
    }
}

/// Why a register can't be kept on a server as was asked.
public enum ServerRefusal: TrackerError, Equatable {
    /// A password stands in the name.
    case passwordInName(String)
    /// This program was built without it.
    case notBuiltIn
    /// An earlier version made it.
    case older(String, format: Int)
    /// Another one was begun there and never finished.
    case unfinished(String)
    /// Its database holds texts in another encoding.
    case encoding(String, String)
    /// A backup is asked for in the place of a server's register.
    case backup
    /// Restoring is asked for, which puts a file in a file's place.
    case restore

    package var failure: FailureKind {
        switch self {
        case .passwordInName, .encoding: .malformed
        case .notBuiltIn, .older, .unfinished, .backup, .restore: .unwritable
        }
    }

    package var remedies: [Remedy] {
        switch self {
        case .passwordInName:
            [.plain("put it into ~/.pgpass (docs/postgresql.md) and leave it out of the name")]
        case .notBuiltIn:
            [
                .plain(
                    "install the package of this program, or build it with scripts/demo once libpq-dev is installed"
                )
            ]
        case .older:
            [.plain("whoever owns the database gives any command that writes, which brings it up to date")]
        case .unfinished:
            [
                .plain(
                    "if nothing in it is needed, take it away: psql -c 'DROP SCHEMA tracker CASCADE'; else use another database"
                )
            ]
        case .encoding: [.plain("make the database with: createdb -E UTF8 -T template0")]
        case .backup: [.give(.otherName)]
        case .restore: [.makeAnewOnServer]
        }
    }

    /// A sentence an administrator can act on.
    public var description: String {
        switch self {
        case .passwordInName(let shown):
            "The name of the register at \(shown) holds a password, which every account of this computer could read in the list of processes."
        case .notBuiltIn: "This program was built without registers on a server."
        case .older(let shown, let format):
            "The register at \(shown) is in format \(format), older than this program's own."
        case .unfinished(let shown):
            "A register was begun at \(shown) and never finished; it has been left as it is."
        case .encoding(let shown, let encoding):
            "The database at \(shown) keeps texts in \(encoding), which can't hold every letter; it has to be UTF8."
        case .backup:
            "A backup is a file, and this would be on a server."
        case .restore: "Restoring puts a file in the place of a register that is a file."
        }
    }
}
