public import TrackerModel
public import TrackerValues

/// One item's way through a quarter: where it stood on the eve, and each change since.
public struct ItemSteps: Sendable {
    /// The item's reference.
    public let reference: String
    /// Whether it was closed on the eve; such a standing is left out.
    public let wasClosed: Bool
    /// Where it stood, in order.
    public var steps: [Step]

    /// Where it stood from a day on.
    public struct Step: Sendable {
        /// The day.
        public let from: Day
        /// The entry that brought it about.
        public let cause: Int64
        /// How it stood.
        public var standing: ItemState {
            _read { yield shared.standing }
        }
        private let shared: Shared

        /// From `from` on it stood so.
        public init(from: Day, cause: Int64, standing: ItemState) {
            self.from = from
            self.cause = cause
            shared = Shared(standing)
        }
    }

    /// A state is large: a step that is handed on takes it along and doesn't copy it.
    private final class Shared: Sendable {
        let standing: ItemState
        init(_ standing: ItemState) { self.standing = standing }
    }

    /// The same through a part of the time, after `eve` and to the end of `last`; nil where it was closed all the while, or not
    /// there yet.
    package func within(after eve: Day, to last: Day) -> ItemSteps? {
        var part = ItemSteps(reference: reference, wasClosed: wasClosed, steps: [])
        for step in steps where step.from <= last {
            if step.from > eve {
                part.steps.append(step)
            } else {
                let isClosed = step.standing.stage == .closed
                part = ItemSteps(reference: reference, wasClosed: isClosed, steps: isClosed ? [] : [step])
            }
        }
        return part.steps.isEmpty ? nil : part
    }

    /// The same as one of the bodies sees it that the item is directed at.
    func seen(by body: String) -> ItemSteps {
        ItemSteps(
            reference: reference, wasClosed: wasClosed,
            steps: steps.map { Step(from: $0.from, cause: $0.cause, standing: $0.standing.seen(by: body)) })
    }

    /// The bodies that it was directed at at any time, in order.
    var addressedTo: [String] {
        var seen: Set<String> = []
        return steps.flatMap { $0.standing.addressedTo }.filter { seen.insert($0).inserted }
    }

    /// An item's way, step by step.
    public init(reference: String, wasClosed: Bool = false, steps: [Step]) {
        self.reference = reference
        self.wasClosed = wasClosed
        self.steps = steps
    }
}

/// What the table of the quarter before printed, so that this one can start from it.
public struct PriorIssue: Sendable {
    /// The issued table.
    public let table: IssuedTable
    /// The references it carried forward, by row key; computed again at its ledger size.
    public let carriedForward: [String: [String]]
    /// The same for the total.
    public let total: [String]

    package init(table: IssuedTable, carriedForward: [String: [String]], total: [String]) {
        self.table = table
        self.carriedForward = carriedForward
        self.total = total
    }
}

/// The quarterly status table: movement, position and time for each row and in total, every count computed
/// and expandable to the references behind it.
///
/// `brought forward + opened + reopened − closed ± scope ± restated = carried forward` holds for each row and
/// the total, and the five positions add up to carried forward; a table that breaks this can't be made.
public struct QuarterlyTable: Equatable, Sendable {
    /// What was asked for.
    public let spec: QuarterlySpec
    /// The rows, by key; in a paper by name.
    public private(set) var rows: [QuarterlyRow]
    /// The total: each item once.
    public let total: QuarterlyRow
    /// The table that the last quarter's figures were issued in, if one was.
    public let issuedBefore: IssuedTable?

    /// Makes the table.
    ///
    /// - Parameters:
    ///   - spec: what is asked for.
    ///   - items: every item that stood anywhere during the quarter, with its steps.
    ///   - issued: what the quarter before carried forward in print; nil when nothing was issued.
    /// - Throws: `ReconciliationError` when the figures contradict each other.
    public init(
        _ spec: QuarterlySpec, items: some Sequence<ItemSteps>, issued: PriorIssue? = nil
    ) throws {
        try self.init(spec, issued: issued) { body in
            for item in items { body(item) }
        }
    }

    /// Makes the table of items that `forEachItem` brings one by one.
    ///
    /// - Throws: `ReconciliationError`, and what `forEachItem` throws.
    public init(
        _ spec: QuarterlySpec, issued: PriorIssue? = nil,
        forEachItem: (_ body: (ItemSteps) -> Void) throws -> Void
    ) throws {
        var tally = QuarterlyTally(spec)
        try forEachItem { tally.add($0) }
        try self.init(tally, issued: issued)
    }

    /// Makes the table of items that were counted one by one.
    ///
    /// - Throws: `ReconciliationError`.
    package init(_ tally: QuarterlyTally, issued: PriorIssue? = nil) throws(ReconciliationError) {
        spec = tally.spec
        issuedBefore = issued?.table
        let counted = tally.counted(from: issued)
        rows = Self.byKey(counted.rows)
        total = counted.total
        var balance: [Int32] = []
        for row in rows + [total] { try row.reconcile(&balance) }
    }

    /// Puts the rows in the order of their names; the row of items that have none stays last.
    package mutating func order(by name: (QuarterlyRow) -> String) {
        rows = rows.map { (row: $0, place: NaturalOrder(name($0))) }
            .sorted {
                ($0.row.key.isEmpty ? 1 : 0, $0.place, $0.row.key)
                    < ($1.row.key.isEmpty ? 1 : 0, $1.place, $1.row.key)
            }
            .map(\.row)
    }

    /// The rows as they are told apart, whatever their names: what a content hash is made of.
    package var rowsByKey: [QuarterlyRow] { Self.byKey(rows) }

    private static func byKey(_ rows: [QuarterlyRow]) -> [QuarterlyRow] {
        rows.sorted { ($0.key.isEmpty ? 1 : 0, $0.key) < ($1.key.isEmpty ? 1 : 0, $1.key) }
    }

    /// The references of the items that it counts, in order.
    package var referenceOrder: ReferenceOrder { ReferenceOrder(total.references) }

    /// How many addressings the rows of a table by addressee carry forward: more than there are items.
    public var addressings: Int { rows.map { $0[.carriedForward] }.reduce(0, +) }
}

/// What a quarterly table is made of, while items are counted one by one.
package struct QuarterlyTally {
    package let spec: QuarterlySpec
    private var count: Counting
    /// Where each row is its own, what counts for the total.
    private var items: Counting?

    package init(_ spec: QuarterlySpec) {
        self.spec = spec
        count = Counting(spec: spec)
        guard spec.rowKey == .addressee else { return }
        // What a body has done says nothing of the others: each row is its own, and the total counts items.
        var whole = spec
        whole.rowKey = .kind
        items = Counting(spec: whole)
    }

    /// Counts an item, each once.
    package mutating func add(_ item: ItemSteps) {
        count.begin(item.reference)
        guard items != nil else { return count.add(item) }
        items?.begin(item.reference)
        items?.add(item)
        for body in item.addressedTo { count.add(item.seen(by: body)) }
    }

    /// The rows and the total, starting from what was printed.
    fileprivate func counted(from issued: PriorIssue?) -> (rows: [QuarterlyRow], total: QuarterlyRow) {
        var count = count
        if let items { count.total = items.total }
        return count.counted(from: issued)
    }
}

/// The walk over the items that fills the rows.
private struct Counting {
    let spec: QuarterlySpec
    let ageBands: [AgeBand]
    private let nextQuarter: ClosedRange<Day>
    var total = RowTally(key: "")
    private var rows: [RowTally] = []
    /// The place of each row among them.
    private var places: [String: Int] = [:]
    /// The row that was counted in last: items of one report, and mostly of one board, follow each other.
    private var last = 0
    /// The references of the items so far, by their numbers.
    private var names: [String] = []

    init(spec: QuarterlySpec) {
        self.spec = spec
        ageBands = AgeBand.bands(upTo: spec.ageBands)
        let next = spec.quarter.next
        nextQuarter = next.first...next.last
    }

    /// The next item is that of this reference.
    mutating func begin(_ reference: String) { names.append(reference) }

    /// The place of a row of the table, which is made when it is the first.
    private mutating func place(of key: String) -> Int {
        if last < rows.count, rows[last].key == key { return last }
        if let place = places[key] {
            last = place
        } else {
            last = rows.count
            places[key] = last
            rows.append(RowTally(key: key))
        }
        return last
    }

    mutating func add(_ item: ItemSteps) {
        let number = Int32(names.count - 1)
        let steps = item.steps
        var wasClosed = item.wasClosed
        var closedWithin = false
        var closedAmong: [String] = []
        /// The rows that it counted in before a step.
        var before: [String] = []
        for place in steps.indices {
            let standing = steps[place].standing
            let isClosed = standing.stage == .closed
            let keys = spec.keys(of: standing)
            if steps[place].from < spec.from {
                note(number, in: keys, as: .of(.broughtForward))
            } else if !wasClosed {
                move(number, before, to: standing, in: keys, isFirst: place == 0)
                if isClosed { (closedWithin, closedAmong) = (true, before) }
            } else if !isClosed {
                note(number, in: keys, as: .of(.reopened))
            }
            wasClosed = isClosed
            before = keys
            guard place == steps.count - 1 else { continue }
            if closedWithin { close(number, standing, among: closedAmong) }
            position(number, standing, in: keys)
        }
    }

    /// Counts an item that was closed in the period, and out of which rows.
    mutating func close(_ number: Int32, _ standing: ItemState, among rows: [String]) {
        if standing.stage == .closed, standing.inScope, spec.scope.includes(standing) {
            note(number, in: spec.rows(of: standing), as: .of(.closedInQuarter))
        }
        // What is closed is so on a sheet's word until somebody assures it.
        if standing.closedAs == .implemented, standing.onWord {
            note(number, in: rows, as: .of(.closedImplementedOnWord))
        }
    }

    /// Counts an item in some rows, and once in the total.
    mutating func note(_ number: Int32, in keys: [String], as counts: CountSet) {
        guard !keys.isEmpty else { return }
        for key in keys { rows[place(of: key)].add(number, to: counts) }
        total.add(number, to: counts)
    }

    /// - Parameter after: the rows that it counts in, standing so.
    mutating func move(
        _ number: Int32, _ before: [String], to standing: ItemState, in after: [String], isFirst: Bool
    ) {
        if isFirst { return note(number, in: after, as: .of(.opened)) }
        if standing.stage == .closed {
            let isDone = standing.closedAs == .implemented
            note(number, in: before, as: .of(isDone ? .closedImplemented : .closedOther))
        } else {
            for key in before where !after.contains(key) {
                rows[place(of: key)].add(number, to: .of(.scopeOut))
            }
            for key in after where !before.contains(key) {
                rows[place(of: key)].add(number, to: .of(.scopeIn))
            }
            // Going from one row to another is no change of the whole.
            if after.isEmpty && !before.isEmpty { total.add(number, to: .of(.scopeOut)) }
            if before.isEmpty && !after.isEmpty { total.add(number, to: .of(.scopeIn)) }
        }
    }

    mutating func position(_ number: Int32, _ standing: ItemState, in keys: [String]) {
        guard !keys.isEmpty, let position = standing.position else { return }
        var counts = CountSet.of(.carriedForward)
        counts.insert(QuarterlyCount(position))
        if standing.onWord { counts.insert(.assuredOnWord) }
        for part in PositionPart.allCases where part.includes(standing) { counts.insert(.part(part)) }
        if standing.isOverdue(asAt: spec.asAt) { counts.insert(.overdue) }
        if standing.stage.isToDo {
            if let due = standing.due {
                if nextQuarter.contains(due) { counts.insert(.dueNextQuarter) }
            } else {
                counts.insert(.noDate)
            }
        }
        if standing.revisions == 1 { counts.insert(.revisedOnce) }
        if standing.revisions > 1 { counts.insert(.revisedMore) }
        switch spec.ragRule.colour(of: standing, asAt: spec.asAt) {
        case .red: counts.insert(.red)
        case .amber: counts.insert(.amber)
        case .green: counts.insert(.green)
        case .some(.none): counts.insert(.notRated)
        case nil: break
        }
        let days = spec.asAt.days(since: standing.openedOn)
        if let band = ageBands.first(where: { $0.includes(days) }) { counts.insert(.aged(band)) }
        note(number, in: keys, as: counts)
        for key in keys { rows[place(of: key)].age(days) }
        total.age(days)
    }

    /// The rows and the total; where something was printed, from that on, with the difference to what is known now as restated.
    func counted(from issued: PriorIssue?) -> (rows: [QuarterlyRow], total: QuarterlyRow) {
        var names = names
        var rows = rows.map(\.row)
        var total = total.row
        if let issued {
            var numbers = Dictionary(zip(names, Int32(0)...)) { first, _ in first }
            func number(_ reference: String) -> Int32 {
                if let number = numbers[reference] { return number }
                let number = Int32(names.count)
                names.append(reference)
                numbers[reference] = number
                return number
            }
            for key in issued.carriedForward.keys.sorted() where places[key] == nil {
                rows.append(QuarterlyRow(key: key))
            }
            for place in rows.indices {
                rows[place].restate(from: (issued.carriedForward[rows[place].key] ?? []).map(number))
            }
            total.restate(from: issued.total.map(number))
        }
        for place in rows.indices { rows[place].references.names = names }
        total.references.names = names
        return (rows, total)
    }
}
