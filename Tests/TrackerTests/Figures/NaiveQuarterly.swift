import Tracker

/// The quarterly table a second time, counted entry by entry from the ledger alone: no table of the register's
/// and nothing of `QuarterlyTable` goes into it.
struct NaiveQuarterly: Equatable {
    /// What a row says, by the count's name; references sorted.
    struct Row: Equatable {
        var references: [String: [String]] = [:]
        var oldest: Int?

        mutating func note(_ reference: String, _ column: String) {
            references[column, default: []].append(reference)
        }
    }

    /// The bands that both tables are asked for.
    static let ageBands = [30, 120]

    private(set) var rows: [String: Row] = [:]
    private(set) var total = Row()

    init(
        _ ledger: NaiveLedger, quarter: Quarter, asAt: Day, knownAt: Int64, rowKey: RowKey, rule: RAGRule,
        includes: (NaiveLedger.State) -> Bool
    ) {
        for item in ledger.items {
            let acts = ledger.acts(on: item, asAt: asAt, knownAt: knownAt)
            guard !acts.isEmpty else { continue }
            func walk(
                _ view: (NaiveLedger.State) -> NaiveLedger.State, _ keys: (NaiveLedger.State) -> Set<String>
            ) {
                count(item, acts, quarter, asAt, rule, view, keys, includes)
            }
            guard rowKey == .addressee else {
                walk({ $0 }, { Self.keys($0, rowKey, ledger.publishers) })
                continue
            }
            // Each body's row for itself, from what it sees; then the items, once each, for the total alone.
            let bodies = acts.indices.flatMap { last in
                acts[...last].reduce(NaiveLedger.State()) { $0.after($1) }.bodies
            }
            let before = total
            for body in Set(bodies) { walk({ $0.seen(by: body) }, { _ in [body] }) }
            total = before
            let known = rows
            walk({ $0 }, { _ in [""] })
            rows = known
        }
        total.sort()
        for key in rows.keys { rows[key]?.sort() }
    }

    private mutating func count(
        _ item: String, _ acts: [NaiveLedger.Act], _ quarter: Quarter, _ asAt: Day, _ rule: RAGRule,
        _ view: (NaiveLedger.State) -> NaiveLedger.State, _ rowKeys: (NaiveLedger.State) -> Set<String>,
        _ includes: (NaiveLedger.State) -> Bool
    ) {
        let eve = quarter.first.adding(days: -1)
        func keys(_ state: NaiveLedger.State) -> Set<String> {
            state.isLive && state.isInScope && includes(state) ? rowKeys(state) : []
        }
        let opened = acts[0].day
        var whole: NaiveLedger.State?
        if opened <= eve {
            let then = acts.filter { $0.day <= eve || $0.name == "add" }
            whole = then.reduce(NaiveLedger.State()) { $0.after($1) }
            note(item, "brought_forward", keys(view(whole!)))
        }
        var closedWithin = false
        for act in acts where opened > eve || act.day > eve {
            let before = whole.map(view)
            whole = (whole ?? NaiveLedger.State()).after(act)
            let after = view(whole!)
            guard let before else {
                note(item, "opened", keys(after))
                continue
            }
            if !before.isLive && after.isLive {
                note(item, "reopened", keys(after))
            } else if before.isLive && !after.isLive {
                closedWithin = true
                note(
                    item, after.closedAs == "implemented" ? "closed_implemented" : "closed_other",
                    keys(before))
            } else {
                change(item, from: keys(before), to: keys(after))
            }
        }
        guard let state = whole.map(view) else { return }
        if closedWithin && !state.isLive && state.isInScope && includes(state) {
            note(item, "closed_in_quarter", rowKeys(state))
        }
        stand(item, state, opened: opened, keys(state), quarter, asAt, rule)
    }

    private static func keys(
        _ state: NaiveLedger.State, _ rowKey: RowKey, _ publishers: [String: String]
    ) -> Set<String> {
        switch rowKey {
        case .publisher: [publishers[state.report] ?? ""]
        case .report: [state.report]
        case .kind: [state.kind]
        case .owner: [state.lead ?? ""]
        case .force: [state.force]
        case .question: [state.question ?? ""]
        case .board: [state.board ?? ""]
        case .tag: state.tags.isEmpty ? [""] : state.tags
        case .addressee: Set(state.bodies)
        }
    }

    private mutating func note(_ item: String, _ column: String, _ keys: Set<String>) {
        guard !keys.isEmpty else { return }
        total.note(item, column)
        for key in keys { rows[key, default: Row()].note(item, column) }
    }

    private mutating func change(_ item: String, from before: Set<String>, to after: Set<String>) {
        for key in before.subtracting(after) { rows[key, default: Row()].note(item, "scope_change_out") }
        for key in after.subtracting(before) { rows[key, default: Row()].note(item, "scope_change_in") }
        if before.isEmpty && !after.isEmpty { total.note(item, "scope_change_in") }
        if !before.isEmpty && after.isEmpty { total.note(item, "scope_change_out") }
    }

    /// Position and time columns, of an item that is counted at the end.
    private mutating func stand(
        _ item: String, _ state: NaiveLedger.State, opened: Day, _ keys: Set<String>, _ quarter: Quarter,
        _ asAt: Day,
        _ rule: RAGRule
    ) {
        guard !keys.isEmpty else { return }
        note(item, "carried_forward", keys)
        let position =
            state.stage == "open"
            ? (state.lead == nil ? "awaiting_allocation" : "open") : state.stage.replacing("-", with: "_")
        note(item, position, keys)
        if state.isProposed { note(item, "proposed_for_closure", keys) }
        if state.isDisputed { note(item, "disputed", keys) }
        let closed = state.addressees.filter { state.done[$0] != nil }.count
        if closed > 0, closed < state.addressees.count { note(item, "partly_discharged", keys) }
        let toDo = state.stage != "assured"
        let due = state.due.flatMap { Day(iso: $0) }
        let isLate = toDo && due.map { $0 < asAt } ?? false
        if isLate { note(item, "overdue", keys) }
        if toDo && due == nil { note(item, "no_date", keys) }
        if toDo, let due, due > quarter.last, due < quarter.next.next.first {
            note(item, "due_next_quarter", keys)
        }
        if state.revisions == 1 { note(item, "revised_once", keys) }
        if state.revisions >= 2 { note(item, "revised_more", keys) }
        note(item, "rag_" + Self.colour(state, due: due, isLate: isLate, asAt, rule), keys)
        let days = asAt.days(since: opened)
        let band = days <= Self.ageBands[0] ? 1 : days <= Self.ageBands[1] ? 2 : 3
        note(item, "age_band_\(band)", keys)
        total.age(days)
        for key in keys { rows[key]?.age(days) }
    }

    private static func colour(
        _ state: NaiveLedger.State, due: Day?, isLate: Bool, _ asAt: Day, _ rule: RAGRule
    ) -> String {
        if state.stage == "assured" { return "green" }
        if rule == .percentage {
            let complete = state.complete ?? 0
            if complete <= 25 || isLate && complete < 50 { return "red" }
            return complete <= 75 ? "amber" : "green"
        }
        guard let due else { return "none" }
        return isLate ? "red" : due <= asAt.adding(days: 30) ? "amber" : "green"
    }

    /// The table of the register in the same form.
    init(_ table: QuarterlyTable) {
        total = Row(table.total, table.spec.counts)
        rows = Dictionary(uniqueKeysWithValues: table.rows.map { ($0.key, Row($0, table.spec.counts)) })
    }
}

extension NaiveLedger.State {
    /// The bodies that it is directed at.
    fileprivate var bodies: [String] { addressees.isEmpty ? [addressee ?? force] : addressees }

    /// How one of them sees it.
    fileprivate func seen(by body: String) -> Self {
        var state = self
        state.isInScope = isInScope && bodies.contains(body)
        if addressees.contains(body) { state.lead = leads[body] ?? lead }
        if isLive, addressees.contains(body), let reason = done[body] {
            state.stage = "closed"
            state.closedAs = reason
        }
        state.addressees = []
        return state
    }
}

extension NaiveQuarterly.Row {
    fileprivate mutating func age(_ days: Int) { oldest = max(oldest ?? days, days) }

    fileprivate mutating func sort() { references = references.mapValues { $0.sorted() } }

    fileprivate init(_ row: QuarterlyRow, _ counts: [QuarterlyCount]) {
        for count in counts where row[count] > 0 { references[count.key] = row.references[count] }
        oldest = row.oldestDays
        sort()
    }
}
