public import TrackerModel
public import TrackerValues

/// The benefits of items, each on a line, and their totals: per unit, and per tag and unit.
///
/// Amounts of different units are never added. An item with two tags counts in both tags' rows and once in the total.
public struct BenefitTable: Equatable, Sendable {
    /// One benefit of one item on a day.
    public struct Line: Equatable, Sendable {
        /// The item.
        public let item: Reference
        /// The benefit's entry.
        public let id: Int64
        /// What it is.
        public let name: String
        /// The unit of its amounts.
        public let unit: String
        /// The item's tags.
        public let tags: [String]
        /// How much.
        public let figures: BenefitFigures

        package init(
            item: Reference, id: Int64, name: String, unit: String, tags: [String], figures: BenefitFigures
        ) {
            self.item = item
            self.id = id
            self.name = name
            self.unit = unit
            self.tags = tags
            self.figures = figures
        }
    }

    /// A total over lines of one unit.
    public struct Total: Equatable, Sendable {
        /// The tag, empty for items without one; nil for the total of everything.
        public let tag: String?
        /// The unit.
        public let unit: String
        /// How many benefits it is over.
        public let count: Int
        /// The sums.
        public let figures: BenefitFigures
    }

    /// The lines, in the order of their items.
    public let lines: [Line]
    /// By tag and unit; those without a tag last.
    public let byTag: [Total]
    /// By unit.
    public let totals: [Total]

    /// Adds the lines up, exactly.
    ///
    /// - Throws: `RuleViolation` when a sum is too large to be counted exactly.
    public init(_ lines: [Line]) throws(RuleViolation) {
        self.lines = lines
        let units = Set(lines.map(\.unit)).sorted()
        let tags = Set(lines.flatMap { $0.tags.isEmpty ? [""] : $0.tags })
            .sorted { ($0.isEmpty ? 1 : 0, $0) < ($1.isEmpty ? 1 : 0, $1) }
        var byTag: [Total] = []
        for tag in tags {
            let own = lines.filter { tag.isEmpty ? $0.tags.isEmpty : $0.tags.contains(tag) }
            byTag += try Self.totals(own, tag: tag, units: units)
        }
        self.byTag = byTag
        totals = try Self.totals(lines, tag: nil, units: units)
    }

    private static func totals(
        _ lines: [Line], tag: String?, units: [String]
    ) throws(RuleViolation) -> [Total] {
        var totals: [Total] = []
        for unit in units {
            let own = lines.filter { $0.unit == unit }
            guard !own.isEmpty else { continue }
            totals.append(
                Total(
                    tag: tag, unit: unit, count: own.count,
                    figures: try BenefitFigures.sum(own.map(\.figures))))
        }
        return totals
    }
}
