package import TrackerValues

/// One line of a check: what was looked at, how it is, and what to do.
public struct CheckLine: Equatable, Sendable {
    /// How something is.
    public enum Verdict: String, Sendable {
        /// As it should be.
        case fine
        /// Nothing is broken, but something should be seen to.
        case warning
        /// Something is broken.
        case wrong
    }

    /// What was looked at, in a word or two.
    public let subject: String
    /// How it is.
    public let verdict: Verdict
    /// What was found, as a sentence.
    public let found: String
    /// What to do, any of it; empty where nothing is to be done.
    package let remedies: [Remedy]

    package init(_ subject: String, _ verdict: Verdict, _ found: String, remedies: [Remedy] = []) {
        self.subject = subject
        self.verdict = verdict
        self.found = found
        self.remedies = remedies
    }
}
