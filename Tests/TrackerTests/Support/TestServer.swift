import Foundation
import Synchronization

import Tracker
import TrackerStorage

/// The PostgreSQL server that `scripts/test` starts for the tests, where it can: on a socket in the folder that
/// `$TRACKER_TEST_POSTGRESQL` names. With `$TRACKER_TEST_ENGINE` set to `postgresql`, fixtures keep their registers there.
enum TestServer {
    static let folder = ProcessInfo.processInfo.environment["TRACKER_TEST_POSTGRESQL"]
    static var isThere: Bool { folder != nil }
    /// For tests that know SQLite's words, or look into the register's file.
    static var filesAlone: Bool { !keepsFixtures }
    static let keepsFixtures = ProcessInfo.processInfo.environment["TRACKER_TEST_ENGINE"] == "postgresql"

    /// The name of a register in a database, as `user` sees it.
    static func name(of database: String, user: String = "tests") -> String {
        "postgresql://\(user)@/\(database)?host=\(folder ?? "")"
    }

    #if PostgreSQL
        /// Runs statements, as the superuser unless somebody else is named.
        static func execute(
            _ sql: String, in database: String = "postgres", as user: String = "tests"
        ) throws {
            try Database(on: ServerName(name(of: database, user: user))!, busyTimeout: 10_000).execute(sql)
        }

        /// The roles that a register's schema gives rights to, and people who have them.
        static func makeRoles() throws { try roles.get() }

        private static let roles = Result {
            for role in [
                "tracker_owner LOGIN", "tracker_app", "tracker_reader", "tracker_lead",
                "olive LOGIN IN ROLE tracker_app", "rosa LOGIN IN ROLE tracker_reader",
                "owen LOGIN IN ROLE tracker_lead", "ora LOGIN IN ROLE tracker_lead, tracker_reader",
                "bea LOGIN BYPASSRLS IN ROLE tracker_lead",
            ] {
                let name = role.prefix { $0 != " " }
                try execute(
                    """
                    DO $$ BEGIN
                        IF to_regrole('\(name)') IS NULL THEN CREATE ROLE \(role); END IF;
                    END $$
                    """)
            }
        }
    #endif

    /// An empty database, which is gone when the test lets go of it.
    final class Place: Sendable {
        let database = "t_\(UUID().uuidString.lowercased().replacing("-", with: "_"))"
        /// The register's name.
        var register: String { TestServer.name(of: database) }

        /// - Parameter model: another one that it is a copy of, to which nobody is connected.
        init(owner: String = "tests", like model: Place? = nil) throws {
            #if PostgreSQL
                let copy = model.map { " TEMPLATE \($0.database)" } ?? ""
                try TestServer.execute("CREATE DATABASE \(database) OWNER \(owner)\(copy)")
            #endif
        }

        deinit {
            #if PostgreSQL
                try? TestServer.execute("DROP DATABASE \(database) WITH (FORCE)")
            #endif
        }
    }
}
