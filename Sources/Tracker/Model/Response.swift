public import TrackerValues

/// What is recorded about the response to a report in one entry: dates and the letter's reference. Names and comments
/// that go with it are words.
public struct ResponseFacts: Equatable, Sendable {
    /// The day on which the chief officer's comments were asked for: Police Act 1996 s.55(4).
    public var commentsRequested: Change<Day> = .keep
    /// The day on which the letter was sent. It does not stop the clock.
    public var letterSent: Change<Day> = .keep
    /// The day on which the comments were published: s.55(5A). Only this stops the clock.
    public var commentsPublished: Change<Day> = .keep
    /// The letter's reference.
    public var reference: String?
    /// The SHA-256 of the file that was sent, in lower-case hex. Its name is words.
    public var sentSHA256: String?

    /// Nothing yet.
    public init() {}
}

/// The response to a report as it is known: each later entry may correct the ones before.
public struct Response: Equatable, Sendable {
    /// The day on which the chief officer's comments were asked for.
    public package(set) var commentsRequested: Day?
    /// The day on which the letter was sent.
    public package(set) var letterSent: Day?
    /// The day on which the comments were published.
    public package(set) var commentsPublished: Day?
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
        if case .set(let day) = facts.commentsRequested { commentsRequested = day }
        if case .set(let day) = facts.letterSent { letterSent = day }
        if case .set(let day) = facts.commentsPublished { commentsPublished = day }
        reference = facts.reference ?? reference
        sentSHA256 = facts.sentSHA256 ?? sentSHA256
    }

    /// One name or title to a line, as they were given.
    public func lines(_ name: WordName) -> [String] {
        (words[name] ?? "").split(separator: "\n").map { String($0) }
    }

    /// The paragraphs of what was said: a blank line parts them.
    public func paragraphs(_ name: WordName) -> [String] { (words[name] ?? "").paragraphs }
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

    /// The duty to respond to a report, which its publisher decides.
    ///
    /// - Parameters:
    ///   - report: the report.
    ///   - start: the first day on which a report had to be published for the limit of s.55(5A) to apply.
    ///   - clocks: the clocks that are looked at.
    public init(to report: ReportDetails, start: Day, clocks: [Clock] = Clock.all) {
        guard let clock = ResponseRule(publisher: report.publisher).clock, clocks.contains(clock) else {
            self = .notCovered
            return
        }
        let begins = clock == .section55 ? start : clock.from
        guard let published = report.published.day else {
            self = report.published.lastDay < begins ? .beforeRule : .undated
            return
        }
        self = ResponseClock(clock, published: published, ruleStart: begins).map { .runs($0) } ?? .beforeRule
    }

    /// The clock, where it runs.
    public var clock: ResponseClock? { if case .runs(let clock) = self { clock } else { nil } }
}
