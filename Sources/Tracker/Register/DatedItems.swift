import TrackerLedger
package import TrackerModel
import TrackerStorage
package import TrackerValues

/// An item as a calendar needs it.
package struct DatedItem {
    package let reference: Reference
    /// Its text as it is now.
    package internal(set) var text: String
    /// How it stood from a day on, oldest first.
    package internal(set) var standings: [ItemState]
    /// The last entry about it, and when that was recorded.
    package let last: LastEntry
}

/// The last entry about something.
package struct LastEntry {
    package let seq: Int64
    package let recordedAt: Instant
}

extension Register {
    /// Hands each item to `body` as it stood since a day, as known now, in the order in which they were taken in.
    package func forEachDatedItem(since day: Day, _ body: (DatedItem) throws -> Void) throws {
        let sql =
            """
            SELECT r.ref, \(Self.words("t")), l.seq, l.recorded_at, \(ItemStateColumn.all)
            FROM item_state s
            JOIN recommendation r ON r.id = s.recommendation
            JOIN ledger l ON l.seq = (SELECT max(e.seq) FROM ledger e WHERE e.subject = r.ref)
            LEFT JOIN words t ON t.seq = s.text AND t.name = 'text'
            WHERE s.known_to = \(ItemStore.forever) AND s.to_on > ?
            ORDER BY s.recommendation, s.step
            """
        var item: DatedItem?
        try database.prepare(sql).forEach([day.description]) { row in
            let reference = Reference(stored: try row.storedText(0))
            if item?.reference != reference {
                if let item { try body(item) }
                item = DatedItem(
                    reference: reference, text: "", standings: [],
                    last: LastEntry(
                        seq: row.int(2),
                        recordedAt: try row.stored(3, "recorded instant") { Instant(iso: $0) }))
            }
            item?.text = row.text(1)
            item?.standings.append(try ItemState(row, from: 4))
        }
        if let item { try body(item) }
    }

    /// The last entry about a report, a meeting or a post; nil where there is none.
    package func lastEntry(about subject: String) throws -> LastEntry? {
        try ledger.entries(about: subject, knownAt: .max).last.map {
            LastEntry(seq: $0.seq, recordedAt: $0.recordedAt)
        }
    }
}
