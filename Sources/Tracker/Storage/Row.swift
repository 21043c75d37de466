#if PostgreSQL
    public import TrackerPostgreSQL
    public import TrackerSQLite
    import Glibc

    // Without `@usableFromInline` no other room would have what it reads inlined.
    /// One row of a result, lent by a statement that is standing on it. Columns count from 0.
    @usableFromInline package struct Row: ~Copyable {
        /// SQLite's statement, or the answer of a server.
        @usableFromInline let handle: OpaquePointer
        /// The row of the answer; -1 for SQLite, whose statement stands on it.
        @usableFromInline let row: Int32

        init(_ row: borrowing TrackerSQLite.Row) {
            handle = row.handle
            self.row = -1
        }

        init(_ row: borrowing ServerRow) {
            handle = row.result
            self.row = row.row
        }

        @inlinable var file: TrackerSQLite.Row { TrackerSQLite.Row(handle: handle) }
        @usableFromInline var server: ServerRow { ServerRow(result: handle, row: row) }

        /// Whether the column holds NULL.
        @inlinable package func isNull(_ column: Int32) -> Bool {
            row < 0 ? file.isNull(column) : server.kind(column) == .null
        }

        /// The column as an integer; 0 for NULL.
        @inlinable package func int(_ column: Int32) -> Int64 {
            row < 0 ? file.int(column) : server.int(column)
        }

        /// The column as an integer, or nil for NULL.
        @inlinable package func optionalInt(_ column: Int32) -> Int64? { isNull(column) ? nil : int(column) }

        /// Whether the column holds something other than 0.
        @inlinable package func bool(_ column: Int32) -> Bool { int(column) != 0 }

        /// The column as text; empty for NULL. Bytes that are not UTF-8 come back as U+FFFD.
        @inlinable package func text(_ column: Int32) -> String {
            row < 0 ? file.text(column) : server.text(column)
        }

        /// The column as text, or nil for NULL.
        @inlinable package func optionalText(_ column: Int32) -> String? {
            isNull(column) ? nil : text(column)
        }

        /// The column's bytes (of a text, its UTF-8), copied.
        package func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { Array($0) } }

        /// The column's bytes (of a text, its UTF-8), lent to `body`.
        @inlinable package func withBytes<Result>(
            _ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
        ) rethrows -> Result {
            row < 0 ? try file.withBytes(column, body) : try server.withBytes(column, body)
        }

        /// Whether the column holds a text.
        @inlinable package func isText(_ column: Int32) -> Bool {
            row < 0 ? file.isText(column) : server.kind(column) == .text
        }

        /// Whether the column holds bytes that are no text.
        @inlinable package func isBytes(_ column: Int32) -> Bool {
            row < 0 ? file.isBytes(column) : server.kind(column) == .bytes
        }

        /// Whether the column holds an integer.
        @inlinable package func isInt(_ column: Int32) -> Bool {
            row < 0 ? file.isInt(column) : server.kind(column) == .int
        }

        /// Whether a column holds the same here and in another row, of this engine or the other: of the same type, and byte
        /// for byte.
        package func holdsSame(_ column: Int32, as other: borrowing Row) -> Bool {
            if row < 0, other.row < 0 { return file.holdsSame(column, as: other.file) }
            if isNull(column) { return other.isNull(column) }
            if isInt(column) { return other.isInt(column) && int(column) == other.int(column) }
            guard isText(column) == other.isText(column), isBytes(column) == other.isBytes(column) else {
                return false
            }
            return withBytes(column) { one in
                other.withBytes(column) { two in
                    one.count == two.count
                        && (one.isEmpty || memcmp(one.baseAddress!, two.baseAddress!, one.count) == 0)
                }
            }
        }

        /// What the column holds, as SQL has it, and nothing of it left out.
        package func shown(_ column: Int32) -> String {
            guard row >= 0 else { return file.shown(column) }
            return switch server.kind(column) {
            case .null: "NULL"
            case .int: String(int(column))
            case .text: "'\(text(column).replacing("'", with: "''"))'"
            case .bytes:
                "x'\(bytes(column).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())'"
            }
        }

        /// The column's name, as the query gives it.
        package func name(_ column: Int32) -> String { row < 0 ? file.name(column) : server.name(column) }
    }
#endif
