public import CSQLite
package import TrackerValues
import Glibc

/// A prepared statement: owned by one place, and kept for the next by its connection when that place lets go of it.
///
/// Text and bytes are bound without copying: they are lent to SQLite for the length of one `run` or
/// `forEach`, which is why there is no separate "bind" and "step".
///
/// ```swift
/// let insert = try connection.prepare("INSERT INTO grade (report, question) VALUES (?, ?)")
/// try insert.run(reportID, "Efficiency")
/// ```
package struct Statement: ~Copyable {
    let handle: OpaquePointer
    private let sql: String
    private let shelf: StatementShelf

    init(connection: OpaquePointer, sql: String, from shelf: StatementShelf) throws(StorageError) {
        self.sql = sql
        self.shelf = shelf
        if let kept = shelf.take(sql) {
            handle = kept
            return
        }
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
        guard code == SQLITE_OK, let handle else {
            throw StorageError(connection: connection, code: code, sql: sql)
        }
        self.handle = handle
    }

    deinit { shelf.put(handle, sql) }

    /// Runs a statement to its end, ignoring any rows.
    package func run(_ values: any Bindable...) throws {
        try forEach(values) { _ in }
    }

    /// Runs the statement and hands each row to `body`; the row is valid only inside it.
    package func forEach(_ values: [any Bindable], _ body: (borrowing Row) throws -> Void) throws {
        try forEach(binding: values.map(\.sqlValue), body)
    }

    /// The same, with values as the engine takes them.
    package func forEach(binding values: [SQLValue], _ body: (borrowing Row) throws -> Void) throws {
        try bind(values, from: 0) {
            defer {
                sqlite3_reset(handle)
                sqlite3_clear_bindings(handle)
            }
            while true {
                let code = sqlite3_step(handle)
                if code == SQLITE_ROW {
                    try body(Row(handle: handle))
                } else if code == SQLITE_DONE {
                    return
                } else {
                    throw failure(code)
                }
            }
        }
    }

    /// The first row, read by `body`, or nil when there is none.
    package func first<Result>(
        _ values: any Bindable..., read body: (borrowing Row) throws -> Result
    ) throws -> Result? {
        try first(binding: values.map(\.sqlValue), read: body)
    }

    /// The same, with values as the engine takes them.
    package func first<Result>(
        binding values: [SQLValue], read body: (borrowing Row) throws -> Result
    ) throws -> Result? {
        var result: Result?
        try bind(values, from: 0) {
            defer {
                sqlite3_reset(handle)
                sqlite3_clear_bindings(handle)
            }
            let code = sqlite3_step(handle)
            if code == SQLITE_ROW {
                result = try body(Row(handle: handle))
            } else if code != SQLITE_DONE {
                throw failure(code)
            }
        }
        return result
    }

    /// Steps to the next row of a query without parameters and reads it; nil at the end, after which it
    /// must not be asked again: SQLite would begin anew.
    ///
    /// For reading two queries side by side; `forEach` serves everything else.
    package func next<Result>(_ read: (borrowing Row) throws -> Result) throws -> Result? {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return try read(Row(handle: handle))
        case SQLITE_DONE: return nil
        case let code: throw failure(code)
        }
    }

    /// Binds one value after another, each lent for as long as the innermost closure runs.
    private func bind(
        _ values: [SQLValue], from index: Int, _ body: () throws -> Void
    ) throws {
        let parameters = Int(sqlite3_bind_parameter_count(handle))
        if index == 0, values.count != parameters {
            throw StorageError(
                sqlite: SQLITE_RANGE, message: "\(values.count) values for \(parameters) parameters",
                sql: sqlite3_sql(handle).map { String(cString: $0) })
        }
        guard index < values.count else { return try body() }
        let parameter = Int32(index + 1)
        let lent = unsafeBitCast(0, to: sqlite3_destructor_type.self)  // SQLITE_STATIC
        switch values[index] {
        case .null:
            try check(sqlite3_bind_null(handle, parameter))
        case .int(let value):
            try check(sqlite3_bind_int64(handle, parameter, value))
        case .text(var value):
            return try value.withUTF8 { text in
                // A null pointer would bind NULL: the empty string needs an address.
                let start = text.baseAddress.map { UnsafeRawPointer($0) } ?? UnsafeRawPointer(handle)
                try check(
                    sqlite3_bind_text64(
                        handle, parameter, start.assumingMemoryBound(to: CChar.self), UInt64(text.count),
                        lent, UInt8(SQLITE_UTF8)))
                try bind(values, from: index + 1, body)
            }
        case .bytes(let value):
            return try value.withUnsafeBytes { bytes in
                let start = bytes.baseAddress ?? UnsafeRawPointer(handle)
                try check(sqlite3_bind_blob64(handle, parameter, start, UInt64(bytes.count), lent))
                try bind(values, from: index + 1, body)
            }
        }
        try bind(values, from: index + 1, body)
    }

    private func check(_ code: Int32) throws(StorageError) {
        if code != SQLITE_OK { throw failure(code) }
    }

    private func failure(_ code: Int32) -> StorageError {
        StorageError(
            connection: sqlite3_db_handle(handle), code: code,
            sql: sqlite3_sql(handle).map { String(cString: $0) })
    }
}

// Without `@usableFromInline` no other room would have what it reads inlined.
/// One row of a result, lent by a statement that is standing on it. Columns count from 0.
@usableFromInline package struct Row: ~Copyable {
    @usableFromInline package let handle: OpaquePointer

    @inlinable package init(handle: OpaquePointer) { self.handle = handle }

    /// Whether the column holds NULL.
    @inlinable package func isNull(_ column: Int32) -> Bool { type(column) == SQLITE_NULL }

    /// The column as an integer; 0 for NULL.
    @inlinable package func int(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// The column as an integer, or nil for NULL.
    @inlinable package func optionalInt(_ column: Int32) -> Int64? { isNull(column) ? nil : int(column) }

    /// Whether the column holds something other than 0.
    @inlinable package func bool(_ column: Int32) -> Bool { int(column) != 0 }

    /// The column as text; empty for NULL. Bytes that are not UTF-8 come back as U+FFFD.
    @inlinable package func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// The column as text, or nil for NULL.
    @inlinable package func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    /// The column's bytes (of a text, its UTF-8), copied.
    package func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { Array($0) } }

    /// The column's bytes (of a text, its UTF-8), lent to `body`.
    @inlinable package func withBytes<Result>(
        _ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        let start = sqlite3_column_blob(handle, column)
        return try body(
            UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }

    /// Whether a column holds the same here and in another row: of the same type, and byte for byte. Texts are neither
    /// cut at a NUL nor held equal because Unicode says that they are equivalent.
    package func holdsSame(_ column: Int32, as other: borrowing Row) -> Bool {
        let type = type(column)
        guard type == other.type(column) else { return false }
        switch type {
        case SQLITE_NULL: return true
        case SQLITE_INTEGER: return int(column) == other.int(column)
        case SQLITE_FLOAT: return false  // No table has any.
        default:
            return withBytes(column) { one in
                other.withBytes(column) { two in
                    one.count == two.count
                        && (one.isEmpty || memcmp(one.baseAddress!, two.baseAddress!, one.count) == 0)
                }
            }
        }
    }

    /// Whether the column holds a text.
    @inlinable package func isText(_ column: Int32) -> Bool { type(column) == SQLITE_TEXT }

    /// Whether the column holds bytes that are no text.
    @inlinable package func isBytes(_ column: Int32) -> Bool { type(column) == SQLITE_BLOB }

    /// Whether the column holds an integer.
    @inlinable package func isInt(_ column: Int32) -> Bool { type(column) == SQLITE_INTEGER }

    /// What the column holds, as SQL has it, and nothing of it left out: a NUL is shown as `\0`.
    package func shown(_ column: Int32) -> String {
        switch type(column) {
        case SQLITE_NULL: "NULL"
        case SQLITE_INTEGER: String(int(column))
        case SQLITE_TEXT: "'\(text(column).replacing("'", with: "''").replacing("\0", with: "\\0"))'"
        default: "x'\(bytes(column).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())'"
        }
    }

    /// The column's name, as the query gives it.
    package func name(_ column: Int32) -> String {
        sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
    }

    @inlinable package func type(_ column: Int32) -> Int32 { sqlite3_column_type(handle, column) }
}
