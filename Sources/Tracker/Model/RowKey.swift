package import TrackerValues

/// What the rows of a quarterly table stand for.
public enum RowKey: String, CaseIterable, Sendable {
    /// The report that handed the item over.
    case report
    /// The kind of item.
    case kind
    /// The lead.
    case owner
    /// The force.
    case force
    /// The inspection question.
    case question
    /// The board that oversees it.
    case board
    /// Each programme or theme; an item with two stands in two rows and counts once in the total.
    case tag
    /// Each body that the item is directed at, by what that body has done; the item counts once in the total.
    case addressee
    /// Who published the report.
    case publisher

    /// The rows that an item stands in. An empty key is the row of those that have none.
    ///
    /// - Parameter publisherOf: who published each report.
    package func keys(of standing: ItemState, publisherOf: [Reference: String] = [:]) -> [String] {
        switch self {
        case .report: [standing.report.text]
        case .publisher: [publisherOf[standing.report] ?? ""]
        case .kind: [standing.kind]
        case .owner: [standing.lead?.description ?? ""]
        case .force: [standing.force]
        case .question: [standing.question ?? ""]
        case .board: [standing.board?.text ?? ""]
        case .addressee:
            standing.addressees.isEmpty
                ? standing.addressedTo : standing.addressees.filter { !$0.isClosed }.map(\.name)
        case .tag: standing.tags.isEmpty ? [""] : standing.tags
        }
    }
}
