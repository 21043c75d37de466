import TrackerLedger
import TrackerStorage
package import TrackerModel
package import TrackerValues

// What the chair of a board decides between its meetings. The chair of the board that oversees an item may decide there what
// the board decides at a meeting; the next pack of that board lists it, so that the board can note it.

extension Register {
    /// The items of which the chair of a board ever decided anything, as known at a ledger size.
    package func items(decidedByChairOf board: Reference, knownAt: Int64) throws -> [Reference] {
        // References hold nothing that JSON escapes.
        let named = "\"\(ItemAct.chairField)\":\"\(board.text)\""
        return try database.all(
            """
            SELECT DISTINCT subject FROM ledger
            WHERE act IN ('due', 'close', 'reopen', 'scope') AND seq <= ? AND instr(entry, ?) > 0 ORDER BY subject
            """, knownAt, named
        ) { Reference(stored: $0.text(0)) }
    }
}

extension Register {
    /// Whose decision entries were: the meeting at which, or else the board whose chair, decided what each says.
    package func authorities(
        of entries: some Sequence<Int64>
    ) throws -> [Int64: (meeting: Reference?, chairOf: Reference?)] {
        // Read whole only where a chair is named.
        let query = try database.prepare(
            """
            SELECT authority, CASE WHEN instr(entry, '"\(ItemAct.chairField)":') > 0 THEN entry END
            FROM ledger WHERE seq = ?
            """)
        var found: [Int64: (meeting: Reference?, chairOf: Reference?)] = [:]
        for seq in entries where found[seq] == nil {
            try query.forEach([seq]) { row in
                found[seq] = (
                    row.optionalText(0).map { Reference(stored: $0) },
                    row.isNull(1) ? nil : try LedgerStore.entry(row, 1).chairOf
                )
            }
        }
        return found
    }
}

extension Writer {
    /// Refuses what a chair doesn't decide: acts that aren't decisions, and items that another board oversees.
    func refuse(_ act: ItemAct, byChairOf board: Reference, of item: Reference, on day: Day) throws {
        guard act.isForChair else {
            throw RuleViolation(act.variant.description, notForChairOf: board)
        }
        let history = try currentHistory(of: item)
        let standing = history.standing(asAt: day) ?? history.now
        guard standing.board != board else { return }
        throw RuleViolation(
            item.text,
            standing.board.map {
                "\($0) oversees it, so \"\(act.name)\" is for its meetings or its chair, not for the chair of \(board)"
            }
                ?? "no board oversees it, so no chair decides about it; say first which board does",
            remedies: [.see(.item(item.text))])
    }
}

extension RuleViolation {
    /// A decision is one body's, taken in one way.
    init(bothAt meeting: Reference, chairOf board: Reference) {
        self.init(
            "Meeting \(meeting)",
            "what it decided is no decision of the chair of \(board) between meetings: name one of the two")
    }

    /// What the chair of a board doesn't decide.
    init(_ act: String, notForChairOf board: Reference) {
        self.init(
            "The chair of \(board)",
            "between meetings a chair decides on due dates, closing, reopening and scope, not \"\(act)\"")
    }
}
