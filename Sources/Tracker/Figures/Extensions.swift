public import TrackerModel
public import TrackerValues

/// What was asked for and decided of due dates in a period: references, one for each time, in order.
public struct Extensions: Equatable, Sendable {
    /// An answer to what was asked for.
    public struct Answer: Equatable, Sendable {
        /// The item's reference.
        public let reference: String
        /// The day.
        public let on: Day
        /// The entry that answered.
        public let entry: Int64
        /// Whether the date was changed; else it stayed.
        public let isGranted: Bool
    }

    /// Another date was asked for.
    public private(set) var asked: [String] = []
    /// What was answered.
    public private(set) var answers: [Answer] = []
    /// It was not answered by the period's end.
    public private(set) var waiting: [String] = []

    /// Nothing yet.
    public init() {}

    /// Whether there is nothing to tell.
    public var isEmpty: Bool { asked.isEmpty && answers.isEmpty && waiting.isEmpty }

    /// Takes note of an item's way through a period that begins on `first`; `isCounted` says where it is counted.
    public mutating func add(_ item: ItemSteps, from first: Day, where isCounted: (ItemState) -> Bool) {
        let steps = item.steps
        for place in steps.indices where place > 0 && steps[place].from >= first {
            guard steps[place - 1].standing.extensionWanted != steps[place].standing.extensionWanted,
                isCounted(steps[place - 1].standing) || isCounted(steps[place].standing)
            else { continue }
            if steps[place].standing.extensionWanted {
                asked.append(item.reference)
            } else {
                answers.append(
                    Answer(
                        reference: item.reference, on: steps[place].from, entry: steps[place].cause,
                        isGranted: steps[place].standing.due != steps[place - 1].standing.due))
            }
        }
        let last = steps.count - 1
        guard last >= 0, steps[last].standing.extensionWanted,
            steps[last].standing.stage != .closed, isCounted(steps[last].standing)
        else { return }
        waiting.append(item.reference)
    }

    /// The counts under their names, in the order of the asking.
    public var counts: [(name: String, key: String, references: [String])] {
        [
            ("Asked for", "asked", asked), ("Granted", "granted", granted.map(\.reference)),
            ("Refused", "refused", refused.map(\.reference)), ("Waiting for an answer", "waiting", waiting),
        ].map { ($0.0, $0.1, $0.2.sorted()) }
    }

    /// The answers by another date, by reference and in the order of the answering.
    public var granted: [Answer] { answers(true) }
    /// The answers that left the date as it was, likewise.
    public var refused: [Answer] { answers(false) }

    private func answers(_ isGranted: Bool) -> [Answer] {
        answers.filter { $0.isGranted == isGranted }.sorted {
            ($0.reference, $0.on, $0.entry) < ($1.reference, $1.on, $1.entry)
        }
    }
}
