public import TrackerModel
public import TrackerValues

/// What the rows of a quarterly table stand for.
public enum RowKey: String, CaseIterable, Sendable {
    /// The report that handed the item over.
    case report
    /// The kind of item.
    case kind
    /// The lead.
    case owner
    /// The force.
    case force
    /// The inspection question.
    case question
    /// The board that oversees it.
    case board
    /// Each programme or theme; an item with two stands in two rows and counts once in the total.
    case tag

    /// The rows that an item stands in. An empty key is the row of those that have none.
    package func keys(of standing: Standing) -> [String] {
        switch self {
        case .report: [standing.report.text]
        case .kind: [standing.kind]
        case .owner: [standing.lead?.description ?? ""]
        case .force: [standing.force]
        case .question: [standing.question ?? ""]
        case .board: [standing.board?.text ?? ""]
        case .tag: standing.tags.isEmpty ? [""] : standing.tags
        }
    }
}

/// One item's way through a quarter: where it stood on the eve, and each change since.
public struct ItemSteps: Sendable {
    /// The item's reference.
    public let reference: String
    /// Whether it was closed on the eve; such a standing is left out.
    public let wasClosed: Bool
    /// Where it stood from each day on, in order.
    public var steps: [(from: Day, standing: Standing)]

    /// An item's way, step by step.
    public init(
        reference: String, wasClosed: Bool = false, steps: [(from: Day, standing: Standing)]
    ) {
        self.reference = reference
        self.wasClosed = wasClosed
        self.steps = steps
    }
}

/// What the table of the quarter before printed, so that this one can start from it.
public struct IssuedBefore: Sendable {
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
    /// The quarter.
    public let quarter: Quarter
    /// The day of the position columns: the quarter's last, or today while it runs.
    public let asAt: Day
    /// What the rows stand for.
    public let rowKey: RowKey
    /// The rule behind the colours.
    public let ragRule: RAGRule
    /// The upper ends of the age bands, in days.
    public let ageBands: [Int]
    /// The rows, by key.
    public let rows: [QuarterlyRow]
    /// The total: each item once.
    public let total: QuarterlyRow
    /// The table that the last quarter's figures were issued in, if one was.
    public let issuedBefore: IssuedTable?

    /// Makes the table.
    ///
    /// - Parameters:
    ///   - quarter: the quarter.
    ///   - asAt: the day it looks at.
    ///   - scope: which items it is about.
    ///   - rowKey: what a row stands for.
    ///   - ragRule: the rule behind red, amber and green.
    ///   - ageBands: the upper ends of the age bands, in days.
    ///   - items: every item that stood anywhere during the quarter, with its steps.
    ///   - issued: what the quarter before carried forward in print; nil when nothing was issued.
    /// - Throws: `DoesNotReconcile` when the figures contradict each other.
    public init(
        quarter: Quarter, asAt: Day, scope: Scope, rowKey: RowKey, ragRule: RAGRule, ageBands: [Int],
        items: some Sequence<ItemSteps>, issued: IssuedBefore? = nil
    ) throws {
        try self.init(
            quarter: quarter, asAt: asAt, scope: scope, rowKey: rowKey, ragRule: ragRule, ageBands: ageBands,
            issued: issued
        ) { body in
            for item in items { body(item) }
        }
    }

    /// Makes the table of items that `forEachItem` brings one by one.
    ///
    /// - Throws: `DoesNotReconcile`, and what `forEachItem` throws.
    public init(
        quarter: Quarter, asAt: Day, scope: Scope, rowKey: RowKey, ragRule: RAGRule, ageBands: [Int],
        issued: IssuedBefore? = nil, forEachItem: (_ body: (ItemSteps) -> Void) throws -> Void
    ) throws {
        self.quarter = quarter
        self.asAt = asAt
        self.rowKey = rowKey
        self.ragRule = ragRule
        self.ageBands = ageBands
        issuedBefore = issued?.table
        var count = Counting(
            quarter: quarter, asAt: asAt, scope: scope, rowKey: rowKey, ragRule: ragRule, ageBands: ageBands)
        try forEachItem { count.add($0) }
        if let issued { count.restate(from: issued) }
        rows = count.rows.values.sorted {
            ($0.key.isEmpty ? 1 : 0, $0.key) < ($1.key.isEmpty ? 1 : 0, $1.key)
        }
        total = count.total
        for row in rows + [total] { try row.reconcile() }
    }
}

/// The walk over the items that fills the rows.
private struct Counting {
    let quarter: Quarter
    let asAt: Day
    let scope: Scope
    let rowKey: RowKey
    let ragRule: RAGRule
    let ageBands: [Int]
    var rows: [String: QuarterlyRow] = [:]
    var total: QuarterlyRow

    init(quarter: Quarter, asAt: Day, scope: Scope, rowKey: RowKey, ragRule: RAGRule, ageBands: [Int]) {
        self.quarter = quarter
        self.asAt = asAt
        self.scope = scope
        self.rowKey = rowKey
        self.ragRule = ragRule
        self.ageBands = ageBands
        total = QuarterlyRow(key: "", ageBands: ageBands.count + 1)
    }

    /// Adds to a row of the table, making it when it is the first.
    mutating func update(_ key: String, _ change: (inout QuarterlyRow) -> Void) {
        change(&rows[key, default: QuarterlyRow(key: key, ageBands: ageBands.count + 1)])
    }

    /// The rows that an item counts in, standing so: none when it isn't counted.
    func keys(_ standing: Standing?) -> [String] {
        guard let standing, standing.isCounted, scope.includes(standing) else { return [] }
        return rowKey.keys(of: standing)
    }

    mutating func add(_ item: ItemSteps) {
        let reference = item.reference
        var last: Standing?
        var wasClosed = item.wasClosed
        var closedWithin = false
        var closedAmong: [String] = []
        for (from, standing) in item.steps {
            let isClosed = standing.stage == .closed
            if from < quarter.first {
                note(reference, in: keys(standing), as: .broughtForward)
            } else if !wasClosed {
                move(reference, from: last, to: standing)
                if isClosed { (closedWithin, closedAmong) = (true, keys(last)) }
            } else if !isClosed {
                note(reference, in: keys(standing), as: .reopened)
            }
            last = standing
            wasClosed = isClosed
        }
        guard let last else { return }
        if closedWithin, last.stage == .closed, last.inScope, scope.includes(last) {
            note(reference, in: rowKey.keys(of: last), as: .closedInQuarter)
        }
        // What is closed is so on a sheet's word until somebody assures it.
        if closedWithin, last.closedAs == .implemented, last.onWord {
            noteWord(reference, in: closedAmong, as: .closedImplemented)
        }
        position(reference, last)
    }

    /// Counts a reference in a column of some rows, and once in the total.
    mutating func note(_ reference: String, in keys: [String], as column: QuarterlyRow.Column) {
        guard !keys.isEmpty else { return }
        for key in keys { update(key) { $0.references[column, default: []].append(reference) } }
        total.references[column, default: []].append(reference)
    }

    /// Counts a reference among those of a column that rest on a sheet's word.
    mutating func noteWord(_ reference: String, in keys: [String], as column: QuarterlyRow.Column) {
        guard !keys.isEmpty else { return }
        for key in keys { update(key) { $0.onWord[column, default: []].append(reference) } }
        total.onWord[column, default: []].append(reference)
    }

    mutating func move(_ reference: String, from last: Standing?, to standing: Standing) {
        let before = keys(last)
        let after = keys(standing)
        guard last != nil else { return note(reference, in: after, as: .opened) }
        if standing.stage == .closed {
            note(
                reference, in: before,
                as: standing.closedAs == .implemented ? .closedImplemented : .closedOther)
        } else {
            for key in before where !after.contains(key) {
                update(key) { $0.scopeChange.out.append(reference) }
            }
            for key in after where !before.contains(key) {
                update(key) { $0.scopeChange.in.append(reference) }
            }
            // Going from one row to another is no change of the whole.
            if after.isEmpty && !before.isEmpty { total.scopeChange.out.append(reference) }
            if before.isEmpty && !after.isEmpty { total.scopeChange.in.append(reference) }
        }
    }

    mutating func position(_ reference: String, _ standing: Standing) {
        let keys = keys(standing)
        guard !keys.isEmpty, let position = standing.position else { return }
        note(reference, in: keys, as: .carriedForward)
        note(reference, in: keys, as: QuarterlyRow.Column(position))
        if standing.onWord { noteWord(reference, in: keys, as: .assured) }
        if standing.isOverdue(asAt: asAt) { note(reference, in: keys, as: .overdue) }
        if standing.stage.isToDo {
            if let due = standing.due {
                let next = quarter.next
                if due >= next.first && due <= next.last { note(reference, in: keys, as: .dueNextQuarter) }
            } else {
                note(reference, in: keys, as: .noDate)
            }
        }
        if standing.revisions == 1 { note(reference, in: keys, as: .revisedOnce) }
        if standing.revisions > 1 { note(reference, in: keys, as: .revisedMore) }
        switch ragRule.colour(of: standing, asAt: asAt) {
        case .red: note(reference, in: keys, as: .red)
        case .amber: note(reference, in: keys, as: .amber)
        case .green: note(reference, in: keys, as: .green)
        case .some(.none): note(reference, in: keys, as: .notRated)
        case nil: break
        }
        let days = asAt.days(since: standing.openedOn)
        let band = ageBands.firstIndex { days <= $0 } ?? ageBands.count
        for key in keys { update(key) { $0.age(reference, days: days, band: band) } }
        total.age(reference, days: days, band: band)
    }

    /// Starts from what was printed, and shows the difference to what is known now as restated.
    mutating func restate(from issued: IssuedBefore) {
        for key in Set(rows.keys).union(issued.carriedForward.keys) {
            update(key) { $0.restate(from: issued.carriedForward[key] ?? []) }
        }
        total.restate(from: issued.total)
    }
}
