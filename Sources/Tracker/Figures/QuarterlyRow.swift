public import TrackerValues
package import TrackerModel

/// One row of the quarterly table. Each count is the number of references behind it.
public struct QuarterlyRow: Equatable, Sendable {
    /// The columns that count references. The raw value is the column's name in JSON and CSV.
    public enum Column: String, CaseIterable, Sendable {
        /// Counted at the end of the day before the quarter; as printed, where a table was issued.
        case broughtForward = "brought_forward"
        /// Taken in during the quarter.
        case opened
        /// Closed before, live again.
        case reopened
        /// Closed as implemented.
        case closedImplemented = "closed_implemented"
        /// Closed for any other reason.
        case closedOther = "closed_other"
        /// Counted at the end.
        case carriedForward = "carried_forward"
        /// Position: open, nobody leads it.
        case awaitingAllocation = "awaiting_allocation"
        /// Position: open, with a lead.
        case open
        /// Position: in progress, not submitted.
        case inProgress = "in_progress"
        /// Position: submitted for assurance.
        case pendingSignOff = "pending_sign_off"
        /// Position: assured.
        case assured
        /// Closed during the quarter and closed at its end, for any reason.
        case closedInQuarter = "closed_in_quarter"
        /// To do, and past its date.
        case overdue
        /// To do, with a date in the next quarter.
        case dueNextQuarter = "due_next_quarter"
        /// To do, without a date.
        case noDate = "no_date"
        /// Its date was changed once.
        case revisedOnce = "revised_once"
        /// Its date was changed twice or more.
        case revisedMore = "revised_more"
        /// Red by the table's rule.
        case red = "rag_red"
        /// Amber by the table's rule.
        case amber = "rag_amber"
        /// Green by the table's rule.
        case green = "rag_green"
        /// The rule can't say.
        case notRated = "rag_none"

        package init(_ position: Position) {
            self =
                switch position {
                case .awaitingAllocation: .awaitingAllocation
                case .open: .open
                case .inProgress: .inProgress
                case .pendingSignOff: .pendingSignOff
                case .assured: .assured
                }
        }

        /// The five positions, in the table's order.
        public static let positions: [Column] = [
            .awaitingAllocation, .open, .inProgress, .pendingSignOff, .assured,
        ]
    }

    /// A signed count: what came in, less what went out.
    public struct Change: Equatable, Sendable {
        /// References that came in.
        public var `in`: [String] = []
        /// References that went out.
        public var out: [String] = []
        /// The difference.
        public var net: Int { `in`.count - out.count }
    }

    /// What the row stands for: an identifier that never changes (`P12` for an owner), empty for none.
    public let key: String
    /// The references behind each count.
    public package(set) var references: [Column: [String]] = [:]
    /// Those of a count that rest on a sheet's word, and that nobody has assured since: of `closedImplemented` and
    /// `assured`.
    public package(set) var onWord: [Column: [String]] = [:]
    /// Items that entered or left the counted scope, or this row, without being opened or closed.
    public package(set) var scopeChange = Change()
    /// Known about the day before the quarter now, but not in the table that was issued for it.
    public package(set) var restated = Change()
    /// The references in each age band.
    public package(set) var ages: [[String]]
    /// Days since the oldest counted item was opened; nil without one.
    public package(set) var oldestDays: Int?

    package init(key: String, ageBands: Int) {
        self.key = key
        ages = Array(repeating: [], count: ageBands)
    }

    /// How many references are behind a count.
    public subscript(column: Column) -> Int { references[column]?.count ?? 0 }

    package mutating func age(_ reference: String, days: Int, band: Int) {
        ages[band].append(reference)
        oldestDays = max(oldestDays ?? days, days)
    }

    mutating func restate(from printed: [String]) {
        let known = references[.broughtForward] ?? []
        let knownSet = Set(known)
        let printedSet = Set(printed)
        restated.in += known.filter { !printedSet.contains($0) }
        restated.out += printed.filter { !knownSet.contains($0) }
        references[.broughtForward] = printed
    }

    /// Checks the identities that every row must keep.
    ///
    /// - Throws: `DoesNotReconcile`, naming the items that can't be explained.
    public func reconcile() throws(DoesNotReconcile) {
        let moved =
            self[.broughtForward] + self[.opened] + self[.reopened] - self[.closedImplemented]
            - self[.closedOther] + scopeChange.net + restated.net
        guard moved == self[.carriedForward], unexplained.isEmpty else {
            throw DoesNotReconcile(
                row: key,
                what:
                    "\(self[.broughtForward]) brought forward + \(self[.opened]) opened + \(self[.reopened]) reopened - \(self[.closedImplemented] + self[.closedOther]) closed + \(scopeChange.net) scope + \(restated.net) restated make \(moved), but \(self[.carriedForward]) are carried forward",
                items: unexplained)
        }
        let positions = Column.positions.map { self[$0] }.reduce(0, +)
        guard positions == self[.carriedForward] else {
            throw DoesNotReconcile(
                row: key,
                what:
                    "the five positions make \(positions), but \(self[.carriedForward]) are carried forward",
                items: [])
        }
    }

    /// The references whose comings and goings don't end in, or out of, what is carried forward.
    private var unexplained: [String] {
        var balance: [String: Int] = [:]
        for column in [Column.broughtForward, .opened, .reopened] {
            for reference in references[column] ?? [] { balance[reference, default: 0] += 1 }
        }
        for column in [Column.closedImplemented, .closedOther, .carriedForward] {
            for reference in references[column] ?? [] { balance[reference, default: 0] -= 1 }
        }
        for change in [scopeChange, restated] {
            for reference in change.in { balance[reference, default: 0] += 1 }
            for reference in change.out { balance[reference, default: 0] -= 1 }
        }
        return balance.filter { $0.value != 0 }.keys.sorted()
    }
}

/// A table's figures contradict each other. It must not be printed.
public struct DoesNotReconcile: TrackerError, Equatable {
    /// The row's key; empty for the total or the row of items without one.
    public let row: String
    /// The contradiction.
    public let what: String
    /// The items that can't be explained.
    public let items: [String]

    package var failure: FailureKind { .malformed }
    package var remedies: [Remedy] { [.verify()] }

    package init(row: String, what: String, items: [String]) {
        self.row = row
        self.what = what
        self.items = items
    }

    /// A sentence with the items.
    public var description: String {
        let place = row.isEmpty ? "in total" : "in row \(row)"
        let named =
            items.isEmpty
            ? ""
            : " Items: \(items.prefix(20).joined(separator: ", "))\(items.count > 20 ? " and \(items.count - 20) more" : "")."
        return
            "The table does not reconcile \(place): \(what).\(named) It is not printed."
    }
}
