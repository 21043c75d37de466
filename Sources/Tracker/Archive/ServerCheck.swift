import TrackerModel
import TrackerRegister
import TrackerStorage
import TrackerValues

/// How the server that keeps a register is set up: what could lose what it has stored, and who could change it
/// (<https://www.postgresql.org/docs/current/runtime-config-wal.html>).
extension Register {
    /// A line for each thing that a server can be asked.
    func serverLines() throws -> [CheckLine] {
        try reading {
            [try versionLine(), try durabilityLine(), try checksumLine(), try roleLine(), try copiesLine()]
        }
    }

    private func text(_ sql: String) throws -> String { try database.first(sql) { $0.text(0) } ?? "" }

    private func versionLine() throws -> CheckLine {
        let bytes = try database.first("SELECT pg_database_size(current_database())") { $0.int(0) } ?? 0
        return CheckLine(
            "Server", .fine,
            "PostgreSQL \(try text("SELECT split_part(current_setting('server_version'), ' ', 1)")); its database takes \(bytes >> 20) MiB."
        )
    }

    /// The settings with which a server that loses its power loses what it said was stored.
    private func durabilityLine() throws -> CheckLine {
        // Of synchronous_commit what others are given: this connection has set its own.
        let found = try database.all(
            """
            SELECT name, reset_val FROM pg_settings
            WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND reset_val = 'off' ORDER BY name
            """
        ) { "\($0.text(0)) = off" }
        guard !found.isEmpty else {
            return CheckLine("Storing", .fine, "What it says is stored is on its disk.")
        }
        let isGrave = found.contains { !$0.hasPrefix("synchronous_commit") }
        return CheckLine(
            "Storing", isGrave ? .wrong : .warning,
            "Without power, the server can lose what it said was stored: \(found.joined(separator: ", ")).",
            remedies: [.plain("set each of them to on in postgresql.conf, and have the server read it again")]
        )
    }

    private func checksumLine() throws -> CheckLine {
        guard try text("SHOW data_checksums") == "on" else {
            return CheckLine(
                "Pages", .warning, "They have no checksums, so that papers can't tell a damaged disk.",
                remedies: [.plain("stop the server and run: pg_checksums -e")])
        }
        return CheckLine("Pages", .fine, "Every page has a checksum, which the server looks at as it reads.")
    }

    /// Whether whoever looks could take the ledger's guards away.
    private func roleLine() throws -> CheckLine {
        let role = try database.first(
            """
            SELECT rolname, rolsuper, pg_has_role(oid, (SELECT nspowner FROM pg_namespace WHERE nspname = 'tracker'), 'USAGE')
            FROM pg_roles WHERE rolname = current_user
            """
        ) { (name: $0.text(0), isSuper: $0.bool(1), isOwner: $0.bool(2)) }
        guard let role, role.isSuper || role.isOwner else {
            return CheckLine(
                "Role", .fine,
                "You work as \(role?.name ?? ""), who can take none of the ledger's guards away.")
        }
        return CheckLine(
            "Role", .warning,
            "You work as \(role.name), who \(role.isSuper ? "is a superuser" : "owns the register") and so could take the ledger's guards away.",
            remedies: [
                .plain("for daily work, use a role that is only a member of tracker_app (docs/postgresql.md)")
            ])
    }

    private func copiesLine() throws -> CheckLine {
        let standbys = try database.all("SELECT coalesce(sync_state, '') FROM pg_stat_replication") {
            $0.text(0)
        }
        if try text("SELECT CASE WHEN pg_is_in_recovery() THEN 'yes' END") == "yes" {
            return CheckLine(
                "Copies", .fine, "This server is a standby: it answers questions, and another is written to.")
        }
        guard !standbys.isEmpty else {
            return CheckLine("Copies", .fine, "No standby is connected: what saves the register are backups.")
        }
        let waited = standbys.count { $0 == "sync" || $0 == "quorum" }
        return CheckLine(
            "Copies", .fine,
            "\(Int64(standbys.count).counted("standby", "standbys")), \(waited) of which what is stored is waited for."
        )
    }
}
