/// The error of every value that cannot be read: a date, a quarter, a reference that somebody typed.
/// It knows what was wanted, so that one sentence tells an officer what is wrong and what to type instead.
public struct InvalidValue: TrackerError, Hashable, Sendable {
    /// What the value was meant to be, as a noun: "date", "quarter", "reference".
    public let what: String
    /// The text as it was given.
    public let given: String
    /// What would have been accepted, with an example: "a date as YYYY-MM-DD, for example 2022-10-01".
    public let expected: String
    /// What was perhaps meant, nearest first.
    public let nearest: [String]

    package var failure: FailureKind { .malformed }

    /// An error for `given`, which was meant to be a `what`.
    public init(what: String, given: String, expected: String, nearest: [String] = []) {
        self.what = what
        self.given = given
        self.expected = expected
        self.nearest = nearest
    }

    /// The sentence to show; a very long value is cut.
    public var description: String {
        if given.isEmpty { return "The \(what) is empty: give \(expected)." }
        let shown = given.excerpt
        let suggestion = nearest.isEmpty ? "" : " Did you mean \(nearest.joined(separator: ", "))?"
        return "The \(what) \"\(shown)\" cannot be read: give \(expected).\(suggestion)"
    }
}

extension String {
    /// Its first 80 letters, marks and signs: enough for somebody to know again what they typed.
    package var excerpt: String {
        unicodeScalars.count > 80 ? String(unicodeScalars.prefix(80)) + "…" : self
    }
}
