public import TrackerModel

/// Items by what the body makes of them itself: the reason for their delay, and their local risk.
public struct AssessmentCounts: Equatable, Sendable {
    private var references: [Kind: [String: [String]]] = [:]

    private enum Kind { case delay, risk }

    /// Nothing yet.
    public init() {}

    /// Takes note of an item as it stands.
    public mutating func add(_ reference: String, _ standing: ItemState) {
        if let delay = standing.delay {
            references[.delay, default: [:]][delay, default: []].append(reference)
        }
        if let risk = standing.risk { references[.risk, default: [:]][risk, default: []].append(reference) }
    }

    /// The reasons for delay with the items behind each, the most frequent first.
    public var delays: [(name: String, references: [String])] {
        listed(.delay).sorted { ($1.references.count, $0.name) < ($0.references.count, $1.name) }
    }

    /// The grades of local risk with the items behind each: high, medium, low, then the body's own.
    public var risks: [(name: String, references: [String])] {
        func place(_ grade: String) -> Int { ItemAct.riskGrades.firstIndex(of: grade) ?? .max }
        return listed(.risk).sorted { (place($0.name), $0.name) < (place($1.name), $1.name) }
    }

    private func listed(_ kind: Kind) -> [(name: String, references: [String])] {
        references[kind, default: [:]].map { ($0.key, $0.value.sorted()) }
    }
}
