import TrackerLedger
public import TrackerDocuments
public import TrackerFigures
public import TrackerModel
public import TrackerRegister
public import TrackerValues
public import TransparencyLog

/// The quarterly status table as a paper.
public struct QuarterlyPaper: Sendable {
    /// What the paper says about itself.
    public let frame: PaperFrame
    /// The figures.
    public let table: QuarterlyTable
    /// The positions at the end of this quarter and those before it, oldest first, for the charts.
    public let course: [(label: String, positions: [Int])]
    private let highestMarking: String
    private let benefits: BenefitsPaper
    /// Items that are counted, and that this edition may not name.
    let unnamed: Set<String>

    /// Asks the register.
    ///
    /// - Parameters:
    ///   - register: the register that is asked.
    ///   - quarter: the quarter.
    ///   - rowKey: what a row stands for.
    ///   - ragRule: the rule behind red, amber and green.
    ///   - ageBands: the upper ends of the age bands, in days.
    ///   - frame: its viewpoint's day is the quarter's last, or today while the quarter runs.
    ///   - quartersBefore: how many earlier quarters the charts show; 0 for formats without charts.
    /// - Throws: `DoesNotReconcile` when the figures contradict each other.
    public init(
        _ register: Register, quarter: Quarter, rowKey: RowKey, ragRule: RAGRule, ageBands: [Int],
        frame: PaperFrame, quartersBefore: Int = 0
    ) throws {
        self.frame = frame
        let viewpoint = frame.viewpoint
        let eve = quarter.first.adding(days: -1)
        benefits = try BenefitsPaper(register, frame: frame)
        var issuedBefore: IssuedBefore?
        if let issued = try register.lastIssued(
            of: quarter.previous, rowKey: rowKey, scope: frame.scope, knownAt: viewpoint.knownAt)
        {
            let then = try register.viewpoint(asAt: issued.asAt, knownAt: .size(issued.ledgerSize))
            let before = try IssuedBefore(
                issued, rowKey: rowKey, scope: frame.scope
            ) { try register.forEachItemSteps(after: eve, from: then, $0) }
            try before.check()
            issuedBefore = before
        }
        var unnamed: Set<String> = []
        var markings: Set<String> = []
        table = try QuarterlyTable(
            quarter: quarter, asAt: viewpoint.asAt, scope: frame.scope, rowKey: rowKey, ragRule: ragRule,
            ageBands: ageBands, issued: issuedBefore
        ) { body in
            try register.forEachItemSteps(after: eve, from: viewpoint) { item in
                body(item)
                if item.steps.contains(where: { !frame.shows($0.standing) }) {
                    unnamed.insert(item.reference)
                }
                if let last = item.steps.last?.standing, let marking = last.marking, frame.shows(last) {
                    markings.insert(marking)
                }
            }
        }
        self.unnamed = unnamed
        highestMarking = frame.marking(of: markings)
        var quarters = [quarter]
        for _ in 0..<quartersBefore { quarters.append(quarters[quarters.count - 1].previous) }
        course =
            try quartersBefore == 0
            ? []
            : quarters.reversed().map { quarter in
                let day = min(quarter.last, viewpoint.asAt)
                let then = try register.viewpoint(asAt: day, knownAt: .size(viewpoint.knownAt))
                var counts: [Position: Int] = [:]
                try register.forEachItemSteps(after: day, from: then) { item in
                    guard let last = item.steps.last?.standing, last.isCounted, frame.scope.includes(last),
                        let position = last.position
                    else { return }
                    counts[position, default: 0] += 1
                }
                return (quarter.label, Position.allCases.map { counts[$0] ?? 0 })
            }
    }

    /// The paper, ready to be drawn.
    ///
    /// - Parameter expand: adds, for each count, the references behind it.
    public func document(expand: Bool = false) -> Document {
        let quarter = table.quarter
        var subtitle = "\(quarter.label): \(quarter.first.words) to \(quarter.last.words)"
        if table.asAt < quarter.last { subtitle += " (positions as at \(table.asAt.words))" }
        var blocks: [Block] = [
            .table(movement), .table(position), .table(time), .table(rating),
        ]
        if let issued = table.issuedBefore {
            blocks.append(
                .paragraph(
                    "Brought forward as printed in the table issued for \(quarter.previous.label) (ledger size \(issued.ledgerSize)); what has been recorded since about that time is restated."
                ))
        } else {
            blocks.append(
                .paragraph(
                    "No table over the same scope and rows was issued for \(quarter.previous.label): brought forward as known now."
                ))
        }
        if !benefits.table.lines.isEmpty { blocks.append(.table(benefits.totals)) }
        if expand { blocks += expansion }
        if !unnamed.isEmpty {
            blocks.append(
                .paragraph(
                    "Counted but not named in this edition because of protective marking: \(unnamed.count)."))
        }
        blocks += charts
        return Document(
            title: "Quarterly status of recommendations", subtitle: subtitle,
            letterhead: frame.letterhead, marking: highestMarking, blocks: blocks,
            foot: frame.foot([
                Fact(label: "Rows", value: table.rowKey.rawValue),
                Fact(label: "RAG rule", value: "\(table.ragRule.name): \(table.ragRule.explanation)"),
                Fact(label: "Content hash", value: contentHash),
            ]), records: records)
    }

    /// The paper as data.
    public func json(expand: Bool = false) throws -> JSON {
        var object = frame.json
        let quarter = table.quarter
        object["quarter"] = .string(quarter.argument)
        object["from"] = .string(quarter.first.description)
        object["to"] = .string(quarter.last.description)
        object["rows_by"] = .string(table.rowKey.rawValue)
        object["rag_rule"] = .string(table.ragRule.name)
        object["age_bands"] = .array(table.ageBands.map { .int(Int64($0)) })
        object["checkpoint"] = [
            "size": .int(frame.viewpoint.knownAt), "root": object["root"] ?? .null,
        ]
        object["content_hash"] = .string(contentHash)
        if !benefits.table.lines.isEmpty { object["benefits"] = try benefits.totals.json }
        object["rows"] = .array(table.rows.map { json($0, label($0), expand: expand) })
        object["total"] = json(table.total, "Total", expand: expand)
        return .object(object)
    }

    /// SHA-256, in hex, of the canonical JSON of quarter, scope, rule, positions' day and every count with its
    /// references. Names and titles are not in it, so a redaction doesn't change it.
    public var contentHash: String {
        let content: JSON = [
            "quarter": .string(table.quarter.argument), "as_at": .string(table.asAt.description),
            "scope": .string(frame.scope.canonical), "rows_by": .string(table.rowKey.rawValue),
            "rag_rule": .string(table.ragRule.explanation),
            "age_bands": .array(table.ageBands.map { .int(Int64($0)) }),
            "rows": .array(table.rows.map { counts($0, expand: true) }),
            "total": counts(table.total, expand: true),
        ]
        return Hash.sha256(content.canonical).hex
    }

    /// What the register keeps when the table is issued.
    public var issue: IssuedTable {
        var carried: [String: Int] = [:]
        for row in table.rows { carried["row \(row.key)"] = row[.carriedForward] }
        carried["total"] = table.total[.carriedForward]
        return IssuedTable(
            quarter: table.quarter.argument, rows: table.rowKey.rawValue, scope: frame.scope.canonical,
            ragRule: table.ragRule.name, ageBands: table.ageBands, asAt: table.asAt,
            ledgerSize: frame.viewpoint.knownAt,
            root: frame.root.hex, contentHash: contentHash, carriedForward: carried)
    }
}

// MARK: - As tables

extension QuarterlyPaper {
    private typealias Counted = QuarterlyRow.Column

    private func label(_ row: QuarterlyRow) -> String { frame.label(row.key, of: table.rowKey) }

    private func table(
        _ name: String, _ caption: String, _ columns: [(String, String, (QuarterlyRow) -> Cell)]
    ) -> Table {
        Table(
            name: name, caption: caption,
            columns: [Column(title: table.rowKey.rawValue.capitalizedFirst, key: "key", weight: 4)]
                + columns.map { Column(title: $0.0, key: $0.1, kind: .number) },
            rows: table.rows.map { row in [.text(label(row))] + columns.map { $0.2(row) } },
            total: [.text("Total")] + columns.map { $0.2(table.total) }, empty: "No items in scope.")
    }

    private func count(_ title: String, _ column: Counted) -> (String, String, (QuarterlyRow) -> Cell) {
        (title, column.rawValue, { .number($0[column]) })
    }

    /// The columns that say what part of a count rests on a sheet's word, where any does.
    private func onWord(_ column: Counted, _ title: String) -> [(String, String, (QuarterlyRow) -> Cell)] {
        table.total.onWord[column] == nil
            ? []
            : [(title, "\(column.rawValue)_on_word", { .number($0.onWord[column]?.count ?? 0) })]
    }

    private var wordColumns: [(String, String, (QuarterlyRow) -> Cell)] {
        onWord(.closedImplemented, "Of closed: implemented, on the sheet's word")
            + onWord(.assured, "Of assured, on the sheet's word")
    }

    private var movementColumns: [(String, String, (QuarterlyRow) -> Cell)] {
        [
            count("Brought forward", .broughtForward), count("Opened", .opened),
            count("Reopened", .reopened), count("Closed: implemented", .closedImplemented),
            count("Closed: other", .closedOther),
            ("Scope change", "scope_change", { .number($0.scopeChange.net) }),
            ("Restated", "restated", { .number($0.restated.net) }),
            count("Carried forward", .carriedForward),
        ]
    }

    private var positionColumns: [(String, String, (QuarterlyRow) -> Cell)] {
        [
            count("Awaiting allocation", .awaitingAllocation), count("Open", .open),
            count("In progress", .inProgress), count("Pending sign-off", .pendingSignOff),
            count("Assured", .assured), count("Carried forward", .carriedForward),
            count("Closed in quarter", .closedInQuarter),
        ]
    }

    private var timeColumns: [(String, String, (QuarterlyRow) -> Cell)] {
        [
            count("Overdue", .overdue), count("Due next quarter", .dueNextQuarter),
            count("No date", .noDate), count("Revised once", .revisedOnce),
            count("Revised twice or more", .revisedMore),
            ("Oldest (days)", "oldest_days", { $0.oldestDays.map { .number($0) } ?? .empty }),
        ]
    }

    private var ageColumns: [(String, String, (QuarterlyRow) -> Cell)] {
        ageBandWords.enumerated().map { index, words in
            ("\(words.capitalizedFirst) days", "age_band_\(index + 1)", { .number($0.ages[index].count) })
        }
    }

    private var ragColumns: [(String, String, (QuarterlyRow) -> Cell)] {
        [
            count("Red", .red), count("Amber", .amber), count("Green", .green),
            count("Not rated", .notRated),
        ]
    }

    /// "0 to 90", "91 to 180", "over 180".
    private var ageBandWords: [String] {
        var words: [String] = []
        var from = 0
        for end in table.ageBands {
            words.append("\(from) to \(end)")
            from = end + 1
        }
        return words + ["over \(from - 1)"]
    }

    private var movement: Table {
        table(
            "Movement", "Movement in the quarter",
            movementColumns + onWord(.closedImplemented, "Of which implemented on the sheet's word"))
    }

    private var position: Table {
        table(
            "Position", "Position at \(table.asAt.words)",
            positionColumns + onWord(.assured, "Of which assured on the sheet's word"))
    }

    private var time: Table {
        table("Dates", "Dates at \(table.asAt.words)", timeColumns)
    }

    private var rating: Table {
        table(
            "Rating and age", "Rating and days since opened, at \(table.asAt.words)", ragColumns + ageColumns)
    }

    /// Everything in one table: what CSV prints.
    private var records: Table {
        table(
            "Quarterly", "",
            movementColumns + positionColumns.filter { $0.1 != Counted.carriedForward.rawValue } + timeColumns
                + ragColumns + ageColumns + wordColumns)
    }

    /// The references behind each count, row by row.
    private var expansion: [Block] {
        [.heading("The items behind each count")]
            + (table.rows.map { (label($0), $0) } + [("Total", table.total)]).map { name, row in
                let lines = counts(row, expand: true, without: unnamed).object ?? [:]
                let cells = Self.expandable.compactMap { key, title -> [Cell]? in
                    let references = (lines["\(key)_refs"]?.array ?? []).compactMap(\.string)
                    guard !references.isEmpty else { return nil }
                    return [
                        .text(title), .number(lines[key]?.int.map { Int($0) } ?? references.count),
                        .text(references.joined(separator: ", ")),
                    ]
                }
                return .table(
                    Table(
                        name: name, caption: name,
                        columns: [
                            Column(title: "Count", key: "count", weight: 2),
                            Column(title: "Items", key: "items", kind: .number),
                            Column(title: "References", key: "references", weight: 6),
                        ], rows: cells, empty: "No items."))
            }
    }

    private static let expandable: [(String, String)] =
        Counted.allCases.map {
            (
                $0.rawValue,
                $0.rawValue.replacing("_", with: " ").capitalizedFirst.replacing("Rag", with: "RAG")
            )
        } + [
            ("closed_implemented_on_word", "Of closed implemented, on the sheet's word"),
            ("assured_on_word", "Of assured, on the sheet's word"), ("scope_change_in", "Scope change: in"),
            ("scope_change_out", "Scope change: out"),
            ("restated_in", "Restated: in"), ("restated_out", "Restated: out"),
        ]

    private var charts: [Block] {
        guard !course.isEmpty else { return [] }
        let overdue = table.rows.filter { $0[.overdue] > 0 }
        var charts: [Block] = [
            .chart(
                Chart(
                    title: "Status at each quarter's end",
                    description: "Items in each of the five positions at the end of each quarter.",
                    kind: .stackedBars, categoryTitle: "Quarter", categories: course.map(\.label),
                    series: Position.allCases.enumerated().map { index, position in
                        Chart.Series(
                            name: position.words.capitalizedFirst, values: course.map { $0.positions[index] })
                    })),
            .chart(
                Chart(
                    title: "Items still open", description: "Items not closed at the end of each quarter.",
                    kind: .line, categoryTitle: "Quarter", categories: course.map(\.label),
                    series: [
                        Chart.Series(
                            name: "Not closed", values: course.map { $0.positions.reduce(0, +) })
                    ])),
        ]
        if !overdue.isEmpty {
            charts.append(
                .chart(
                    Chart(
                        title: "Overdue by \(table.rowKey.rawValue)",
                        description: "Items past their date in each row of the table.", kind: .bars,
                        categoryTitle: table.rowKey.rawValue.capitalizedFirst,
                        categories: overdue.map { label($0) },
                        series: [Chart.Series(name: "Overdue", values: overdue.map { $0[.overdue] })])))
        }
        return charts
    }
}

// MARK: - As data

extension QuarterlyPaper {
    private func json(_ row: QuarterlyRow, _ label: String, expand: Bool) -> JSON {
        var object = counts(row, expand: expand, without: unnamed).object ?? [:]
        object["label"] = .string(label)
        object["key"] = .string(table.rowKey == .owner ? label : frame.key(row.key, of: table.rowKey))
        return .object(object)
    }

    /// - Parameter unnamed: references that are counted but not listed.
    private func counts(_ row: QuarterlyRow, expand: Bool, without unnamed: Set<String> = []) -> JSON {
        var object: [String: JSON] = ["key": .string(row.key)]
        func listed(_ references: [String]) -> JSON {
            .array(references.filter { !unnamed.contains($0) }.sorted().map { .string($0) })
        }
        func put(_ key: String, _ references: [String]) {
            object[key] = .int(Int64(references.count))
            if expand { object["\(key)_refs"] = listed(references) }
        }
        for column in Counted.allCases { put(column.rawValue, row.references[column] ?? []) }
        // Only where there are any: tables issued before these were told apart must hash as they did.
        for (column, references) in row.onWord { put("\(column.rawValue)_on_word", references) }
        object["scope_change"] = .int(Int64(row.scopeChange.net))
        object["restated"] = .int(Int64(row.restated.net))
        if expand {
            for (key, references) in [
                ("scope_change_in", row.scopeChange.in), ("scope_change_out", row.scopeChange.out),
                ("restated_in", row.restated.in), ("restated_out", row.restated.out),
            ] {
                object["\(key)_refs"] = listed(references)
            }
        }
        object["oldest_days"] = row.oldestDays.map { .int(Int64($0)) } ?? .null
        for (index, references) in row.ages.enumerated() { put("age_band_\(index + 1)", references) }
        return .object(object)
    }
}
