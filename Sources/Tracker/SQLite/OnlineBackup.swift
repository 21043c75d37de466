import CSQLite
import TrackerValues

/// Copying a database while others read and write it: SQLite's online backup
/// (<https://www.sqlite.org/backup.html>).
extension Connection {
    /// Replaces everything in this database by what is in `source`, page by page, as one transaction: whoever has it
    /// open sees the old or the new, and a copy that is interrupted leaves the old.
    ///
    /// `source` is copied as it stands when the copy begins, however long it takes.
    ///
    /// - Parameters:
    ///   - whenLocked: called when nobody else can write to this database any more, before it is changed.
    ///   - progress: told the pages done and their number.
    package func fill(
        from source: Connection, whenLocked: () throws -> Void = {},
        progress: (Int64, Int64) -> Void = { _, _ in }
    ) throws {
        try source.transaction(reading: true) {
            // A read transaction begins with the first read; it keeps the state that is copied.
            _ = try source.first("SELECT count(*) FROM sqlite_schema") { $0.int(0) }
            guard let backup = sqlite3_backup_init(handle, "main", source.handle, "main") else {
                throw StorageError(connection: handle, code: sqlite3_errcode(handle), sql: nil)
            }
            var code: Int32
            do {
                // No pages yet: this takes the locks.
                code = sqlite3_backup_step(backup, 0)
                if code == SQLITE_OK { try whenLocked() }
                while code == SQLITE_OK {
                    code = sqlite3_backup_step(backup, Self.pagesAtOnce)
                    let total = Int64(sqlite3_backup_pagecount(backup))
                    progress(total - Int64(sqlite3_backup_remaining(backup)), total)
                }
            } catch {
                sqlite3_backup_finish(backup)
                throw error
            }
            let end = sqlite3_backup_finish(backup)
            guard code == SQLITE_DONE, end == SQLITE_OK else {
                throw StorageError(connection: handle, code: code == SQLITE_DONE ? end : code, sql: nil)
            }
        }
    }

    private static let pagesAtOnce: Int32 = 1024

    /// Has the file do without a log beside it, which the header of what was copied asks for.
    package func dropLog() throws { try execute("PRAGMA journal_mode = DELETE") }
}
