/// What the register is asked for a quarterly table.
extension Register {
    /// Every item that stood anywhere at the end of `eve` or changed since, with its steps up to the
    /// viewpoint's day.
    public func steps(after eve: Day, from viewpoint: Viewpoint) throws -> [ItemSteps] {
        var items: [ItemSteps] = []
        var last: Int64?
        try forEachStep(after: eve, from: viewpoint) { id, reference, openedOn, from, standing in
            if id != last {
                items.append(ItemSteps(reference: reference, openedOn: openedOn, steps: []))
                last = id
            }
            items[items.count - 1].steps.append((from, standing))
        }
        return items
    }

    /// Every table issued, oldest first, with the number of its entry.
    public func issuedTables() throws -> [(id: Int64, table: IssuedTable)] {
        try connection.all("SELECT i.id, l.entry FROM issued i JOIN ledger l ON l.seq = i.id ORDER BY i.id") {
            let entry = try LedgerStore.entry($0, 1)
            guard
                case .issue(let table)? = try RegisterAct(
                    name: entry.act, subject: entry.subject, data: entry.data)
            else {
                throw RegisterError.damaged("entry \(entry.seq) does not issue a table")
            }
            return ($0.int(0), table)
        }
    }

    /// The entries recorded after the first `size` that count from `day` or earlier.
    public func entries(after size: Int64, effectiveBy day: Day) throws -> [Entry] {
        try connection.all(
            "SELECT entry FROM ledger WHERE seq > ? AND effective_on <= ? ORDER BY seq", size, day.description
        ) { try LedgerStore.entry($0, 0) }
    }

    /// The newest table issued for a quarter over the same scope and rows, as known at a ledger size.
    public func lastIssued(
        of quarter: Quarter, rowKey: RowKey, scope: Scope, knownAt: Int64
    ) throws -> IssuedTable? {
        let found = try connection.first(
            """
            SELECT l.entry FROM issued i JOIN ledger l ON l.seq = i.id
            WHERE i.quarter = ? AND i.rows = ? AND i.scope = ? AND i.as_at = ? AND i.id <= ?
            ORDER BY i.id DESC LIMIT 1
            """, quarter.argument, rowKey.rawValue, scope.canonical, quarter.last.description, knownAt
        ) { try LedgerStore.entry($0, 0) }
        guard let found,
            case .issue(let table)? = try RegisterAct(
                name: found.act, subject: found.subject, data: found.data)
        else {
            return nil
        }
        return table
    }
}

extension IssuedBefore {
    /// The references that an issued table carried forward, counted again at its ledger size.
    init(_ table: IssuedTable, rowKey: RowKey, scope: Scope, items: [ItemSteps]) {
        var carried: [String: [String]] = [:]
        var total: [String] = []
        for item in items {
            guard let standing = item.steps.last?.standing, standing.isCounted, scope.includes(standing)
            else {
                continue
            }
            for key in rowKey.keys(of: standing) { carried[key, default: []].append(item.reference) }
            total.append(item.reference)
        }
        self.init(table: table, carriedForward: carried, total: total)
    }

    /// Checks that what is counted again is what was printed.
    ///
    /// - Throws: `DoesNotReconcile`, naming the row.
    func check() throws(DoesNotReconcile) {
        var counted = carriedForward.map { (name: "row \($0)", count: $1.count) }
        counted.append((name: "total", count: total.count))
        for (name, count) in counted where count != table.carriedForward[name] ?? 0 {
            throw DoesNotReconcile(
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
    public func issue(_ table: IssuedTable) throws -> Int64 {
        try record(.issue(table), on: table.quarter)
    }
}
