public import TrackerValues

/// A benefit that an item is to bring: how much of which unit is aimed at, committed, and realised so far.
public struct Benefit: Equatable, Sendable {
    /// The number of the entry that added it, written `B12`.
    public let id: Int64
    /// The entry whose words are its name.
    public let name: Int64
    /// The unit that its amounts are of: "GBP", "£m", "hours". Amounts of different units are never added.
    public let unit: String
    /// The day from which it is known.
    public let from: Day
    private var aims: [(on: Day, target: Amount, committed: Amount)]
    private var realisations: [(on: Day, amount: Amount)] = []

    package init(id: Int64, name: Int64, unit: String, from: Day, target: Amount, committed: Amount) {
        self.id = id
        self.name = name
        self.unit = unit
        self.from = from
        aims = [(from, target, committed)]
    }

    /// What it stood at on a day.
    public func figures(asAt day: Day) throws(RuleViolation) -> BenefitFigures {
        let aim = aims.last { $0.on <= day } ?? aims[0]
        return BenefitFigures(
            target: aim.target, committed: aim.committed,
            realised: try Amount.sum(realisations.filter { $0.on <= day }.map(\.amount)))
    }

    package mutating func realise(_ amount: Amount, on day: Day) { realisations.append((day, amount)) }

    package mutating func revise(target: Amount?, committed: Amount?, on day: Day) {
        let last = aims[aims.count - 1]
        aims.append((day, target ?? last.target, committed ?? last.committed))
    }

    /// Whether the two say the same.
    public static func == (a: Benefit, b: Benefit) -> Bool {
        a.id == b.id && a.name == b.name && a.unit == b.unit && a.from == b.from
            && a.aims.elementsEqual(b.aims, by: ==) && a.realisations.elementsEqual(b.realisations, by: ==)
    }
}

/// Amounts of one unit: a benefit's, or those of several benefits together.
public struct BenefitFigures: Equatable, Sendable {
    /// How much is aimed at.
    public let target: Amount
    /// How much is committed.
    public let committed: Amount
    /// How much has been realised to date.
    public let realised: Amount

    /// The exact sums of figures of one unit. - Throws: `RuleViolation` when a sum is too large.
    public static func sum(_ figures: [BenefitFigures]) throws(RuleViolation) -> BenefitFigures {
        BenefitFigures(
            target: try Amount.sum(figures.map(\.target)),
            committed: try Amount.sum(figures.map(\.committed)),
            realised: try Amount.sum(figures.map(\.realised)))
    }
}
