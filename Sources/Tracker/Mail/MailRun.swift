import TrackerDocuments
package import TrackerModel
package import TrackerPapers
package import TrackerRegister
package import TrackerValues

/// Reminding everybody in a program that runs by itself.
package struct MailRun {
    /// What became of it: how many messages were taken, refused for good, and not taken or not known.
    package private(set) var taken = 0
    package private(set) var refused = 0
    package private(set) var open = 0
    /// Whether it ended early, since nothing could be sent or asked any more.
    package private(set) var wasStopped = false

    /// Sends what there is to send.
    ///
    /// - Parameters:
    ///   - service: who sends it on.
    ///   - officer: who sends, by name.
    ///   - answer: makes links by which people answer without signing in.
    ///   - goesOn: whether another message may be begun.
    /// - Throws: `MailUnusable`, or what the register says.
    package init(
        _ register: Register, through service: MailService, by officer: String,
        clock: @escaping @Sendable () -> Instant, answer: Reminding.Answer? = nil,
        goesOn: @escaping () -> Bool
    ) throws {
        let carrier = try service.carrier(for: register, goesOn: goesOn)
        let session = Session(Actor(.person(try register.people().named(officer).id)), clock: clock)
        var results: [ReminderResult?] = []
        var reminding = try Reminding(register, clock: clock)
        (reminding.answer, reminding.goesOn) = (answer, goesOn)
        reminding.learnt = { if $0.result != .sent, $0.result != .delivered { results.append($0.result) } }
        _ = try reminding.send(by: session, through: carrier) { results.append($0.result) }
        for result in results {
            switch result {
            case .sent, .written, .delivered: taken += 1
            case .refused: refused += 1
            case .deferred, .unknown, nil: open += 1
            }
        }
        wasStopped = !carrier.canGoOn
    }
}
