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

/// What is known of a message that was handed over before.
package enum MailTrace: Equatable, Sendable {
    /// What became of it, and in whose words.
    case became(ReminderResult, String?)
    /// Nobody has heard of it.
    case unheardOf
    /// There is no answer now.
    case silence
}

/// A carrier that can be asked later what became of a message.
package protocol TracingCarrier: MailCarrier {
    func trace(_ message: SentReminder) -> MailTrace
}

extension Register {
    /// What tells this register from every other, and stays.
    package func identifier() throws -> String { PublicRegister.uuid(of: try root(at: 1).bytes) }
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

    /// What came to be known of a message that was sent before.
    package struct Learnt {
        package let person: String
        package let message: SentReminder
        package let result: ReminderResult
        package let answer: String?
    }

    /// A message whose sending was begun so long ago has been sent by now, or nobody will ever know.
    private static let millisecondsToSend: Int64 = 600_000
    /// Whoever sends messages on remembers them for at least so long; that they know of none says something for less.
    private static let daysRemembered: Int64 = 7
    private static let daysKnownForSure: Int64 = 3
    /// Of so many messages a run asks what became of them.
    private static let mostTraced = 500

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

    /// Whether another message may be begun.
    package var goesOn: () -> Bool = { true }

    /// Is told what came to be known of messages that were sent before.
    package var learnt: (Learnt) -> Void = { _ in }

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
        identifier = try register.identifier()
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
        let isAnswered = try trace(through: carrier, by: session)
        // Asked first: what is recorded while the round is worked out is of those to come.
        var size = try register.size()
        var round = try round()
        // Whoever doesn't answer might say tomorrow that it was sent.
        guard isAnswered else { return round.unreached.map { round.frame.name($0) } }
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
                    letter.lines, by: carrier.way,
                    sha256: Hash.sha256(carrier.way == .notify ? message.notifyBytes : message.bytes).hex)
                return (letter, message, try writer.remind(reader, at: letter.address, reminder))
            }
            guard let (letter, message, entry) = begun else { continue }
            let (result, answer) = carrier.carry(message)
            let ended = try register.write(session) {
                try $0.record(result, of: entry, to: reader, answer: answer)
            }
            // What others recorded while it was on its way may be of those to come.
            size = ended == entry + 1 ? entry + 1 : -1
            try told(
                Told(
                    person: letter.person, message: message, lines: letter.lines.count, entry: entry,
                    result: result, answer: answer))
            if !carrier.canGoOn || !goesOn() { break }
        }
        return round.unreached.map { round.frame.name($0) }
    }

    private func round() throws -> ReminderRound { try ReminderRound(register, today: today, now: clock()) }

    /// Asks what became of messages of the last days, and records what is known now. - Returns: false where there is no answer.
    private func trace(through carrier: some MailCarrier, by session: Session) throws -> Bool {
        guard let carrier = carrier as? any TracingCarrier else { return true }
        let now = clock().millisecondsSince1970
        func age(_ sent: SentReminder) -> Int64 { now - sent.recordedAt.millisecondsSince1970 }
        let sent = try register.reminders(
            since: Instant(millisecondsSince1970: now - Self.daysRemembered * 86_400_000)
        ).filter { $0.reminder.way == carrier.way }
        // First those of which it isn't known whether they are to be told again.
        let open =
            sent.filter { $0.result == nil && age($0) >= Self.millisecondsToSend || $0.result == .unknown }
            + sent.filter { $0.result == .sent }
        if open.isEmpty { return true }
        let names = try register.people().printedNames
        for message in open.prefix(Self.mostTraced) {
            if !goesOn() { return false }
            let result: ReminderResult
            let words: String?
            switch carrier.trace(message) {
            case .silence: return false
            case .became(let became, _) where became == message.result: continue
            case .became(let became, let said): (result, words) = (became, said)
            case .unheardOf
            where message.result != .sent && age(message) < Self.daysKnownForSure * 86_400_000:
                (result, words) = (.deferred, "it never arrived there")
            case .unheardOf: continue
            }
            let entry = try register.write(session) {
                try $0.record(result, of: message.entry, to: message.to, answer: words)
            }
            if entry != nil {
                learnt(
                    Learnt(
                        person: names[message.to] ?? message.to.description, message: message,
                        result: result, answer: words))
            }
        }
        return true
    }

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
            subject: words.subject, text: words.text, html: words.html, markdown: words.markdown,
            isUnsent: isUnsent)
    }
}
