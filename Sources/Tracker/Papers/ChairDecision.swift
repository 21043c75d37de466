public import TrackerModel
package import TrackerRegister
public import TrackerValues
import TransparencyLog

/// What the chair of a board decided between its meetings.
public struct ChairDecision: Equatable, Sendable {
    /// The entry.
    public let entry: Int64
    /// The day it counts from.
    public let on: Day
    /// The item, as it stands.
    public let item: Item
    /// What was decided: "extension granted, to 30 Jun 2024".
    public let what: String
    /// Why.
    public let reason: String?

    /// The decisions that count from a day on, in the order in which they do.
    ///
    /// - Parameters:
    ///   - board: whose chair decided.
    ///   - first: the day; nil for all that there are.
    ///   - snapshot: the register, up to the paper's day.
    ///   - frame: the edition; items that it may not show are left out.
    package static func list(
        of board: Reference, from first: Day?, _ snapshot: Snapshot, _ frame: PaperContext
    ) throws -> [ChairDecision] {
        let (register, viewpoint) = (snapshot.register, snapshot.viewpoint)
        let decided = Set(try register.items(decidedByChairOf: board, knownAt: viewpoint.knownAt))
        guard !decided.isEmpty else { return [] }
        // An item may be another board's by now; what the chair decided is still this one's to note.
        var scope = frame.scope
        scope.board = nil
        var found: [Item] = []
        try snapshot.forEachItem(scope) {
            if decided.contains($0.reference), frame.shows($0.standing) { found.append($0) }
        }
        var decisions: [ChairDecision] = []
        for item in found {
            let history = try register.history(of: item.reference, knownAt: viewpoint.knownAt)
            for act in history.acts where act.chairOf == board && act.effectiveOn <= viewpoint.asAt {
                if let first, act.effectiveOn < first { continue }
                guard let what = act.act.decision(in: frame) else { continue }
                let reason = try act.words[.reason].flatMap { seq in
                    try register.words(of: seq)[.reason].flatMap {
                        frame.words($0, .reason, of: act.act, in: seq)
                    }
                }
                decisions.append(
                    ChairDecision(entry: act.seq, on: act.effectiveOn, item: item, what: what, reason: reason)
                )
            }
        }
        return decisions.sorted { ($0.on, $0.entry) < ($1.on, $1.entry) }
    }

    /// As data.
    var json: JSON {
        [
            "ref": .string(item.reference.text), "effective_on": .string(on.description),
            "entry": .int(entry), "what": .string(what), "reason": reason.map { .string($0) } ?? .null,
        ]
    }
}

extension ItemAct {
    /// What a board or its chair decided, in words; nil for what is no decision of theirs.
    fileprivate func decision(in frame: PaperContext) -> String? {
        func to(_ day: Day?) -> String { day.map { "to \($0.shortForm)" } ?? "to no date" }
        return switch self {
        case .due(let day, .grant): "extension granted, \(to(day))"
        case .due(_, .refuse): "extension refused"
        case .due(let day, .set): "date changed, \(to(day))"
        case .close(let reason, let successor, let report):
            (["closed: \(reason.label)"] + [frame.inItsPlace(successor, report)].compactMap { $0 })
                .joined(separator: ", ")
        case .reopen: "reopened"
        case .scope(.in): "counted again"
        case .scope(.out): "no longer counted"
        default: nil
        }
    }
}
