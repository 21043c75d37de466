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
    public let frame: PaperContext
    /// The figures.
    public private(set) var table: QuarterlyTable
    /// The positions at the end of this quarter and those before it, oldest first, for the charts; none of a quarter before
    /// the register was told of its time.
    public let trend: [(label: String, positions: [Int])]
    let highestMarking: String
    private let benefits: BenefitsPaper
    /// How many were overdue on the day before the period, as known now.
    private let overdueBefore: Int
    /// Of the items carried forward, those that are before other boards than the one that oversees them.
    private let beforeOthers: Int
    /// Of the items carried forward in a table of one board, those that another oversees.
    private let overseenElsewhere: Int
    /// What was asked for and decided of due dates.
    public let extensions: Extensions
    /// Of what is carried forward, the items whose due date was moved more than once.
    public let movedOften: [MovedItem]
    /// Who decided what entries say.
    let deciders: [Int64: Decider]
    /// Items that stand as assured, or were closed as implemented in the period, and whose evidence has changed since.
    public let evidenceChanged: [String]
    /// The items carried forward by the reason for their delay, and by local risk.
    public let assessments: AssessmentCounts
    /// Items that are counted, and that this edition may not name.
    let unnamed: Set<String>

    /// Asks the register.
    ///
    /// - Parameters:
    ///   - register: the register that is asked.
    ///   - spec: what the table is asked for.
    ///   - knownAt: by when what it counts was known.
    ///   - today: the day it is now.
    ///   - audience: for whom the edition is.
    ///   - marking: the marking asked for; nil for the register's or the items' highest.
    ///   - quartersBefore: how many earlier quarters the charts show; 0 for formats without charts.
    ///   - isAnew: whether an earlier viewpoint is published now: see ``PaperContext``.
    /// - Throws: `InvalidValue` for a quarter that hasn't begun, or a day outside it; `ReconciliationError` when the figures
    ///   contradict each other.
    public init(
        _ register: Register, _ spec: QuarterlySpec, knownAt: KnownAt = .now, today: Day,
        audience: Audience = .board, marking: String? = nil, quartersBefore: Int = 0, isAnew: Bool = false
    ) throws {
        try self.init(
            register, spec, knownAt: knownAt, today: today, audience: audience, marking: marking,
            quartersBefore: quartersBefore, isAnew: isAnew
        ) { _ in }
    }

    /// The same; `besides` is handed each item with its steps as well, so that whoever counts them otherwise needn't read them again.
    init(
        _ register: Register, _ spec: QuarterlySpec, knownAt: KnownAt, today: Day, audience: Audience,
        marking: String?, quartersBefore: Int, isAnew: Bool = false, besides: (ItemSteps) -> Void
    ) throws {
        try spec.check(on: today)
        let viewpoint = try register.viewpoint(asAt: spec.asAt, knownAt: knownAt)
        let spec = try spec.known(to: register, at: viewpoint.knownAt)
        let frame = try PaperContext(
            register.snapshot(from: viewpoint, today: today), scope: spec.scope, audience: audience,
            marking: marking, isAnew: isAnew)
        self.frame = frame
        let eve = spec.from.adding(days: -1)
        benefits = try BenefitsPaper(register, frame: frame)
        var issuedBefore: PriorIssue?
        if !spec.isOfYear, let issued = try register.lastIssued(before: spec, knownAt: viewpoint.knownAt) {
            let then = try register.viewpoint(asAt: issued.asAt, knownAt: .size(issued.ledgerSize))
            let before = try PriorIssue(issued, spec.known(to: register, at: issued.ledgerSize)) {
                try register.forEachItemSteps(after: eve, from: then, $0)
            }
            try before.check()
            issuedBefore = before
        }
        var unnamed: Set<String> = []
        var markings: Set<String> = []
        var (overdueBefore, beforeOthers, overseenElsewhere) = (0, 0, 0)
        var extensions = Extensions()
        var evidenceChanged: [String] = []
        var assessments = AssessmentCounts()
        table = try QuarterlyTable(spec, issued: issuedBefore) { body in
            try register.forEachItemSteps(after: eve, from: viewpoint) { item in
                body(item)
                besides(item)
                extensions.add(item, from: spec.from) { spec.counts($0) }
                // A state is large: it is taken out of its step once.
                guard let last = item.steps.last?.standing else { return }
                if item.steps.contains(where: { !frame.shows(marking: $0.standing.marking) }) {
                    unnamed.insert(item.reference)
                }
                if let marking = last.marking, frame.shows(marking: marking) { markings.insert(marking) }
                if let then = item.steps.lastIndex(where: { $0.from <= eve }) {
                    let standing = item.steps[then].standing
                    if standing.isOverdue(asAt: eve), spec.counts(standing) { overdueBefore += 1 }
                }
                if last.evidenceChanged, last.inScope, spec.scope.includes(last),
                    item.steps.contains(where: { $0.standing.stage.isLive })
                {
                    evidenceChanged.append(item.reference)
                }
                guard spec.counts(last) else { return }
                if !last.alsoBoards.isEmpty { beforeOthers += 1 }
                if let board = spec.scope.board, last.board != board { overseenElsewhere += 1 }
                assessments.add(item.reference, last)
            }
        }
        if frame.isOrderedByName { table.order { frame.label($0.key, of: spec.rowKey) } }
        self.unnamed = unnamed
        self.extensions = extensions
        movedOften = try register.movedItems(table.total.references[.revisedMore].sorted(), from: viewpoint)
        deciders = try Decider.all(
            of: extensions.answers.map(\.entry) + movedOften.flatMap { $0.moves.map(\.entry) }, register,
            frame)
        self.evidenceChanged = evidenceChanged.sorted()
        self.assessments = assessments
        self.overdueBefore = overdueBefore
        (self.beforeOthers, self.overseenElsewhere) = (beforeOthers, overseenElsewhere)
        highestMarking = frame.marking(of: markings)
        var quarters = [spec.quarter]
        let told = quartersBefore == 0 ? nil : try register.firstTold(from: viewpoint)
        for _ in 0..<quartersBefore {
            let before = quarters[quarters.count - 1].previous
            guard let told, before.last >= told else { break }
            quarters.append(before)
        }
        trend =
            try quartersBefore == 0
            ? []
            : quarters.reversed().map { quarter in
                let day = min(quarter.last, viewpoint.asAt)
                let then = try register.viewpoint(asAt: day, knownAt: .size(viewpoint.knownAt))
                let counts = try register.positions(of: spec.scope, from: then)
                return (quarter.label, Position.allCases.map { counts[$0] ?? 0 })
            }
    }

    /// The paper, ready to be drawn.
    ///
    /// - Parameter expand: adds, for each count, the references behind it.
    public func document(expand: Bool = false) -> Document {
        let spec = table.spec
        let quarter = spec.quarter
        var period = "\(quarter.label): \(quarter.first.longForm) to \(quarter.last.longForm)"
        if spec.asAt < quarter.last { period += " (positions as at \(spec.asAt.longForm))" }
        return document(
            title: "Quarterly status of recommendations", period: period,
            [.paragraph(headline), .table(movementAndPosition), .table(datesAndRating)]
                + [.paragraph(source)] + key + (expand ? expansion : []) + charts)
    }

    /// A paper of these blocks; before the charts, what every such paper says besides.
    func document(title: String, period: String, _ blocks: [Block]) -> Document {
        let spec = table.spec
        var blocks = blocks
        var more: [Block] = extensions.isEmpty ? [] : [.table(extensionTable)]
        more += movesBlocks
        if frame.audience == .board { more += assessmentTables.map { .table($0) } }
        if !benefits.table.lines.isEmpty { more.append(.table(benefits.totals)) }
        if !evidenceChanged.isEmpty { more.append(.paragraph(evidenceNote)) }
        if !unnamed.isEmpty {
            more.append(
                .paragraph(
                    "Counted but not named in this edition because of protective marking: \(unnamed.count)."))
        }
        let firstChart = blocks.firstIndex { if case .chart = $0 { true } else { false } }
        blocks.insert(contentsOf: more, at: firstChart ?? blocks.endIndex)
        return Document(
            title: title, subtitle: [frame.body, period].compactMap { $0 }.joined(separator: " · "),
            letterhead: frame.letterhead, marking: highestMarking, blocks: blocks,
            foot: frame.foot(
                [
                    Fact(label: "Rows", value: spec.rowKey.rawValue),
                    Fact(label: "RAG rule", value: "\(spec.ragRule.name): \(spec.ragRule.explanation)"),
                ] + (spec.isOfYear ? [] : [Fact(label: "Content hash", value: contentHash)])),
            records: records)
    }

    /// The counts in words.
    package var headline: String { QuarterlyHeadline(table: table, overdueBefore: overdueBefore).sentences }

    /// Where the figures brought forward come from.
    private var source: String {
        let before = table.spec.quarter.previous.label
        return table.issuedBefore.map {
            "Brought forward as printed in the table issued for \(before) (ledger size \($0.ledgerSize)); what has been recorded since about that time is restated."
        } ?? "No table over the same scope and rows was issued for \(before): brought forward as known now."
    }

    /// The paper as data.
    public func json(expand: Bool = false) throws -> JSON {
        var object = frame.json
        let spec = table.spec
        let quarter = spec.quarter
        object["quarter"] = .string(quarter.argument)
        object["from"] = .string(quarter.first.description)
        object["to"] = .string(quarter.last.description)
        object["rows_by"] = .string(spec.rowKey.rawValue)
        object["rag_rule"] = .string(spec.ragRule.name)
        if spec.rowKey == .addressee { object["addressings"] = .int(Int64(table.addressings)) }
        object["age_bands"] = .array(spec.ageBands.map { .int(Int64($0)) })
        object["checkpoint"] = [
            "size": .int(frame.viewpoint.knownAt), "root": object["root"] ?? .null,
        ]
        object["content_hash"] = .string(contentHash)
        if !benefits.table.lines.isEmpty { object["benefits"] = try benefits.totals.json }
        if frame.audience == .board {
            for (key, counts) in [("delays", assessments.delays), ("risks", assessments.risks)]
            where !counts.isEmpty {
                object[key] = .array(
                    counts.map {
                        [
                            "name": .string($0.name), "items": .int(Int64($0.references.count)),
                            "refs": .array($0.references.map { .string($0) }),
                        ]
                    })
            }
        }
        if !evidenceChanged.isEmpty {
            object["evidence_changed"] = .int(Int64(evidenceChanged.count))
            object["evidence_changed_refs"] = .array(named(evidenceChanged).map { .string($0) })
        }
        object["extensions"] = .object(
            extensions.counts.reduce(into: ["answers": .array(answers)]) { object, count in
                object[count.key] = .int(Int64(count.references.count))
                if expand {
                    object["\(count.key)_refs"] = .array(named(count.references).map { .string($0) })
                }
            })
        object["moved_more_than_once"] = .array(movesNamed.map(json))
        object["rows"] = .array(table.rows.map { json($0, label($0), expand: expand) })
        object["total"] = json(table.total, "Total", expand: expand)
        return .object(object)
    }

    /// SHA-256, in hex, of the canonical JSON of quarter, scope, rule, positions' day and every count with its
    /// references. Names and titles are not in it, so a redaction doesn't change it.
    public var contentHash: String { QuarterlyContent(table).hash }

    /// What the register keeps when the table is issued.
    public var issue: IssuedTable {
        var carried: [String: Int] = [:]
        for row in table.rows { carried["row \(row.key)"] = row[.carriedForward] }
        carried["total"] = table.total[.carriedForward]
        let spec = table.spec
        return IssuedTable(
            quarter: spec.quarter.argument, rows: spec.rowKey, scope: spec.scope,
            ragRule: spec.ragRule.name, ageBands: spec.ageBands, asAt: spec.asAt,
            ledgerSize: frame.viewpoint.knownAt,
            root: frame.root.hex, contentHash: contentHash, carriedForward: carried)
    }
}

// MARK: - As tables

extension QuarterlyPaper {
    package func label(_ row: QuarterlyRow) -> String { frame.label(row.key, of: table.spec.rowKey) }

    /// - Parameter shortens: whether names are cut, because they stand whole in a table before.
    private func table(
        _ name: String, _ caption: String, _ figures: [QuarterlyFigure], shortens: Bool = false
    ) -> Table {
        func cells(_ row: QuarterlyRow) -> [Cell] { figures.map { row[$0].map { .number($0) } ?? .empty } }
        let labels = shortens ? Self.shortened(table.rows.map(label)) : table.rows.map(label)
        return Table(
            name: name, caption: caption,
            columns: [
                Column(
                    title: table.spec.rowKey.rawValue.capitalizedFirst, key: "key", weight: shortens ? 2 : 4)
            ]
                + figures.map { Column(title: title(of: $0), key: $0.key, kind: .count) },
            rows: zip(labels, table.rows).map { label, row in [.text(label)] + cells(row) },
            total: [.text("Total")] + cells(table.total), empty: "No items in scope.")
    }

    private func title(of figure: QuarterlyFigure) -> String {
        table.spec.isOfYear && figure == .count(.closedInQuarter) ? "Closed in year" : figure.title
    }

    /// Long names cut at a word, each so that it can still be told from the others.
    static func shortened(_ names: [String]) -> [String] {
        let cut = names.map { name -> String in
            guard name.count > shortest else { return name }
            var words = name.prefix(shortest).split(separator: " ").dropLast().joined(separator: " ")
            while let last = words.last, !last.isLetter, !last.isNumber { words.removeLast() }
            return (words.isEmpty ? String(name.prefix(shortest)) : words) + "…"
        }
        let counts = Dictionary(grouping: cut) { $0 }.mapValues(\.count)
        return zip(names, cut).map { counts[$1] == 1 ? $1 : $0 }
    }

    private static let shortest = 56

    /// The columns of some parts, each once; parts of others only where there are any.
    private func figures(of sections: [QuarterlySection]) -> [QuarterlyFigure] {
        var seen: Set<QuarterlyFigure> = []
        let all = sections.flatMap { table.spec.figures(of: $0) }.filter { seen.insert($0).inserted }
        return all.filter { !$0.isPart || table.total[$0] != 0 }
    }

    /// Whether a column has a figure in any row; what opens and closes the sum is always printed, and what is late.
    private func isPrinted(_ figure: QuarterlyFigure) -> Bool {
        if [.count(.broughtForward), .count(.carriedForward), .count(.overdue)].contains(figure) {
            return true
        }
        return (table.rows + [table.total]).contains { $0[figure] ?? 0 != 0 }
    }

    /// What moved, and where what is left stands.
    var movementAndPosition: Table {
        let spec = table.spec
        return table(
            "Movement and position",
            "Movement in the \(spec.isOfYear ? "year" : "quarter"), and position at \(spec.asAt.longForm)",
            figures(of: [.movement, .position]).filter(isPrinted))
    }

    /// How late it is, how it is rated and how old.
    var datesAndRating: Table {
        table(
            "Dates, rating and age",
            "Dates, rating and days since opened, at \(table.spec.asAt.longForm)",
            figures(of: [.dates, .rating]).filter(isPrinted), shortens: true)
    }

    /// What each column counts.
    var key: [Block] {
        let all = figures(of: QuarterlySection.allCases)
        let left = all.filter { !isPrinted($0) }.map { title(of: $0) }
        return [
            .heading("What the columns count"),
            .facts(
                all.filter(isPrinted).map {
                    Fact(label: title(of: $0), value: $0.explanation(in: table.spec))
                } + boardsFacts
                    + (left.isEmpty
                        ? []
                        : [
                            Fact(
                                label: "Left out",
                                value:
                                    "Nought in every row, and so without a column: \(left.joined(separator: ", "))."
                            )
                        ])),
        ]
    }

    /// What a table by board, or of one board, says of items that are before several; nothing where there are none.
    private var boardsFacts: [Fact] {
        func of(_ count: Int) -> String { "\(count) of those carried forward \(count == 1 ? "is" : "are")" }
        var facts: [Fact] = []
        if table.spec.rowKey == .board, beforeOthers > 0 {
            facts.append(
                Fact(
                    label: "Several boards",
                    value:
                        "Each item is counted once, under the board that oversees it; \(of(beforeOthers)) before other boards too."
                ))
        }
        if table.spec.rowKey == .addressee {
            facts.append(
                Fact(
                    label: "Several addressees",
                    value:
                        "An item that is directed at several bodies stands in the row of each, and is closed there when that body has closed its part: \(table.addressings.counted("addressing", "addressings")) of \(table.total[.carriedForward].counted("item", "items")) carried forward. The total counts each item once, until all of it is closed."
                ))
        }
        if overseenElsewhere > 0 {
            facts.append(
                Fact(
                    label: "Overseen elsewhere",
                    value:
                        "\(of(overseenElsewhere)) before this board too, and overseen by another."))
        }
        return facts
    }

    /// Everything in one table: what CSV prints.
    var records: Table {
        table("Quarterly", "", table.spec.figures.filter { !$0.isPart || table.total[$0] != 0 })
    }

    /// The references behind each count, row by row.
    private var expansion: [Block] {
        [.heading("The items behind each count")]
            + (table.rows.map { (label($0), $0) } + [("Total", table.total)]).map { name, row in
                .table(behind(row, name))
            }
    }

    /// The references behind each count of a row; `tellsUnnamed` says how many may not be named, count by count.
    package func behind(_ row: QuarterlyRow, _ name: String, tellsUnnamed: Bool = false) -> Table {
        Table(
            name: name, caption: name,
            columns: [
                Column(title: "Count", key: "count", weight: 2),
                Column(title: "Items", key: "items", kind: .number),
                Column(title: "References", key: "references", weight: 6),
            ],
            rows: table.spec.counts.compactMap { count in
                var references = listed(row, count)
                let unnamed = row[count] - references.count
                if tellsUnnamed, unnamed > 0 { references.append("\(unnamed) not shown") }
                return references.isEmpty
                    ? nil
                    : [
                        .text(count.title), .number(row[count]),
                        .text(references.joined(separator: ", ")),
                    ]
            }, empty: "No items.")
    }

    /// The references behind a count that this edition may name, in order.
    private func listed(_ row: QuarterlyRow, _ count: QuarterlyCount) -> [String] {
        named(Array(row.references[count])).sorted()
    }

    private func named(_ references: [String]) -> [String] {
        references.filter { !unnamed.contains($0) }
    }

    /// Other dates that were asked for, granted, refused.
    private var extensionTable: Table {
        let spec = table.spec
        return Table(
            name: "Extensions",
            caption: "Extensions in the \(spec.isOfYear ? "year" : "quarter"), to \(spec.asAt.longForm)",
            columns: [
                Column(title: "Extensions", key: "extensions", weight: 2),
                Column(title: "Number", key: "number", kind: .count),
                Column(title: "Items", key: "items", weight: 6),
            ],
            rows: extensions.counts.map { name, key, references in
                let answers = ["granted": extensions.granted, "refused": extensions.refused][key]
                let shown = answers.map(answered) ?? named(references)
                let rest = named(references).count - Self.mostNamed
                return [
                    .text(name), .number(references.count),
                    .text(
                        shown.prefix(Self.mostNamed).joined(separator: answers == nil ? ", " : "; ")
                            + (rest > 0 ? " and \(rest) more" : "")),
                ]
            })
    }

    /// A name, how many items are behind it, and which.
    private func counted(_ name: String, _ references: [String]) -> [Cell] {
        let shown = named(references)
        let rest = shown.count - Self.mostNamed
        return [
            .text(name), .number(references.count),
            .text(
                shown.prefix(Self.mostNamed).joined(separator: ", ")
                    + (rest > 0 ? " and \(rest) more" : "")),
        ]
    }

    /// What is carried forward by reason for delay and by local risk; none where nothing was assessed.
    private var assessmentTables: [Table] {
        [
            ("Delays", "Reasons for delay", "Reason for delay", assessments.delays),
            ("Risks", "Local risk", "Local risk", assessments.risks),
        ].filter { !$0.3.isEmpty }.map { name, caption, title, counts in
            Table(
                name: name, caption: "\(caption) of what is carried forward, at \(table.spec.asAt.longForm)",
                columns: [
                    Column(title: title, key: "name", weight: 2),
                    Column(title: "Number", key: "number", kind: .count),
                    Column(title: "Items", key: "items", weight: 6),
                ], rows: Rows(counts.map { counted($0.name, $0.references) }))
        }
    }

    /// What the board is told of assurances that are of other evidence than stands now.
    private var evidenceNote: String {
        let count = evidenceChanged.count
        let shown = named(evidenceChanged)
        return
            "Evidence changed since assurance: \(count.counted("item", "items")), until assured again\(shown.isEmpty ? "" : " (\(shown.joined(separator: ", ")))")."
    }

    static let mostNamed = 40

    private static let mostBars = 12

    var charts: [Block] {
        guard !trend.isEmpty else { return [] }
        // A single quarter is no trend.
        return (trend.count > 1 ? trendCharts : []).map { .chart($0) }
            + (overdueChart.map { [.chart($0)] } ?? [])
    }

    private var trendCharts: [Chart] {
        [
            Chart(
                title: "Status at each quarter's end",
                description: "Items in each of the five positions at the end of each quarter.",
                kind: .stackedBars, categoryTitle: "Quarter", categories: trend.map(\.label),
                series: Position.allCases.enumerated().map { index, position in
                    Chart.Series(
                        name: position.label.capitalizedFirst, values: trend.map { $0.positions[index] })
                }),
            Chart(
                title: "Items still open", description: "Items not closed at the end of each quarter.",
                kind: .line, categoryTitle: "Quarter", categories: trend.map(\.label),
                series: [
                    Chart.Series(name: "Not closed", values: trend.map { $0.positions.reduce(0, +) })
                ]),
        ]
    }

    private var overdueChart: Chart? {
        let late = table.rows.filter { $0[.overdue] > 0 }
        guard !late.isEmpty else { return nil }
        // So many as fit on a page; the table has them all.
        let overdue =
            late.count <= Self.mostBars
            ? late
            : late.enumerated().sorted {
                ($1.element[.overdue], $0.offset) < ($0.element[.overdue], $1.offset)
            }
            .prefix(Self.mostBars).map(\.element)
        let others = late.count - overdue.count
        let rest = late.map { $0[.overdue] }.reduce(0, +) - overdue.map { $0[.overdue] }.reduce(0, +)
        return Chart(
            title: "Overdue by \(table.spec.rowKey.rawValue)",
            description: others == 0
                ? "Items past their date in each row of the table."
                : "Items past their date in the \(Self.mostBars) rows that have most; \(others) more rows have \(rest) between them.",
            kind: .bars,
            categoryTitle: table.spec.rowKey.rawValue.capitalizedFirst,
            categories: overdue.map { label($0) },
            series: [Chart.Series(name: "Overdue", values: overdue.map { $0[.overdue] })])
    }
}

// MARK: - As data

extension QuarterlyPaper {
    private func json(_ row: QuarterlyRow, _ label: String, expand: Bool) -> JSON {
        let rowKey = table.spec.rowKey
        var object = figures(of: row, expand: expand) { listed(row, $0) }
        object["label"] = .string(label)
        object["key"] = .string(rowKey == .owner ? label : frame.key(row.key, of: rowKey))
        return .object(object)
    }

    /// - Parameter listed: the references behind a count, in order.
    private func figures(
        of row: QuarterlyRow, expand: Bool, listed: (QuarterlyCount) -> [String]
    ) -> [String: JSON] {
        var object: [String: JSON] = [:]
        for figure in table.spec.figures where !figure.isPart || row[figure] != 0 {
            object[figure.key] = row[figure].map { .int(Int64($0)) } ?? .null
            guard expand else { continue }
            for count in figure.counts {
                object["\(count.key)_refs"] = .array(listed(count).map { .string($0) })
            }
        }
        return object
    }
}
