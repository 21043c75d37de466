public import TrackerModel
import TrackerStorage
public import TrackerValues

/// Another due date in place of an item's.
public struct DateMove: Equatable, Sendable {
    /// The day it counts from.
    public let on: Day
    /// The date before; nil for none.
    public let from: Day?
    /// The date that took its place; nil for none.
    public let to: Day?
    /// The entry that moved it.
    public let entry: Int64
}

/// An item with each time that its due date was moved.
public struct MovedItem: Equatable, Sendable {
    /// The item's reference.
    public let reference: String
    /// Who leads it.
    public let lead: PersonID?
    /// The moves, in the order in which they count.
    public let moves: [DateMove]
}

extension Register {
    /// How the due dates of items were moved up to a viewpoint's day, in the order in which they are named.
    package func movedItems(_ references: [String], from viewpoint: Viewpoint) throws -> [MovedItem] {
        let known = Self.known(viewpoint)
        let steps = try database.prepare(
            """
            SELECT s.from_on, s.due, s.revisions, s.cause, s.lead
            FROM recommendation r JOIN item_state s ON s.recommendation = r.id
            WHERE r.folded = ? AND \(known.sql) AND s.from_on <= ? ORDER BY s.step
            """)
        return try references.map { reference in
            var (due, revisions): (Day?, Int64) = (nil, 0)
            var lead: PersonID?
            var moves: [DateMove] = []
            let folded = Reference(stored: reference).folded
            try steps.forEach([folded] + known.values + [viewpoint.asAt.description]) { row in
                let to = try row.optionalStoredDay(1)
                if row.int(2) > revisions {
                    moves.append(DateMove(on: try row.storedDay(0), from: due, to: to, entry: row.int(3)))
                }
                (due, revisions) = (to, row.int(2))
                lead = row.optionalInt(4).map { PersonID($0) }
            }
            return MovedItem(reference: reference, lead: lead, moves: moves)
        }
    }
}
