#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A register: one SQLite file that holds the ledger, the words beside it and the tables computed from it.
///
/// ```swift
/// let register = try Register.open(at: "register.db", for: .reading)
/// let overdue = try register.items(.init(scope: .everything)).filter { $0.isOverdue }
/// ```
///
/// One register value belongs to one thread; several processes may open the same file.
public final class Register {
    let connection: Connection
    let ledger: LedgerStore
    let projections: Projections

    static let migrations = [
        Migration(version: 1) { String(decoding: PackageResources.v001_register_sql, as: UTF8.self) },
        Migration(version: 2) { String(decoding: PackageResources.v002_indexes_sql, as: UTF8.self) },
    ]
    /// `PRAGMA application_id` of a register: "TRCK".
    private static let applicationID: Int64 = 0x5452_434B

    private init(_ connection: Connection) {
        self.connection = connection
        ledger = LedgerStore(connection)
        projections = Projections(connection, ledger: ledger)
    }

    /// Makes a new, empty register. Nobody but the file's owner may read it.
    ///
    /// - Throws: `RegisterError.exists` when there is a file already; it is left as it is.
    static func make(at path: String, busyTimeout: Int32 = 10_000) throws -> Register {
        if path != ":memory:" {
            let file = Glibc.open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
            guard file >= 0 else {
                throw errno == EEXIST
                    ? RegisterError.exists(path: path)
                    : RegisterError.cannotOpen(path: path, why: String(cString: strerror(errno)))
            }
            close(file)
        }
        let connection = try Connection(path: path, for: .creating, busyTimeout: busyTimeout)
        try Migration.apply(migrations, to: connection)
        return Register(connection)
    }

    /// Opens a register.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - purpose: `.reading` for questions, `.writing` for commands.
    ///   - busyTimeout: how long another writer is waited for, in milliseconds.
    /// - Throws: `RegisterError` when it isn't there, is something else, or comes from a newer version;
    ///   the file is then left untouched. `SQLiteError` when the disk refuses.
    public static func open(
        at path: String, for purpose: Connection.Purpose, busyTimeout: Int32 = 10_000
    ) throws -> Register {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw errno == ENOENT
                ? RegisterError.missing(path: path)
                : RegisterError.cannotOpen(path: path, why: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw RegisterError.notARegister(path: path) }
        do {
            let isFrozen = purpose == .reading && RegisterPlace(path).isFrozen
            let connection = try Connection(
                path: path, for: isFrozen ? .readingFrozen : purpose, busyTimeout: busyTimeout
            ) {
                // Looked at before anything may be written, so that a stranger's file is not changed.
                guard try $0.first("PRAGMA application_id", read: { $0.int(0) }) == applicationID else {
                    throw RegisterError.notARegister(path: path)
                }
                _ = try Migration.version(of: $0, known: migrations)
            }
            if purpose != .reading { try Migration.apply(migrations, to: connection) }
            return Register(connection)
        } catch let error as SQLiteError where error.primary == 26 {  // SQLITE_NOTADB
            throw RegisterError.notARegister(path: path)
        } catch MigrationError.newer(let found, let known) {
            throw RegisterError.newer(path: path, found: found, known: known)
        }
    }

    /// Asks several questions of one and the same state, whatever others write meanwhile.
    public func reading<Result>(_ body: () throws -> Result) throws -> Result {
        try connection.transaction(reading: true, body)
    }

    /// The number of entries in the ledger.
    public func size() throws -> Int64 { try ledger.end().size }

    /// The RFC 6962 root over the first `size` entries.
    public func root(at size: Int64) throws -> Hash { try ledger.root(size: size) }

    /// A setting of the register, for example `body`, or nil.
    public func setting(_ name: Setting) throws -> String? {
        try connection.first("SELECT value FROM setting WHERE name = ?", name.rawValue) { $0.text(0) }
    }

    /// The settings as known at a ledger size, so that a past paper carries the name and marking it had.
    func settings(knownAt: Int64) throws -> [String: String] {
        var settings: [String: String] = [:]
        for entry in try ledger.entries(about: Writer.registerSubject, knownAt: knownAt) {
            switch try RegisterAct(name: entry.act, subject: entry.subject, data: entry.data) {
            case .initialise(let first): settings = first
            case .configure(let name, let value): settings[name] = value
            default: break
            }
        }
        return settings
    }

    /// The zone that decides which day it is.
    public func timeZone() throws -> TimeZoneRule {
        try setting(.timeZone).flatMap { TimeZoneRule(name: $0) } ?? .london
    }

    /// The upper ends of the quarterly table's age bands, in days.
    public func ageBands() throws -> [Int] {
        try setting(.ageBands).flatMap { Setting.bands($0) } ?? [90, 180, 365]
    }

    /// The day on which the body's financial year begins.
    public func yearStart() throws -> YearStart {
        try setting(.yearStart).flatMap { YearStart(parsing: $0) } ?? .april
    }
}

/// What can be set for a register as a whole.
public enum Setting: String, CaseIterable, Sendable {
    /// The policing body's name.
    case body
    /// The force it oversees.
    case force
    /// First day of its financial year, `MM-DD`.
    case yearStart = "year_start"
    /// The zone that decides which day it is; London unless set.
    case timeZone = "time_zone"
    /// The protective marking that papers carry unless told otherwise.
    case marking
    /// The upper ends of the age bands, in days: `90,180,365`.
    case ageBands = "age_bands"
    /// The first day on which a report had to be published for the 56 days of Police Act 1996 s.55(5A) to apply.
    case responseStart = "response_start"
    /// The rule for red, amber and green that papers use unless told otherwise.
    case ragRule = "rag_rule"

    /// Reads ascending numbers of days parted by commas; nil for anything else.
    static func bands(_ text: String) -> [Int]? {
        let bands = text.split(separator: ",", omittingEmptySubsequences: false).map {
            Int(String($0).trimmed)
        }
        let days = bands.compactMap { $0 }
        guard days.count == bands.count, !days.isEmpty, days[0] > 0, zip(days, days.dropFirst()).allSatisfy(<)
        else { return nil }
        return days
    }
}

extension String {
    /// Without blanks at either end.
    var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
