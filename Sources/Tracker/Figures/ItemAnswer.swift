public import TrackerModel
public import TrackerValues

/// What a response says about one item of a report: Police Act 1996 s.55(5B) asks for "the action the local policing
/// body has taken or proposes to take", or why it takes none.
public struct ItemAnswer: Equatable, Sendable {
    /// The item's reference.
    public let reference: Reference
    /// What the letter calls it: "Recommendation 5", "Recommendation One", or its kind where the report has no number.
    public let heading: String
    /// What the report says.
    public let text: String
    /// Action taken or proposed, a sentence each.
    public let actions: [String]
    /// Why there is no action, or none of our own; a sentence each.
    public package(set) var reasons: [String]
    /// Whether it is closed: then nothing can be planned for it any more.
    public let isClosed: Bool
    /// Who leads it.
    public let owner: String?
    /// The board that oversees it.
    public let board: String?
    /// The other boards that it is before too.
    public let alsoBoards: [String]
    /// What kind of item it is.
    public let kind: String

    /// Whether the law's question is answered.
    public var isAnswered: Bool { !actions.isEmpty || !reasons.isEmpty }

    /// Reads the answer off an item's history.
    ///
    /// - Parameters:
    ///   - item: the item.
    ///   - history: its acts.
    ///   - children: the items under it; a cause of concern is answered by its recommendations.
    ///   - day: the day it looks at.
    ///   - words: the words that an entry holds for an act; nil where there are none, they were removed, or they may
    ///     not be printed.
    ///   - name: what the letter calls an owner.
    ///   - boardName: what the letter calls a board.
    ///   - reportName: what the letter calls a report.
    public init(
        _ item: Item, _ history: ItemHistory, children: [Item], asAt day: Day,
        words: (ItemAct, WordName, Int64) throws -> String?, name: (PersonID) -> String,
        boardName: (Reference) -> String, reportName: (Reference) -> String
    ) rethrows {
        let standing = item.standing
        reference = item.reference
        heading = Self.heading(item)
        text = item.text
        isClosed = !standing.stage.isLive
        kind = standing.kind
        owner = standing.lead.map(name)
        board = standing.board.map(boardName)
        alsoBoards = standing.alsoBoards.map(boardName)
        let acts = history.acts.filter { $0.effectiveOn <= day }
        func said(_ word: WordName, in act: RecordedAct?) throws -> String? {
            guard let act, let seq = act.words[word] else { return nil }
            return try words(act.act, word, seq)
        }
        var actions: [String] = []
        var reasons: [String] = []
        let explained = try said(.reason, in: acts.last { $0.act.name == .accept })
        switch standing.acceptance {
        case .notAccepted: reasons.append(Self.sentence("Not accepted", explained))
        // Accepting alone says nothing of what is done.
        case .partly, .accepted:
            if let explained {
                actions.append(
                    Self.sentence(standing.acceptance == .partly ? "Accepted in part" : "Accepted", explained)
                )
            }
        case nil: break
        }
        for act in acts.reversed() where act.act.reportsWork {
            guard let note = try said(.note, in: act) else { continue }
            actions.append("\(act.effectiveOn.longForm): \(note)")
            break
        }
        for step in history.plan.steps(asAt: day) {
            let state = step.state(asAt: day)
            let act = ItemAct.addStep(owner: step.owner, due: step.due)
            guard state != .dropped, let text = try words(act, .text, step.text) else { continue }
            let when =
                state == .done
                ? "done on \((step.ended?.on ?? day).longForm)"
                : "by \(step.due.longForm), \(name(step.owner))"
            actions.append("\(text) (\(when))")
        }
        if let closed = standing.closedAs {
            let why = try said(.reason, in: acts.last { $0.act.name == .close })
            switch closed {
            case .implemented:
                if !actions.isEmpty {
                    actions.append(
                        standing.onWord ? "Closed as implemented." : "Implemented, assured and closed.")
                }
            case .superseded, .duplicate:
                let other =
                    standing.successor.map { "see \($0)" }
                    ?? standing.successorReport.map { "see \(reportName($0))" }
                if other != nil || why != nil {
                    reasons.append(
                        Self.sentence(
                            "Closed as \(closed.label)",
                            [other, why].compactMap { $0 }.joined(separator: "; ")))
                }
            case .noFurtherAction, .notAccepted:
                if let why { reasons.append(Self.sentence(closed.label.capitalizedFirst, why)) }
            }
        }
        if actions.isEmpty, !children.isEmpty {
            let belong = "which belong\(children.count == 1 ? "s" : "") to it"
            // Without numbers of their own they would all be called the same.
            actions.append(
                children.allSatisfy { $0.number != nil }
                    ? "Answered under \(children.map(Self.heading).joined(separator: ", ")), \(belong)."
                    : "Answered under the recommendation\(children.count == 1 ? "" : "s") below, \(belong).")
        }
        if let addressee = item.addressee, actions.isEmpty, reasons.isEmpty {
            reasons.append("It is addressed to \(addressee).")
        }
        self.actions = actions
        self.reasons = reasons
    }

    private static func sentence(_ opening: String, _ explanation: String?) -> String {
        explanation.map { "\(opening): \($0)" } ?? opening
    }

    /// As in the report: "One" and "5" are numbers of a recommendation, "Recommendation 6" says so itself.
    private static func heading(_ item: Item) -> String {
        let kind = Kind.inAnswer(item.standing.kind).capitalizedFirst
        guard let number = item.number?.trimmed, !number.isEmpty else { return kind }
        let saysKind =
            number.contains(" ") && number.contains { $0.isLetter }
            || number.lowercased().hasPrefix(kind.lowercased())
        return saysKind ? number : "\(kind) \(number)"
    }
}

extension ItemAct {
    /// Whether its note says what is being done.
    fileprivate var reportsWork: Bool {
        switch self {
        case .start, .progress, .submit: true
        default: false
        }
    }
}
