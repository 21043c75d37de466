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
        if try text("SELECT CASE WHEN pg_is_in_recovery() THEN 'yes' END") == "yes" {
            return CheckLine(
                "Copies", .fine, "This server is a standby: it answers questions, and another is written to.")
        }
        let standbys = try database.all(
            """
            SELECT coalesce(application_name, ''), coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::bigint, -1)
            FROM pg_stat_replication ORDER BY 1
            """
        ) { (name: $0.text(0), behind: $0.int(1)) }
        // A slot that nobody uses keeps the log for ever, until the disk is full.
        let unused = try database.all(
            """
            SELECT slot_name, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint, 0)
            FROM pg_replication_slots WHERE NOT active ORDER BY 1
            """
        ) {
            "The slot \($0.text(0)) is used by nobody, and keeps \($0.int(1) >> 20) MiB of the server's log."
        }
        // Which of them is waited for, the server shows to few; what it was told, to all.
        let waited = try text("SHOW synchronous_standby_names")
        let count = Int64(standbys.count).counted("standby", "standbys")
        let late = standbys.filter { $0.behind > Self.farBehind }.map {
            "\($0.name) is \($0.behind >> 20) MiB behind."
        }
        let found =
            standbys.isEmpty
            ? "No standby is connected: what saves the register are backups."
            : waited.isEmpty
                ? "\(count), none of which is waited for: the last entries can be lost with this server."
                : "\(count). Nothing is said to be stored before it is on a second disk (\(waited))."
        let isHidden = standbys.contains { $0.behind < 0 }
        let hidden = isHidden ? ["How far each is behind can't be seen by your role."] : []
        guard late.isEmpty, unused.isEmpty else {
            return CheckLine(
                "Copies", .warning, ([found] + late + unused).joined(separator: " "),
                remedies: [
                    .plain(
                        "see that each standby is reached and follows, and drop slots that are no longer needed"
                    )
                ])
        }
        return CheckLine("Copies", .fine, ([found] + hidden).joined(separator: " "))
    }

    /// How many bytes of the server's log a standby may lack before that is told.
    private static let farBehind: Int64 = 16 << 20
}
