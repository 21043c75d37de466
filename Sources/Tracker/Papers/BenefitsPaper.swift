package import TrackerValues
public import TrackerDocuments
public import TrackerFigures
import TrackerModel
public import TrackerRegister
public import TransparencyLog

/// The benefits of the items in scope as a paper: each benefit, then the totals by tag and per unit.
///
/// Closed items count, since benefits come in after closure; duplicates and items out of scope don't.
public struct BenefitsPaper: Sendable {
    /// What the paper says about itself.
    public let frame: PaperContext
    /// The figures: every benefit in scope, shown or not.
    public let table: BenefitTable
    private let shown: [BenefitTable.Line]
    private let marking: String

    /// Asks the register.
    ///
    /// - Throws: `RuleViolation` when a total is too large to be counted exactly.
    public init(_ register: Register, frame: PaperContext) throws {
        self.frame = frame
        let day = frame.viewpoint.asAt
        var lines: [BenefitTable.Line] = []
        var shown: [BenefitTable.Line] = []
        var standings: [ItemState] = []
        for (reference, history) in try register.historiesWithBenefits(knownAt: frame.viewpoint.knownAt) {
            guard let standing = history.standing(asAt: day), standing.inScope,
                standing.closedAs != .duplicate, frame.scope.includes(standing)
            else { continue }
            let isShown = frame.shows(standing)
            if isShown { standings.append(standing) }
            for benefit in history.benefits where benefit.from <= day {
                let name = try register.words(of: benefit.name)[.text] ?? ""
                let printed = frame.name(of: benefit, name)
                let line = BenefitTable.Line(
                    item: reference, id: benefit.id, name: printed ?? "", unit: benefit.unit,
                    tags: standing.tags, figures: try benefit.figures(asAt: day))
                lines.append(line)
                if isShown, printed != nil { shown.append(line) }
            }
        }
        table = try BenefitTable(lines)
        self.shown = shown
        marking = frame.marking(of: standings)
    }

    /// How to add the first benefit, where there is none.
    package var remedies: [Remedy] { shown.isEmpty ? [.add(.benefit)] : [] }

    /// The paper, ready to be drawn.
    public var document: Document {
        var blocks: [Block] = [.table(benefits)]
        if frame.publishes(.tags) { blocks.append(.table(tags)) }
        blocks.append(.table(totals))
        let withheld = table.lines.count - shown.count
        if withheld > 0 {
            blocks.append(
                .paragraph(
                    "\(withheld == 1 ? "1 benefit is" : "\(withheld) benefits are") counted in the totals but not shown in this edition."
                ))
        }
        return Document(
            title: "Benefits", subtitle: frame.body, letterhead: frame.letterhead, marking: marking,
            blocks: blocks,
            foot: frame.foot([
                Fact(
                    label: "Counted",
                    value:
                        "items in scope, closed ones included, duplicates not; units are never added together"
                )
            ]), records: benefits)
    }

    /// The paper as data: `items` is each benefit, `by_tag` and `totals` the sums. Amounts are decimal strings.
    public func json() throws -> JSON {
        var object = frame.json
        object["items"] = try benefits.json
        object["by_tag"] = frame.publishes(.tags) ? try tags.json : []
        object["totals"] = try totals.json
        object["withheld"] = .int(Int64(table.lines.count - shown.count))
        return .object(object)
    }

    /// The totals per unit, also for other papers.
    public var totals: Table {
        Table(
            name: "Benefit totals",
            caption: "Total of benefits by unit at the end of \(frame.viewpoint.asAt.longForm)",
            columns: [
                Column(title: "Unit", key: "unit", weight: 3),
                Column(title: "Benefits", key: "count", kind: .number),
            ] + BenefitFigures.columns,
            // What a benefit is counted in was written by whoever named it.
            rows: table.totals.filter { total in
                frame.audience == .board || shown.contains { $0.unit == total.unit }
            }.map { [.text($0.unit), .number($0.count)] + $0.figures.cells },
            empty: "No benefits in scope.")
    }

    private var tags: Table {
        Table(
            name: "Benefits by tag", caption: "By tag; an item with two tags counts in both",
            columns: [
                Column(title: "Tag", key: "tag", weight: 4), Column(title: "Unit", key: "unit"),
                Column(title: "Benefits", key: "count", kind: .number),
            ] + BenefitFigures.columns,
            rows: table.byTag.map { total in
                let tag = total.tag ?? ""
                return [.text(tag.isEmpty ? "(no tag)" : tag), .text(total.unit), .number(total.count)]
                    + total.figures.cells
            }, empty: "No benefits in scope.")
    }

    private var benefits: Table {
        Table(
            name: "Benefits", caption: "Benefits at the end of \(frame.viewpoint.asAt.longForm)",
            columns: [
                Column(title: "Item", key: "ref", weight: 2), Column(title: "Id", key: "id"),
                Column(title: "Benefit", key: "name", weight: 5), Column(title: "Unit", key: "unit"),
            ] + BenefitFigures.columns + [Column(title: "Tags", key: "tags", weight: 2)],
            rows: shown.map {
                [.text($0.item.text), .text("B\($0.id)"), .text($0.name), .text($0.unit)] + $0.figures.cells
                    + [.text(frame.publishes(.tags) ? $0.tags.joined(separator: "; ") : "")]
            },
            empty: "No benefits in scope.")
    }
}
