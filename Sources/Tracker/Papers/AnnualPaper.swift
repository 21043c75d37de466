import TrackerLedger
public import TrackerDocuments
public import TrackerFigures
public import TrackerModel
public import TrackerRegister
public import TrackerValues
public import TransparencyLog

/// The year's status table, for the annual report: the quarterly table over four quarters, each of them beside it, and
/// reconciled with them. All as known from one viewpoint; what was printed for a quarter stands beside it.
public struct AnnualPaper: Sendable {
    /// The year.
    public let year: Year
    /// The table over the whole year.
    public let paper: QuarterlyPaper
    /// The quarters that have begun, as known from the same viewpoint, each with what was issued for it.
    public let quarters: [(table: QuarterlyTable, issued: IssuedTable?)]

    /// Asks the register.
    ///
    /// - Parameters:
    ///   - register: the register that is asked.
    ///   - year: the year; one that runs is counted to today.
    ///   - scope: which items it is about.
    ///   - rowKey: what a row stands for.
    ///   - ragRule: the rule behind red, amber and green.
    ///   - knownAt: by when what it counts was known.
    ///   - today: the day it is now.
    ///   - audience: for whom the edition is.
    ///   - marking: the marking asked for; nil for the register's or the items' highest.
    ///   - quartersBefore: how many earlier quarters the charts show; 0 for formats without charts.
    /// - Throws: `InvalidValue` for a year that hasn't begun; `ReconciliationError` when the figures contradict each other.
    public init(
        _ register: Register, _ year: Year, scope: Scope = .everything, rowKey: RowKey = .report,
        ragRule: RAGRule = .date, knownAt: KnownAt = .now, today: Day, audience: Audience = .board,
        marking: String? = nil, quartersBefore: Int = 0
    ) throws {
        guard year.first <= today else {
            throw InvalidValue(
                what: "year", given: year.label,
                expected: "a year that has begun; this one begins on \(year.first.longForm)")
        }
        self.year = year
        let begun = year.quarters.filter { $0.first <= today }
        let known = try register.viewpoint(asAt: min(year.last, today), knownAt: knownAt).knownAt
        let bands = try register.ageBands(knownAt: known)
        func spec(_ quarter: Quarter) throws -> QuarterlySpec {
            try QuarterlySpec(
                quarter, asAt: min(quarter.last, today), scope: scope, rowKey: rowKey, ragRule: ragRule,
                ageBands: bands
            ).known(to: register, at: known)
        }
        var whole = try spec(begun[begun.count - 1])
        whole.from = year.first
        // The year's way of an item holds those of its quarters, so that each item is read once.
        var tallies = try begun.map { QuarterlyTally(try spec($0)) }
        paper = try QuarterlyPaper(
            register, whole, knownAt: knownAt, today: today, audience: audience, marking: marking,
            quartersBefore: quartersBefore
        ) { item in
            for index in tallies.indices {
                let spec = tallies[index].spec
                let part = item.within(after: spec.from.adding(days: -1), to: spec.asAt)
                if let part { tallies[index].add(part) }
            }
        }
        let issued = try register.issuedTables(knownAt: known).map(\.table)
        quarters = try tallies.map { tally in
            let quarter = tally.spec.quarter
            let last = issued.last {
                $0.quarter == quarter.argument && $0.rows == rowKey && $0.asAt == quarter.last
                    && $0.scope.canonical == scope.canonical
            }
            return (try QuarterlyTable(tally), last)
        }
        try Self.reconcile(paper.table, quarters.map(\.table))
    }

    /// What a year's and its quarters' movements must agree in.
    private static let flows: [QuarterlyCount] = [
        .opened, .reopened, .closedImplemented, .closedOther, .scopeIn, .scopeOut,
    ]

    /// Checks that each row of the year, and its total, is what its quarters make.
    ///
    /// - Throws: `ReconciliationError`, naming the row.
    static func reconcile(
        _ year: QuarterlyTable, _ quarters: [QuarterlyTable]
    ) throws(ReconciliationError) {
        let nothing = QuarterlyRow.empty
        func check(_ name: String, _ whole: QuarterlyRow, _ parts: [QuarterlyRow]) throws(ReconciliationError)
        {
            func fail(_ what: String) -> ReconciliationError {
                ReconciliationError(row: name, what: what, items: [])
            }
            for count in flows {
                let sum = parts.map { $0[count] }.reduce(0, +)
                guard sum == whole[count] else {
                    throw fail(
                        "\"\(count.title)\" is \(whole[count]) in the year, but its quarters make \(sum)")
                }
            }
            for (before, after) in zip(parts, parts.dropFirst())
            where before[.carriedForward] != after[.broughtForward] {
                throw fail(
                    "a quarter carries \(before[.carriedForward]) forward, but \(after[.broughtForward]) are brought into the next"
                )
            }
            guard parts.first?[.broughtForward] == whole[.broughtForward],
                parts.last?[.carriedForward] == whole[.carriedForward]
            else { throw fail("the year doesn't begin or end as its quarters do") }
        }
        try check("", year.total, quarters.map(\.total))
        for key in Set(year.rows.map(\.key)).union(quarters.flatMap { $0.rows.map(\.key) }).sorted() {
            func row(_ table: QuarterlyTable) -> QuarterlyRow {
                table.rows.first { $0.key == key } ?? nothing
            }
            try check(key, row(year), quarters.map(row))
        }
    }

    /// The paper, ready to be drawn.
    public var document: Document {
        let last = paper.table.spec.asAt
        var period = "\(year.label): \(year.first.longForm) to \(year.last.longForm)"
        if last < year.last { period += " (positions as at \(last.longForm))" }
        return paper.document(
            title: "Annual status of recommendations", period: period,
            [.paragraph(paper.headline), .table(byQuarter), .paragraph(sources)]
                + [.table(paper.movementAndPosition), .table(paper.datesAndRating)] + paper.key
                + paper.charts)
    }

    private static let columns: [QuarterlyFigure] =
        [.broughtForward, .opened, .reopened, .closedImplemented, .closedOther].map { .count($0) }
        + [.scopeChange] + [.carriedForward, .overdue].map { .count($0) }

    /// The year, quarter by quarter.
    private var byQuarter: Table {
        func cells(_ row: QuarterlyRow) -> [Cell] {
            Self.columns.map { figure in row[figure].map { .number($0) } ?? .empty }
        }
        return Table(
            name: "Quarters", caption: "The year, quarter by quarter",
            columns: [Column(title: "Quarter", key: "quarter", weight: 2)]
                + Self.columns.map { Column(title: $0.title, key: $0.key, kind: .count) }
                + [Column(title: "Carried forward as issued", key: "issued", kind: .number)],
            rows: quarters.map { table, issued in
                [.text(table.spec.quarter.label)] + cells(table.total)
                    + [issued.map { .number($0.carriedForward["total"] ?? 0) } ?? .empty]
            },
            total: [.text("The year")] + cells(paper.table.total) + [.empty])
    }

    /// How the year goes together with what was printed in it.
    private var sources: String {
        let differing = quarters.filter { table, issued in
            issued.map { $0.carriedForward["total"] ?? 0 != table.total[.carriedForward] } ?? false
        }.map { $0.table.spec.quarter.label }
        let agree =
            "Each column of movement adds up to the year, and what a quarter carries forward the next brings forward. All of it is as known now."
        return differing.isEmpty
            ? agree
            : agree
                + " What has been recorded since about \(differing.joined(separator: " and ")) makes the difference to the table that was issued."
    }

    /// The paper as data.
    public func json() throws -> JSON {
        guard case .object(var object) = try paper.json() else { return .null }
        object["year"] = .string(year.label)
        object["quarter"] = nil
        object["content_hash"] = nil
        object["from"] = .string(year.first.description)
        object["to"] = .string(year.last.description)
        object["quarters"] = .array(
            quarters.map { table, issued in
                var quarter: [String: JSON] = [
                    "quarter": .string(table.spec.quarter.argument),
                    "as_at": .string(table.spec.asAt.description),
                    "issued_carried_forward": issued.map { .int(Int64($0.carriedForward["total"] ?? 0)) }
                        ?? .null,
                ]
                for figure in Self.columns {
                    quarter[figure.key] = table.total[figure].map { .int(Int64($0)) } ?? .null
                }
                return .object(quarter)
            })
        return .object(object)
    }
}
