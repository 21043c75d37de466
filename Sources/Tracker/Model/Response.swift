public import TrackerValues

/// What is recorded about the response to a report in one entry: dates and the letter's reference. Names and comments
/// that go with it are words.
public struct ResponseFacts: Equatable, Sendable {
    /// Whose answer it is, of several addressees, as the report names them; nil for the body's own, and for what is so for all
    /// of them.
    public var addressee: String?
    /// The day on which the chief officer's comments were asked for: Police Act 1996 s.55(4).
    public var commentsRequested: Change<Day> = .keep
    /// The day on which the letter was sent. Whether it stops the clock is the clock's own rule.
    public var letterSent: Change<Day> = .keep
    /// The day on which the comments were published: s.55(5A).
    public var commentsPublished: Change<Day> = .keep
    /// The day on which more time was asked for.
    public var extensionAsked: Change<Day> = .keep
    /// The day on which it was granted.
    public var extensionGranted: Change<Day> = .keep
    /// The last day that was granted.
    public var extendedTo: Change<Day> = .keep
    /// The day on which more time was refused.
    public var extensionRefused: Change<Day> = .keep
    /// The first day in court, for which a clock may stand still.
    public var suspendedFrom: Change<Day> = .keep
    /// The last of them.
    public var suspendedTo: Change<Day> = .keep
    /// The date for the answer that is printed in the report.
    public var printedDate: Change<Day> = .keep
    /// The clock that runs for the report, where its publisher doesn't tell; none: its publisher tells again.
    public var clock: Change<String> = .keep
    /// The letter's reference.
    public var reference: String?
    /// The SHA-256 of the file that was sent, in lower-case hex. Its name is words.
    public var sentSHA256: String?

    /// Nothing yet.
    public init() {}

    /// Whether it says anything that one addressee does or is told, and not all.
    package var isOfOne: Bool {
        let ofAll = Self.shared(by: self)
        var own = self
        (own.printedDate, own.suspendedFrom, own.suspendedTo, own.clock) = (
            ofAll.printedDate, ofAll.suspendedFrom, ofAll.suspendedTo, ofAll.clock
        )
        return own != ofAll
    }

    /// What of it is so for every addressee: what the report prints, what a court did, and by which clock it counts.
    package static func shared(by facts: ResponseFacts) -> ResponseFacts {
        var shared = ResponseFacts()
        shared.printedDate = facts.printedDate
        shared.suspendedFrom = facts.suspendedFrom
        shared.suspendedTo = facts.suspendedTo
        shared.clock = facts.clock
        return shared
    }
}

/// The response to a report as it is known: each later entry may correct the ones before.
public struct Response: Hashable, Sendable {
    /// The day on which the chief officer's comments were asked for.
    public package(set) var commentsRequested: Day?
    /// The day on which the letter was sent.
    public package(set) var letterSent: Day?
    /// The day on which the comments were published.
    public package(set) var commentsPublished: Day?
    /// The day on which more time was asked for.
    public package(set) var extensionAsked: Day?
    /// The day on which it was granted.
    public package(set) var extensionGranted: Day?
    /// The last day that was granted.
    public package(set) var extendedTo: Day?
    /// The day on which more time was refused.
    public package(set) var extensionRefused: Day?
    /// The first day in court.
    public package(set) var suspendedFrom: Day?
    /// The last day in court; nil while it goes on.
    public package(set) var suspendedTo: Day?
    /// The date for the answer that is printed in the report.
    public package(set) var printedDate: Day?
    /// The clock that runs, where somebody said which.
    public package(set) var clock: String?
    /// The letter's reference.
    public package(set) var reference: String?
    /// The SHA-256 of the file that was sent.
    public package(set) var sentSHA256: String?
    /// The report whose response serves for this one too, its findings and recommendations being the same.
    public package(set) var sameAs: Reference?
    /// Names and comments: the addressee, the signatory, copies, enclosures, what was said.
    public package(set) var words: [WordName: String] = [:]

    /// Nothing recorded.
    public init() {}

    package mutating func take(_ facts: ResponseFacts) {
        facts.commentsRequested.change(&commentsRequested)
        facts.letterSent.change(&letterSent)
        facts.commentsPublished.change(&commentsPublished)
        facts.extensionAsked.change(&extensionAsked)
        facts.extensionGranted.change(&extensionGranted)
        facts.extendedTo.change(&extendedTo)
        facts.extensionRefused.change(&extensionRefused)
        facts.suspendedFrom.change(&suspendedFrom)
        facts.suspendedTo.change(&suspendedTo)
        facts.printedDate.change(&printedDate)
        facts.clock.change(&clock)
        reference = facts.reference ?? reference
        sentSHA256 = facts.sentSHA256 ?? sentSHA256
    }

    /// Where an extension stands at the end of a day.
    public func extensionState(asAt day: Day) -> ExtensionState {
        func known(_ day: Day?, by limit: Day) -> Day? { day.flatMap { $0 <= limit ? $0 : nil } }
        let granted = known(extensionGranted, by: day)
        let refused = known(extensionRefused, by: day)
        let asked = known(extensionAsked, by: day)
        if let granted, let extendedTo, granted >= max(refused ?? granted, asked ?? granted) {
            return .granted(granted, to: extendedTo)
        }
        if let refused, refused >= asked ?? refused { return .refused(refused) }
        return asked.map { .asked($0) } ?? .none
    }

    /// Whether a court had it on a day, so that a clock that knows of it stood still.
    public func isSuspended(on day: Day) -> Bool {
        guard let suspendedFrom else { return false }
        return suspendedFrom <= day && day <= suspendedTo ?? .distantFuture
    }

    /// One name or title to a line, as they were given.
    public func lines(_ name: WordName) -> [String] {
        (words[name] ?? "").split(separator: "\n").map { String($0) }
    }

    /// The paragraphs of what was said: a blank line parts them.
    public func paragraphs(_ name: WordName) -> [String] { (words[name] ?? "").paragraphs }
}

/// Where an extension of the time for a response stands. What was asked for after an answer waits for another.
public enum ExtensionState: Equatable, Sendable {
    /// Nobody asked.
    case none
    /// It was asked for on a day, and not yet answered.
    case asked(Day)
    /// It was granted on a day, up to another.
    case granted(Day, to: Day)
    /// It was refused on a day.
    case refused(Day)

    /// In one word: "asked", "granted", "refused"; nil where nobody asked.
    public var word: String? {
        switch self {
        case .none: nil
        case .asked: "asked"
        case .granted: "granted"
        case .refused: "refused"
        }
    }
}

/// The answers to one report: the body's own, and where it was sent to several, that of each.
public struct ReportResponses: Equatable, Sendable {
    /// Whom the report was sent to, each of whom owes an answer; none where nobody was named.
    public package(set) var addressees: [String] = []
    /// The body's own response, from which its letter is drafted.
    public package(set) var own = Response()
    /// The answer of each addressee.
    public package(set) var each: [String: Response] = [:]

    /// Nothing recorded.
    public init() {}

    /// The addressee of this name, as the report spells it; capitals and spaces don't matter.
    public func addressee(_ name: String) -> String? {
        let folded = name.plain.lowercased()
        return addressees.first { $0.plain.lowercased() == folded }
    }

    /// The answer of an addressee; the body's own for nil.
    public func response(of addressee: String?) -> Response {
        addressee.map { each[$0] ?? Response() } ?? own
    }
}

extension Change {
    /// Puts what is new in the place of what was.
    fileprivate func change(_ value: inout Value?) { if case .set(let new) = self { value = new } }
}

/// Whether a clock runs for a report.
public enum ResponseDuty: Equatable, Sendable {
    /// It runs.
    case runs(ResponseClock)
    /// No law that is looked at asks for a response to what its publisher publishes.
    case notCovered
    /// It was published before the time limit began.
    case beforeRule
    /// The day of publication is not known.
    case undated
    /// The last day is printed in the report, and nobody recorded it.
    case unprinted
    /// The last day lies in a year whose bank holidays are not known.
    case beyondCalendar

    /// The duty to respond to a report, which its publisher decides unless somebody said by which clock it counts.
    ///
    /// - Parameters:
    ///   - report: the report.
    ///   - start: the first day on which a report had to be published for the limit of s.55(5A) to apply.
    ///   - clocks: the clocks that are looked at.
    ///   - response: what is recorded of what moves the last day.
    ///   - asAt: the day that is looked from.
    public init(
        to report: ReportDetails, start: Day, clocks: [Clock] = Clock.builtIn,
        response: Response = Response(),
        asAt: Day = .distantFuture
    ) {
        guard let clock = Clock.of(report, named: response.clock, among: clocks) else {
            self = .notCovered
            return
        }
        let begins = clock == .section55 ? start : clock.from ?? .distantPast
        // Where the date is printed, the day of publication moves nothing.
        let isPrinted = clock.printedDate != .none && response.printedDate != nil
        guard let published = report.published.day ?? (isPrinted ? report.published.firstDay : nil) else {
            self =
                report.published.lastDay < begins
                ? .beforeRule : clock.printedDate == .only ? .unprinted : .undated
            return
        }
        if let running = ResponseClock(
            clock, published: published, ruleStart: begins, response: response, asAt: asAt)
        {
            self = .runs(running)
        } else {
            self =
                published < begins ? .beforeRule : clock.printedDate == .only ? .unprinted : .beyondCalendar
        }
    }

    /// Why it doesn't run; empty where it does.
    public var why: String {
        switch self {
        case .runs: ""
        case .notCovered: "no law that is known here asks for a response"
        case .beforeRule: "before the rule began"
        case .undated: "day of publication not known"
        case .unprinted: "the date printed in the report is not recorded"
        case .beyondCalendar:
            "bank holidays are known for \(BankHoliday.years.lowerBound) to \(BankHoliday.years.upperBound) alone"
        }
    }

    /// The clock, where it runs.
    public var clock: ResponseClock? { if case .runs(let clock) = self { clock } else { nil } }
}

extension Clock {
    /// The clock for a report among those that are looked at: the one that somebody named; else that of the law which asks
    /// its publisher's readers for an answer; else a body's own for that publisher.
    public static func of(_ report: ReportDetails, named name: String? = nil, among clocks: [Clock]) -> Clock?
    {
        if let name { return clocks.first { $0.name == name } }
        if let lawful = ResponseRule(publisher: report.publisher).clock {
            return clocks.first { $0 == lawful }
        }
        return clocks.first { $0.isFor(report.publisher) }
    }
}
