public import TrackerValues

/// A clock that runs: the time there is to respond to one report, with what was added to it.
public struct ResponseClock: Hashable, Sendable {
    /// The rule by which it counts.
    public let clock: Clock
    /// The day on which the report was published, made or sent.
    public let published: Day
    /// The last day that the rule, or a date printed in the report, gives.
    public let originalLastDay: Day
    /// The last day on which the response is in time: with an extension that was granted, and days in court.
    public let lastDay: Day
    /// How many days in court are in it.
    public let daysInCourt: Int

    /// The clock of a report published on this day; nil if that was before the rule began, if only a printed date counts and
    /// none is recorded, and if its last day can't be told (see ``Clock/lastDay(from:)``).
    ///
    /// - Parameters:
    ///   - ruleStart: the first day of the rule, where the register says another than the law.
    ///   - response: what is recorded of the extension, the days in court and the date printed in the report.
    ///   - asAt: the day that is looked from: what was decided later, and later days in court, don't count.
    public init?(
        _ clock: Clock = .section55, published: Day, ruleStart: Day? = nil, response: Response = Response(),
        asAt: Day = .distantFuture
    ) {
        guard published >= ruleStart ?? clock.from ?? .distantPast else { return nil }
        let printed = clock.printedDate == .none ? nil : response.printedDate
        guard let original = printed ?? clock.lastDay(from: published) else { return nil }
        self.clock = clock
        self.published = published
        originalLastDay = original
        var last = original
        var counted = response.suspendedFrom
        if clock.extending != .none, let granted = response.extensionGranted, granted <= asAt,
            let extended = response.extendedTo
        {
            last = extended
            // Whoever gave more time knew of the days in court so far.
            counted = counted.map { max($0, granted.adding(days: 1)) }
        }
        var added = 0
        if clock.suspension != .none, let counted, counted <= min(last, asAt) {
            added = max(0, min(response.suspendedTo ?? asAt, asAt).days(since: counted) + 1)
        }
        daysInCourt = added
        lastDay = last.adding(days: added)
    }

    /// The working day before a last day on a weekend or a bank holiday, when there is nobody to publish; nil for other last
    /// days. The law moves no last day for either.
    public var workingDayBefore: Day? { lastDay.workingDayBefore }

    /// Which day of the period `day` is: 1 on the first, the period's length on the last, more when it is too late; nil before
    /// publication. The day of publication is day 0 where it is not counted.
    public func day(on day: Day) -> Int? {
        day < published ? nil : day.days(since: published) + (clock.countsFirstDay ? 1 : 0)
    }

    /// How many days there are to the last one, in days of any kind: 56, or more where time was added.
    public var length: Int { max(0, day(on: lastDay) ?? 0) }

    /// How many days late the response is: counted to the day that stopped it, or to `asAt` while none has by then; 0 in
    /// time.
    public func daysLate(stopped: Day?, asAt: Day) -> Int {
        let counted = min(stopped ?? asAt, asAt)
        return max(0, counted.days(since: lastDay))
    }
}
