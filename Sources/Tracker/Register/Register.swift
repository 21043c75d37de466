import TrackerFiles
package import TrackerStorage
public import TrackerValues
public import TransparencyLog
import Glibc

/// A register: one SQLite file, or a database of a PostgreSQL server, that holds the ledger, the words beside it and the
/// tables computed from it.
///
/// ```swift
/// let register = try Register.open(at: "register.db", for: .reading)
/// let now = try register.snapshot(asAt: today, today: today)
/// try now.forEachItem(ItemQuery()) { item in print(item.reference) }
/// ```
///
/// One register value belongs to one thread; several processes may open the same file.
public final class Register {
    package let database: Database
    package let ledger: LedgerStore
    package let projections: Projections
    /// The file, as it was named when it was opened.
    package let path: String
    /// The format that the file itself is in; what is read from is in the newest.
    package let fileFormat: Int
    /// When the file had last been written to before it was opened; nil for a register that is no file.
    package let written: Instant?
    /// The file as it was when it was opened, where it is read as it stands.
    private let stamp: FileStamp?
    /// The first day of which the register was told, as found at a ledger size: see ``firstTold(from:)``.
    var told: (size: Int64, day: Day?)?
    private let findItem: Prepared
    let findCorrected: Prepared

    package static let migrations = [
        Migration(version: 1) { String(decoding: PackageResources.v001_register_sql, as: UTF8.self) },
        Migration(version: 2) { String(decoding: PackageResources.v002_indexes_sql, as: UTF8.self) },
        Migration(version: 3) { String(decoding: PackageResources.v003_trust_sql, as: UTF8.self) },
        Migration(version: 4) { String(decoding: PackageResources.v004_item_state_sql, as: UTF8.self) },
        Migration(version: 5) { String(decoding: PackageResources.v005_also_boards_sql, as: UTF8.self) },
        Migration(version: 6) { String(decoding: PackageResources.v006_states_sql, as: UTF8.self) },
        Migration(version: 7) { String(decoding: PackageResources.v007_proposals_sql, as: UTF8.self) },
        Migration(version: 8) { String(decoding: PackageResources.v008_counted_items_sql, as: UTF8.self) },
    ]

    init(
        _ database: Database, at path: String, fileFormat: Int? = nil, written: Instant? = nil,
        stamp: FileStamp? = nil
    ) {
        self.stamp = stamp
        self.database = database
        self.path = path
        self.written = written
        self.fileFormat = fileFormat ?? Self.migrations.count
        ledger = LedgerStore(database)
        findItem = Prepared("SELECT ref FROM recommendation WHERE folded = ?", on: database)
        findCorrected = Prepared(
            "SELECT DISTINCT corrects FROM correction WHERE act = ? AND seq <= ?", on: database)
        projections = Projections(database, ledger: ledger)
    }

    /// Makes a new, empty register. Nobody but the file's owner may read it.
    ///
    /// - Throws: `RegisterError.exists` when there is a file already; it is left as it is.
    package static func make(at path: String, busyTimeout: Int32 = 10_000) throws -> Register {
        if path != ":memory:" {
            let file = Glibc.open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
            guard file >= 0 else {
                throw errno == EEXIST
                    ? RegisterError.exists(path: path)
                    : RegisterError.cannotOpen(path: path, why: String(cString: strerror(errno)))
            }
            close(file)
        }
        let database = try Database(path: path, for: .creating, busyTimeout: busyTimeout)
        try Migration.apply(migrations, to: database)
        return Register(database, at: path)
    }

    /// Opens a register.
    ///
    /// - Parameters:
    ///   - path: the file, or a server's database by its connection URI (``ServerName``).
    ///   - purpose: `.reading` for questions, `.writing` for commands.
    ///   - busyTimeout: how long another writer is waited for, in milliseconds.
    /// - Throws: `RegisterError` when it isn't there, is something else, or comes from a newer version;
    ///   the file is then left untouched. `StorageError` when the disk refuses.
    public static func open(
        at path: String, for purpose: Access, busyTimeout: Int32 = 10_000
    ) throws -> Register {
        if let server = ServerName(path) {
            return try open(on: server, for: purpose, busyTimeout: busyTimeout)
        }
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw errno == ENOENT
                ? RegisterError.missing(path: path)
                : RegisterError.cannotOpen(path: path, why: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw RegisterError.notARegister(path: path) }
        do {
            let isReading = purpose == .reading || purpose == .inspecting
            let place = RegisterFiles(path)
            // SQLite would wait for whatever stands in its files' places.
            if let odd = place.sideFiles.first(where: {
                RegisterFiles.isTaken($0) && !RegisterFiles.isFile($0)
            }) {
                throw RegisterError.cannotOpen(path: path, why: "\(odd) is no file")
            }
            let stamp = isReading && place.isForReadingOnly ? FileStamp(of: place) : nil
            let isFrozen = isReading && (place.isFrozen || stamp != nil)
            let database = try Database(
                path: path == ":memory:" ? "./:memory:" : path, for: isFrozen ? .readingFrozen : purpose,
                busyTimeout: busyTimeout, checking: purpose != .inspecting && !place.isReplicated
            ) {
                // Looked at before anything may be written, so that a stranger's file is not changed.
                guard try $0.isRegister() else { throw RegisterError.notARegister(path: path) }
                _ = try Migration.version(of: $0, known: migrations)
            }
            let written = Instant(fileWritten: path)
            let format = try Migration.version(of: database, known: migrations)
            // A register has a format from its making: one that has none lost it.
            guard format > 0 else { throw MigrationError.impossible(found: format) }
            if !isReading {
                try Migration.apply(migrations, to: database)
                try database.giveChecksums()
            } else if format < migrations.count {
                return Register(
                    try migratedCopy(of: database), at: path, fileFormat: format, written: written,
                    stamp: stamp)
            }
            return Register(database, at: path, written: written, stamp: stamp)
        } catch let error as StorageError where error.kind == .notADatabase {
            throw RegisterError.notARegister(path: path)
        } catch let error as StorageError
            where error.kind == .notPermitted && (purpose == .reading || purpose == .inspecting)
        {
            throw RegisterError.unreadable(path: path, why: error.why)
        } catch MigrationError.newer(let found, let known) {
            throw RegisterError.newer(path: path, found: found, known: known)
        } catch MigrationError.impossible(let found) {
            throw RegisterError.damaged("its file says that it is in format \(found), which there is not")
        }
    }

    /// A register of an older format, brought up to date where nobody sees it: whoever only reads changes nothing.
    private static func migratedCopy(of old: Database) throws -> Database {
        let copy = try Database.temporary(for: .copying)
        try copy.fill(from: old)
        try Migration.apply(migrations, to: copy)
        return copy
    }

    /// Asks several questions of one and the same state, whatever others write meanwhile.
    ///
    /// - Throws: `RegisterError.changed` where the file is read as it stands and was written to meanwhile.
    public func reading<Result>(_ body: () throws -> Result) throws -> Result {
        let result = try database.transaction(for: .asking, body)
        if let stamp, stamp != FileStamp(of: RegisterFiles(path)) { throw RegisterError.changed(path: path) }
        return result
    }

    /// The first entry that is judged by this program's own rules rather than by those of an earlier one;
    /// `Int64.max` where there is none yet.
    package func rulesFrom() throws -> Int64 { try projections.rulesFrom() }

    /// The number of entries in the ledger.
    public func size() throws -> Int64 { try ledger.end().size }

    /// An item's reference as registered; nil when there is no such item.
    package func storedReference(_ folded: String) throws -> Reference? {
        if try projections.items.isAbsent(folded) { return nil }
        return try findItem.first(folded) { Reference(stored: $0.text(0)) }
    }

    /// The RFC 6962 root over the first `size` entries.
    public func root(at size: Int64) throws -> Hash { try ledger.root(size: size) }
}
