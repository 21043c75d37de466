public import TrackerModel
public import TrackerValues

/// The benefits of items, reports and programmes, each on a line, and their totals: per unit, and per report or tag and unit.
///
/// A report's benefit counts with its report, a programme's with its tag; each counts once in all.
/// Amounts of different units are never added. A benefit that is part of another is in the other's amounts and never added
/// again: totals are plain sums over the others. An item with two tags counts in both tags' rows and once in the total.
public struct BenefitTable: Equatable, Sendable {
    /// One benefit on a day.
    public struct Line: Equatable, Sendable {
        /// What it is of.
        public enum Level: String, CaseIterable, Sendable {
            /// An item's own.
            case item
            /// A report's as a whole.
            case report
            /// A programme's, which is a tag.
            case programme
        }

        /// What kind of thing it is of.
        public let level: Level
        /// The item, report or programme.
        public let subject: String
        /// The item's report, or the report itself; nil for a programme.
        public let report: Reference?
        /// The benefit's entry.
        public let id: Int64
        /// What it is.
        public let name: String
        /// The unit of its amounts.
        public let unit: String
        /// The benefit that it is part of.
        public let partOf: Int64?
        /// The item's tags, or the programme; none for a report.
        public let tags: [String]
        /// How much.
        public let figures: BenefitFigures

        package init(
            _ level: Level, _ subject: String, report: Reference?, id: Int64, name: String, unit: String,
            partOf: Int64? = nil, tags: [String], figures: BenefitFigures
        ) {
            self.level = level
            self.subject = subject
            self.report = report
            self.partOf = partOf
            self.id = id
            self.name = name
            self.unit = unit
            self.tags = tags
            self.figures = figures
        }
    }

    /// A total over lines of one unit.
    public struct Total: Equatable, Sendable {
        /// The report or the tag, empty for what has none; nil for the total of everything.
        public let key: String?
        /// The unit.
        public let unit: String
        /// How many benefits it is over.
        public let count: Int
        /// The sums.
        public let figures: BenefitFigures
    }

    /// The lines, those of items first and in their order; a part stands below its whole.
    public let lines: [Line]
    /// By report and unit, in the order of their lines; those without a report last.
    public let byReport: [Total]
    /// By tag and unit; those without a tag last.
    public let byTag: [Total]
    /// By unit.
    public let totals: [Total]

    /// Adds the lines up, exactly.
    ///
    /// - Throws: `RuleViolation` when a sum is too large to be counted exactly.
    public init(_ lines: [Line]) throws(RuleViolation) {
        self.lines = lines.filter { $0.partOf == nil }.flatMap { whole in
            [whole] + lines.filter { $0.partOf == whole.id }
        }
        let wholes = lines.filter { $0.partOf == nil }
        let units = Set(wholes.map(\.unit)).sorted()
        var reports: [Reference?] = []
        for line in wholes where !reports.contains(line.report) { reports.append(line.report) }
        reports = reports.filter { $0 != nil } + reports.filter { $0 == nil }
        var byReport: [Total] = []
        for report in reports {
            byReport += try Self.totals(
                wholes.filter { $0.report == report }, key: report?.text ?? "", units: units)
        }
        self.byReport = byReport
        let tags = Set(wholes.flatMap { $0.tags.isEmpty ? [""] : $0.tags })
            .sorted { ($0.isEmpty ? 1 : 0, NaturalOrder($0)) < ($1.isEmpty ? 1 : 0, NaturalOrder($1)) }
        var byTag: [Total] = []
        for tag in tags {
            let own = wholes.filter { tag.isEmpty ? $0.tags.isEmpty : $0.tags.contains(tag) }
            byTag += try Self.totals(own, key: tag, units: units)
        }
        self.byTag = byTag
        totals = try Self.totals(wholes, key: nil, units: units)
    }

    /// How many of the lines are parts of others.
    public var parts: Int { lines.count { $0.partOf != nil } }

    private static func totals(
        _ lines: [Line], key: String?, units: [String]
    ) throws(RuleViolation) -> [Total] {
        var totals: [Total] = []
        for unit in units {
            let own = lines.filter { $0.unit == unit }
            guard !own.isEmpty else { continue }
            totals.append(
                Total(
                    key: key, unit: unit, count: own.count,
                    figures: try BenefitFigures.sum(own.map(\.figures))))
        }
        return totals
    }
}
