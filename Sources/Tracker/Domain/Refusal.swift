/// What an act still lacks. The wording lives here, once.
public enum Need: Hashable, Sendable {
    /// At least one piece of evidence that has been neither withdrawn nor lost.
    case evidence
    /// An assurer who has had no part in the work (`Involvement`), or whom somebody who hadn't has allowed to assure.
    case otherPerson
    /// Somebody else than the assurer, who has had no part in the work either.
    case thirdPerson
    /// A reason in words.
    case reason
    /// A note in words.
    case note
    /// The text or name of what is added.
    case text
    /// The item that takes this one's place.
    case successor
    /// The item that this one repeats, or a reason in words.
    case successorOrReason
    /// The meeting of the body that decided.
    case meeting
    /// A request for another date that has not been answered.
    case requestedDate

    /// What to add, as a sentence's end: "it needs …".
    public var words: String {
        switch self {
        case .evidence:
            "at least one piece of evidence that has not been withdrawn or lost (trackerctl evidence add)"
        case .otherPerson:
            "an assurer who has never owned the item, leading or supporting, in person or by their post, nor submitted it, started it, written its progress or had a step of its plan, by any entry there is, corrected ones included; or somebody else's word that they may (trackerctl waive)"
        case .thirdPerson:
            "somebody who is not the assurer, and who has had no part in the work themself"
        case .reason: "a reason (--reason)"
        case .note: "a note (--note)"
        case .text: "some words that say what it is"
        case .successor: "the item that takes its place (--successor)"
        case .successorOrReason: "the item it repeats (--successor) or a reason (--reason)"
        case .meeting: "the meeting at which a named body decided (--meeting)"
        case .requestedDate: "a request for another date that has not been answered (due … --request)"
        }
    }
}

/// The rules do not permit what was asked. Nothing has been written.
public struct Refusal: Error, Equatable, CustomStringConvertible {
    /// What it was about: an item's reference, usually.
    public let subject: String
    /// What is wrong, as a sentence without its full stop.
    public let sentence: String
    /// What is missing.
    public let missing: [Need]
    /// The acts that the rules permit instead, as the command line names them.
    public let allowed: [String]

    /// The rules do not permit what was asked of `subject`.
    public init(_ subject: String, _ sentence: String, missing: [Need] = [], allowed: [String] = []) {
        self.subject = subject
        self.sentence = sentence
        self.missing = missing
        self.allowed = allowed
    }

    /// One paragraph: what is wrong, what is missing, what is allowed.
    public var description: String {
        var parts = ["\(subject): \(sentence)."]
        if !missing.isEmpty {
            parts.append("It needs \(missing.map(\.words).joined(separator: ", and ")).")
        }
        if !allowed.isEmpty { parts.append("Allowed now: \(allowed.joined(separator: ", ")).") }
        return parts.joined(separator: " ")
    }
}
