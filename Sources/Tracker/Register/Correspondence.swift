import TrackerLedger
public import TrackerModel
import TrackerStorage
public import TrackerValues

/// What somebody wishes as to being reminded, where it changes.
public struct ReminderWishes: Equatable, Sendable {
    /// Their e-mail address; empty for none, nil for no change.
    public var email: String?
    /// How often they are written to.
    public var pace: ReminderPace?
    /// Whether they are told of what they must do alone.
    public var dutiesOnly: Bool?
    /// When they are away, and who is told instead.
    public var absence: Change<Absence> = .keep

    /// No change yet.
    public init() {}
}

/// A message to somebody, as the ledger tells of it.
package struct SentReminder: Sendable {
    /// The entry that was recorded before it was sent.
    package let entry: Int64
    package let to: PersonID
    /// The day on which it was sent.
    package let day: Day
    package let recordedAt: Instant
    /// Where to, or `[redacted]`; empty where that wasn't asked for.
    package var address = ""
    package let reminder: Reminder
    /// What became of it; nil where nothing was recorded: it is being sent, or the program ended meanwhile.
    package var result: ReminderResult?
    /// The entry that tells it.
    package var resultEntry: Int64?
    /// What the mail server said, where that was asked for.
    package var answer: String?

    /// What it told counts as told: it was sent, or will not be sent however often it is tried.
    package var isTold: Bool { [.sent, .delivered, .written, .refused].contains(result) }
}

/// How somebody is written to, and what they were told.
package struct Correspondent: Sendable {
    /// Their address, if they have one.
    package var address: String?
    package var pace = ReminderPace.daily
    package var dutiesOnly = false
    /// Days on which they are away; the last that was said counts.
    package var absence: Absence?
    /// The entry that last changed the address.
    package var addressEntry: Int64?
    /// The messages to them, oldest first.
    package var reminders: [SentReminder] = []
}

extension Register {
    /// How a person is written to and what they were told, without addresses and answers of then: read from the ledger, for it
    /// is asked for seldom.
    package func correspondent(_ person: PersonID, knownAt: Int64 = .max) throws -> Correspondent {
        let entries = try ledger.entries(about: person.description, knownAt: knownAt)
        let recordedAt = Dictionary(stored: entries.map { ($0.seq, $0.recordedAt) })
        let zone = try timeZone()
        var found = Correspondent()
        func address(_ record: RegisterRecord) throws {
            found.address = try word(.email, of: record)
            if found.address == "[redacted]" { found.address = nil }
            found.addressEntry = record.seq
        }
        for record in try RegisterRecord.list(entries) {
            switch record.act {
            case .addPerson: if record.words[.email] != nil { try address(record) }
            case .changePerson(let change):
                if change.email != nil { try address(record) }
                if let pace = change.pace { found.pace = pace }
                if let dutiesOnly = change.dutiesOnly { found.dutiesOnly = dutiesOnly }
                if case .set(let absence) = change.absence { found.absence = absence }
            case .remind(let reminder):
                guard let instant = recordedAt[record.seq] else { break }
                found.reminders.append(
                    SentReminder(
                        entry: record.seq, to: person, day: instant.day(in: zone), recordedAt: instant,
                        reminder: reminder))
            case .reminded(let reminder, let result):
                guard let index = found.reminders.lastIndex(where: { $0.entry == reminder }) else { break }
                found.reminders[index].result = result
                found.reminders[index].resultEntry = record.seq
            default: break
            }
        }
        return found
    }

    /// Every message that was sent or tried, in the order in which they were, with addresses and answers.
    package func reminders(knownAt: Int64 = .max) throws -> [SentReminder] {
        var sent = try ledger.subjects(of: .remind).compactMap { PersonID($0) }
            .flatMap { try correspondent($0, knownAt: knownAt).reminders }.sorted { $0.entry < $1.entry }
        for index in sent.indices {
            sent[index].address = try words(of: sent[index].entry)[.email] ?? ""
            guard let entry = sent[index].resultEntry else { continue }
            sent[index].answer = try words(of: entry)[.reason]
        }
        return sent
    }

    /// What was told last of a message; nil where nothing was recorded yet.
    fileprivate func result(of reminder: Int64, to person: PersonID) throws -> ReminderResult? {
        let later = try database.all(
            "SELECT entry FROM ledger WHERE subject = ? AND seq > ? AND act = ? ORDER BY seq",
            person.description, reminder, RegisterAct.Name.reminded.rawValue
        ) { try LedgerStore.entry($0, 0) }
        return try RegisterRecord.list(later).reversed().lazy.compactMap { record in
            if case .reminded(reminder, let result) = record.act { result } else { nil }
        }.first
    }

    /// The message that an entry is about; nil where it is about something else, or isn't there.
    package func reminder(_ entry: Int64) throws -> SentReminder? {
        guard let stored = try ledger.entry(entry), let record = try RegisterRecord(stored),
            case .remind(let reminder) = record.act, let person = PersonID(record.subject)
        else { return nil }
        return SentReminder(
            entry: entry, to: person, day: stored.recordedAt.day(in: try timeZone()),
            recordedAt: stored.recordedAt, address: try word(.email, of: record) ?? "", reminder: reminder,
            result: try result(of: entry, to: person))
    }
}

extension Writer {
    /// Records that somebody is about to be sent a message, before it is: so that it is known of whatever happens.
    ///
    /// - Returns: the entry's number.
    package func remind(_ person: PersonID, at address: String, _ reminder: Reminder) throws -> Int64 {
        try record(.remind(reminder), on: person.description, words: [.email: address]).seq
    }

    /// Records what became of a message, and gives the entry's number; nil where that, or what can't be followed by it, was
    /// recorded before.
    @discardableResult
    package func record(
        _ result: ReminderResult, of reminder: Int64, to person: PersonID, answer: String? = nil
    ) throws -> Int64? {
        guard result.follows(try register.result(of: reminder, to: person)) else { return nil }
        return try record(
            .reminded(reminder, result), on: person.description,
            words: answer.map { [.reason: $0] } ?? [:]
        ).seq
    }
}
