public import TrackerValues

/// The plan behind an item: its steps, each with an owner and a date.
public struct Plan: Equatable, Sendable {
    /// One step.
    public struct Step: Equatable, Sendable {
        /// The number of the entry that added it, written `A12`.
        public let id: Int64
        /// The entry whose words are its text.
        public let text: Int64
        /// Who takes it.
        public let owner: PersonID
        /// The day by which it is to be done.
        public let due: Day
        /// The day from which it is part of the plan.
        public let from: Day
        /// How and when it ended, if it did.
        public package(set) var ended: (outcome: StepOutcome, on: Day)?

        /// Where it stood at the end of `day`.
        public func state(asAt day: Day) -> StepState {
            if let ended, ended.on <= day { return ended.outcome == .done ? .done : .dropped }
            return due < day ? .overdue : .toDo
        }

        /// Whether the two say the same.
        public static func == (a: Step, b: Step) -> Bool {
            a.id == b.id && a.text == b.text && a.owner == b.owner && a.due == b.due && a.from == b.from
                && a.ended?.outcome == b.ended?.outcome && a.ended?.on == b.ended?.on
        }
    }

    /// Every step ever planned, in the order in which they were.
    public private(set) var steps: [Step] = []

    /// The steps planned by the end of `day`.
    public func steps(asAt day: Day) -> [Step] { steps.filter { $0.from <= day } }

    package mutating func add(_ recorded: RecordedAct, owner: PersonID, due: Day) {
        steps.append(
            Step(
                id: recorded.seq, text: recorded.words[.text] ?? recorded.seq, owner: owner, due: due,
                from: recorded.effectiveOn))
    }

    package mutating func end(_ id: Int64, _ outcome: StepOutcome, on day: Day) {
        for index in steps.indices where steps[index].id == id { steps[index].ended = (outcome, day) }
    }

    package func check(ending id: Int64, of reference: Reference) throws(RuleViolation) {
        guard let step = steps.first(where: { $0.id == id }) else {
            throw RuleViolation(
                reference.description,
                "it had no step A\(id) by then", remedies: [.see(.steps(of: reference.text))])
        }
        if let ended = step.ended {
            throw RuleViolation(
                reference.description,
                "step A\(id) is \(ended.outcome.label) since \(ended.on.shortForm) already",
                remedies: [.see(.steps(of: reference.text))])
        }
    }
}

/// How a step ends.
public enum StepOutcome: String, Sendable {
    /// It was done.
    case done
    /// It is no longer part of the plan.
    case dropped

    /// As a person reads it.
    public var label: String { rawValue }
}

/// Where a step stands on a day.
public enum StepState: String, Sendable {
    /// Its date has not passed.
    case toDo = "to-do"
    /// Its date has passed and it is not done.
    case overdue
    /// It was done.
    case done
    /// It is no longer part of the plan.
    case dropped

    /// As a person reads it: "to do".
    public var label: String { rawValue.replacing("-", with: " ") }
}
