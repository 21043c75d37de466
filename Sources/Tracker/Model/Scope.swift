public import TrackerValues

/// Which items a question or a table is about. Every filter that is set must hold; it is printed on every
/// paper, since a number means nothing without what it was counted over.
public struct Scope: Equatable, Sendable {
    /// Items of this report.
    public var report: Reference?
    /// Items of the reports of this publisher.
    public var publisher: Publisher?
    /// Items tracked for this force.
    public var force: String?
    /// Items of this kind.
    public var kind: String?
    /// Items led by this person.
    public var owner: PersonID?
    /// Items at these stages (in progress includes pending sign-off when asked for by status).
    public var stages: [Stage] = []
    /// Items that nobody leads yet: with stage open, "awaiting allocation".
    public var isUnallocated: Bool?
    /// Items under this inspection question.
    public var question: String?
    /// Items that are before this board: it oversees them, or is another of their boards.
    public var board: Reference?
    /// Items with this tag.
    public var tag: String?
    /// Items that are directed at this body.
    public var addressee: String?
    /// Items that are part of a position.
    public var part: PositionPart?
    /// Only items that are assured, or closed as implemented, and whose evidence has changed since.
    public var isEvidenceChanged = false
    /// Items of this local risk.
    public var risk: String?
    /// Items delayed for this reason.
    public var delay: String?

    /// Every item.
    public static let everything = Scope()

    /// Every item, until a filter is set.
    public init() {}

    /// Whether an item that stands so is meant.
    public func includes(_ standing: ItemState) -> Bool {
        (report == nil || report == standing.report)
            && (publisher.map { $0.reports.contains(standing.report) } ?? true)
            && (force == nil || force == standing.force)
            && (kind == nil || kind == standing.kind) && (owner == nil || owner == standing.lead)
            && (stages.isEmpty || stages.contains(standing.stage))
            && (isUnallocated == nil || isUnallocated == (standing.lead == nil))
            && (question == nil || question == standing.question)
            && (board.map { standing.isBefore($0) } ?? true)
            && (tag.map { standing.tags.contains($0) } ?? true)
            && (addressee.map { standing.addressedTo.contains($0) } ?? true)
            && (part?.includes(standing) ?? true)
            && (!isEvidenceChanged || standing.evidenceChanged)
            && (risk == nil || risk == standing.risk) && (delay == nil || delay == standing.delay)
    }

    /// Sets the stages from a status or position as typed: `open`, `in-progress`, `pending-sign-off`,
    /// `awaiting-allocation`, `assured`, `closed`, or part of one, with blanks or underscores as well.
    public mutating func setStatus(_ typed: String) throws(InvalidValue) {
        let name = typed.lowercased().split { $0 == " " || $0 == "_" || $0 == "-" }.joined(separator: "-")
        isUnallocated = nil
        part = nil
        if let part = PositionPart(rawValue: name) {
            stages = []
            self.part = part
            return
        }
        switch name {
        case "awaiting-allocation":
            stages = [.open]
            isUnallocated = true
        case "in-progress": stages = [.inProgress, .pendingSignOff]
        default:
            guard let stage = Stage(rawValue: name) else {
                throw InvalidValue(
                    what: "status", given: typed,
                    expected:
                        "open, in-progress, pending-sign-off, awaiting-allocation, assured or closed, or part of one: \(PositionPart.allCases.map(\.rawValue).joined(separator: ", "))",
                    nearest: NearestMatch.suggestions(
                        for: name,
                        among: Stage.allCases.map(\.rawValue) + ["awaiting-allocation"]
                            + PositionPart.allCases.map(\.rawValue)))
            }
            stages = [stage]
        }
    }

    /// The filters that are set, by name, in a fixed order; persons as `P12`.
    public var filters: [(name: String, value: String)] {
        var filters: [(name: String, value: String)] = []
        func add(_ name: String, _ value: String?) {
            if let value { filters.append((name, value)) }
        }
        add("report", report?.text)
        add("publisher", publisher?.name)
        add("force", force)
        add("kind", kind)
        add("owner", owner?.description)
        add("status", stages.isEmpty ? nil : stages.map(\.rawValue).joined(separator: " or "))
        add("allocated", isUnallocated.map { $0 ? "no" : "yes" })
        add("question", question)
        add("board", board?.text)
        add("tag", tag)
        add("addressee", addressee)
        add("part", part?.label)
        add("evidence", isEvidenceChanged ? "changed since it was assured" : nil)
        add("risk", risk)
        add("delay", delay)
        return filters
    }

    /// For papers: "report PEEL-2017; kind recommendation", or "all items". `names` puts names to persons.
    public func words(names: (PersonID) -> String) -> String {
        listed { filter in filter.name == "owner" ? owner.map(names) ?? filter.value : filter.value }
    }

    /// The same; `value` puts what is printed for what a filter holds.
    package func listed(_ value: ((name: String, value: String)) -> String) -> String {
        let parts = filters.map { "\($0.name) \(value($0))" }
        return parts.isEmpty ? "all items" : parts.joined(separator: "; ")
    }
}
