import TrackerLedger
package import TrackerModel
import TrackerStorage
package import TrackerValues

extension Register {
    /// What was decided about items since an instant that its owners want to hear of: assurance refused or withdrawn,
    /// another date granted or refused, a proposal accepted or rejected.
    package func decisions(since instant: Instant) throws -> [(item: Reference, entry: Int64)] {
        let acts = [ItemAct.Name.return, .due, .acceptProposal, .rejectProposal].map(\.rawValue)
        return try database.all(
            "SELECT subject, seq FROM ledger WHERE seq > ? AND act IN (?, ?, ?, ?) ORDER BY seq",
            try ledger.size(at: instant), acts[0], acts[1], acts[2], acts[3]
        ) { (Reference(stored: try $0.storedText(0)), $0.int(1)) }
    }

    /// Whether anything was recorded as decided at a meeting, or that it was logged.
    package func isLogged(_ meeting: Reference) throws -> Bool {
        try database.first(
            "SELECT 1 FROM ledger WHERE authority = ? OR (act = 'meeting log' AND subject = ?) LIMIT 1",
            meeting.text, meeting.text
        ) { $0.int(0) } != nil
    }
}
