public import TrackerValues

/// Why somebody is reminded of something.
public enum ReminderReason: String, CaseIterable, Sendable {
    /// Its date is past, and it isn't done.
    case overdue
    /// Its date is near.
    case due
    /// Its assurance was refused or withdrawn.
    case returned
    /// What its owner asked for or proposed was answered.
    case answered
    /// It waits to be assured.
    case signOff = "sign-off"
    /// A proposal of its owner's waits to be accepted or rejected.
    case proposal
    /// The meeting was held, and nothing is logged of it.
    case log
    /// A reminder didn't reach somebody, or nobody can be reminded.
    case unreached
}

/// One thing that somebody is reminded of.
public struct ReminderLine: Hashable, Sendable {
    /// What it is about: the reference of an item, report or meeting, or a person's identifier.
    public var subject: String
    /// Why.
    public var reason: ReminderReason
    /// The date that it has: a due date, a last day to answer, a meeting's day.
    public var day: Day?
    /// The entry that it tells of.
    public var entry: Int64?
    /// For whom it is, where somebody else is told in their absence.
    public var insteadOf: PersonID?

    /// A line about `subject`.
    public init(
        _ subject: String, _ reason: ReminderReason, day: Day? = nil, entry: Int64? = nil,
        insteadOf: PersonID? = nil
    ) {
        self.subject = subject
        self.reason = reason
        self.day = day
        self.entry = entry
        self.insteadOf = insteadOf
    }
}

/// How a message leaves.
public enum MailWay: String, CaseIterable, Sendable {
    /// Through a mail server.
    case smtp
    /// Through the computer's own `sendmail`.
    case sendmail
    /// As a file, which somebody sends by hand.
    case file
    /// By GOV.UK Notify, which sends it.
    case notify
}

/// A message that is about to be sent to somebody: what it tells, and what it is.
public struct Reminder: Equatable, Sendable {
    /// What it tells, in its order.
    public var lines: [ReminderLine]
    /// How it leaves.
    public var way: MailWay
    /// SHA-256 of the message's bytes.
    public var sha256: String

    /// A message that tells `lines`.
    public init(_ lines: [ReminderLine], by way: MailWay, sha256: String) {
        self.lines = lines
        self.way = way
        self.sha256 = sha256
    }
}

/// What became of a message.
public enum ReminderResult: String, CaseIterable, Sendable {
    /// The mail server took it.
    case sent
    /// It came to its reader's own mail server, as a service told later.
    case delivered
    /// It was written as a file, to be sent by hand.
    case written
    /// The mail server will not take it, however often it is asked.
    case refused
    /// The mail server didn't take it now, or couldn't hand it on; it is tried again.
    case deferred
    /// The program ended before it could be recorded: it may have been sent or not.
    case unknown

    /// Whether it can be told of a message of which `earlier` was told: what became of it later is known to who sent it on, and
    /// what nobody knew may come to be known.
    package func follows(_ earlier: ReminderResult?) -> Bool {
        switch earlier {
        case nil: true
        case .sent: [.delivered, .refused, .deferred].contains(self)
        case .unknown: [.sent, .delivered, .refused, .deferred].contains(self)
        case .delivered, .written, .refused, .deferred: false
        }
    }

    /// As a person reads it.
    public var label: String {
        switch self {
        case .sent: "sent"
        case .delivered: "delivered"
        case .written: "written as a file"
        case .refused: "refused"
        case .deferred: "not taken yet"
        case .unknown: "not known whether it was sent"
        }
    }
}

/// How often somebody is written to.
public enum ReminderPace: String, CaseIterable, Sendable {
    /// On any day on which there is something new.
    case daily
    /// Once in seven days, with all there is by then.
    case weekly
}

/// Days on which somebody is away, and who is reminded instead.
public struct Absence: Equatable, Sendable {
    /// The first day.
    public var from: Day
    /// The last day, not before the first.
    public var to: Day
    /// Who is told meanwhile.
    public var substitute: PersonID

    /// Away from `from` to `to`; `substitute` is told meanwhile.
    public init(from: Day, to: Day, substitute: PersonID) {
        self.from = from
        self.to = to
        self.substitute = substitute
    }

    /// Whether `day` is one of its days.
    public func contains(_ day: Day) -> Bool { from <= day && day <= to }
}

/// By how many days before a date somebody is reminded of it, and how often of what is overdue.
public struct ReminderRule: Equatable, Sendable {
    /// The numbers of days before, the greatest first.
    public let daysBefore: [Int]
    /// Of what is overdue, and of what waits, somebody is reminded again after so many days.
    public static let daysBetween = 7
    /// The most days before a date.
    static let mostDays = 366

    /// Thirty days, a week and a day before.
    public static let usual = ReminderRule(daysBefore: [30, 7, 1])

    private init(daysBefore: [Int]) { self.daysBefore = daysBefore }

    /// Reads numbers of days parted by commas: `30,7,1`; nil for anything else.
    package init?(_ text: String) {
        let days = text.split(separator: ",", omittingEmptySubsequences: false).map {
            Int(String($0).trimmed)
        }
        let known = days.compactMap { $0 }
        guard known.count == days.count, known.allSatisfy({ (0...Self.mostDays).contains($0) }),
            Set(known).count == known.count
        else { return nil }
        daysBefore = known.sorted(by: >)
    }

    /// The number of days before `due` that is reached on `day`; nil while none is, and once the date is past.
    package func step(to due: Day, on day: Day) -> Int? {
        guard day <= due else { return nil }
        let left = due.days(since: day)
        return daysBefore.last { left <= $0 }
    }

    /// Whether somebody who was told on `told` of a date is told of it again on `day`.
    ///
    /// A step that was missed is made up for by the next run: what counts is which one was reached when they were told.
    package func isDue(_ due: Day, on day: Day, told: Day?) -> Bool {
        guard due >= day else {
            guard let told, told > due else { return true }
            return day.days(since: told) >= Self.daysBetween
        }
        guard let step = step(to: due, on: day) else { return false }
        guard let told, let earlier = self.step(to: due, on: told) else { return true }
        return step < earlier
    }
}
