import TrackerDocuments
package import TrackerModel
package import TrackerPapers
package import TrackerRegister
package import TrackerValues

/// Reminding everybody through a mail server, in a program that runs by itself.
package struct MailRun {
    /// What became of it: how many messages were taken, refused for good, and not taken or not known.
    package private(set) var taken = 0
    package private(set) var refused = 0
    package private(set) var open = 0

    /// Sends what there is to send.
    ///
    /// - Parameters:
    ///   - officer: who sends, by name.
    ///   - answer: makes links by which people answer without signing in.
    ///   - goesOn: whether another message may be begun.
    /// - Throws: `MailUnusable`, or what the register says.
    package init(
        _ register: Register, through configuration: MailConfiguration, by officer: String,
        clock: @escaping @Sendable () -> Instant, answer: Reminding.Answer? = nil,
        goesOn: @escaping () -> Bool
    ) throws {
        let carrier = Stoppable(carrier: try MailServerCarrier(configuration), goesOn: goesOn)
        let session = Session(Actor(.person(try register.people().named(officer).id)), clock: clock)
        var results: [ReminderResult?] = []
        var reminding = try Reminding(register, clock: clock)
        reminding.answer = answer
        _ = try reminding.send(by: session, through: carrier) { results.append($0.result) }
        for result in results {
            switch result {
            case .sent, .written: taken += 1
            case .refused: refused += 1
            case .deferred, .unknown, nil: open += 1
            }
        }
    }

    /// Ends with the message that is on its way when the program is told to.
    private struct Stoppable: MailCarrier {
        let carrier: MailServerCarrier
        let goesOn: () -> Bool

        var way: MailWay { carrier.way }
        var canGoOn: Bool { carrier.canGoOn && goesOn() }

        func carry(_ message: MailMessage) -> (result: ReminderResult, answer: String?) {
            carrier.carry(message)
        }
    }
}
