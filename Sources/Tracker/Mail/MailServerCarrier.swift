package import TrackerDocuments
package import TrackerModel
package import TrackerPapers
import TrackerTransfer
import TrackerValues

/// Messages through a mail server.
package final class MailServerCarrier: MailCarrier {
    package let way = MailWay.smtp
    package private(set) var canGoOn = true
    private let transfer: MailTransfer

    /// - Throws: `MailUnusable` where this computer can't send as it is configured.
    package init(_ configuration: MailConfiguration) throws(MailUnusable) {
        let server = try configuration.server()
        do { transfer = try MailTransfer(server) } catch { throw MailUnusable("\(error)", .missing) }
    }

    package func carry(_ message: MailMessage) -> (result: ReminderResult, answer: String?) {
        let outcome = transfer.hand(
            message.bytes, from: message.from.description, to: message.to.description)
        switch outcome {
        case .taken: return (.sent, nil)
        case .refused(let words): return (.refused, words)
        case .later(let words): return (.deferred, words)
        case .unanswered(let words):
            // Whoever waits for each of many waits for hours.
            canGoOn = false
            return (.unknown, words)
        case .unusable(let words):
            canGoOn = false
            return (.deferred, words)
        }
    }
}
