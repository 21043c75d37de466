/// The lifecycle as a table: which act is allowed at which stage, where it leads, and what it needs.
///
/// `open → in progress → assured → closed`, with the backward moves that happen in practice. An act that no
/// row allows at the item's stage is refused.
public enum Lifecycle {
    /// One row: an act at some stages.
    public struct Rule: Sendable {
        /// The act as the command line has it, with the variant that matters: "close --as superseded".
        public let act: String
        /// The stages at which the row applies.
        public let from: [Stage]
        /// The stage it leads to; nil leaves the item where it is.
        public let to: Stage?
        /// What must be there for it to be allowed.
        public let needs: [Need]

        init(_ act: String, from: [Stage], to: Stage? = nil, needs: [Need] = []) {
            self.act = act
            self.from = from
            self.to = to
            self.needs = needs
        }
    }

    private static let any = Stage.allCases
    private static let live = Stage.allCases.filter(\.isLive)
    private static let working: [Stage] = [.inProgress, .pendingSignOff]

    /// Every rule there is.
    public static let rules: [Rule] = [
        Rule("start", from: [.open], to: .inProgress),
        // Said again of what has begun, it changes nothing; so what came earlier can be told later.
        Rule("start", from: working),
        // Progress on an item that nobody said was started starts it.
        Rule("progress", from: [.open], to: .inProgress, needs: [.note]),
        Rule("progress", from: working, needs: [.note]),
        Rule("submit", from: [.inProgress], to: .pendingSignOff),
        Rule("assure", from: working, to: .assured, needs: [.evidence, .otherPerson]),
        Rule("return", from: [.pendingSignOff, .assured], to: .inProgress, needs: [.reason]),
        // The evidence that an assurance rests on must still stand when it is relied upon.
        Rule("close --as implemented", from: [.assured], to: .closed, needs: [.evidence]),
        Rule("close --as superseded", from: live, to: .closed, needs: [.successor]),
        Rule("close --as no-further-action", from: live, to: .closed, needs: [.reason]),
        Rule("close --as not-accepted", from: live, to: .closed, needs: [.reason]),
        Rule("close --as duplicate", from: live, to: .closed, needs: [.successorOrReason]),
        Rule("reopen --to open", from: [.closed], to: .open, needs: [.reason]),
        Rule("reopen --to in-progress", from: [.closed], to: .inProgress, needs: [.reason]),
        // Who had no part in the work may let somebody assure it who had one.
        Rule("waive", from: any, needs: [.reason, .thirdPerson]),
        Rule("assign", from: any),
        Rule("accept", from: any),
        Rule("accept --partly", from: any, needs: [.reason]),
        Rule("accept --not", from: any, needs: [.reason]),
        Rule("due", from: live, needs: [.reason]),
        Rule("due --request", from: live, needs: [.reason]),
        Rule("due --grant", from: live, needs: [.requestedDate, .meeting]),
        Rule("due --refuse", from: live, needs: [.requestedDate, .meeting]),
        Rule("scope --in", from: any, needs: [.reason]),
        Rule("scope --out", from: any, needs: [.reason]),
        Rule("tag", from: any),
        Rule("mark", from: any),
        Rule("note", from: any, needs: [.note]),
        Rule("evidence add", from: any),
        // It stays where it is, but for an assured item: an assurance falls with its evidence (`ItemHistory`).
        Rule("evidence withdraw", from: any, needs: [.reason]),
        // Nothing moves: whoever assured the item had seen it. A new assurance needs other evidence.
        Rule("evidence lost", from: any, needs: [.reason]),
        Rule("action add", from: live, needs: [.text]),
        Rule("action done", from: any),
        Rule("action drop", from: any, needs: [.reason]),
        Rule("benefit add", from: any, needs: [.text]),
        Rule("benefit realise", from: any),
        Rule("benefit revise", from: any, needs: [.reason]),
    ]

    /// A sheet that is taken in may say that an item is assured: that is nobody's assurance, and needs none of what one
    /// needs.
    private static let onWord = Rule("assure", from: working, to: .assured)
    /// Assuring what stands on a sheet's word: it stays where it is, and its word is no longer needed.
    private static let afterWord = Rule(
        "assure", from: [.assured, .closed], needs: [.evidence, .otherPerson])

    /// The rule that covers `act` at `stage`, if it is allowed there; `onWord` where the item stands on a sheet's word.
    public static func rule(for act: ItemAct, at stage: Stage, onWord: Bool = false) -> Rule? {
        let name = act.ruleName
        let found: Rule? =
            switch act {
            case .assureOnWord: Self.onWord
            case .assure where onWord: afterWord
            default: rules.first { $0.act == name && $0.from.contains(stage) }
            }
        return found.flatMap { $0.from.contains(stage) ? $0 : nil }
    }

    /// The acts that move an item on from `stage`, as the command line has them.
    public static func moves(from stage: Stage) -> [String] {
        rules.filter { $0.from.contains(stage) && $0.to != nil }.map(\.act)
    }
}

extension ItemAct {
    /// The act with the variant that the rules tell apart.
    var ruleName: String {
        switch self {
        case .accept(.partly): "accept --partly"
        case .accept(.notAccepted): "accept --not"
        case .close(let reason, _): "close --as \(reason.rawValue)"
        case .reopen(let status): "reopen --to \(status.rawValue)"
        case .due(_, .request): "due --request"
        case .due(_, .grant): "due --grant"
        case .due(_, .refuse): "due --refuse"
        case .scope(let change): "scope --\(change.rawValue)"
        default: name
        }
    }
}
