public import TrackerValues

/// The time a local policing body has to publish its comments on an inspection report: Police Act 1996,
/// section 55, as amended by the Policing and Crime Act 2017, section 37.
///
/// The comments are due "before the end of the period of 56 days beginning with the day on which the report
/// is published": publication is day 1 and the last day is publication + 55.
public struct ResponseClock: Hashable, Sendable {
    /// How many days the period has.
    public static let length = 56

    /// 2 May 2017: SI 2017/399 reg. 4(a) brought section 37 into force that day, and reg. 7 leaves out reports
    /// published on or before 1 May 2017, which have no time limit.
    public static let commencement = Day(year: 2017, month: 5, day: 2)!

    /// The day on which the report was published.
    public let published: Day

    /// The clock of a report published on this day; nil if that was before the rule began.
    public init?(published: Day, ruleStart: Day = commencement) {
        guard published >= ruleStart else { return nil }
        self.published = published
    }

    /// The last day on which the comments are in time.
    public var lastDay: Day { published.adding(days: ResponseClock.length - 1) }

    /// Which day of the 56 `day` is: 1 on publication, 56 on the last day, more when it is too late; nil
    /// before publication.
    public func day(on day: Day) -> Int? {
        day < published ? nil : day.days(since: published) + 1
    }

    /// How many days late the comments are: counted to their publication, or to `asAt` while they have not
    /// been published by then; 0 in time.
    public func daysLate(commentsPublished: Day?, asAt: Day) -> Int {
        let counted = min(commentsPublished ?? asAt, asAt)
        return max(0, counted.days(since: lastDay))
    }
}
