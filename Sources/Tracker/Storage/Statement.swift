#if PostgreSQL
    import TrackerPostgreSQL
    import TrackerSQLite
    package import TrackerValues

    /// A prepared statement: owned by one place, gone when that place lets go of it.
    package struct Statement: ~Copyable {
        private let file: TrackerSQLite.Statement?
        private let server: ServerStatement?

        init(_ statement: consuming TrackerSQLite.Statement) {
            file = consume statement
            server = nil
        }

        init(_ statement: ServerStatement) {
            file = nil
            server = statement
        }

        /// Runs a statement to its end, ignoring any rows.
        package func run(_ values: any Bindable...) throws {
            try forEach(binding: values.map(\.sqlValue)) { _ in }
        }

        /// Runs the statement and hands each row to `body`; the row is valid only inside it.
        package func forEach(_ values: [any Bindable], _ body: (borrowing Row) throws -> Void) throws {
            try forEach(binding: values.map(\.sqlValue), body)
        }

        /// The same, with values as the engine takes them.
        package func forEach(
            binding values: [SQLValue], _ body: (borrowing Row) throws -> Void
        ) throws {
            if let server {
                return try server.forEach(values) {
                    try body(Row($0))
                    return true
                }
            }
            try file?.forEach(binding: values) { try body(Row($0)) }
        }

        /// The first row, read by `body`, or nil when there is none.
        package func first<Result>(
            _ values: any Bindable..., read body: (borrowing Row) throws -> Result
        ) throws -> Result? {
            let values = values.map(\.sqlValue)
            guard let server else { return try file?.first(binding: values) { try body(Row($0)) } ?? nil }
            var result: Result?
            try server.forEach(values) {
                result = try body(Row($0))
                return false
            }
            return result
        }

        /// Steps to the next row of a query without parameters and reads it; nil at the end, after which it must not be
        /// asked again. For reading two queries side by side, and what is too long to be in memory at once.
        package func next<Result>(_ read: (borrowing Row) throws -> Result) throws -> Result? {
            if let server { return try server.next { try read(Row($0)) } }
            return try file?.next { try read(Row($0)) } ?? nil
        }
    }
#endif
