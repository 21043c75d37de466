public import TrackerModel
public import TrackerValues

/// Where the answers to one report stand: the body's own response, or where the report was sent to several, the answer of
/// each, by its own dates.
public struct ReportAnswers: Equatable, Sendable {
    /// Each answer, in the order in which the addressees were named; one where nobody was named.
    public let statuses: [ResponseStatus]

    /// Where the answers to `report` stood at the end of `asAt`, by the `clocks` that are looked at.
    ///
    /// - Parameters:
    ///   - responses: what is recorded; that of the report it is linked with, where there is one.
    ///   - sameAs: that report.
    ///   - start: the first day of s.55(5A), as the register has it.
    public init(
        report: ReportRecord, responses: ReportResponses, sameAs: Reference?, start: Day, asAt: Day,
        clocks: [Clock] = Clock.builtIn
    ) {
        let whose: [String?] = responses.addressees.isEmpty ? [nil] : responses.addressees
        statuses = whose.map { addressee in
            ResponseStatus(
                report: report, addressee: addressee, response: responses.response(of: addressee),
                sameAs: sameAs, start: start, asAt: asAt, clocks: clocks)
        }
    }

    /// The report.
    public var report: ReportRecord { statuses[0].report }

    /// How many have answered.
    public var answered: Int { statuses.count { $0.stopped != nil } }

    /// The answer that is owed first, or the last one where none is.
    public var next: ResponseStatus {
        statuses.filter { $0.stopped == nil }.min {
            ($0.lastDay ?? .distantFuture) < ($1.lastDay ?? .distantFuture)
        }
            ?? statuses[statuses.count - 1]
    }

    /// "1 of 3 answered", where the report was sent to several and a clock runs.
    public var share: String? {
        statuses.count > 1 && statuses.contains { $0.duty.clock != nil }
            ? "\(answered) of \(statuses.count) answered" : nil
    }

    /// How it stands, in words: how many answered, or how the one answer stands.
    public var label: String { share ?? statuses[0].state.label }
}

/// How many answers are asked for, counted singly, of those for which a clock runs.
public struct AnswerCount: Equatable, Sendable {
    /// All of them.
    public let askedFor: Int
    /// Those that are given.
    public let answered: Int
    /// Those that are owed: those asked for, less those answered.
    public var owed: Int { askedFor - answered }
    /// Those owed whose last day has passed.
    public let late: Int

    /// Counts them.
    public init(_ statuses: [ResponseStatus]) {
        let running = statuses.filter { $0.duty.clock != nil }
        askedFor = running.count
        answered = running.count { $0.stopped != nil }
        late = running.count { $0.state == .late }
    }

    /// "78 answers asked for: 33 given, 45 owed".
    public var sentence: String {
        "\(askedFor == 1 ? "1 answer" : "\(askedFor) answers") asked for: \(answered) given, \(owed) owed"
    }
}
