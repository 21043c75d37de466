public import TrackerValues

/// A time limit within which a body must answer, as data: papers, letters and messages count by the same.
///
/// Several laws give "56 days", and no two of them mean the same.
public struct Clock: Hashable, Sendable {
    /// What starts it.
    public enum Trigger: String, CaseIterable, Sendable {
        /// The report is published.
        case published
        /// The recommendation is made.
        case made
        /// The report is sent.
        case sent
    }

    /// What its length is counted in.
    public enum Unit: String, CaseIterable, Sendable {
        /// Days of any kind.
        case days
        /// Days from Monday to Friday that are no bank holiday in England and Wales.
        case workingDays = "working-days"
        /// Months, to the same day of the month or, where it is shorter, its last.
        case months

        /// As it is read: "working days".
        public var label: String { rawValue.replacing("-", with: " ") }
    }

    /// What stops it.
    public enum Stop: String, CaseIterable, Sendable {
        /// The body's comments are published; a letter that is only sent does not.
        case commentsPublished = "comments published"
        /// The response reaches whoever asked.
        case responseProvided = "response provided"
        /// What the report asks for: a response sent, or comments published.
        case asPrinted = "as printed"
    }

    /// Whether more time can be given.
    public enum Extension: String, CaseIterable, Sendable {
        /// Never.
        case none
        /// If it is asked for before the time has ended.
        case beforeExpiry = "before-expiry"
        /// Also if it is asked for after the time has ended.
        case alsoAfterExpiry = "also-after-expiry"
    }

    /// What it stands still for.
    public enum Suspension: String, CaseIterable, Sendable {
        /// Nothing.
        case none
        /// The days of a judicial review, which are added.
        case judicialReview = "judicial-review"
    }

    /// What a date that is printed in the report counts for.
    public enum PrintedDate: String, CaseIterable, Sendable {
        /// Nothing: the length alone counts.
        case none
        /// It wins over the length.
        case wins
        /// It is the last day; there is no length.
        case only
    }

    /// Its name in commands: "section-55".
    public let name: String
    /// What it is about: "HMICFRS report".
    public var title: String
    /// The law that sets it, as a paper cites it.
    public var law: String
    /// What a publisher is called whose reports it runs for; none for a built-in one, whose law says it.
    public var publishers: [String] = []
    /// What starts it.
    public var trigger = Trigger.published
    /// How many days, working days or months there are; 0 where only a printed date counts.
    public var length = 56
    /// What they are.
    public var unit = Unit.days
    /// Whether the day of the trigger is the first of them.
    public var countsFirstDay = true
    /// What stops it.
    public var stop = Stop.commentsPublished
    /// Whether more time can be given.
    public var extending = Extension.none
    /// What it stands still for.
    public var suspension = Suspension.none
    /// What a date that is printed in the report counts for.
    public var printedDate = PrintedDate.none
    /// Who owes the answer where nobody is named: "the local policing body".
    public var addressee = Clock.eachAddressee
    /// The first day in force: what was published, made or sent before has no time limit. Nil where there is no first day.
    public var from: Day?

    /// Everybody whom a report or recommendation was sent to.
    public static let eachAddressee = "each addressee"

    /// A clock called `name`; 56 days from publication, unless its other properties are given.
    public init(_ name: String, title: String, law: String) {
        self.name = name
        self.title = title
        self.law = law
    }

    private init(
        _ name: String, _ title: String, _ law: String, from: Day? = nil, _ change: (inout Clock) -> Void
    ) {
        self.init(name, title: title, law: law)
        self.from = from
        change(&self)
    }

    /// The last day in time, of what was published, made or sent on `start`; nil where only a printed date counts, and
    /// where it lies in a year whose bank holidays are not known.
    public func lastDay(from start: Day) -> Day? {
        guard printedDate != .only else { return nil }
        switch unit {
        case .days: return start.adding(days: countsFirstDay ? length - 1 : length)
        case .workingDays: return start.adding(days: countsFirstDay ? 0 : 1).workingDay(length)
        case .months:
            let end = start.adding(months: length)
            return countsFirstDay && end.day == start.day ? end.adding(days: -1) : end
        }
    }

    /// How it counts, in sentences.
    public var rule: String {
        let about = trigger == .made ? "the recommendation" : "the report"
        var sentences = [
            printedDate == .only
                ? "The last day is the date printed in the report."
                : "\(period); the day on which \(about) is \(trigger.rawValue) \(countsFirstDay ? "is day 1" : "is not counted").",
            "Stopped by: \(stop == .asPrinted ? "what the report asks for" : stop.rawValue).",
        ]
        if printedDate == .wins { sentences.append("A date printed in the report wins.") }
        switch extending {
        case .none: sentences.append("No extension.")
        case .beforeExpiry: sentences.append("An extension must be asked for before the time ends.")
        case .alsoAfterExpiry: sentences.append("An extension may be asked for after the time has ended too.")
        }
        if suspension == .judicialReview { sentences.append("The days of a judicial review are added.") }
        sentences.append("Owed by: \(addressee).")
        return sentences.joined(separator: " ")
    }

    /// How long it is: "56 days".
    public var period: String {
        length == 1 ? "1 \(unit.label.dropLast())" : "\(length) \(unit.label)"
    }

    /// Whether it is one of those that are built in.
    public var isBuiltIn: Bool { Clock.builtIn.contains { $0.name == name } }

    /// Whether it says of itself that it runs for what a publisher publishes: one of its publishers' names stands in theirs,
    /// as whole words.
    public func isFor(_ publisher: String) -> Bool {
        func words(_ text: String) -> [Substring] {
            text.plain.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }
        }
        let theirs = words(publisher)
        return publishers.contains { name in
            let mine = words(name)
            return !mine.isEmpty && mine.count <= theirs.count
                && (0...theirs.count - mine.count).contains { theirs[$0...].starts(with: mine) }
        }
    }

    /// Every clock that is built in, in the order in which papers name them.
    public static let builtIn = [
        section55, victimsCommissioner, domesticAbuseCommissioner, policeConduct, coroner, superComplaint,
    ]

    /// Comments on a report of the inspectors of constabulary: "before the end of the period of 56 days beginning with the
    /// day on which the report is published" (Police Act 1996 s.55(5A), from the Policing and Crime Act 2017 s.37). SI
    /// 2017/399 reg. 4(a) brought it into force on 2 May 2017, and reg. 7 leaves out reports published before.
    public static let section55 = Clock(
        "section-55", "HMICFRS report", "Police Act 1996 s.55(5A)", from: Day(iso: "2017-05-02")
    ) { $0.addressee = localPolicingBody }
    /// Comments on a report of the Victims' Commissioner: Domestic Violence, Crime and Victims Act 2004 s.49A.
    public static let victimsCommissioner = Clock(
        "victims-commissioner", "Victims' Commissioner report",
        "Domestic Violence, Crime and Victims Act 2004 s.49A", from: Day(iso: "2025-01-29")
    ) { _ in }
    /// Comments on a report of the Domestic Abuse Commissioner: Domestic Abuse Act 2021 s.16.
    public static let domesticAbuseCommissioner = Clock(
        "domestic-abuse-commissioner", "Domestic Abuse Commissioner report", "Domestic Abuse Act 2021 s.16",
        from: Day(iso: "2021-11-01")
    ) { _ in }
    /// The response to a recommendation of the Independent Office for Police Conduct: Police Reform Act 2002 Sch. 3 para.
    /// 28B. More time must be asked for before it ends, and the days of a judicial review are added.
    public static let policeConduct = Clock(
        "police-conduct", "IOPC recommendation", "Police Reform Act 2002 Sch. 3 para. 28B",
        from: Day(iso: "2014-10-01")
    ) {
        $0.trigger = .made
        $0.stop = .responseProvided
        $0.extending = .beforeExpiry
        $0.suspension = .judicialReview
    }
    /// The response to a coroner's report to prevent future deaths, within 56 days "of the date" on which it is sent, which
    /// is therefore not counted, unless the report prints a date: SI 2013/1629 reg. 29(4). The coroner may give more time
    /// also when it has ended: reg. 29(5).
    public static let coroner = Clock(
        "coroner", "Coroner's report to prevent future deaths", "SI 2013/1629 reg. 29(4)",
        from: Day(iso: "2013-07-25")
    ) {
        $0.trigger = .sent
        $0.countsFirstDay = false
        $0.stop = .responseProvided
        $0.extending = .alsoAfterExpiry
        $0.printedDate = .wins
    }
    /// What a report on a police super-complaint asks for, by the date that it prints: SI 2018/748.
    public static let superComplaint = Clock(
        "super-complaint", "Police super-complaint report", "SI 2018/748"
    ) {
        $0.length = 0
        $0.stop = .asPrinted
        $0.printedDate = .only
    }

    private static let localPolicingBody = "the local policing body"
}

extension Clock {
    /// How long a body's own clock can be, in its unit.
    package static let lengths = 1...3660

    /// What can't be meant about a body's own clock, in words; nil where all can.
    package var flaw: String? {
        if title.isBlank || addressee.isBlank {
            return "a clock says what it is for, and who owes the answer"
        }
        if law.isBlank { return "a clock says which rule sets it" }
        if publishers.contains(where: \.isBlank) { return "a publisher has a name" }
        if printedDate != .only, !Clock.lengths.contains(length) {
            return "a clock runs for \(Clock.lengths.lowerBound) to \(Clock.lengths.upperBound) \(unit.label)"
        }
        return nil
    }
}

extension ResponseFacts {
    /// The days on which something happened, none of which can be to come.
    package var past: [Change<Day>] {
        [
            commentsRequested, letterSent, commentsPublished, extensionAsked, extensionGranted,
            extensionRefused,
            suspendedFrom, suspendedTo,
        ]
    }
}
