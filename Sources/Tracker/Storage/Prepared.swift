package import TrackerValues

/// A statement that is prepared when it is first run, and then kept: a command that never needs it doesn't pay for it.
package final class Prepared {
    private let database: Database
    private let sql: String
    private var statement: Statement?

    package init(_ sql: String, on database: Database) {
        self.sql = sql
        self.database = database
    }

    /// Runs it to its end, ignoring any rows.
    package func run(_ values: any Bindable...) throws { try run(binding: values.map(\.sqlValue)) }

    /// The same, with values as the engine takes them.
    package func run(binding values: [SQLValue]) throws { try forEach(values) { _ in } }

    /// Every row, read by `body`.
    package func all<Result>(
        _ values: any Bindable..., read body: (borrowing Row) throws -> Result
    ) throws -> [Result] {
        var results: [Result] = []
        try forEach(values.map(\.sqlValue)) { results.append(try body($0)) }
        return results
    }

    /// The first row, read by `body`, or nil when there is none.
    package func first<Result>(
        _ values: any Bindable..., read body: (borrowing Row) throws -> Result
    ) throws -> Result? {
        var result: Result?
        try forEach(values.map(\.sqlValue)) { if result == nil { result = try body($0) } }
        return result
    }

    private func forEach(_ values: [SQLValue], _ body: (borrowing Row) throws -> Void) throws {
        if statement == nil { statement = try database.prepare(sql) }
        try statement?.forEach(binding: values, body)
    }
}
