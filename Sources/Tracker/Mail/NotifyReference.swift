package import TrackerModel
package import TrackerPapers
package import TrackerRegister
package import TrackerValues
import TransparencyLog

/// What a message is called at GOV.UK Notify: of which register, which entry, and a part of the hash of what it says, so that a copy of
/// the register, or one that was put back from a backup, calls another message otherwise.
package struct NotifyReference: Equatable, Sendable, CustomStringConvertible {
    private static let length = 8

    package let register: String
    package let entry: Int64
    private let hash: String

    /// - Parameter register: its identifier.
    package init(register: String, entry: Int64, sha256: String) {
        self.register = String(register.prefix(Self.length))
        self.entry = entry
        hash = String(sha256.prefix(Self.length))
    }

    /// Reads `3fa0c1d2-118-9b2e6c01`; nil for what no register of this program's says.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0].utf8.count == Self.length, parts[2].utf8.count == Self.length,
            let entry = Int64(parts[1]), entry > 0
        else { return nil }
        (register, self.entry, hash) = (parts[0], entry, parts[2])
        guard description == text else { return nil }
    }

    package var description: String { "\(register)-\(entry)-\(hash)" }

    /// The message that it is of; nil where this register has none of that name.
    package func message(in register: Register) throws -> SentReminder? {
        guard try register.identifier().hasPrefix(self.register),
            let message = try register.reminder(entry), message.reminder.way == .notify,
            message.reminder.sha256.hasPrefix(hash)
        else { return nil }
        return message
    }
}

/// What GOV.UK Notify says of a message
/// (https://docs.notifications.service.gov.uk/rest-api.html#email-status-descriptions).
package enum NotifyStatus: String, Sendable {
    case created, sending, pending, sent, delivered
    case permanentFailure = "permanent-failure"
    case temporaryFailure = "temporary-failure"
    case technicalFailure = "technical-failure"

    /// What became of it; nil while it is on its way.
    package var result: ReminderResult? {
        switch self {
        case .created, .sending, .pending, .sent: nil
        case .delivered: .delivered
        case .permanentFailure: .refused
        case .temporaryFailure, .technicalFailure: .deferred
        }
    }

    /// In words that an officer can act on; nil where nothing is to be done.
    package var words: String? {
        switch self {
        case .created, .sending, .pending, .sent, .delivered: nil
        case .permanentFailure: "permanent-failure: the reader's mail server knows no such address"
        case .temporaryFailure: "temporary-failure: the reader's mail server didn't take it in three days"
        case .technicalFailure: "technical-failure: something went wrong at GOV.UK Notify"
        }
    }
}

/// What GOV.UK Notify tells by itself of a message that it sent (its delivery callback).
package struct NotifyReceipt: Equatable, Sendable {
    /// The most that one may have, in bytes.
    package static let longest = 1 << 14

    /// Nil where it is nobody's of this program's.
    package let reference: NotifyReference?
    /// Nil for one that this program doesn't know.
    package let status: NotifyStatus?

    /// Reads what was sent; nil for what is no receipt.
    package init?(_ body: [UInt8]) {
        guard body.count <= Self.longest, let fields = try? JSON(parsingOthers: body),
            fields["id"]?.string != nil, let status = fields["status"]?.string
        else { return nil }
        self.status = NotifyStatus(rawValue: status)
        reference = fields["reference"]?.string.flatMap { NotifyReference($0) }
    }

    /// Records what it tells. Told again it says nothing new, and of another register it says nothing at all.
    ///
    /// - Parameters:
    ///   - officer: by whom, by name.
    ///   - clock: the time.
    /// - Returns: whether anything was recorded.
    @discardableResult
    package func record(
        in register: Register, by officer: String, clock: @escaping @Sendable () -> Instant
    ) throws -> Bool {
        guard let status, let result = status.result, let message = try reference?.message(in: register),
            result.follows(message.result)
        else { return false }
        let session = Session(Actor(.person(try register.people().named(officer).id)), clock: clock)
        return try register.write(session) {
            try $0.record(result, of: message.entry, to: message.to, answer: status.words)
        } != nil
    }
}
