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

    /// Meetings that should never have been recorded, as they were.
    package func meetingsTakenBack() throws -> [Meeting] {
        let known = Set(try meetings().map(\.reference.text))
        return try ledger.subjects(of: .addMeeting).filter { !known.contains($0) }.compactMap { subject in
            for entry in try ledger.entries(about: subject, knownAt: .max) {
                guard case .addMeeting(let board, let heldOn) = try RegisterRecord(entry)?.act else {
                    continue
                }
                return Meeting(
                    reference: Reference(stored: subject), board: board, heldOn: heldOn)
            }
            return nil
        }
    }

    /// Messages that were sent or tried since an instant, the oldest first, with addresses and answers.
    package func reminders(since instant: Instant) throws -> [SentReminder] {
        let zone = try timeZone()
        // Person by person, as the ledger's index has them: not every entry since then.
        let entries = try database.all(
            """
            SELECT entry FROM ledger
            WHERE subject IN (SELECT 'P' || id FROM person) AND seq > ? AND act IN (?, ?) ORDER BY seq
            """,
            try ledger.size(at: instant),
            RegisterAct.Name.remind.rawValue, RegisterAct.Name.reminded.rawValue
        ) { try LedgerStore.entry($0, 0) }
        var sent: [SentReminder] = []
        for entry in entries {
            guard let record = try RegisterRecord(entry), let person = PersonID(record.subject) else {
                continue
            }
            switch record.act {
            case .remind(let reminder):
                sent.append(
                    SentReminder(
                        entry: entry.seq, to: person, day: entry.recordedAt.day(in: zone),
                        recordedAt: entry.recordedAt, address: try word(.email, of: record) ?? "",
                        reminder: reminder))
            case .reminded(let reminder, let result):
                guard let index = sent.lastIndex(where: { $0.entry == reminder }) else { continue }
                sent[index].result = result
                sent[index].resultEntry = entry.seq
                sent[index].answer = try word(.reason, of: record)
            default: continue
            }
        }
        return sent
    }

    /// Whether anything was recorded as decided at a meeting, or that it was logged.
    package func isLogged(_ meeting: Reference) throws -> Bool {
        try database.first(
            "SELECT 1 FROM ledger WHERE authority = ? OR (act = 'meeting log' AND subject = ?) LIMIT 1",
            meeting.text, meeting.text
        ) { $0.int(0) } != nil
    }
}
