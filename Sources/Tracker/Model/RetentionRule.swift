public import TrackerValues

/// How long a file of evidence is kept, as data: a named rule of the body's own. Which length is right is for its retention
/// schedule to say, or for what that rests on (for police information, the College of Policing's Authorised Professional
/// Practice on management of police information); none is built in.
public struct RetentionRule: Hashable, Sendable {
    /// What its time runs from.
    public enum Trigger: String, CaseIterable, Sendable {
        /// The item is closed; begins anew when it is closed again.
        case closed
        /// The evidence's own date.
        case dated
        /// The item's report is published; the last day that it can be, where the day isn't known.
        case published
        /// The evidence is recorded.
        case recorded
    }

    /// What its length is counted in.
    public enum Unit: String, CaseIterable, Sendable {
        /// Years, to the same day of the year; from 29 February to 28 February.
        case years
        /// Months, to the same day of the month or, where it is shorter, its last.
        case months
        /// Days of any kind.
        case days

        /// The greatest length that a rule can have in it.
        var most: Int {
            switch self {
            case .years: 100
            case .months: 1200
            case .days: 3660
            }
        }
    }

    /// Its name in commands: "closed-items".
    public let name: String
    /// How many years, months or days a file is kept.
    public var length: Int
    /// What they are.
    public var unit: Unit
    /// What they run from.
    public var trigger: Trigger
    /// The law, the guidance or the schedule that sets it, as a paper cites it.
    public var source: String

    /// A rule called `name`.
    public init(_ name: String, length: Int, unit: Unit, trigger: Trigger, source: String) {
        self.name = name
        self.length = length
        self.unit = unit
        self.trigger = trigger
        self.source = source
    }

    /// A length as it is typed: "6y", "18m", "90d". - Throws: `InvalidValue`.
    public static func length(parsing typed: String) throws(InvalidValue) -> (length: Int, unit: Unit) {
        let unit = Unit.allCases.first { $0.rawValue.first == typed.last?.lowercased().first }
        guard let unit, let length = Int(String(typed.dropLast()).trimmed), (1...unit.most).contains(length)
        else {
            throw InvalidValue(
                what: "time for which evidence is kept", given: typed,
                expected: "years, months or days: 6y, 18m or 90d")
        }
        return (length, unit)
    }

    /// The first day on which a file may be disposed of whose time runs from `start`.
    public func day(from start: Day) -> Day {
        switch unit {
        case .years: start.adding(months: 12 * length)
        case .months: start.adding(months: length)
        case .days: start.adding(days: length)
        }
    }

    /// "6 years".
    public var period: String { length == 1 ? "1 \(unit.rawValue.dropLast())" : "\(length) \(unit.rawValue)" }

    /// "6 years after the item is closed".
    public var rule: String {
        switch trigger {
        case .closed: "\(period) after the item is closed"
        case .dated: "\(period) after the evidence's own date"
        case .published: "\(period) after the report is published"
        case .recorded: "\(period) after it is recorded"
        }
    }

    /// What can't be meant about it, in words; nil where all can.
    package var flaw: String? {
        if source.isBlank { return "a retention rule says which law, guidance or schedule sets it" }
        if !(1...unit.most).contains(length) {
            return "evidence is kept for 1 to \(unit.most) \(unit.rawValue) by a rule"
        }
        return nil
    }
}
