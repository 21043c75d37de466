import CSQLite

/// Statements that were prepared and wait to be run again, by their SQL: to prepare one takes as long as to run it. Whoever
/// runs one takes it away and puts it back, so that none is run by two at once.
///
/// It belongs to one connection, and so to one thread.
final class StatementShelf {
    /// A program asks some hundred different questions; one that makes up its SQL keeps no more than these.
    private static let room = 256

    private var waiting: [String: OpaquePointer] = [:]
    private var isOpen = true

    /// A statement that waits.
    func take(_ sql: String) -> OpaquePointer? { waiting.removeValue(forKey: sql) }

    /// Puts a statement back, or lets go of it.
    func put(_ statement: OpaquePointer, _ sql: String) {
        // Some pragmas act when they are prepared, not when they are run (https://www.sqlite.org/pragma.html).
        guard isOpen, waiting.count < Self.room, waiting[sql] == nil, !sql.hasPrefix("PRAGMA") else {
            sqlite3_finalize(statement)
            return
        }
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
        waiting[sql] = statement
    }

    /// Lets go of all of them, and of those that come back later.
    func close() {
        isOpen = false
        for statement in waiting.values { sqlite3_finalize(statement) }
        waiting = [:]
    }
}
