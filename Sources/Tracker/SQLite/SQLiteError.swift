import CSQLite
package import TrackerValues
import Glibc

/// What SQLite's result codes (<https://www.sqlite.org/rescode.html>) mean.
extension StorageError {
    package init(
        sqlite code: Int32, message: String, sql: String?, path: String? = nil, systemCode: Int32 = 0
    ) {
        self.init(
            Self.kind(code, systemCode), message, origin: "SQLite error \(code)", sql: sql, path: path,
            systemCode: systemCode)
    }

    init(connection: OpaquePointer?, code: Int32, sql: String?, path: String? = nil) {
        let text = connection.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
        let file = connection.flatMap { sqlite3_db_filename($0, "main") }.map { String(cString: $0) }
        // The number stays behind after a failure that was overcome: it explains only these.
        let isSystems = [SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_FULL, SQLITE_READONLY].contains(code & 0xFF)
        self.init(
            sqlite: code,
            message: code == ChecksumVFS.badPage
                ? "a page of the file is not as it was written"
                : text.map { String(cString: $0) } ?? "unknown error",
            sql: sql,
            path: path ?? file,
            systemCode: isSystems ? connection.map { sqlite3_system_errno($0) } ?? 0 : 0)
    }

    private static func kind(_ code: Int32, _ systemCode: Int32) -> Kind {
        if systemCode == EFBIG { return .tooLarge }
        if [ENOSPC, EDQUOT].contains(systemCode) { return .diskFull }
        switch code {
        case ChecksumVFS.badPage: return .changedPage
        case movedAway: return .movedAway
        // SQLite keeps the system's number to itself here: that there is a limit, and that a write failed, is what can be
        // told.
        case failedWrite where isLimited: return .tooLarge
        default: break
        }
        return switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_CORRUPT: .malformed
        case SQLITE_NOTADB: .notADatabase
        case SQLITE_FULL: .diskFull
        case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM: .notPermitted
        case SQLITE_IOERR: .diskFailed
        case SQLITE_NOMEM: .outOfMemory
        case SQLITE_CONSTRAINT: .constraint
        default: .mistake
        }
    }

    /// Whether the size of files is limited (`ulimit -f`).
    private static var isLimited: Bool {
        var limit = rlimit()
        return getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
            && limit.rlim_cur != rlim_t.max
    }

    /// SQLITE_IOERR_WRITE, a macro that Swift doesn't see.
    private static let failedWrite: Int32 = SQLITE_IOERR | (3 << 8)
    /// SQLITE_READONLY_DBMOVED, another.
    private static let movedAway: Int32 = SQLITE_READONLY | (4 << 8)
}
