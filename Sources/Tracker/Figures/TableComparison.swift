import TrackerValues

/// What has changed between a table as it was issued and the same table as known now.
public struct TableComparison: Equatable, Sendable {
    /// One count that is different.
    public struct Difference: Equatable, Sendable {
        /// The row's key; nil for the total.
        public let row: String?
        /// Which.
        public let count: QuarterlyCount
        /// The count as issued.
        public let issued: Int
        /// The count as known now.
        public let now: Int
        /// References counted now that were not.
        public let gained: [String]
        /// References no longer counted.
        public let lost: [String]
    }

    /// Every count that is different, row by row.
    public let differences: [Difference]

    /// Compares two tables of the same quarter, rows and scope.
    public init(issued: QuarterlyTable, now: QuarterlyTable) {
        var differences: [Difference] = []
        let then = Dictionary(stored: issued.rows.map { ($0.key, $0) })
        let today = Dictionary(stored: now.rows.map { ($0.key, $0) })
        let counts = issued.spec.counts
        for key in Set(then.keys).union(today.keys).sorted() {
            differences += Self.compare(counts, key, then[key], today[key])
        }
        self.differences = differences + Self.compare(counts, nil, issued.total, now.total)
    }

    /// The references behind any difference.
    public var references: Set<String> {
        Set(differences.flatMap { $0.gained + $0.lost })
    }

    private static func compare(
        _ counts: [QuarterlyCount], _ key: String?, _ issued: QuarterlyRow?, _ now: QuarterlyRow?
    ) -> [Difference] {
        counts.compactMap { count in
            let before = issued?.references[count] ?? []
            let after = now?.references[count] ?? []
            let gained = Set(after).subtracting(before).sorted()
            let lost = Set(before).subtracting(after).sorted()
            guard before.count != after.count || !gained.isEmpty || !lost.isEmpty else { return nil }
            return Difference(
                row: key, count: count, issued: before.count, now: after.count, gained: gained, lost: lost)
        }
    }
}
