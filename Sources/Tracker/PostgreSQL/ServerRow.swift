#if PostgreSQL
    import CPostgreSQL

    /// One row of an answer that is wholly here, its values as PostgreSQL sends them in binary. Columns count from 0.
    @usableFromInline package struct ServerRow: ~Copyable {
        @usableFromInline package let result: OpaquePointer
        @usableFromInline package let row: Int32

        @usableFromInline package init(result: OpaquePointer, row: Int32) {
            self.result = result
            self.row = row
        }

        /// What a value is, as far as a register's tables and questions have it.
        @usableFromInline package enum Kind { case null, int, text, bytes }

        @usableFromInline package func kind(_ column: Int32) -> Kind {
            if PQgetisnull(result, row, column) != 0 { return .null }
            // https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat
            return switch PQftype(result, column) {
            case 16, 20, 21, 23, 26: .int  // bool, int8, int2, int4, oid
            case 17: .bytes
            default: .text
            }
        }

        /// The column as an integer; 0 for NULL.
        @usableFromInline package func int(_ column: Int32) -> Int64 {
            withBytes(column) { bytes in
                // Big-endian, in 8, 4, 2 or 1 bytes; the first has the sign, but a truth has none.
                guard let first = bytes.first else { return 0 }
                return bytes.dropFirst().reduce(Int64(Int8(bitPattern: first))) { $0 << 8 | Int64($1) }
            }
        }

        /// The column as text; empty for NULL.
        @usableFromInline package func text(_ column: Int32) -> String {
            withBytes(column) { String(decoding: $0, as: UTF8.self) }
        }

        /// The column's bytes (of a text, its UTF-8), lent to `body`.
        @usableFromInline package func withBytes<Result>(
            _ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
        ) rethrows -> Result {
            let start = PQgetvalue(result, row, column)
            return try body(
                UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column))))
        }

        /// The column's name, as the query gives it.
        @usableFromInline package func name(_ column: Int32) -> String {
            PQfname(result, column).map { String(cString: $0) } ?? ""
        }
    }
#endif
