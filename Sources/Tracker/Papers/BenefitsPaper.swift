package import TrackerValues
public import TrackerDocuments
public import TrackerFigures
import TrackerModel
public import TrackerRegister
public import TransparencyLog

/// The benefits of the items in scope, of their reports and of programmes as a paper: each benefit, then the totals by report, by
/// tag and per unit.
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
        func take(
            _ benefits: [Benefit], isShown: Bool,
            _ line: (Benefit, String, BenefitFigures) -> BenefitTable.Line
        ) throws {
            for benefit in benefits where benefit.from <= day {
                let name = try register.words(of: benefit.name)[.text] ?? ""
                let printed = frame.name(of: benefit, name)
                let line = line(benefit, printed ?? "", try benefit.figures(asAt: day))
                lines.append(line)
                if isShown, printed != nil { shown.append(line) }
            }
        }
        for (reference, history) in try register.historiesWithBenefits(knownAt: frame.viewpoint.knownAt) {
            guard let standing = history.standing(asAt: day), standing.inScope,
                standing.closedAs != .duplicate, frame.scope.includes(standing)
            else { continue }
            let isShown = frame.shows(standing)
            if isShown { standings.append(standing) }
            try take(history.benefits, isShown: isShown) { benefit, name, figures in
                BenefitTable.Line(
                    .item, reference.text, report: standing.report, id: benefit.id, name: name,
                    unit: benefit.unit, partOf: benefit.partOf, tags: standing.tags, figures: figures)
            }
        }
        for shared in try register.sharedBenefits(knownAt: frame.viewpoint.knownAt) {
            let subject = shared.subject
            guard frame.scope.includes(subject, force: frame.force(of: subject)) else { continue }
            try take(shared.benefits, isShown: true) { benefit, name, figures in
                switch subject {
                case .report(let report):
                    BenefitTable.Line(
                        .report, report.text, report: report, id: benefit.id, name: name,
                        unit: benefit.unit, partOf: benefit.partOf, tags: [], figures: figures)
                case .programme(let tag):
                    BenefitTable.Line(
                        .programme, tag, report: nil, id: benefit.id, name: name, unit: benefit.unit,
                        partOf: benefit.partOf, tags: [tag], figures: figures)
                }
            }
        }
        table = try BenefitTable(lines)
        let places = Set(shown.map(\.id))
        self.shown = table.lines.filter { places.contains($0.id) }
        marking = frame.marking(of: standings)
    }

    /// Whether any benefit is not an item's.
    private var isShared: Bool { table.lines.contains { $0.level != .item } }

    /// What a benefit is of, as this paper may name it; people read a report's title, data has its identifier.
    private func subject(_ line: BenefitTable.Line, isData: Bool = false) -> String {
        switch line.level {
        case .item: line.subject
        case .report: isData ? line.subject : frame.title(Reference(stored: line.subject))
        case .programme: frame.label(line.subject, of: .tag)
        }
    }

    /// How to add the first benefit, where there is none.
    package var remedies: [Remedy] { table.lines.isEmpty ? [.add(.benefit)] : [] }

    /// The paper, ready to be drawn.
    public var document: Document {
        var blocks: [Block] = [.table(benefits)]
        if table.byReport.count > 1 { blocks.append(.table(reports)) }
        if frame.publishes(.tags) { blocks.append(.table(tags)) }
        blocks.append(.table(totals))
        if table.parts > 0 {
            blocks.append(
                .paragraph(
                    "\(table.parts.counted("benefit is part of another, is", "benefits are parts of others, are")) printed under it, and counted with it only."
                ))
        }
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
                    value: isShared
                        ? "items in scope, closed ones included, duplicates not, and the benefits of their reports and programmes, each once; parts of a benefit with their whole only; units are never added together"
                        : "items in scope, closed ones included, duplicates not; parts of a benefit with their whole only; units are never added together"
                )
            ]), records: records)
    }

    /// The paper as data: `items` is each benefit, `by_report`, `by_tag` and `totals` the sums. Amounts are decimal strings.
    public func json() throws -> JSON {
        var object = frame.json
        object["items"] = try records.json
        object["by_report"] = try reports(isData: true).json
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
            rows: table.totals.filter(isShown).map {
                [.text($0.unit), .number($0.count)] + $0.figures.cells
            },
            empty: "No benefits in scope.")
    }

    private var tags: Table {
        Table(
            name: "Benefits by tag",
            caption: isShared
                ? "By tag; an item with two tags counts in both, and a programme's own benefits in its row"
                : "By tag; an item with two tags counts in both",
            columns: [
                Column(title: "Tag", key: "tag", weight: 4), Column(title: "Unit", key: "unit"),
                Column(title: "Benefits", key: "count", kind: .number),
            ] + BenefitFigures.columns,
            rows: table.byTag.map { total in
                let tag = total.key ?? ""
                return [.text(tag.isEmpty ? "(no tag)" : tag), .text(total.unit), .number(total.count)]
                    + total.figures.cells
            }, empty: "No benefits in scope.")
    }

    private var reports: Table { reports(isData: false) }

    /// - Parameter isData: whether reports' identifiers stand beside their titles.
    private func reports(isData: Bool) -> Table {
        return Table(
            name: "Benefits by report",
            caption: isShared ? "By report; its own benefits and those of its items" : "By report",
            columns: [Column(title: "Report", key: "report", weight: 4)]
                + (isData ? [Column(title: "Id", key: "id")] : []) + [
                    Column(title: "Unit", key: "unit"),
                    Column(title: "Benefits", key: "count", kind: .number),
                ] + BenefitFigures.columns,
            rows: table.byReport.filter(isShown).map { total in
                let report = Reference(stored: total.key ?? "")
                return [.text(report.text.isEmpty ? "(a programme)" : frame.title(report))]
                    + (isData ? [.text(report.text)] : [])
                    + [.text(total.unit), .number(total.count)] + total.figures.cells
            }, empty: "No benefits in scope.")
    }

    /// What a benefit is counted in was written by whoever named it.
    private func isShown(_ total: BenefitTable.Total) -> Bool {
        frame.audience == .board || shown.contains { $0.unit == total.unit }
    }

    /// Each benefit, one field a column: what CSV and JSON have.
    private var records: Table {
        Table(
            name: "Benefits",
            columns: [
                Column(title: "Item", key: "ref"), Column(title: "Id", key: "id"),
                Column(title: "Benefit", key: "name", weight: 4), Column(title: "Unit", key: "unit"),
                Column(title: "Target", key: "target", kind: .number),
                Column(title: "Committed", key: "committed", kind: .number),
                Column(title: "Realised", key: "realised", kind: .number),
                Column(title: "Tags", key: "tags"),
                Column(title: "Still to find", key: "still_to_find", kind: .number),
                Column(title: "Part of", key: "part_of"), Column(title: "Report", key: "report"),
                Column(title: "Level", key: "level"),
            ],
            rows: shown.map { line in
                let figures = line.figures
                func amount(_ amount: Amount) -> Cell { .decimal(amount.description) }
                return [
                    .text(subject(line, isData: true)), .text("B\(line.id)"), .text(line.name),
                    .text(line.unit),
                    amount(figures.target), amount(figures.committed), amount(figures.realised),
                    .text(frame.publishes(.tags) ? line.tags.joined(separator: "; ") : ""),
                    amount(figures.stillToFind), Cell(line.partOf.map { "B\($0)" }),
                    Cell(line.report?.text), .text(line.level.rawValue),
                ]
            }, empty: "No benefits in scope.")
    }

    private var benefits: Table {
        Table(
            name: "Benefits", caption: "Benefits at the end of \(frame.viewpoint.asAt.longForm)",
            columns: [
                Column(title: isShared ? "Benefit of" : "Item", key: "ref", weight: 2),
                Column(title: "Id", key: "id"),
                Column(title: "Benefit", key: "name", weight: 5), Column(title: "Unit", key: "unit"),
            ] + BenefitFigures.columns + [Column(title: "Tags", key: "tags", weight: 2)],
            rows: shown.map {
                [
                    .text(subject($0)), .text("B\($0.id)"),
                    .text($0.partOf == nil ? $0.name : BenefitFigures.ofWhich + $0.name), .text($0.unit),
                ] + $0.figures.cells
                    + [.text(frame.publishes(.tags) ? $0.tags.joined(separator: "; ") : "")]
            },
            empty: "No benefits in scope.")
    }
}
