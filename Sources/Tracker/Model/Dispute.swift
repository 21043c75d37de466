/// A dispute about whether an item is done: what its owner claims, what the assurer refused, and what a board decided.
public struct Dispute: Equatable, Sendable {
    /// The entry of the refusal; its reason is words.
    public let refusal: RecordedAct
    /// The entry of the claim; its note is words.
    public let claim: RecordedAct
    /// The entry of the decision; nil while there is none.
    public package(set) var decision: RecordedAct?

    /// For whom it was decided; nil while it isn't.
    public var party: DisputeParty? {
        if case .decide(let party) = decision?.act { party } else { nil }
    }
}

extension ItemHistory {
    /// Every dispute, in the order of the claims.
    public var disputes: [Dispute] {
        var found: [Dispute] = []
        var refusal: RecordedAct?
        for recorded in acts {
            switch recorded.act {
            case .return: refusal = recorded
            case .dispute:
                if let refusal { found.append(Dispute(refusal: refusal, claim: recorded)) }
            case .decide: if !found.isEmpty { found[found.count - 1].decision = recorded }
            default: break
            }
        }
        return found
    }
}
