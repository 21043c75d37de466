public import TrackerValues

/// Somebody's part in the work on an item, as an entry told it: what keeps them from assuring it.
///
/// Who typed an entry in for somebody else had no part in it.
public struct Involvement: Equatable, Sendable {
    /// What somebody did for an item.
    public enum Part: Sendable {
        /// Was its lead.
        case led
        /// Supported its lead.
        case supported
        /// Began the work.
        case started
        /// Wrote where the work had got to.
        case reported
        /// Said that it was done.
        case submitted
        /// Proposed what was to be recorded of it.
        case proposed
        /// Was to take a step of its plan.
        case ownedStep
        /// Did a step of its plan.
        case didStep

        /// As the end of a sentence: "who had led it".
        public var label: String {
            switch self {
            case .led: "led it"
            case .supported: "supported it"
            case .started: "started it"
            case .reported: "written its progress"
            case .submitted: "submitted it"
            case .proposed: "proposed what was to be recorded of it"
            case .ownedStep: "owned a step of its plan"
            case .didStep: "done a step of its plan"
            }
        }
    }

    /// The person, or the post whose holders it was.
    public let who: PersonID
    /// What they did.
    public let part: Part
    /// The entry that tells it: the act's own, or the one that corrected it.
    public let toldBy: Int64
    /// The entry of the act.
    public let act: Int64
    /// The day from which the act counts, as this entry has it.
    public let day: Day
}

extension RecordedAct {
    /// Who has a part in the work by this act, as entry `teller` tells it.
    func involvements(toldBy teller: Int64) -> [Involvement] {
        func involved(_ who: PersonID, _ part: Involvement.Part) -> Involvement {
            Involvement(who: who, part: part, toldBy: teller, act: seq, day: effectiveOn)
        }
        switch act {
        case .assign(let lead, let supporting, _, _):
            var found = (supporting ?? []).map { involved($0, .supported) }
            if case .set(let lead?) = lead { found.append(involved(lead, .led)) }
            return found
        case .start: return [involved(actor, .started)]
        case .progress: return [involved(actor, .reported)]
        case .submit, .submitForClosure, .dispute: return [involved(actor, .submitted)]
        // Accepted or not, it was their work that they spoke of.
        case .propose: return [involved(actor, .proposed)]
        case .addressee(_, .assigned(let lead?)): return [involved(lead, .led)]
        case .addStep(let owner, _): return [involved(owner, .ownedStep)]
        case .endStep(_, .done): return [involved(actor, .didStep)]
        case .add, .accept, .assure, .assureOnWord, .waive, .return, .close, .reopen, .due, .scope, .tag,
            .mark, .assess,
            .note, .addEvidence, .withdrawEvidence, .loseEvidence, .retainEvidence, .holdEvidence,
            .releaseHold,
            .disposeEvidence, .endStep(_, .dropped), .addBenefit,
            .realiseBenefit, .reviseBenefit, .decide, .answerProposal, .addressee:
            return []
        }
    }
}

/// A piece of evidence whose file, or whose address, was removed by redaction: nobody can look at it any more.
public struct RedactedEvidence: Equatable, Sendable {
    /// The entry that named the piece.
    public let piece: Int64
    /// The redacting entry.
    public let by: Int64
    /// The day from which that counts.
    public let on: Day

    package init(piece: Int64, by: Int64, on: Day) {
        self.piece = piece
        self.by = by
        self.on = on
    }
}

/// An item's acts as they count now, and beside them everybody's part in its work by any entry there ever was: what was
/// corrected or voided since no longer counts, but it was said.
public struct ItemRecord: Equatable, Sendable {
    /// The acts that count, corrections applied.
    public private(set) var acts: [RecordedAct] = []
    /// Who had a part in the work, by what was first said and by what corrections made of it.
    public private(set) var involved: [Involvement] = []
    /// The evidence that was redacted.
    public private(set) var redacted: [RedactedEvidence] = []

    /// The record of acts that nobody has corrected.
    public init(_ acts: [RecordedAct] = []) {
        for act in acts { add(act) }
    }

    package init(acts: [RecordedAct], involved: [Involvement], redacted: [RedactedEvidence] = []) {
        self.acts = acts
        self.involved = involved
        self.redacted = redacted
    }

    /// What of it counts by the end of `day`, with everybody's part by any entry there is.
    package func until(_ day: Day) -> ItemRecord {
        ItemRecord(
            acts: acts.filter { if case .add = $0.act { true } else { $0.effectiveOn <= day } },
            involved: involved, redacted: redacted.filter { $0.on <= day })
    }

    /// With one more act.
    public func adding(_ act: RecordedAct) -> ItemRecord {
        var record = self
        record.add(act)
        return record
    }

    package mutating func add(_ act: RecordedAct) {
        acts.append(act)
        involved += act.involvements(toldBy: act.seq)
    }

    /// The act at `index` is another one, by entry `seq`.
    package mutating func replace(at index: Int, with act: RecordedAct, by seq: Int64) {
        acts[index] = act
        involved += act.involvements(toldBy: seq)
    }

    /// The act at `index` no longer counts.
    package mutating func remove(at index: Int) { acts.remove(at: index) }
}

/// An assurance by somebody who had a part in the work: who allowed it, and what that part was.
public struct AllowedAssurance: Equatable, Sendable {
    /// The entry that allows it, whose words say why.
    public let waiver: Int64
    /// Who allowed it.
    public let by: PersonID
    /// What the assurer had done for the item, each thing once.
    public let parts: [Involvement.Part]

    /// "who had led it and written its progress".
    public var label: String { "who had \(parts.map(\.label).joined(separator: " and "))" }
}
