public import TrackerValues

/// A clock that runs: the time there is to respond to one report.
public struct ResponseClock: Hashable, Sendable {
    /// The rule by which it counts.
    public let clock: Clock
    /// The day on which the report was published, made or sent.
    public let published: Day

    /// The clock of a report published on this day; nil if that was before the rule began.
    ///
    /// - Parameter ruleStart: the first day of the rule, where the register says another than the law.
    public init?(_ clock: Clock = .section55, published: Day, ruleStart: Day? = nil) {
        guard published >= ruleStart ?? clock.from else { return nil }
        self.clock = clock
        self.published = published
    }

    /// The last day on which the response is in time.
    public var lastDay: Day { clock.lastDay(from: published) }

    /// The Friday before a last day that falls on a weekend, when there is nobody to publish; nil for other last days. The
    /// law moves no last day for a weekend.
    public var fridayBefore: Day? {
        switch lastDay.weekday {
        case .saturday: lastDay.adding(days: -1)
        case .sunday: lastDay.adding(days: -2)
        case .monday, .tuesday, .wednesday, .thursday, .friday: nil
        }
    }

    /// Which day of the period `day` is: 1 on the first, ``Clock/length`` on the last, more when it is too late; nil before
    /// publication. The day of publication is day 0 where it is not counted.
    public func day(on day: Day) -> Int? {
        day < published ? nil : day.days(since: published) + (clock.countsFirstDay ? 1 : 0)
    }

    /// How many days late the response is: counted to the day that stopped it, or to `asAt` while none has by then; 0 in
    /// time.
    public func daysLate(stopped: Day?, asAt: Day) -> Int {
        let counted = min(stopped ?? asAt, asAt)
        return max(0, counted.days(since: lastDay))
    }
}
