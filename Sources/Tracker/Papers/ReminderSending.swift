public import TrackerDocuments
public import TrackerModel
public import TrackerRegister
public import TrackerValues
import TransparencyLog

/// How messages leave: through a mail server, or as files.
public protocol MailCarrier {
    /// What it is, as the ledger calls it.
    var way: MailWay { get }
    /// Hands a message over.
    ///
    /// - Returns: what became of it, and what the mail server said.
    func carry(_ message: MailMessage) -> (result: ReminderResult, answer: String?)
    /// Whether there is any use in handing over another.
    var canGoOn: Bool { get }
}

extension MailCarrier {
    /// Always.
    public var canGoOn: Bool { true }
}

/// Reminders: who is to be told what now, and the telling of it, each message with an entry ahead of it and one behind.
public struct Reminding {
    /// A message as it was told of or sent.
    public struct Told {
        /// To whom.
        public let person: Person
        /// The message.
        public let message: MailMessage
        /// How many things it tells.
        public let lines: Int
        /// The entry ahead of it; nil in a rehearsal.
        public let entry: Int64?
        /// What became of it; nil in a rehearsal.
        public let result: ReminderResult?
        /// What the mail server said.
        public let answer: String?
    }

    /// A message whose sending was begun so long ago has been sent by now, or nobody will ever know.
    private static let millisecondsToSend: Int64 = 600_000

    private let register: Register
    private let sender: MailSender
    private let today: Day
    private let clock: @Sendable () -> Instant
    private let settings: [Setting: String]
    /// What tells this register from every other.
    private let identifier: String

    /// Where somebody says of an item what was done, by the address that they are written to at, until so many days are over.
    package typealias Answer = (_ reader: PersonID, _ address: String, _ item: Reference, _ days: Int) ->
        String?

    /// Makes those links where the register allows them; nil where nothing answers them.
    package var answer: Answer?

    /// - Throws: `RuleViolation` where the register doesn't say from whom reminders come.
    public init(_ register: Register, clock: @escaping @Sendable () -> Instant) throws {
        self.register = register
        self.clock = clock
        today = clock().day(in: try register.timeZone())
        settings = try register.settings(knownAt: .max)
        guard let sender = settings[.mailFrom].flatMap({ MailSender($0) }) else {
            throw RuleViolation(
                "Reminders", "the setting \(Setting.mailFrom.rawValue) doesn't say yet from whom they come",
                remedies: [.see(.settings)])
        }
        self.sender = sender
        identifier = PublicRegister.uuid(of: try register.root(at: 1).bytes)
    }

    /// What would be sent now, and to whom nothing can be sent.
    ///
    /// - Parameter only: one person alone.
    public func rehearse(only: PersonID? = nil) throws -> (messages: [Told], unreached: [String]) {
        let round = try round()
        let size = try register.size()
        let messages = round.letters.filter { only == nil || $0.person.id == only }.compactMap { letter in
            message(letter, of: round, entry: size + 1).map {
                Told(
                    person: letter.person, message: $0, lines: letter.lines.count, entry: nil, result: nil,
                    answer: nil)
            }
        }
        return (messages, round.unreached.map { round.frame.name($0) })
    }

    /// Sends what there is to send. Each message is worked out anew just before it leaves, where the register has changed
    /// since: nobody is told of what somebody else has just closed.
    ///
    /// - Parameters:
    ///   - session: who sends them.
    ///   - only: to one person alone.
    ///   - told: is told of each.
    /// - Returns: to whom nothing can be sent.
    public func send(
        by session: Session, through carrier: some MailCarrier, only: PersonID? = nil,
        told: (Told) throws -> Void
    ) throws -> [String] {
        // Asked first: what is recorded while the round is worked out is of those to come.
        var size = try register.size()
        var round = try round()
        if try endUncertain(round.begun, by: session) {
            size = try register.size()
            round = try self.round()
        }
        let readers = round.letters.map(\.person.id).filter { only == nil || $0 == only }
        for reader in readers {
            let begun: (ReminderRound.Letter, MailMessage, Int64)? = try register.write(session) { writer in
                if writer.nextSeq != size + 1 { round = try self.round() }
                guard let letter = round.letters.first(where: { $0.person.id == reader }),
                    let message = message(
                        letter, of: round, entry: writer.nextSeq, isUnsent: carrier.way == .file)
                else { return nil }
                let reminder = Reminder(
                    letter.lines, by: carrier.way, sha256: Hash.sha256(message.bytes).hex)
                return (letter, message, try writer.remind(reader, at: letter.address, reminder))
            }
            guard let (letter, message, entry) = begun else { continue }
            let (result, answer) = carrier.carry(message)
            let ended = try register.write(session) {
                try $0.record(result, of: entry, to: reader, answer: answer)
            }
            // What others recorded while it was on its way may be of those to come.
            size = ended == entry + 1 ? ended : -1
            try told(
                Told(
                    person: letter.person, message: message, lines: letter.lines.count, entry: entry,
                    result: result, answer: answer))
            if !carrier.canGoOn { break }
        }
        return round.unreached.map { round.frame.name($0) }
    }

    private func round() throws -> ReminderRound { try ReminderRound(register, today: today, now: clock()) }

    /// Of messages whose sending was begun and never ended nobody knows whether they were sent: that is said.
    private func endUncertain(_ begun: [SentReminder], by session: Session) throws -> Bool {
        let now = clock().millisecondsSince1970
        let open = begun.filter {
            now - $0.recordedAt.millisecondsSince1970 >= Self.millisecondsToSend
        }
        if open.isEmpty { return false }
        try register.write(session) { writer in
            for reminder in open { try writer.record(.unknown, of: reminder.entry, to: reminder.to) }
        }
        return true
    }

    private func message(
        _ letter: ReminderRound.Letter, of round: ReminderRound, entry: Int64, isUnsent: Bool = false
    ) -> MailMessage? {
        guard let address = EmailAddress(letter.address) else { return nil }
        let days =
            settings[.ownerUpdates] == Setting.proposedUpdates
            ? settings[.mailAnswers].flatMap { Int($0) } : nil
        let words = ReminderMessage(letter, of: round, settings: settings) { item in
            days.flatMap { self.answer?(letter.person.id, letter.address, item, $0) }
        }
        return MailMessage(
            number: entry, of: identifier, from: sender, to: address, name: letter.person.name, at: clock(),
            subject: words.subject, text: words.text, html: words.html, isUnsent: isUnsent)
    }
}
