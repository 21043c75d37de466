public import TrackerValues

/// The colour that a rule works out for an item.
public enum RAG: String, CaseIterable, Sendable {
    /// Off course.
    case red
    /// At risk.
    case amber
    /// On course.
    case green
    /// The rule can't say: for a rule by dates, an item without one.
    case none

    /// As a person reads it: "no date" where the rule can't say.
    public var label: String { self == .none ? "not rated" : rawValue }
}

/// A named rule that computes red, amber or green, so that ratings can't be "not applied consistently". Its
/// name is printed wherever its colours are.
public struct RAGRule: Equatable, Sendable {
    /// Bands of the percentage complete.
    public struct Bands: Equatable, Sendable {
        /// Red up to and including this percentage.
        public let redUpTo: Int
        /// Amber up to and including this percentage, green above.
        public let amberUpTo: Int
        /// Past its due date, an item below this percentage is red as well.
        public let pastDateRedBelow: Int

        /// Bands in percent.
        ///
        /// - Throws: `InvalidValue` when they are not ascending percentages.
        public init(redUpTo: Int, amberUpTo: Int, pastDateRedBelow: Int) throws(InvalidValue) {
            guard 0 <= redUpTo, redUpTo < amberUpTo, amberUpTo < 100, (0...100).contains(pastDateRedBelow)
            else {
                throw InvalidValue(
                    what: "RAG rule", given: "\(redUpTo), \(amberUpTo), \(pastDateRedBelow)",
                    expected: "percentages of which the red one is below the amber one, and that below 100")
            }
            self.redUpTo = redUpTo
            self.amberUpTo = amberUpTo
            self.pastDateRedBelow = pastDateRedBelow
        }
    }

    /// The name it is chosen and printed by.
    public let name: String
    /// What it does, in one line for the paper's foot.
    public let explanation: String
    /// The bands, for a rule by percentage.
    public let bands: Bands?
    /// For a rule by date: amber when due within so many days.
    public let amberWithinDays: Int?

    /// The rule by percentage complete that Reading Borough Council's audit committee publishes: up to 25 red,
    /// 26 to 75 amber, over 75 green, and less than 50 past the agreed date is red as well.
    public static let percentage = RAGRule(
        name: "percentage", bands: try! Bands(redUpTo: 25, amberUpTo: 75, pastDateRedBelow: 50))
    /// The rule by date: red past the due date, amber within 30 days of it, green before.
    public static let date = RAGRule(name: "date", amberWithinDays: 30)

    /// The most days that a rule or an age band may look at: a century.
    public static let mostDays = 36_525

    /// The rules that are built in.
    public static let builtIn = [date, percentage]

    /// A rule by percentage complete.
    public init(name: String, bands: Bands) {
        self.name = name
        self.bands = bands
        amberWithinDays = nil
        explanation =
            "complete up to \(bands.redUpTo)% red, up to \(bands.amberUpTo)% amber, above green; "
            + "below \(bands.pastDateRedBelow)% and past its date red"
    }

    /// A rule by due date.
    public init(name: String, amberWithinDays: Int) {
        self.name = name
        bands = nil
        self.amberWithinDays = amberWithinDays
        explanation = "past its date red, due within \(amberWithinDays) days amber, later green"
    }

    /// The colour of an item as at a day; nil when it is closed. Assured work is green: it is done.
    public func colour(of standing: ItemState, asAt day: Day) -> RAG? {
        guard standing.stage.isLive else { return nil }
        guard standing.stage.isToDo else { return .green }
        let isPast = standing.isOverdue(asAt: day)
        if let bands {
            let complete = standing.complete ?? 0
            if complete <= bands.redUpTo || (isPast && complete < bands.pastDateRedBelow) { return .red }
            return complete <= bands.amberUpTo ? .amber : .green
        }
        guard let due = standing.due else { return RAG.none }
        if isPast { return .red }
        return due.days(since: day) <= amberWithinDays ?? 0 ? .amber : .green
    }
}
