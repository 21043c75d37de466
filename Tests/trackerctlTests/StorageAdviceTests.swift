import Glibc
import Testing

import Tracker
import TrackerSQLite
@testable import trackerctl

/// What whoever keeps a register is told of SQLite's errors.
struct StorageAdviceTests {
    /// Extended result codes from <https://www.sqlite.org/rescode.html>.
    @Test func everyRefusalSaysWhatToDo() {
        func advice(_ code: Int32, _ systemCode: Int32 = 0) -> String {
            StorageError(
                sqlite: code, message: "words of SQLite", sql: nil, path: "/r.db", systemCode: systemCode
            )
            .advice() ?? ""
        }
        #expect(advice(13).contains("is full") && advice(13).contains("Make room"))
        #expect(advice(778, ENOSPC).contains("is full"))  // SQLITE_IOERR_WRITE
        #expect(advice(14, ENOSPC).contains("is full"))  // SQLITE_CANTOPEN
        // SQLITE_IOERR_FSYNC
        #expect(advice(1034, EIO).contains("failed (words of SQLite: Input/output error)"))
        #expect(advice(266).contains("before you repeat it"))  // SQLITE_IOERR_READ
        #expect(advice(8).contains("you may not read or write /r.db"))
        #expect(advice(8, EROFS).contains("can only be read"))
        #expect(advice(14, EACCES).contains("Permission denied"))
        #expect(advice(1032).contains("moved away"))  // SQLITE_READONLY_DBMOVED
        #expect(advice(11).contains("damaged") && advice(11).contains("restore the latest backup"))
        #expect(advice(26).contains("damaged"))
        #expect(advice(5).contains("--wait") && advice(261).contains("--wait"))  // SQLITE_BUSY_RECOVERY
        #expect(advice(7).contains("memory"))
        // A mistake of the program is not dressed up as the disk's.
        #expect(StorageError(sqlite: 1, message: "no such table", sql: nil).advice() == nil)
    }
}
