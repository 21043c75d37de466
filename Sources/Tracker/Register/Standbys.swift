import TrackerStorage
import TrackerValues
import Glibc

extension Register {
    /// Waits until every standby of a server has replayed what was written so far, for a while. What is waited for is stored:
    /// nothing that goes wrong meanwhile may be told as if it were not.
    ///
    /// - Returns: what is still to be known of those that have not, as sentences.
    func awaitStandbys(milliseconds: Int = 10_000) -> [String] {
        guard database.isOnServer else { return [] }
        do { return try standbysLeft(within: milliseconds) } catch {
            let why = (error as? StorageError)?.message ?? "\(error)"
            return [
                "Whether standbys have followed, and no longer hold what was removed, can't be told: \(why)."
            ]
        }
    }

    private func standbysLeft(within milliseconds: Int) throws -> [String] {
        let written = try database.first("SELECT pg_current_wal_lsn()::text") { $0.text(0) } ?? ""
        var left = milliseconds
        while true {
            let found = try followers(behind: written)
            if left <= 0 || !found.contains(where: \.follows) { return found.map(\.sentence) }
            usleep(200_000)
            left -= 200
        }
    }

    /// Standbys, and whatever else takes the server's log of changes, that have not replayed it up to a place, and whether
    /// they still may.
    private func followers(behind place: String) throws -> [(sentence: String, follows: Bool)] {
        try database.all(
            """
            SELECT coalesce(nullif(application_name, ''), client_addr::text, 'of process ' || pid), state IS NULL,
                state = 'backup', replay_lsn IS NULL
            FROM pg_stat_replication WHERE coalesce(replay_lsn < CAST(CAST(? AS text) AS pg_lsn), true) ORDER BY 1
            """, place
        ) { row in
            let name = row.text(0)
            if row.bool(1) {
                return (
                    "Whether the standby \(name) has followed can't be seen by your role, so it may still hold what was removed: GRANT pg_read_all_stats lets it see.",
                    false
                )
            }
            if row.bool(2) {
                return ("\(name) copies the server just now, and its copy holds what was removed.", false)
            }
            if row.bool(3) {
                return (
                    "\(name) keeps the server's log of changes, which holds what was removed until it is thrown away.",
                    false
                )
            }
            return (
                "The standby \(name) has not followed yet, and holds what was removed until it has.", true
            )
        }
    }
}
