package import TrackerPapers
package import TrackerRegister

/// Who sends messages on, by the file that says how they are asked.
package enum MailService: Equatable, Sendable {
    /// A mail server.
    case server(String)
    /// GOV.UK Notify.
    case notify(String)

    /// Whether messages could be sent by it from here, as far as that can be known without asking. - Throws: `MailUnusable`.
    package func check() throws(MailUnusable) {
        switch self {
        case .server(let file): try MailConfiguration(at: file).check()
        case .notify(let file): try NotifyConfiguration(at: file).check()
        }
    }

    /// What hands messages over.
    ///
    /// - Parameter goesOn: whether it is still worth waiting.
    package func carrier(
        for register: Register, goesOn: @escaping () -> Bool = { true }
    ) throws -> any MailCarrier {
        switch self {
        case .server(let file): try MailServerCarrier(MailConfiguration(at: file))
        case .notify(let file):
            try NotifyCarrier(NotifyConfiguration(at: file), for: register, goesOn: goesOn)
        }
    }
}
