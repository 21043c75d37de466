import CSQLite
import Glibc

/// What SQLite answered when it could not do what was asked: its extended result code, its words, and the SQL.
///
/// Result codes: <https://www.sqlite.org/rescode.html>.
public struct SQLiteError: Error, Equatable, CustomStringConvertible {
    /// The extended result code; `primary` is its low byte.
    public let code: Int32
    /// SQLite's own sentence.
    public let message: String
    /// The statement that failed, or nil where none was involved (opening a file).
    public let sql: String?
    /// The database's file, where it is known; empty for one of SQLite's own temporary files.
    public let path: String?
    /// The operating system's error number behind it, or 0.
    public let systemCode: Int32

    /// The primary result code, for example `SQLITE_BUSY`.
    public var primary: Int32 { code & 0xFF }

    /// Another process holds the register: waiting and trying again may help.
    public var isBusy: Bool { primary == SQLITE_BUSY || primary == SQLITE_LOCKED }

    /// The disk or its permissions refused the write: nothing in the register is wrong.
    public var isCannotWrite: Bool {
        [SQLITE_FULL, SQLITE_READONLY, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_PERM].contains(primary)
    }

    /// The file is something else than a database.
    package var isNotADatabase: Bool { primary == SQLITE_NOTADB }

    /// The file is not a database, or its pages contradict each other.
    public var isDamaged: Bool {
        primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || code == ChecksumVFS.badPage
    }

    /// One line for a log: code, words and SQL.
    public var description: String {
        "SQLite error \(code): \(message)" + (sql.map { " in: \($0)" } ?? "")
    }

    package init(code: Int32, message: String, sql: String?, path: String? = nil, systemCode: Int32 = 0) {
        self.code = code
        self.message = message
        self.sql = sql
        self.path = path
        self.systemCode = systemCode
    }

    package init(connection: OpaquePointer?, code: Int32, sql: String?, path: String? = nil) {
        let text = connection.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
        let file = connection.flatMap { sqlite3_db_filename($0, "main") }.map { String(cString: $0) }
        // The number stays behind after a failure that was overcome: it explains only these.
        let isSystems = [SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_FULL, SQLITE_READONLY].contains(code & 0xFF)
        let isBadPage = code == ChecksumVFS.badPage
        self.init(
            code: code,
            message: isBadPage
                ? "a page of the file is not as it was written"
                : text.map { String(cString: $0) } ?? "unknown error",
            sql: sql,
            path: path ?? file,
            systemCode: isSystems ? connection.map { sqlite3_system_errno($0) } ?? 0 : 0)
    }
}

/// What it means.
extension SQLiteError {
    /// The disk has no room left, or the account has used up its share.
    package var isDiskFull: Bool { primary == SQLITE_FULL || [ENOSPC, EDQUOT].contains(systemCode) }

    /// The file, its folder or its disk may not be written by whoever runs the program.
    package var isNotPermitted: Bool {
        [SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM].contains(primary) && !isDiskFull
    }

    /// A limit on the size of files was met. SQLite keeps the system's number for it to itself: that there is a limit, and
    /// that a write failed, is what can be told.
    package var isTooLarge: Bool {
        if systemCode == EFBIG { return true }
        var limit = rlimit()
        return code == Self.failedWrite && getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
            && limit.rlim_cur != rlim_t.max
    }

    /// SQLITE_IOERR_WRITE, a macro that Swift doesn't see.
    private static let failedWrite: Int32 = SQLITE_IOERR | (3 << 8)

    /// SQLite's words and the system's.
    package var why: String {
        systemCode == 0 ? message : "\(message): \(String(cString: strerror(systemCode)))"
    }

    /// The disk itself failed.
    package var isDiskFailure: Bool { primary == SQLITE_IOERR }

    /// There was no memory left.
    package var isOutOfMemory: Bool { primary == SQLITE_NOMEM }

    /// The file was moved away while it was open.
    package var isMovedAway: Bool { code == Self.movedAway }

    /// SQLITE_READONLY_DBMOVED, a macro that Swift doesn't see.
    private static let movedAway: Int32 = SQLITE_READONLY | (4 << 8)
}
