public import TrackerModel
public import TrackerValues

/// Where the response to one report stands on a day: Police Act 1996 s.55(5A).
public struct ResponseStatus: Equatable, Sendable {
    /// How it stands, in one word.
    public enum State: String, Sendable {
        /// The clock runs and the last day has not passed.
        case running
        /// The last day has passed and nothing was published.
        case late
        /// Published in time.
        case published
        /// Published, but after the last day.
        case publishedLate = "published-late"
        /// The clock does not run: s.55 doesn't cover the report.
        case notCovered = "not-covered"
        /// The clock does not run: the report is older than the rule.
        case beforeRule = "before-rule"
        /// The clock does not run: the day of publication is not known.
        case undated

        /// As a person reads it: "published late".
        public var label: String {
            switch self {
            case .beforeRule: "before the rule began"
            case .undated: "day of publication not known"
            default: rawValue.replacing("-", with: " ")
            }
        }
    }

    /// The report.
    public let report: ReportRecord
    /// What was recorded about its response; that of the report it is linked with, where there is one.
    public let response: Response
    /// The report whose response serves for this one.
    public let sameAs: Reference?
    /// Whether and since when the clock runs.
    public let duty: ResponseDuty
    /// The day that is looked from.
    public let asAt: Day

    /// Where the response to `report` stood at the end of `asAt`.
    public init(report: ReportRecord, response: Response, sameAs: Reference?, start: Day, asAt: Day) {
        self.report = report
        self.response = response
        self.sameAs = sameAs
        self.asAt = asAt
        duty = ResponseDuty(to: report.details, start: start)
    }

    /// The last day in time; nil where the clock does not run.
    public var lastDay: Day? { duty.clock?.lastDay }

    /// The day of publication of the comments, if that is not after the day that is looked from.
    public var commentsPublished: Day? { known(response.commentsPublished) }

    /// A date of the response, if it is not after the day that is looked from.
    public func known(_ day: Day?) -> Day? { day.flatMap { $0 <= asAt ? $0 : nil } }

    /// Which day of the 56 it is, or was when the comments were published; nil where the clock does not run.
    public var day: Int? { duty.clock?.day(on: commentsPublished ?? asAt) }

    /// By how many days the comments are or were late; 0 in time, nil where the clock does not run.
    public var daysLate: Int? {
        duty.clock?.daysLate(commentsPublished: response.commentsPublished, asAt: asAt)
    }

    /// How it stands.
    public var state: State {
        switch duty {
        case .notCovered: return .notCovered
        case .beforeRule: return .beforeRule
        case .undated: return .undated
        case .runs:
            let isLate = (daysLate ?? 0) > 0
            return commentsPublished == nil
                ? (isLate ? .late : .running) : (isLate ? .publishedLate : .published)
        }
    }
}
