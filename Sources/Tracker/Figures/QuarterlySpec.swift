public import TrackerModel
public import TrackerValues

/// What a quarterly table is asked for.
public struct QuarterlySpec: Equatable, Sendable {
    /// The quarter.
    public var quarter: Quarter
    /// The first day of what moved: the quarter's, or that of the year which the quarter ends.
    public var from: Day
    /// The day of the position columns: the quarter's last, or today while it runs.
    public var asAt: Day
    /// Which items it is about.
    public var scope: Scope
    /// What a row stands for.
    public var rowKey: RowKey
    /// The rule behind red, amber and green.
    public var ragRule: RAGRule
    /// The upper ends of the age bands, in days.
    public var ageBands: [Int]
    /// Who published each report, for rows by publisher; found out when the table is made.
    package var publisherOf: [Reference: String] = [:]

    /// A table of `quarter`, on its last day unless another is given.
    public init(
        _ quarter: Quarter, asAt: Day? = nil, scope: Scope = .everything, rowKey: RowKey = .report,
        ragRule: RAGRule = .date, ageBands: [Int]
    ) {
        self.quarter = quarter
        from = quarter.first
        self.asAt = asAt ?? quarter.last
        self.scope = scope
        self.rowKey = rowKey
        self.ragRule = ragRule
        self.ageBands = ageBands
    }

    /// Whether it is about more than the quarter: the year up to it.
    public var isOfYear: Bool { from < quarter.first }

    /// Refuses a quarter that hasn't begun on `today`, and positions on a day outside it.
    package func check(on today: Day) throws(InvalidValue) {
        guard quarter.first <= today else {
            throw InvalidValue(
                what: "quarter", given: quarter.argument,
                expected: "a quarter that has begun; this one begins on \(quarter.first.shortForm)")
        }
        guard asAt >= quarter.first, asAt <= quarter.last else {
            throw InvalidValue(
                what: "day of the positions", given: asAt.description,
                expected: "a day of the quarter, \(quarter.first.shortForm) to \(quarter.last.shortForm)")
        }
    }

    /// The rows that an item counts in, standing so: none when it isn't counted.
    package func keys(of standing: ItemState) -> [String] { counts(standing) ? rows(of: standing) : [] }

    /// The rows that an item stands in, counted or not.
    package func rows(of standing: ItemState) -> [String] {
        rowKey.keys(of: standing, publisherOf: publisherOf)
    }

    /// Whether an item that stands so is counted.
    package func counts(_ standing: ItemState) -> Bool { standing.isCounted && scope.includes(standing) }
}
