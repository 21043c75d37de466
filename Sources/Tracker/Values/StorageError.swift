import Glibc

/// What the engine that keeps a register answered when it could not do what was asked: what it means, in the engine's
/// words, and the SQL.
public struct StorageError: Error, Equatable, CustomStringConvertible {
    /// What it means for whoever keeps the register.
    public enum Kind: Sendable {
        /// Another process holds the register: waiting and trying again may help.
        case busy
        /// Its contents contradict each other.
        case malformed
        /// A page is not as it was written.
        case changedPage
        /// It is something else than a database.
        case notADatabase
        /// The disk has no room left, or the account has used up its share.
        case diskFull
        /// A limit on the size of files was met.
        case tooLarge
        /// The file, its folder or its disk may not be written by whoever runs the program.
        case notPermitted
        /// The file was moved away while it was open.
        case movedAway
        /// The disk itself failed.
        case diskFailed
        /// There was no memory left.
        case outOfMemory
        /// The tables' own rules refuse it.
        case constraint
        /// The server that keeps the register can't be reached, or lets nobody in; nothing was kept.
        case unreachable
        /// The server can't show that it is the one that is meant, or takes no encrypted connection; nothing was sent to it.
        case untrusted
        /// The connection was lost, or the server fell silent, while it kept what was written: it may be stored, or not.
        case uncertain
        /// The server is one that only answers questions, beside the one that is written to.
        case standby
        /// A mistake of the program's.
        case mistake
    }

    /// What it means.
    public let kind: Kind
    /// The engine's own sentence.
    public let message: String
    /// The engine and its number for it, such as "SQLite error 5".
    public let origin: String
    /// The statement that failed, or nil where none was involved (opening a file).
    public let sql: String?
    /// The database's file, where it is known; empty for a temporary file of the engine's own.
    public let path: String?
    /// The operating system's error number behind it, or 0.
    public let systemCode: Int32

    package init(
        _ kind: Kind, _ message: String, origin: String, sql: String?, path: String? = nil,
        systemCode: Int32 = 0
    ) {
        self.kind = kind
        self.message = message
        self.origin = origin
        self.sql = sql
        self.path = path
        self.systemCode = systemCode
    }

    /// Another process holds the register: waiting and trying again may help.
    public var isBusy: Bool { kind == .busy }

    /// The disk or its permissions refused the work: nothing that was asked is wrong.
    public var isCannotWrite: Bool {
        [.diskFull, .tooLarge, .notPermitted, .movedAway, .diskFailed, .changedPage].contains(kind)
    }

    /// The file is not a database, or its pages contradict each other or are not as they were written.
    public var isDamaged: Bool { [.malformed, .notADatabase, .changedPage].contains(kind) }

    /// The engine's words and the system's.
    package var why: String {
        systemCode == 0 ? message : "\(message): \(String(cString: strerror(systemCode)))"
    }

    /// One line for a log: number, words and SQL.
    public var description: String { "\(origin): \(message)" + (sql.map { " in: \($0)" } ?? "") }
}
