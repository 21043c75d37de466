public import TrackerModel
import TrackerValues

/// What a board can decide about an item, and the words in which a sheet may say it.
///
/// The table `words` is the one place where they stand; the page on meetings prints it. The first words of each
/// are what the sheet's drop-down list offers.
public enum MeetingAct: Hashable, Sendable {
    /// Work begins.
    case start
    /// Where the work has got to.
    case progress
    /// The owner says it is done.
    case submit
    /// Whoever published it is asked to close it.
    case proposeClosure
    /// Its owner holds against a refusal that it is done.
    case dispute
    /// The board decides between owner and assurer.
    case decide(DisputeParty)
    /// What its owners proposed, and waits, counts.
    case acceptProposals
    /// What its owners proposed, and waits, doesn't.
    case rejectProposals
    /// It is really done.
    case assure
    /// Assurance is refused or withdrawn.
    case `return`
    /// It leaves the list.
    case close(CloseReason)
    /// It comes back.
    case reopen
    /// Another date is asked for.
    case request
    /// The date asked for is granted.
    case grant
    /// The date asked for is refused.
    case refuse
    /// The date is changed in one step.
    case date
    /// What is said to it.
    case accept(Acceptance)
    /// Something to remember.
    case note
    /// Nothing was decided.
    case nothing

    /// Every act with its words.
    public static let words: [(act: MeetingAct, words: [String])] = [
        (.progress, ["progress", "in progress", "update", "updated", "ongoing", "continuing", "on track"]),
        (
            .submit,
            [
                "submitted", "submit", "pending sign-off", "awaiting sign-off", "for sign-off",
                "submitted for sign-off", "submitted for assurance", "awaiting assurance",
            ]
        ),
        (
            .proposeClosure,
            [
                "proposed for closure", "propose for closure", "closure proposed", "closure requested",
                "proposed to the inspectorate", "submitted to the inspectorate",
            ]
        ),
        (.dispute, ["disputed", "dispute", "refusal disputed"]),
        (
            .decide(.owner),
            ["dispute decided - done", "decide for owner", "decided for the owner", "dispute upheld"]
        ),
        (
            .decide(.assurer),
            [
                "dispute decided - not done", "decide for assurer", "decided for the assurer",
                "dispute not upheld",
            ]
        ),
        (
            .acceptProposals,
            [
                "proposal accepted", "proposals accepted", "accept proposal", "proposal agreed",
                "update accepted",
            ]
        ),
        (
            .rejectProposals,
            [
                "proposal rejected", "proposals rejected", "reject proposal", "proposal not accepted",
                "proposal refused", "update rejected",
            ]
        ),
        (.assure, ["assured", "assure", "signed off", "sign-off given", "assurance given"]),
        (
            .return,
            [
                "returned", "return", "sent back", "not assured", "assurance refused", "assurance withdrawn",
                "sign-off refused",
            ]
        ),
        (
            .close(.implemented),
            [
                "closed - implemented", "close - implemented", "close as implemented",
                "closed as implemented", "implemented",
            ]
        ),
        (
            .close(.superseded),
            [
                "closed - superseded", "close - superseded", "close as superseded", "closed as superseded",
                "superseded",
            ]
        ),
        (
            .close(.noFurtherAction),
            [
                "closed - no further action", "close - no further action", "close as no further action",
                "closed as no further action", "no further action", "nfa",
            ]
        ),
        (
            .close(.notAccepted),
            [
                "closed - not accepted", "close - not accepted", "close as not accepted",
                "closed as not accepted",
            ]
        ),
        (
            .close(.duplicate),
            [
                "closed - duplicate", "close - duplicate", "close as duplicate", "closed as duplicate",
                "duplicate",
            ]
        ),
        (
            .request,
            [
                "extension requested", "extension asked for", "request extension", "extension request",
                "due request",
            ]
        ),
        (
            .grant,
            [
                "extension granted", "extension agreed", "extension approved", "grant extension", "due grant",
            ]
        ),
        (
            .refuse,
            [
                "extension refused", "extension not granted", "extension not agreed", "extension rejected",
                "extension declined", "refuse extension", "due refuse",
            ]
        ),
        (.date, ["date changed", "new date", "due"]),
        (.start, ["started", "start", "work started", "work begun"]),
        (.accept(.accepted), ["accepted", "accept"]),
        (.accept(.partly), ["partly accepted", "accepted in part", "accept partly"]),
        (.accept(.notAccepted), ["not accepted", "accept not"]),
        (.reopen, ["reopened", "reopen"]),
        (.note, ["noted", "note", "for information"]),
        (.nothing, ["no change", "no update", "nothing to report", "not discussed", "none"]),
    ]

    /// What an act on an item is in a row of a sheet; nil for what no board decides there.
    package init?(_ act: ItemAct.Variant) {
        switch act {
        case .start: self = .start
        case .progress: self = .progress
        case .submit: self = .submit
        case .submitForClosure: self = .proposeClosure
        case .dispute: self = .dispute
        case .decide(let party): self = .decide(party)
        case .acceptProposal: self = .acceptProposals
        case .rejectProposal: self = .rejectProposals
        case .assure: self = .assure
        case .return: self = .return
        case .close(let reason): self = .close(reason)
        case .reopen(.inProgress): self = .reopen
        case .due(.set): self = .date
        case .due(.request): self = .request
        case .due(.grant): self = .grant
        case .due(.refuse): self = .refuse
        case .accept(let acceptance): self = .accept(acceptance)
        case .note: self = .note
        case .add, .assureOnWord, .reopen(.open), .reopen(.assured), .reopen(.closed), .waive, .assign,
            .scope,
            .tag, .mark, .assess, .addEvidence, .withdrawEvidence, .loseEvidence, .retainEvidence,
            .holdEvidence,
            .releaseHold, .disposeEvidence, .addStep, .finishStep,
            .dropStep,
            .addBenefit, .realiseBenefit, .reviseBenefit, .addAddressee, .removeAddressee, .assignAddressee,
            .answerAddressee, .closeAddressee, .reopenAddressee, .propose:
            return nil
        }
    }

    /// What the sheet's drop-down list offers.
    public static let choices = words.map { $0.words[0] }

    /// As a person reads it: the first of its words.
    public var title: String {
        Self.words.first { $0.act == self }?.words[0] ?? ""
    }

    /// An act on an item as somebody who fills in a sheet knows it: "extension granted".
    package static func spelled(_ act: ItemAct.Variant) -> String {
        switch act {
        case .assign: MeetingColumn.newOwner.rawValue.lowercased()
        case .addEvidence: "evidence"
        case .propose: "proposal"
        default: MeetingAct(act)?.title ?? act.description
        }
    }

    private static let known: [String: MeetingAct] = {
        let pairs = words.flatMap { row in row.words.map { (folded($0), row.act) } }
        // What messages call an act is understood as well.
        let names = ItemAct.Variant.allCases.compactMap { act in
            MeetingAct(act).map { (folded(act.description), $0) }
        }
        return Dictionary(pairs + names) { written, _ in written }
    }()

    /// Words that could be the lead's claim or the board's decision.
    private static let finished = Set(
        ["complete", "completed", "done", "finished", "achieved"].map { folded($0) })

    private static func folded(_ words: String) -> String {
        ImportField.normalised(words.plain).replacing("signoff", with: "sign_off")
    }

    /// An act as it was written, with the item that takes this one's place where the words name one:
    /// "superseded by L-7".
    struct Named: Equatable {
        package let act: MeetingAct
        package var successor: String?
    }

    /// Reads a cell: one act, or several parted by a comma, a semicolon, a plus, a new line or "and".
    ///
    /// - Throws: the part that isn't understood.
    static func read(_ cell: String) throws(InvalidValue) -> [Named] {
        let parts = cell.split { ",;+&".contains($0) || $0.isNewline }
            .flatMap { String($0).plain.split(separator: " and ") }.map { String($0).trimmed }
        var acts: [Named] = []
        for part in parts where !part.isEmpty {
            guard let named = one(part) else {
                if finished.contains(folded(part)) {
                    throw InvalidValue(
                        what: "act", given: part,
                        expected:
                            "perhaps \(MeetingAct.submit.title), where whoever leads it says so, or \(MeetingAct.close(.implemented).title), where it is assured and leaves the list"
                    )
                }
                let near = NearestMatch.suggestions(for: part.lowercased(), among: choices)
                throw InvalidValue(
                    what: "act", given: part,
                    expected: near.isEmpty
                        ? "one of: \(choices.joined(separator: ", "))"
                        : "perhaps \(near.joined(separator: " or ")); all are: \(choices.joined(separator: ", "))"
                )
            }
            if named.act != .nothing { acts.append(named) }
        }
        return acts
    }

    private static func one(_ part: String) -> Named? {
        if let act = known[folded(part)] { return Named(act: act) }
        for joint in [" by ", " of "] {
            guard let place = part.lowercased().firstRange(of: joint) else { continue }
            let offset = part.lowercased().distance(from: part.lowercased().startIndex, to: place.lowerBound)
            let act = known[folded(String(part.prefix(offset)))]
            if act == .close(.superseded) || act == .close(.duplicate), let act {
                return Named(act: act, successor: String(part.dropFirst(offset + joint.count)).trimmed)
            }
        }
        return nil
    }
}
