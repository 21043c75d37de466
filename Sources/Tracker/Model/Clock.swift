public import TrackerValues

/// A time limit within which a body must answer, as data: papers, letters and messages count by the same.
///
/// Several laws give "56 days", and no two of them mean the same.
public struct Clock: Hashable, Sendable {
    /// What starts it.
    public enum Trigger: String, Sendable {
        /// The report is published.
        case published
        /// The recommendation is made.
        case made
        /// The report is sent.
        case sent
    }

    /// What stops it.
    public enum Stop: String, Sendable {
        /// The body's comments are published; a letter that is only sent does not.
        case commentsPublished = "comments published"
        /// The response reaches whoever asked.
        case responseProvided = "response provided"
    }

    /// Its name in commands: "section-55".
    public let name: String
    /// What it is about: "HMICFRS report".
    public let title: String
    /// The law that sets it, as a paper cites it.
    public let law: String
    /// What starts it.
    public let trigger: Trigger
    /// How many days there are.
    public let length: Int
    /// Whether the day of the trigger is the first of them.
    public let countsFirstDay: Bool
    /// What stops it.
    public let stop: Stop
    /// The first day in force: what was published, made or sent before has no time limit.
    public let from: Day

    private init(
        _ name: String, _ title: String, _ law: String, _ trigger: Trigger, length: Int = 56,
        countsFirstDay: Bool = true, stop: Stop, from year: Int, _ month: Int, _ day: Int
    ) {
        self.name = name
        self.title = title
        self.law = law
        self.trigger = trigger
        self.length = length
        self.countsFirstDay = countsFirstDay
        self.stop = stop
        from = Day(year: year, month: month, day: day)!
    }

    /// The last day in time, of what was published, made or sent on `start`.
    public func lastDay(from start: Day) -> Day { start.adding(days: countsFirstDay ? length - 1 : length) }

    /// How it counts, in a sentence.
    public var rule: String {
        let first = countsFirstDay ? "is day 1" : "is not counted"
        return
            "\(length) days; the day on which \(trigger == .made ? "the recommendation" : "the report") is \(trigger.rawValue) \(first). Stopped by: \(stop.rawValue)."
    }

    /// Every clock, in the order in which papers name them.
    public static let all = [
        section55, victimsCommissioner, domesticAbuseCommissioner, policeConduct, coroner,
    ]

    /// Comments on a report of the inspectors of constabulary: "before the end of the period of 56 days beginning with the
    /// day on which the report is published" (Police Act 1996 s.55(5A), from the Policing and Crime Act 2017 s.37). SI
    /// 2017/399 reg. 4(a) brought it into force on 2 May 2017, and reg. 7 leaves out reports published before.
    public static let section55 = Clock(
        "section-55", "HMICFRS report", "Police Act 1996 s.55(5A)", .published, stop: .commentsPublished,
        from: 2017, 5, 2)
    /// Comments on a report of the Victims' Commissioner: Domestic Violence, Crime and Victims Act 2004 s.49A.
    public static let victimsCommissioner = Clock(
        "victims-commissioner", "Victims' Commissioner report",
        "Domestic Violence, Crime and Victims Act 2004 s.49A", .published, stop: .commentsPublished,
        from: 2025, 1, 29)
    /// Comments on a report of the Domestic Abuse Commissioner: Domestic Abuse Act 2021 s.16.
    public static let domesticAbuseCommissioner = Clock(
        "domestic-abuse-commissioner", "Domestic Abuse Commissioner report", "Domestic Abuse Act 2021 s.16",
        .published, stop: .commentsPublished, from: 2021, 11, 1)
    /// The response to a recommendation of the Independent Office for Police Conduct: Police Reform Act 2002 Sch. 3 para.
    /// 28B.
    public static let policeConduct = Clock(
        "police-conduct", "IOPC recommendation", "Police Reform Act 2002 Sch. 3 para. 28B", .made,
        stop: .responseProvided, from: 2014, 10, 1)
    /// The response to a coroner's report to prevent future deaths, within 56 days "of the date" on which it is sent, which
    /// is therefore not counted: SI 2013/1629 reg. 29(4).
    public static let coroner = Clock(
        "coroner", "Coroner's report to prevent future deaths", "SI 2013/1629 reg. 29(4)", .sent,
        countsFirstDay: false, stop: .responseProvided, from: 2013, 7, 25)
}
