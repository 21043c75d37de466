/// Where the rows of a long list are read from while it is drawn: a register's snapshot.
public protocol RowSource: AnyObject {}

/// A list was to be drawn without what its rows are read from: a mistake of the program.
package enum RowsError: Error {
    case withoutSource
}

/// The rows of a table, top to bottom: held in memory, or read again each time they are asked for from the source that a
/// renderer is given, so that a list of any length prints without being held, and is a value all the same.
public struct Rows: ExpressibleByArrayLiteral, Sendable {
    /// Hands each row, in order, to the closure that it is given.
    public typealias Reading =
        @Sendable (_ source: (any RowSource)?, _ body: ([Cell]) throws -> Void) throws -> Void

    private enum Source: Sendable {
        case held([[Cell]])
        case read(Reading)
    }

    private let source: Source
    /// How many there are.
    public let count: Int

    /// Rows held in memory.
    public init(_ rows: [[Cell]]) {
        source = .held(rows)
        count = rows.count
    }

    /// Rows held in memory.
    public init(arrayLiteral rows: [Cell]...) { self.init(rows) }

    /// Rows that `reading` brings, `count` of them, the same ones every time.
    public init(count: Int, reading: @escaping Reading) {
        source = .read(reading)
        self.count = count
    }

    /// Whether there are none.
    public var isEmpty: Bool { count == 0 }

    /// Hands each row to `body`, from the first to the last.
    ///
    /// - Throws: what `body` throws, and what reading them meets.
    public func forEach(from rowSource: (any RowSource)? = nil, _ body: ([Cell]) throws -> Void) throws {
        switch source {
        case .held(let rows): try rows.forEach(body)
        case .read(let reading): try reading(rowSource, body)
        }
    }

    /// Hands each row to `body` with its number, from 0.
    public func enumerated(
        from rowSource: (any RowSource)? = nil, _ body: (Int, [Cell]) throws -> Void
    ) throws {
        var index = 0
        try forEach(from: rowSource) { row in
            try body(index, row)
            index += 1
        }
    }

    /// All rows at once; for tables that are known to be short.
    public func all(from rowSource: (any RowSource)? = nil) throws -> [[Cell]] {
        if case .held(let rows) = source { return rows }
        var rows: [[Cell]] = []
        try forEach(from: rowSource) { rows.append($0) }
        return rows
    }
}
