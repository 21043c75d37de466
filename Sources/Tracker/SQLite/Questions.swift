package import TrackerValues

// Storage has the same of a database, whichever engine keeps it.
extension Connection {
    /// Prepares and runs one statement once.
    package func run(_ sql: String, _ values: any Bindable...) throws {
        try prepare(sql).forEach(values) { _ in }
    }

    /// Prepares one query, runs it once and hands each row to `body`.
    package func forEach(
        _ sql: String, _ values: any Bindable..., body: (borrowing Row) throws -> Void
    ) throws {
        try prepare(sql).forEach(values, body)
    }

    /// Every row of a query, each read by `body`.
    package func all<Result>(
        _ sql: String, _ values: any Bindable..., read body: (borrowing Row) throws -> Result
    ) throws -> [Result] {
        var results: [Result] = []
        try prepare(sql).forEach(values) { results.append(try body($0)) }
        return results
    }

    /// The first row of a query, read by `body`, or nil when there is none.
    package func first<Result>(
        _ sql: String, _ values: any Bindable..., read body: (borrowing Row) throws -> Result
    ) throws -> Result? {
        var result: Result?
        try prepare(sql).forEach(values) { if result == nil { result = try body($0) } }
        return result
    }
}
