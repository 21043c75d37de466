public import TrackerValues

/// What an act still lacks. The words live here, once; how to give it, each door says.
public enum Requirement: Hashable, Sendable {
    /// At least one piece of evidence that has been neither withdrawn nor lost.
    case evidence
    /// An assurer who has had no part in the work (`Involvement`), or whom somebody who hadn't has allowed to assure.
    case otherPerson
    /// Somebody else than the assurer, who has had no part in the work either.
    case thirdPerson
    /// Somebody who has had no part in the work.
    case outsider
    /// A reason in words.
    case reason
    /// A note in words.
    case note
    /// The text or name of what is added.
    case text
    /// The item, or the report, that takes this one's place.
    case successor
    /// The item that this one repeats, or a reason in words.
    case successorOrReason
    /// The meeting of the body that decided, or its chair's decision between meetings.
    case meeting
    /// A request for another date that has not been answered.
    case requestedDate
    /// An assurer's refusal of what was submitted.
    case refusal
    /// A dispute that no board has decided.
    case dispute
    /// That every body which the item is directed at has closed its part.
    case addressees

    /// What to add, as a sentence's end: "it needs …".
    public var label: String {
        switch self {
        case .evidence:
            "at least one piece of evidence that has not been withdrawn or lost"
        case .otherPerson:
            "an assurer who has never owned the item, leading or supporting, in person or by their post, nor submitted it, started it, written its progress or had a step of its plan, by any entry there is, corrected ones included; or somebody else's word that they may"
        case .thirdPerson:
            "somebody who is not the assurer, and who has had no part in the work themself"
        case .outsider:
            "somebody who has had no part in the work on the item, in person or by a post, by any entry there is"
        case .reason: "a reason"
        case .note: "a note"
        case .text: "some words that say what it is"
        case .successor: "the item or the report that takes its place"
        case .successorOrReason: "the item it repeats, or a reason"
        case .meeting: "the meeting at which a named body decided, or its chair's decision between meetings"
        case .requestedDate: "a request for another date that has not been answered"
        case .refusal: "an assurer who refused it, after it was submitted"
        case .dispute: "a dispute that has not been decided"
        case .addressees: "every body that it is directed at to have closed its part"
        }
    }
}

/// The rules do not permit what was asked. Nothing has been written.
public struct RuleViolation: TrackerError, Equatable {
    /// What is wrong. Acts are data in it: each door spells them as its own reader knows them.
    package indirect enum Problem: Equatable, Sendable {
        /// A sentence without its full stop.
        case told(String)
        /// The item's stage doesn't allow the act.
        case notAllowed(ItemAct.Variant, at: Stage)
        /// The stage allows the act, but something lacks.
        case lacking(ItemAct.Variant)
        /// An entry that counts later would no longer be possible.
        case overtaken(Int64, ItemAct.Name, on: Day, because: Problem)
        /// None of the roles that the subject has allows the act.
        case notPermitted(Permission.Act, roles: [Role])
        /// The act is an owner's, and the register takes what owners say as proposals.
        case proposalsOnly(ItemAct.Variant, by: String)
        /// What is proposed could not be accepted as things stand.
        case notAcceptable(Problem)
    }

    /// What it was about: an item's reference, usually.
    public let subject: String
    package let problem: Problem
    /// What is missing.
    public let missing: [Requirement]
    /// The acts that the rules permit instead.
    package let allowed: [ItemAct.Variant]
    /// What can be done about it besides.
    package let remedies: [Remedy]
    package var failure: FailureKind { .notPermitted }

    /// The rules do not permit what was asked of `subject`.
    package init(_ subject: String, _ sentence: String, missing: [Requirement] = [], remedies: [Remedy] = [])
    {
        self.init(subject, .told(sentence), missing: missing, remedies: remedies)
    }

    package init(
        _ subject: String, _ problem: Problem, missing: [Requirement] = [], allowed: [ItemAct.Variant] = [],
        remedies: [Remedy] = []
    ) {
        self.subject = subject
        self.problem = problem
        self.missing = missing
        self.allowed = allowed
        self.remedies = remedies
    }

    /// An act that can only be signed as it is recorded.
    package init(_ subject: String, notElsewhere act: String) {
        self.init(
            subject, "\"\(act)\" can only be signed where it is recorded, with a key file",
            remedies: [.give(.keyFile)])
    }

    /// An act was not signed, and must be by whoever does it.
    package init(_ subject: String, unsigned act: String, by name: String) {
        self.init(
            subject, "\"\(act)\" is recorded only with the signature of \(name), whose act it is",
            remedies: [.give(.signature)])
    }

    /// What is wrong, as a sentence without its full stop.
    public var sentence: String { sentence { $0.description } }

    /// The same, with acts as `spelling` has them.
    package func sentence(_ spelling: (ItemAct.Variant) -> String) -> String {
        problem.sentence(spelling)
    }

    /// One paragraph: what is wrong, what is missing, what is allowed.
    public var description: String {
        var parts = ["\(subject): \(sentence)."]
        if !missing.isEmpty {
            parts.append("It needs \(missing.map(\.label).joined(separator: ", and ")).")
        }
        if !allowed.isEmpty {
            parts.append("Allowed now: \(allowed.map(\.description).joined(separator: ", ")).")
        }
        return parts.joined(separator: " ")
    }
}

extension RuleViolation.Problem {
    fileprivate func sentence(_ spelling: (ItemAct.Variant) -> String) -> String {
        switch self {
        case .told(let sentence): return sentence
        case .notAllowed(let act, let stage):
            return "it is \(stage.label), so \"\(spelling(act))\" is not allowed"
        case .lacking(let act): return "\"\(spelling(act))\" isn't possible yet"
        case .overtaken(let seq, let act, let day, let problem):
            return
                "it can't be dated so: entry \(seq), \"\(act)\" on \(day.shortForm), would no longer be possible (\(problem.sentence(spelling)))"
        case .proposalsOnly(let act, let name):
            return
                "\(name) is an owner, and in this register what owners say counts once it is accepted, so they can't record \"\(spelling(act))\" directly"
        case .notAcceptable(let problem):
            return "as things stand nobody could accept that: \(problem.sentence(spelling))"
        case .notPermitted(let act, let roles):
            let able = Role.allCases.filter(Permission.roles(for: act).contains).map(\.rawValue)
            let name =
                switch act {
                // Only for a date does it matter to roles which way it is dealt with.
                case .item(.due(let outcome)): spelling(.due(outcome))
                case .item(let act): act.name.description
                case .register, .correct, .redact: act.description
                }
            if roles.isEmpty {
                return
                    "without a role they may only read, and \"\(name)\" is for \(able.joined(separator: " or "))"
            }
            return
                "as \(roles.map(\.rawValue).joined(separator: ", ")) they may not \"\(name)\"; that is for \(able.joined(separator: " or "))"
        }
    }
}
