public import TrackerModel
public import TrackerValues

/// What was asked for and decided of due dates in a period: references, one for each time, in order.
public struct Extensions: Equatable, Sendable {
    /// Another date was asked for.
    public private(set) var asked: [String] = []
    /// What was asked for was answered by another date.
    public private(set) var granted: [String] = []
    /// It was answered, and the date stayed.
    public private(set) var refused: [String] = []
    /// It was not answered by the period's end.
    public private(set) var waiting: [String] = []

    /// Nothing yet.
    public init() {}

    /// Whether there is nothing to tell.
    public var isEmpty: Bool { asked.isEmpty && granted.isEmpty && refused.isEmpty && waiting.isEmpty }

    /// Takes note of an item's way through a period that begins on `first`; `isCounted` says where it is counted.
    public mutating func add(_ item: ItemSteps, from first: Day, where isCounted: (ItemState) -> Bool) {
        var last: ItemState?
        for (from, standing) in item.steps {
            if from >= first, let last, last.extensionWanted != standing.extensionWanted,
                isCounted(last) || isCounted(standing)
            {
                if standing.extensionWanted {
                    asked.append(item.reference)
                } else if standing.due == last.due {
                    refused.append(item.reference)
                } else {
                    granted.append(item.reference)
                }
            }
            last = standing
        }
        if let last, last.extensionWanted, last.stage != .closed, isCounted(last) {
            waiting.append(item.reference)
        }
    }

    /// The counts under their names, in the order of the asking.
    public var counts: [(name: String, key: String, references: [String])] {
        [
            ("Asked for", "asked", asked), ("Granted", "granted", granted), ("Refused", "refused", refused),
            ("Waiting for an answer", "waiting", waiting),
        ].map { ($0.0, $0.1, $0.2.sorted()) }
    }
}
