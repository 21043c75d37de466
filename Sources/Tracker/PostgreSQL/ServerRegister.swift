#if PostgreSQL
    import TrackerValues

    /// That a database is a register, and in which format: the one row of a table.
    extension ServerConnection {
        /// The number of the last migration that was applied; 0 for none.
        package func format() throws -> Int {
            // What doesn't exist can't be asked in one statement with what does.
            guard try number("SELECT (to_regclass('tracker.register_format') IS NOT NULL)::int") == 1 else {
                return 0
            }
            return Int(try number("SELECT coalesce(max(format), 0) FROM register_format"))
        }

        package func setFormat(_ format: Int) throws {
            try write("DELETE FROM register_format", [])
            try write("INSERT INTO register_format (format) VALUES (?)", [.int(Int64(format))])
        }

        private func number(_ sql: String) throws -> Int64 {
            var number: Int64 = 0
            try prepare(sql).forEach([]) {
                number = $0.int(0)
                return false
            }
            return number
        }
    }
#endif
