public import TrackerValues

/// What an owner says of an item that counts once somebody accepts it: how far it is, another date, evidence, that it is done. The
/// words that go with it (note, reason, names and addresses of evidence) stand beside it.
public struct ProposedUpdate: Equatable, Sendable {
    /// Percent complete, from 0 to 100.
    public var complete: Int?
    /// Another due date that is asked for, or none.
    public var due: Change<Day>
    /// That all is done, and somebody else may look.
    public var isDone: Bool
    /// The files named as evidence; their names are words, one a line in this order.
    public var files: [EvidenceFile]
    /// How many addresses are named as evidence; they are words, one a line.
    public var addresses: Int
    /// The evidence's own date; nil for the proposal's day.
    public var dated: Day?

    /// An update that says so much.
    public init(
        complete: Int? = nil, due: Change<Day> = .keep, isDone: Bool = false, files: [EvidenceFile] = [],
        addresses: Int = 0, dated: Day? = nil
    ) {
        self.complete = complete
        self.due = due
        self.isDone = isDone
        self.files = files
        self.addresses = addresses
        self.dated = dated
    }

    /// The acts that it comes to once it is accepted, in the order in which they are recorded: evidence, progress, the date asked
    /// for, and last that it is done.
    ///
    /// - Parameter hasNote: whether words go with it that say what was done.
    package func acts(hasNote: Bool) -> [ItemAct] {
        var acts = files.map { ItemAct.addEvidence($0) }
        acts += (0..<addresses).map { _ in .addEvidence(nil) }
        if complete != nil || hasNote { acts.append(.progress(complete: complete, rating: nil)) }
        if case .set(let day) = due { acts.append(.due(day, .request)) }
        if isDone { acts.append(.submit) }
        return acts
    }
}

/// What became of a proposal.
public enum ProposalAnswer: String, CaseIterable, Sendable {
    /// It counts: what it says is recorded behind the acceptance.
    case accepted
    /// It never counts; the entry says why.
    case rejected
}

/// An owner's proposal, and what was answered.
public struct Proposal: Equatable, Sendable {
    /// The entry that holds it.
    public let entry: RecordedAct
    /// What it says, beside its words.
    public let update: ProposedUpdate
    /// The entry that accepts or rejects it; nil while it waits.
    public package(set) var answer: RecordedAct?

    /// The number of its entry, by which it is accepted or rejected.
    public var seq: Int64 { entry.seq }

    /// What became of it by the end of a day; nil while it waited then.
    public func answer(asAt day: Day) -> ProposalAnswer? {
        guard let answer, answer.effectiveOn <= day, case .answerProposal(_, let word) = answer.act else {
            return nil
        }
        return word
    }
}

extension RecordedAct {
    /// The proposal that it is part of, as it was accepted: the field of an entry's data that names its entry.
    package static let proposalField = "proposal"
}

extension ItemAct {
    /// Whether it can be part of a proposal that was accepted.
    package var isAcceptable: Bool {
        switch self {
        case .addEvidence(_, nil), .progress(_, nil), .start, .due(_, .request), .submit: true
        default: false
        }
    }
}
