import TrackerFigures
public import TrackerModel
import TrackerStorage
public import TrackerValues

/// Which items are asked for, and in which order.
public struct ItemQuery: Sendable {
    /// The parts of a list of what is outstanding, in their order.
    public enum Section: CaseIterable, Sendable {
        /// Past its date, and still to be done.
        case overdue
        /// Any other with a date.
        case dated
        /// Without a date.
        case undated
    }

    /// What they are about.
    public var scope: Scope
    /// Only items that are counted and not closed.
    public var isCounted = false
    /// Only items still to be done that fall due by a day.
    public var dueBy: Day?
    /// Only one part of the list.
    public var section: Section?
    /// Only items that are assured, and so wait to be closed, or only the others.
    public var isAssured: Bool?
    /// Only one row of a table.
    public var row: (rowKey: RowKey, key: String)?
    /// Only items that a report took the place of.
    public var supersededBy: Reference?
    /// Items with these markings are left out.
    public var withheld: [String] = []
    /// The order.
    public var order = ItemOrder.register
    /// At most so many.
    public var limit: Int?
    /// So many are left out first.
    package var offset = 0

    /// Every item of a scope.
    public init(_ scope: Scope = .everything) { self.scope = scope }

    /// The condition that the rows `s` of `item_state` fulfil, as a snapshot has them.
    func condition(_ snapshot: Snapshot) throws -> SQLFilter {
        var condition = snapshot.inForce
        let day = snapshot.viewpoint.asAt.description
        if isCounted { condition.require("s.stage <> 'closed' AND s.in_scope = 1") }
        condition.require(scope)
        if let dueBy { condition.require("\(Self.toDo) AND s.due <= ?", dueBy.description) }
        switch section {
        case .overdue: condition.require(Self.overdue, day)
        case .dated: condition.require("s.due IS NOT NULL AND NOT (\(Self.overdue))", day)
        case .undated: condition.require("s.due IS NULL")
        case nil: break
        }
        if let isAssured { condition.require("s.stage \(isAssured ? "=" : "<>") 'assured'") }
        if let row, row.rowKey == .publisher {
            let publisher = try snapshot.publishers().first { $0.name == row.key }
            condition.require(of: publisher ?? Publisher(row.key))
        } else if let row {
            condition.require(row.rowKey, row.key)
        }
        if let supersededBy { condition.require("s.successor_report = ?", supersededBy.text) }
        if !withheld.isEmpty {
            condition.require(
                "(s.marking IS NULL OR s.marking NOT IN (\(SQLFilter.parameters(withheld.count))))", withheld)
        }
        return condition
    }

    private static let toDo =
        "s.stage IN (\(Stage.allCases.filter(\.isToDo).map { "'\($0.rawValue)'" }.joined(separator: ", ")))"

    /// Past its date at the end of the day that its parameter takes; as `ItemState.isOverdue` says.
    package static let overdue = "\(toDo) AND s.due IS NOT NULL AND s.due < ?"

    /// The order in SQL. Within one section it is that of an index.
    var ordering: String {
        switch (order, section) {
        case (.register, _): "s.recommendation"
        case (.due, nil): "s.due IS NULL, s.due, s.recommendation"
        case (.due, _): "s.due, s.recommendation"
        }
    }
}

/// The order of a list.
public enum ItemOrder: Sendable {
    /// As they were taken in: in the order of their reports.
    case register
    /// By date, the longest overdue at the top; then those without a date.
    case due
}

/// How many items stand alike.
package struct ItemCount {
    /// What `RowKey.column` holds of them; tags one a line, empty for none.
    package let key: String
    package let marking: String?
    /// The part of the list that they stand in.
    package let section: ItemQuery.Section
    package let isAssured: Bool
    package let count: Int
}

extension Snapshot {
    /// Counts the items of a query, by what a table's rows stand for.
    ///
    /// - Parameter partsAssured: whether those that are assured are counted apart, which takes longer.
    package func tally(
        _ query: ItemQuery, by rowKey: RowKey?, partsAssured: Bool = false
    ) throws -> [ItemCount] {
        let condition = try query.condition(self)
        var counts =
            "count(*) FILTER (WHERE \(ItemQuery.overdue)), count(*) FILTER (WHERE s.due IS NULL), count(*)"
        if partsAssured {
            counts +=
                ", count(*) FILTER (WHERE s.stage = 'assured'), count(*) FILTER (WHERE s.stage = 'assured' AND s.due IS NULL)"
        }
        // What is closed has an index of its own.
        let halves =
            isPresent && !query.isCounted ? [" AND s.stage <> 'closed'", " AND s.stage = 'closed'"] : [""]
        let selects = halves.flatMap { half in
            let rows = "FROM item_state s WHERE (\(condition.sql))\(half)"
            guard let rowKey else {
                // Few are marked: the others are counted without sorting them into groups.
                return [
                    "SELECT NULL, NULL, \(counts) \(rows) AND s.marking IS NULL",
                    "SELECT NULL, s.marking, \(counts) \(rows) AND s.marking IS NOT NULL GROUP BY s.marking",
                ]
            }
            return ["SELECT \(rowKey.column), s.marking, \(counts) \(rows) GROUP BY 1, 2"]
        }
        let values = selects.flatMap { _ -> [any Bindable] in [viewpoint.asAt.description] + condition.values
        }
        let publisherOf = rowKey == .publisher ? try publishers().byReport : [:]
        var tallies: [ItemCount] = []
        try register.database.prepare(selects.joined(separator: " UNION ALL ")).forEach(values) { row in
            let key: String? =
                switch rowKey {
                case .owner: row.optionalInt(0).map { PersonID($0).description }
                case .publisher: publisherOf[Reference(stored: row.text(0))]
                default: row.optionalText(0)
                }
            let (overdue, undated, all) = (Int(row.int(2)), Int(row.int(3)), Int(row.int(4)))
            let (assured, assuredUndated) = partsAssured ? (Int(row.int(5)), Int(row.int(6))) : (0, 0)
            let assuredDated = assured - assuredUndated
            let sections: [(ItemQuery.Section, isAssured: Bool, Int)] = [
                (.overdue, false, overdue), (.dated, false, all - overdue - undated - assuredDated),
                (.dated, true, assuredDated), (.undated, false, undated - assuredUndated),
                (.undated, true, assuredUndated),
            ]
            for (section, isAssured, count) in sections where count > 0 {
                tallies.append(
                    ItemCount(
                        key: key ?? "", marking: row.optionalText(1), section: section, isAssured: isAssured,
                        count: count))
            }
        }
        return tallies
    }
}

extension Snapshot {
    /// The items that are marked themselves, with their markings.
    package func markings() throws -> [(Reference, String)] {
        var condition = inForce
        condition.require("s.marking IS NOT NULL", [])
        var markings: [(Reference, String)] = []
        try register.database.prepare(
            """
            SELECT r.ref, s.marking FROM item_state s JOIN recommendation r ON r.id = s.recommendation
            WHERE \(condition.sql)
            """
        ).forEach(condition.values) { markings.append((Reference(stored: $0.text(0)), $0.text(1))) }
        return markings
    }
}
