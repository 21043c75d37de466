import TrackerStorage
public import TrackerFigures
public import TrackerLedger
public import TrackerModel
public import TrackerValues

/// What the register is asked for a quarterly table.
extension Register {
    /// Hands each item that was not closed at the end of `eve`, or changed since, to `body`, with its steps up to the
    /// viewpoint's day, in the order in which they were taken in.
    public func forEachItemSteps(
        after eve: Day, from viewpoint: Viewpoint, _ body: (ItemSteps) throws -> Void
    ) throws {
        // What stood at the end of the eve and stands yet, what stood then, and what came since: an index each holds
        // all that picks them, and no other is to be taken for a better way.
        let scan = database.dialect.scan
        let known = Self.known(viewpoint)
        let pick = "SELECT s.recommendation, s.known_from, s.step FROM item_state s WHERE \(known.sql)"
        let sql =
            """
            WITH picked AS (
                \(pick) AND \(ItemStore.isLast("s")) AND s.stage <> 'closed' AND \(scan)s.from_on <= ?
                UNION ALL
                \(pick) AND s.stage <> 'closed' AND s.to_on < '\(Day.distantFuture)' AND s.to_on > ?
                    AND s.from_on <= ?
                UNION ALL
                \(pick) AND s.from_on > ? AND s.from_on <= ?)
            SELECT s.recommendation, s.step, r.ref, s.from_on, s.cause, \(ItemStateColumn.counted)
            FROM picked p
            JOIN item_state s ON s.recommendation = p.recommendation AND s.known_from = p.known_from
                AND s.step = p.step
            JOIN recommendation r ON r.id = p.recommendation
            ORDER BY \(scan)p.recommendation, \(scan)p.step
            """
        let (day, last) = (eve.description, viewpoint.asAt.description)
        let standingBy = min(eve, viewpoint.asAt).description
        var item: (id: Int64, steps: ItemSteps)?
        try database.prepare(sql).forEach(
            known.values + [standingBy] + known.values + [day, standingBy] + known.values + [day, last]
        ) { row in
            let from = try row.storedDay(3)
            if item?.id != row.int(0) {
                if let item { try body(item.steps) }
                // A step before the first one here was left out because it was closed.
                let steps = ItemSteps(
                    reference: try row.storedText(2), wasClosed: from > eve && row.int(1) > 0, steps: [])
                item = (row.int(0), steps)
            }
            item?.steps.steps.append(
                ItemSteps.Step(
                    from: from, cause: try row.storedInt(4),
                    standing: try ItemState(row, from: 5, isWhole: false)))
        }
        if let item { try body(item.steps) }
    }

    /// The condition that the rows `s` of `item_state` known at a viewpoint fulfil. Of what is known now they have no
    /// end, which the indexes rest on.
    static func known(_ viewpoint: Viewpoint) -> SQLFilter {
        viewpoint.isLatest
            ? SQLFilter("s.known_to = \(ItemStore.forever)")
            : SQLFilter("s.known_from <= ? AND s.known_to > ?", viewpoint.knownAt, viewpoint.knownAt)
    }

    /// The same, all at once.
    public func steps(after eve: Day, from viewpoint: Viewpoint) throws -> [ItemSteps] {
        var items: [ItemSteps] = []
        try forEachItemSteps(after: eve, from: viewpoint) { items.append($0) }
        return items
    }

    /// Every table issued, oldest first, with the number of its entry; without those that were issued by mistake, as far as
    /// that was known at a ledger size.
    public func issuedTables(knownAt: Int64 = .max) throws -> [(id: Int64, table: IssuedTable)] {
        let recorded = try database.all(
            "SELECT i.id, l.entry FROM issued i JOIN ledger l ON l.seq = i.id ORDER BY i.id"
        ) {
            let entry = try LedgerStore.entry($0, 1)
            guard case .issue(let table)? = try RegisterAct(entry) else {
                throw RegisterError.damaged("entry \(entry.seq) does not issue a table")
            }
            return (seq: $0.int(0), row: (id: $0.int(0), table: table))
        }
        return try known(recorded, from: .issue, at: knownAt) { _, _ in }
    }

    /// The first day of whose time the register was told, as known at a viewpoint: the day on which it was made, or an
    /// earlier one on which an act on an item counts. What an import took over of the time before it is not what happened
    /// then, day by day, and an item's opening says nothing of where others stood; neither counts. Nil for an empty register.
    public func firstTold(from viewpoint: Viewpoint) throws -> Day? {
        if let told, told.size == viewpoint.knownAt { return told.day }
        let acts = ItemAct.Name.allCases.filter { $0 != .add }.map { "'\($0.rawValue)'" }.joined(
            separator: ", ")
        let found = try database.all(
            """
            SELECT min(substr(first.recorded_at, 1, 10)) FROM ledger first WHERE first.seq = 1
            UNION ALL
            SELECT min(l.effective_on) FROM ledger l
            LEFT JOIN (SELECT recorded_at AS instant, max(effective_on) AS day FROM ledger
                WHERE subject = '\(Writer.registerSubject)' AND act = 'import' GROUP BY recorded_at) i
                ON i.instant = l.recorded_at
            WHERE l.seq <= ? AND l.act IN (\(acts)) AND (i.day IS NULL OR l.effective_on >= i.day)
            """, viewpoint.knownAt
        ) { try $0.optionalStoredDay(0) }
        let day = found.compactMap { $0 }.min()
        told = (viewpoint.knownAt, day)
        return day
    }

    /// How many items of a scope stand in each position at the end of a viewpoint's day, what is closed left out.
    public func positions(of scope: Scope, from viewpoint: Viewpoint) throws -> [Position: Int] {
        var condition = Self.known(viewpoint)
        condition.require("s.stage <> 'closed' AND s.in_scope = 1")
        condition.require(scope)
        // Those that stand yet and those that stood then have an index each.
        let day = viewpoint.asAt.description
        let rows = "SELECT s.stage, count(*), count(s.lead) FROM item_state s WHERE \(condition.sql)"
        let sql = """
            \(rows) AND \(ItemStore.isLast("s")) AND \(database.dialect.scan)s.from_on <= ? GROUP BY s.stage
            UNION ALL
            \(rows) AND s.to_on < '\(Day.distantFuture)' AND s.to_on > ? AND s.from_on <= ? GROUP BY s.stage
            """
        var positions: [Position: Int] = [:]
        try database.prepare(sql).forEach(condition.values + [day] + condition.values + [day, day]) { row in
            let stage = try row.stored(0, "stage") { Stage(rawValue: $0) }
            let (all, allocated) = (Int(row.int(1)), Int(row.int(2)))
            for (count, isAllocated) in [(allocated, true), (all - allocated, false)] where count > 0 {
                if let position = Position(stage, isAllocated: isAllocated) {
                    positions[position, default: 0] += count
                }
            }
        }
        return positions
    }

    /// The entries recorded after the first `size` that count from `day` or earlier.
    public func entries(after size: Int64, effectiveBy day: Day) throws -> [Entry] {
        try database.all(
            "SELECT entry FROM ledger WHERE seq > ? AND effective_on <= ? ORDER BY seq", size, day.description
        ) { try LedgerStore.entry($0, 0) }
    }

    /// The newest table issued for the quarter before a table's over the same scope and rows, as known at a
    /// ledger size.
    public func lastIssued(before spec: QuarterlySpec, knownAt: Int64) throws -> IssuedTable? {
        let quarter = spec.quarter.previous
        let found = try database.all(
            """
            SELECT i.id, l.entry FROM issued i JOIN ledger l ON l.seq = i.id
            WHERE i.quarter = ? AND i.rows = ? AND i.scope = ? AND i.as_at = ? ORDER BY i.id
            """, quarter.argument, spec.rowKey.rawValue, spec.scope.canonical, quarter.last.description
        ) { (seq: $0.int(0), row: try LedgerStore.entry($0, 1)) }
        guard let last = try known(found, from: .issue, at: knownAt, correct: { _, _ in }).last,
            case .issue(let table)? = try RegisterAct(last)
        else {
            return nil
        }
        return table
    }
}

extension PriorIssue {
    /// The references that an issued table carried forward, counted again at its ledger size.
    ///
    /// - Parameter spec: of the table that goes on from it: over the same scope and rows.
    package init(
        _ table: IssuedTable, _ spec: QuarterlySpec, forEachItem: (_ body: (ItemSteps) -> Void) throws -> Void
    ) rethrows {
        var carried: [String: [String]] = [:]
        var total: [String] = []
        try forEachItem { item in
            guard let last = item.steps.last?.standing, spec.counts(last) else { return }
            for key in spec.rows(of: last) { carried[key, default: []].append(item.reference) }
            total.append(item.reference)
        }
        self.init(table: table, carriedForward: carried, total: total)
    }

    /// Checks that what is counted again is what was printed.
    ///
    /// - Throws: `ReconciliationError`, naming the row.
    package func check() throws(ReconciliationError) {
        var counted = carriedForward.map { (name: "row \($0)", count: $1.count) }
        counted.append((name: "total", count: total.count))
        for (name, count) in counted where count != table.carriedForward[name] ?? 0 {
            throw ReconciliationError(
                row: name,
                what:
                    "the table issued for \(table.quarter) carried forward \(table.carriedForward[name] ?? 0), but counted again it is \(count)",
                items: [])
        }
    }
}

extension Writer {
    /// Records that a table was issued. - Returns: the entry's number, by which it can be printed again.
    @discardableResult
    package func issue(_ table: IssuedTable) throws -> Int64 {
        try record(.issue(table), on: table.quarter).seq
    }
}
