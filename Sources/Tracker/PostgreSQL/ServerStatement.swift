#if PostgreSQL
    import CPostgreSQL
    package import TrackerValues

    /// A statement on a server. What writes is only put into the queue, and what it comes to shows when the next question is
    /// asked or all is kept; a question is answered at once, and its answer lies here whole before its first row is read, since
    /// a server answers one question at a time. Only what is as long as the ledger comes in parts.
    package final class ServerStatement {
        private let connection: ServerConnection
        private let sql: String
        private let isWriting: Bool
        /// Whether it asks for everything there is in the order of entries.
        private let isLong: Bool
        private var cursor: ServerCursor?

        init(_ connection: ServerConnection, _ sql: String) {
            self.connection = connection
            self.sql = sql
            isWriting = ["INSERT", "UPDATE", "DELETE"].contains(where: sql.hasPrefix)
            isLong = sql.contains("ORDER BY seq") && !sql.contains("LIMIT") && !sql.contains("?")
        }

        /// Runs the statement and hands each row to `body`, until that has had enough.
        package func forEach(_ values: [SQLValue], _ body: (borrowing ServerRow) throws -> Bool) throws {
            guard !isWriting else { return try connection.write(sql, values) }
            if isLong, connection.isInTransaction {
                let cursor = try ServerCursor(connection, sql)
                while try cursor.next(body) == true {}
                return
            }
            let result = try connection.ask(sql, values)
            defer { PQclear(result) }
            for row in 0..<PQntuples(result) where try !body(ServerRow(result: result, row: row)) { return }
        }

        /// Steps to the next row of a query without parameters and reads it; nil at the end. For queries of any length: within a
        /// transaction, a part of the answer is here at a time.
        package func next<Result>(_ read: (borrowing ServerRow) throws -> Result) throws -> Result? {
            let cursor = try self.cursor ?? ServerCursor(connection, sql)
            self.cursor = cursor
            return try cursor.next(read)
        }
    }

    /// A query whose answer is fetched in parts (<https://www.postgresql.org/docs/current/sql-declare.html>).
    final class ServerCursor {
        private let connection: ServerConnection
        /// Its name; nil outside of a transaction, where the whole answer is asked for at once.
        private let name: String?
        private let sql: String
        private var result: OpaquePointer?
        private var row: Int32 = 0
        private var isEnd = false

        private static let rowsAtOnce: Int32 = 1000

        init(_ connection: ServerConnection, _ sql: String) throws {
            self.connection = connection
            self.sql = sql
            guard connection.isInTransaction else {
                name = nil
                return
            }
            let name = connection.newName("c")
            self.name = name
            try connection.queue("DECLARE \(name) NO SCROLL CURSOR FOR \(sql)")
        }

        deinit { PQclear(result) }

        func next<Result>(_ read: (borrowing ServerRow) throws -> Result) throws -> Result? {
            if !isEnd, result.map({ row == PQntuples($0) }) ?? true {
                PQclear(result)
                result = nil
                let part = try connection.ask(
                    name.map { "FETCH \(Self.rowsAtOnce) FROM \($0)" } ?? sql, keeping: false)
                result = part
                row = 0
                isEnd = name == nil || PQntuples(part) < Self.rowsAtOnce
                if isEnd, let name { try connection.queue("CLOSE \(name)") }
            }
            guard let result, row < PQntuples(result) else { return nil }
            defer { row += 1 }
            return try read(ServerRow(result: result, row: row))
        }
    }
#endif
