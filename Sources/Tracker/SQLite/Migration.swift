/// One numbered step from an empty file to the present tables. Steps are applied once, in order, each in a
/// transaction of its own; the file remembers the last in SQLite's `user_version`.
package struct Migration {
    package let version: Int
    /// The statements; read only when they are needed.
    package let sql: @Sendable () -> String

    package init(version: Int, sql: @escaping @Sendable () -> String) {
        self.version = version
        self.sql = sql
    }

    /// Brings a database up to the newest of `migrations`.
    ///
    /// - Throws: `MigrationError.newer` when the file was made by a later version; it is then left untouched.
    package static func apply(_ migrations: [Migration], to connection: Connection) throws {
        guard try version(of: connection, known: migrations) < migrations.count else { return }
        for migration in migrations {
            try connection.transaction {
                // Asked again under the lock: another process may have applied it meanwhile.
                guard try version(of: connection, known: migrations) < migration.version else { return }
                try connection.execute(migration.sql())
                try connection.execute("PRAGMA user_version = \(migration.version)")
            }
        }
    }

    /// The version a file is at.
    ///
    /// - Throws: `MigrationError.newer` when this program does not know that version, `.impossible` for one that is none.
    package static func version(of connection: Connection, known migrations: [Migration]) throws -> Int {
        let found = Int(try connection.first("PRAGMA user_version") { $0.int(0) } ?? 0)
        guard found >= 0 else { throw MigrationError.impossible(found: found) }
        guard found <= migrations.count else {
            throw MigrationError.newer(found: found, known: migrations.count)
        }
        return found
    }
}

/// Why a database can't be brought up to date.
package enum MigrationError: Error, Equatable {
    /// The file is at version `found`; this program knows versions up to `known`.
    case newer(found: Int, known: Int)
    /// The file says that it is at a version that there can't be.
    case impossible(found: Int)
}
