import TrackerLedger
package import TrackerModel
import TrackerStorage
package import TrackerValues

/// What an entry makes of an item: its history before, if it was in the register, and after. Both are large, so one
/// copy is handed on.
package final class ItemChange: Sendable {
    let before: ItemHistory?
    let after: ItemHistory

    init(before: ItemHistory?, after: ItemHistory) {
        self.before = before
        self.after = after
    }
}

/// An item's history and its rows in `recommendation` and `item_state`: read from the ledger, folded, stored.
package final class ItemStore {
    /// An open end in `item_state`: known until further notice.
    static let forever = Int64.max

    /// The condition that rows of `item_state` fulfil which nothing has replaced and that stand until further notice, written
    /// as the indexes of those alone have it. - Parameter rows: what the table is called in the query.
    static func stands(_ rows: String = "item_state") -> String {
        "\(rows).known_to = \(forever) AND \(isLast(rows))"
    }

    /// The condition that rows fulfil which are their item's last.
    static func isLast(_ rows: String) -> String { "\(rows).to_on = '\(Day.distantFuture)'" }

    private let ledger: LedgerStore
    private let insertItem: Prepared
    private let supersede: Prepared
    private let insertState: Prepared
    /// Histories of items touched in this transaction, so that many acts in a row load them once.
    private var loaded: [String: ItemHistory] = [:]
    private var loadedHoldings: [PostHolding]?
    private var loadedRules: Int64?
    /// How many items were asked for in this transaction; nil outside of one that writes, when others may.
    private var asked: Int?
    /// The references of all items, folded, once many were asked for.
    private var known: Set<String>?
    /// So many questions cost more than reading all references at once.
    private static let many = 32
    private let database: Database
    private let insertBenefit: Prepared
    /// More are read again when needed: a replay of a large register must not hold all of it in memory.
    private static let mostLoaded = 4096

    init(_ database: Database, ledger: LedgerStore) {
        self.ledger = ledger
        self.database = database
        insertBenefit = Prepared("INSERT INTO benefit (id, recommendation) VALUES (?, ?)", on: database)
        insertItem = Prepared(
            "INSERT INTO recommendation (id, ref, folded) VALUES (?, ?, ?)", on: database)
        supersede = Prepared(
            "UPDATE item_state SET known_to = ? WHERE recommendation = ? AND step = ? AND known_to = \(Self.forever)",
            on: database)
        insertState = Prepared(
            """
            INSERT INTO item_state (recommendation, step, known_from, known_to, from_on, to_on, cause,
                \(ItemStateColumn.names.joined(separator: ", ")))
            VALUES (?, ?, ?, \(Self.forever), ?, ?, ?, \(SQLFilter.parameters(ItemStateColumn.names.count)))
            """, on: database)
    }

    /// Forgets what was loaded: another holder of a post has been recorded, other rules hold, or, after a transaction,
    /// others may have written.
    package func forget() {
        loaded.removeAll()
        loadedHoldings = nil
        loadedRules = nil
    }

    /// A transaction that writes begins: nobody else does before it ends.
    func begin() {
        forget()
        asked = 0
    }

    /// It has ended.
    func end() {
        forget()
        asked = nil
        known = nil
    }

    /// Whether it is certain, without asking for it, that no item has that reference.
    func isAbsent(_ folded: String) throws -> Bool {
        if let known { return !known.contains(folded) }
        guard let count = asked else { return false }
        asked = count + 1
        guard count >= Self.many else { return false }
        let all = Set(try database.all("SELECT folded FROM recommendation") { $0.text(0) })
        known = all
        return !all.contains(folded)
    }

    /// Who held which post by anything ever recorded: what was put right since, or no longer counts, included.
    private func holdings() throws -> [PostHolding] {
        if let loadedHoldings { return loadedHoldings }
        var holdings = try PostHolding.all(in: database)
        for (seq, corrects) in try database.all(
            "SELECT seq, corrects FROM correction WHERE act = ? ORDER BY seq",
            RegisterAct.Name.holdPost.rawValue,
            read: { ($0.int(0), $0.int(1)) })
        {
            guard let record = try ledger.record(corrects, knownAt: seq),
                let holding = PostHolding(record, as: seq)
            else { continue }
            holdings.append(holding)
        }
        loadedHoldings = holdings
        return holdings
    }

    /// The first entry that today's rules judge.
    private func rulesFrom() throws -> Int64 {
        if let loadedRules { return loadedRules }
        let rules = try RuleSet.from(in: database)
        loadedRules = rules
        return rules
    }

    /// Says that the next entry, number `seq`, is the first under today's rules.
    func foresee(rulesFrom seq: Int64) { loadedRules = seq }

    private func fold(
        _ reference: Reference, _ record: ItemRecord, newest: Int64? = nil
    ) throws -> ItemHistory {
        try ItemHistory(
            reference, record: record, holdings: holdings(), rulesFrom: rulesFrom(), newest: newest)
    }

    /// Forgets one item's history.
    package func forget(_ reference: Reference) { loaded[reference.folded] = nil }

    /// An item's history as known at a ledger size; nil when it was not in the register then.
    package func history(of reference: Reference, knownAt: Int64) throws -> ItemHistory? {
        let record = try ItemRecord(try ledger.entries(about: reference.text, knownAt: knownAt))
        return record.acts.isEmpty ? nil : try fold(reference, record)
    }

    /// An item's history as this transaction has left it; nil when it is not in the register.
    package func current(_ reference: Reference, knownAt: Int64) throws -> ItemHistory? {
        if let history = loaded[reference.folded] { return history }
        if try isAbsent(reference.folded) { return nil }
        let history = try history(of: reference, knownAt: knownAt)
        if let history { load(history) }
        return history
    }

    private func load(_ history: ItemHistory) {
        if loaded.count >= Self.mostLoaded { loaded.removeAll(keepingCapacity: true) }
        loaded[history.reference.folded] = history
    }

    /// What becomes of an item when its acts change.
    ///
    /// - Parameters:
    ///   - size: the ledger's size before.
    ///   - newest: the act that changes, by which a refusal tells it from those that stay.
    ///   - change: the record as it is to be.
    /// - Throws: `RuleViolation` when the rules don't allow it.
    func change(
        to reference: Reference, size: Int64, newest: Int64,
        _ change: (ItemRecord) throws -> ItemRecord
    ) throws -> ItemChange {
        let before = try current(reference, knownAt: size)
        let record = try change(before?.record ?? ItemRecord())
        return ItemChange(before: before, after: try fold(reference, record, newest: newest))
    }

    /// Stores what changed in the item's rows through the act that is entry `seq`.
    package func store(_ change: ItemChange, at seq: Int64) throws {
        let (before, after) = (change.before, change.after)
        guard let id = after.acts.first?.seq else { return }
        if before == nil {
            try insertItem.run(id, after.reference.text, after.reference.folded)
            known?.insert(after.reference.folded)
        }
        if after.benefits.contains(where: { $0.id == seq }) { try insertBenefit.run(seq, id) }
        load(after)
        let old = before?.steps ?? []
        let new = after.steps
        // Rows that stay the same stay; where they differ, the old ones are known no longer.
        for step in 0..<max(old.count, new.count) {
            let was = step < old.count ? Span(old, step) : nil
            let becomes = step < new.count ? Span(new, step) : nil
            guard was != becomes else { continue }
            if was != nil { try supersede.run(seq, id, step) }
            if let becomes { try insert(becomes, step: step, of: id, knownFrom: seq) }
        }
    }

    private struct Span: Equatable {
        let step: ItemHistory.Step
        let to: Day

        init(_ steps: [ItemHistory.Step], _ index: Int) {
            step = steps[index]
            to = index + 1 < steps.count ? steps[index + 1].from : .distantFuture
        }
    }

    private func insert(_ span: Span, step: Int, of id: Int64, knownFrom: Int64) throws {
        var values: [SQLValue] = [
            .int(id), .int(Int64(step)), .int(knownFrom), .text(span.step.from.description),
            .text(span.to.description), .int(span.step.cause),
        ]
        values.reserveCapacity(values.count + ItemStateColumn.allCases.count)
        // Read once: a state copied for each of its columns cost three percent of an import.
        let state = span.step.standing
        for column in ItemStateColumn.allCases { values.append(column.value(of: state)) }
        try insertState.run(binding: values)
    }
}
