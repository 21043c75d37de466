/// The lifecycle as a table: which act is allowed at which stage, where it leads, and what it needs.
///
/// `open → in progress → assured → closed`, with the backward moves that happen in practice. An act that no
/// row allows at the item's stage is refused.
package enum Lifecycle {
    /// One row: an act at some stages.
    package struct Rule: Sendable {
        package let act: ItemAct.Variant
        /// The stages at which the row applies.
        package let from: [Stage]
        /// The stage it leads to; nil leaves the item where it is.
        package let to: Stage?
        /// What must be there for it to be allowed.
        package let needs: [Requirement]
    }

    private static let any = Stage.allCases
    private static let live = Stage.allCases.filter(\.isLive)
    private static let working: [Stage] = [.inProgress, .pendingSignOff]

    /// The rows of one act.
    private static func rows(for act: ItemAct.Variant) -> [Rule] {
        func row(_ from: [Stage], to: Stage? = nil, needs: Requirement...) -> Rule {
            Rule(act: act, from: from, to: to, needs: needs)
        }
        return switch act {
        // What is added is at no stage yet.
        case .add: []
        // Said again of what has begun, it changes nothing; so what came earlier can be told later.
        case .start: [row([.open], to: .inProgress), row(working)]
        // Progress on an item that nobody said was started starts it.
        case .progress: [row([.open], to: .inProgress, needs: .note), row(working, needs: .note)]
        case .submit: [row([.inProgress], to: .pendingSignOff)]
        case .submitForClosure: [row(working, to: .pendingSignOff)]
        case .assure: [row(working, to: .assured, needs: .evidence, .otherPerson)]
        // A sheet that is taken in may say that an item is assured: that is nobody's assurance, and needs none of what
        // one needs.
        case .assureOnWord: [row(working, to: .assured)]
        case .return: [row([.pendingSignOff, .assured], to: .inProgress, needs: .reason)]
        case .dispute: [row([.inProgress], to: .pendingSignOff, needs: .note, .refusal)]
        case .decide(.owner): [row([.pendingSignOff], to: .pendingSignOff, needs: .dispute, .meeting)]
        case .decide(.assurer): [row([.pendingSignOff], to: .inProgress, needs: .dispute, .meeting)]
        // The evidence that an assurance rests on must still stand when it is relied upon.
        case .close(.implemented): [row([.assured], to: .closed, needs: .evidence, .addressees)]
        case .close(.superseded): [row(live, to: .closed, needs: .successor)]
        case .close(.noFurtherAction), .close(.notAccepted): [row(live, to: .closed, needs: .reason)]
        case .close(.duplicate): [row(live, to: .closed, needs: .successorOrReason)]
        case .reopen(.open): [row([.closed], to: .open, needs: .reason)]
        case .reopen(.inProgress): [row([.closed], to: .inProgress, needs: .reason)]
        case .reopen(.assured), .reopen(.closed): []
        // Who had no part in the work may let somebody assure it who had one.
        case .waive: [row(any, needs: .reason, .thirdPerson)]
        case .assign, .accept(.accepted), .tag, .mark, .assess: [row(any)]
        case .accept(.partly), .accept(.notAccepted), .scope: [row(any, needs: .reason)]
        case .due(.set), .due(.request): [row(live, needs: .reason)]
        case .due(.grant), .due(.refuse): [row(live, needs: .requestedDate, .meeting)]
        case .note: [row(any, needs: .note)]
        // Whether it can be recorded is judged when it is accepted.
        case .propose, .acceptProposal: [row(any)]
        case .rejectProposal: [row(any, needs: .reason)]
        case .addEvidence: [row(any)]
        // It stays where it is, but for an assured item: an assurance falls with its evidence (`ItemHistory`).
        case .withdrawEvidence: [row(any, needs: .reason)]
        // Nothing moves: whoever assured the item had seen it. A new assurance needs other evidence.
        case .loseEvidence: [row(any, needs: .reason)]
        case .retainEvidence: [row(any)]
        case .holdEvidence, .releaseHold: [row(any, needs: .reason)]
        // Evidence of work that is going on is never disposed of, nor by those who did the work.
        case .disposeEvidence: [row([.closed], needs: .outsider)]
        case .addStep: [row(live, needs: .text)]
        case .finishStep: [row(any)]
        case .dropStep: [row(any, needs: .reason)]
        case .addBenefit: [row(any, needs: .text)]
        case .realiseBenefit: [row(any)]
        case .reviseBenefit: [row(any, needs: .reason)]
        case .addAddressee, .assignAddressee: [row(live)]
        case .removeAddressee, .reopenAddressee: [row(live, needs: .reason)]
        case .answerAddressee(.accepted): [row(any)]
        case .answerAddressee(.partly), .answerAddressee(.notAccepted): [row(any, needs: .reason)]
        case .closeAddressee(.implemented): [row(live, needs: .evidence)]
        case .closeAddressee: [row(live, needs: .reason)]
        }
    }

    private static let table: [ItemAct.Variant: [Rule]] = Dictionary(
        uniqueKeysWithValues: ItemAct.Variant.allCases.map { ($0, rows(for: $0)) })

    /// Every rule of what somebody can do: what a sheet alone can say is not among them.
    package static let rules: [Rule] = ItemAct.Variant.allCases.filter { $0 != .assureOnWord }.flatMap {
        table[$0] ?? []
    }

    /// Assuring what stands on a sheet's word, or on an assurance of other evidence: it stays where it is.
    private static let anew = Rule(
        act: .assure, from: [.assured, .closed], to: nil, needs: [.evidence, .otherPerson])

    /// The rule that covers `act` at `stage`, if it is allowed there; `anew` where the item counts as assured and nobody has vouched
    /// for it as it is.
    package static func rule(
        for act: ItemAct.Variant, at stage: Stage, anew: Bool = false
    ) -> Rule? {
        let rows = act == .assure && anew ? [Self.anew] : table[act]
        return rows?.first { $0.from.contains(stage) }
    }

    /// What an act lacks even at a stage that allows it.
    package static func needs(of act: ItemAct.Variant) -> [Requirement] { table[act]?.first?.needs ?? [] }

    /// The acts that move an item on from `stage`.
    package static func moves(from stage: Stage) -> [ItemAct.Variant] {
        rules.filter { $0.from.contains(stage) && $0.to != nil }.map(\.act)
    }
}
