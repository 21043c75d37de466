public import TrackerModel
public import TrackerValues

/// Where the response to one report, or the answer of one of its addressees, stands on a day.
public struct ResponseStatus: Equatable, Sendable {
    /// How it stands, in one word.
    public enum State: String, Sendable {
        /// The clock runs and the last day has not passed.
        case running
        /// The last day has passed and nothing stopped the clock.
        case late
        /// A court has it, and the clock stands still.
        case suspended
        /// Published in time.
        case published
        /// Published, but after the last day.
        case publishedLate = "published-late"
        /// The response was sent in time, to whoever asked for it.
        case sent
        /// The response was sent, but after the last day.
        case sentLate = "sent-late"
        /// The clock does not run: no law that is looked at covers the report.
        case notCovered = "not-covered"
        /// The clock does not run: the report is older than the rule.
        case beforeRule = "before-rule"
        /// The clock does not run: the day of publication is not known.
        case undated
        /// The clock does not run: its last day is printed in the report, and is not recorded.
        case unprinted
        /// The clock can't be counted: bank holidays of those years are not known.
        case beyondCalendar = "beyond-calendar"

        /// As a person reads it: "published late".
        public var label: String {
            switch self {
            case .beforeRule: ResponseDuty.beforeRule.why
            case .undated: ResponseDuty.undated.why
            case .unprinted: ResponseDuty.unprinted.why
            case .beyondCalendar: ResponseDuty.beyondCalendar.why
            default: rawValue.replacing("-", with: " ")
            }
        }
    }

    /// The report.
    public let report: ReportRecord
    /// Whose answer it is, where the report was sent to several.
    public let addressee: String?
    /// What was recorded about its response; that of the report it is linked with, where there is one.
    public let response: Response
    /// The report whose response serves for this one.
    public let sameAs: Reference?
    /// Whether and since when the clock runs.
    public let duty: ResponseDuty
    /// The day that is looked from.
    public let asAt: Day

    /// Where the response to `report` stood at the end of `asAt`, by the `clocks` that are looked at.
    public init(
        report: ReportRecord, addressee: String? = nil, response: Response, sameAs: Reference?, start: Day,
        asAt: Day, clocks: [Clock] = Clock.builtIn
    ) {
        self.report = report
        self.addressee = addressee
        self.response = response
        self.sameAs = sameAs
        self.asAt = asAt
        duty = ResponseDuty(to: report.details, start: start, clocks: clocks, response: response, asAt: asAt)
    }

    /// The last day in time; nil where the clock does not run.
    public var lastDay: Day? { duty.clock?.lastDay }

    /// The day of publication of the comments, if that is not after the day that is looked from.
    public var commentsPublished: Day? { known(response.commentsPublished) }

    /// A date of the response, if it is not after the day that is looked from.
    public func known(_ day: Day?) -> Day? { day.flatMap { $0 <= asAt ? $0 : nil } }

    /// The day that stopped the clock, if that is not after the day that is looked from.
    public var stopped: Day? {
        switch duty.clock?.clock.stop {
        case .commentsPublished, nil: commentsPublished
        case .responseProvided: known(response.letterSent)
        case .asPrinted:
            [known(response.letterSent), commentsPublished].compactMap { $0 }.min()
        }
    }

    /// Where an extension stands.
    public var extensionState: ExtensionState { response.extensionState(asAt: asAt) }

    /// Who owes the answer: the addressee; else whom a body's own clock names; else the body, or whom the law names.
    public func owedBy(_ body: String?) -> String? {
        let clock = duty.clock?.clock
        let named = clock.flatMap { $0.isBuiltIn || $0.addressee == Clock.eachAddressee ? nil : $0.addressee }
        return addressee ?? named ?? body ?? clock?.addressee
    }

    /// Which day of the period it is, or was when the clock was stopped; nil where it does not run.
    public var day: Int? { duty.clock?.day(on: stopped ?? asAt) }

    /// By how many days the response is or was late; 0 in time, nil where the clock does not run.
    public var daysLate: Int? { duty.clock?.daysLate(stopped: stopped, asAt: asAt) }

    /// How many days there are left, today not counted, while the clock runs and the last day has not passed.
    public var daysLeft: Int? {
        guard state == .running || state == .suspended, let lastDay else { return nil }
        return lastDay.days(since: asAt)
    }

    /// How it stands.
    public var state: State {
        switch duty {
        case .notCovered: return .notCovered
        case .beforeRule: return .beforeRule
        case .undated: return .undated
        case .unprinted: return .unprinted
        case .beyondCalendar: return .beyondCalendar
        case .runs(let clock):
            let isLate = (daysLate ?? 0) > 0
            guard stopped != nil else {
                if isLate { return .late }
                return clock.daysInCourt > 0 && response.isSuspended(on: asAt) ? .suspended : .running
            }
            return switch clock.clock.stop {
            case .commentsPublished: isLate ? .publishedLate : .published
            case .responseProvided, .asPrinted: isLate ? .sentLate : .sent
            }
        }
    }
}
