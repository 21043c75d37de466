import Glibc
package import TrackerDocuments
package import TrackerModel
package import TrackerPapers
package import TrackerRegister
import TrackerTransfer
import TrackerValues
import TransparencyLog

/// Messages by GOV.UK Notify (https://docs.notifications.service.gov.uk/rest-api.html).
package final class NotifyCarrier: TracingCarrier {
    /// How often a message is tried while Notify says that there are too many a minute, and the longest that is waited in between.
    private static let mostTries = 5
    private static let longestWait = 20

    /// Asks Notify: an address, with what is sent, as the headers say.
    typealias Ask = (_ address: String, _ body: String?, _ headers: [String]) throws(TransferError) ->
        WebAnswer

    package let way = MailWay.notify
    package private(set) var canGoOn = true
    private let configuration: NotifyConfiguration
    private let register: String
    private let key: NotifyKey
    private let ask: Ask
    private let wait: (Int) -> Bool
    /// Notify refuses a token whose time is more than half a minute off, so this is the computer's clock whatever the register's is.
    private let time: () -> Int64

    /// - Parameter goesOn: whether it is still worth waiting.
    /// - Throws: `MailUnusable` where this computer can't send as it is configured.
    package convenience init(
        _ configuration: NotifyConfiguration, for register: Register,
        goesOn: @escaping () -> Bool = { true }
    ) throws {
        try configuration.check()
        let transfer: WebTransfer
        do { transfer = try WebTransfer() } catch { throw MailUnusable("\(error)", .missing) }
        try self.init(
            configuration, register: try register.identifier(),
            ask: { address, body, headers throws(TransferError) in
                try transfer.ask(
                    address, sending: body, headers: headers, authorities: configuration.authorities,
                    seconds: configuration.seconds)
            },
            wait: { seconds in
                for _ in 0..<seconds where goesOn() { sleep(1) }
                return goesOn()
            }, time: { Int64(Glibc.time(nil)) })
    }

    /// - Parameters:
    ///   - register: its identifier.
    ///   - wait: waits so many seconds, and says whether it is worth going on.
    ///   - time: the seconds since 1970.
    init(
        _ configuration: NotifyConfiguration, register: String, ask: @escaping Ask,
        wait: @escaping (Int) -> Bool, time: @escaping () -> Int64
    ) throws(MailUnusable) {
        key = try configuration.key()
        (self.configuration, self.register, self.ask, self.wait, self.time) = (
            configuration, register, ask, wait, time
        )
    }

    // MARK: - Sending

    package func carry(_ message: MailMessage) -> (result: ReminderResult, answer: String?) {
        let reference = NotifyReference(
            register: register, entry: message.number, sha256: Hash.sha256(message.notifyBytes).hex)
        var fields: [String: JSON] = [
            "template_id": .string(configuration.template),
            "email_address": .string(message.to.description),
            "personalisation": ["subject": .string(message.subject), "body": .string(message.markdown)],
            "reference": .string(reference.description),
        ]
        fields["email_reply_to_id"] = configuration.replyTo.map { .string($0) }
        let body = String(decoding: JSON.object(fields).canonical, as: UTF8.self)
        for attempt in 1... {
            let answer: WebAnswer
            do { answer = try question("/v2/notifications/email", sending: body) } catch {
                canGoOn = false
                return error.mayHaveArrived
                    ? unanswered(reference, "\(error)", isOver: false) : (.deferred, "\(error)")
            }
            let fault = NotifyFault(answer)
            switch (answer.status, fault.name) {
            case (201, _): return (.sent, nil)
            case (400, _) where fault.isOfAddress: return (.refused, fault.words)
            case (429, "RateLimitError") where attempt < Self.mostTries:
                let seconds = answer.retryAfter ?? 1 << (attempt - 1)
                if seconds <= Self.longestWait, wait(seconds) { continue }
            case (500..., _):
                canGoOn = false
                // It may have been taken down before that went wrong.
                return unanswered(reference, fault.words, isOver: answer.status == 500)
            default: break
            }
            canGoOn = false
            return (.deferred, fault.words)
        }
        return (.deferred, nil)
    }

    /// Whether Notify has a message to which it gave no good answer.
    ///
    /// - Parameter isOver: whether nothing of it can still be on its way.
    private func unanswered(
        _ reference: NotifyReference, _ words: String, isOver: Bool
    ) -> (ReminderResult, String?) {
        switch trace(reference) {
        case .became(let result, let said): (result, said)
        case .unheardOf where isOver: (.deferred, words)
        case .unheardOf, .silence: (.unknown, words)
        }
    }

    // MARK: - What became of it

    package func trace(_ message: SentReminder) -> MailTrace {
        trace(
            NotifyReference(
                register: register, entry: message.entry, sha256: message.reminder.sha256))
    }

    private func trace(_ reference: NotifyReference) -> MailTrace {
        guard let answer = try? question("/v2/notifications?reference=\(reference)"), answer.status == 200,
            let found = try? JSON(parsingOthers: answer.body), let list = found["notifications"]?.array
        else {
            canGoOn = false
            return .silence
        }
        guard let status = list.first(where: { $0["reference"]?.string == reference.description })?["status"]
        else { return .unheardOf }
        let known = status.string.flatMap { NotifyStatus(rawValue: $0) }
        return .became(known?.result ?? .sent, known?.words)
    }

    private func question(_ path: String, sending body: String? = nil) throws(TransferError) -> WebAnswer {
        try ask(
            configuration.address + path, body,
            [
                "Authorization: Bearer \(key.token(at: time()))", "Content-Type: application/json",
                // libcurl would ask first whether it may send so much.
                "Expect:", "User-Agent: recommendation-tracker",
            ])
    }
}

/// What GOV.UK Notify says is wrong.
struct NotifyFault {
    private static let mostWords = 500

    /// The kind of error, by which it is told from others: the words may change.
    let name: String
    /// For people.
    let words: String
    /// Whether it is about the reader's address alone.
    let isOfAddress: Bool

    init(_ answer: WebAnswer) {
        let error = (try? JSON(parsingOthers: answer.body))?["errors"]?.array?.first
        name = error?["error"]?.string ?? ""
        let message = error?["message"]?.string ?? ""
        let said = name.isEmpty ? "no reason given" : "\(name): \(message)"
        let line = String(said.map { $0.isNewline ? " " : $0 })
        words = "\(answer.status) \(line.prefix(Self.mostWords))"
        // A schema's complaint begins with the field that it is about.
        isOfAddress =
            name == "ValidationError" && message.hasPrefix("email_address ") || name == "InvalidEmailError"
    }
}
