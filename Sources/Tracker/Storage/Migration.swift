/// One numbered step from an empty database to the present tables. Steps are applied once, in order, each in a
/// transaction of its own; the database remembers the last as its format.
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
    /// - Throws: `MigrationError.newer` when a later version made it; it is then left untouched.
    package static func apply(_ migrations: [Migration], to database: Database) throws {
        guard try version(of: database, known: migrations) < migrations.count else { return }
        for migration in migrations {
            try database.transaction(for: .making) {
                // Asked again under the lock: another process may have applied it meanwhile.
                guard try version(of: database, known: migrations) < migration.version else { return }
                try database.execute(migration.sql())
                try database.setFormat(migration.version)
            }
        }
    }

    /// The version a database is at.
    ///
    /// - Throws: `MigrationError.newer` when this program does not know that version, `.impossible` for one that is none.
    package static func version(of database: Database, known migrations: [Migration]) throws -> Int {
        let found = try database.format()
        guard found >= 0 else { throw MigrationError.impossible(found: found) }
        guard found <= migrations.count else {
            throw MigrationError.newer(found: found, known: migrations.count)
        }
        return found
    }
}

/// Why a database can't be brought up to date.
package enum MigrationError: Error, Equatable {
    /// It is at version `found`; this program knows versions up to `known`.
    case newer(found: Int, known: Int)
    /// It says that it is at a version that there can't be.
    case impossible(found: Int)
}
