public import TrackerDocuments
import TrackerFigures
public import TrackerModel
public import TrackerRegister
import TrackerValues
public import TransparencyLog

/// A list of items as a paper: what is outstanding, or everything in scope.
///
/// `outstanding` is parted by report, or puts overdue items first, then those due, those without a date, and last those that
/// are assured and wait to be closed; `list` goes in the order in which
/// they were taken in. The items are counted at once, and read while the paper is drawn, from the snapshot that it is then
/// given: a list of any length takes no memory.
public struct ItemListPaper: Sendable {
    /// What a list holds.
    public enum Selection: Equatable, Sendable {
        /// Everything in scope, closed items included.
        case all
        /// Items not closed.
        case outstanding
        /// Items past their date.
        case overdue
        /// Items past their date, or due within so many days.
        case dueWithin(Int)
    }

    /// What the paper says about itself.
    public let frame: PaperContext
    /// What was asked for.
    public let selection: Selection
    /// What the list is parted by; nil for overdue, due, undated and assured items.
    public let grouping: RowKey?
    /// How many there are, shown or not.
    public private(set) var counts = Counts()

    private let rows: ItemRows
    /// Which of the items are printed; nil for all, or the first up to a limit.
    private let window: Range<Int>?
    /// Whether items that are assured are counted apart.
    private var countsAssured: Bool
    /// The parts that tables stand for, and the same items unparted.
    private var groups: [Part] = []
    private var parts: [Part] = []
    private var markings: Set<String> = []

    /// How many items a list is about; a limit on what is shown doesn't change them.
    public struct Counts: Equatable, Sendable {
        /// All of them.
        public fileprivate(set) var total = 0
        /// Past their date.
        public fileprivate(set) var overdue = 0
        /// Still to be done, with a date to come.
        public fileprivate(set) var due = 0
        /// Still to be done, without a date.
        public fileprivate(set) var undated = 0
        /// Assured, and so waiting to be closed.
        public fileprivate(set) var assured = 0
        /// Those that this edition may not show.
        public fileprivate(set) var withheld = 0
    }

    /// A part of the list: a table, where it is printed.
    private struct Part: Sendable {
        let name: String
        let caption: String
        private(set) var query: ItemQuery
        /// How many it shows.
        private(set) var count: Int

        init(_ name: String, _ caption: String, _ query: ItemQuery, count: Int) {
            var query = query
            self.count = min(count, query.limit ?? .max)
            query.limit = query.limit == nil ? nil : self.count
            self.query = query
            (self.name, self.caption) = (name, caption)
        }

        /// Those of its items that are in `window` of the whole list, in which it begins at `start`.
        func part(in window: Range<Int>, from start: Int) -> Part {
            let shown = (start..<start + count).clamped(to: window)
            var part = self
            part.count = shown.count
            part.query.limit = shown.count
            part.query.offset = shown.isEmpty ? 0 : shown.lowerBound - start
            return part
        }
    }

    /// Counts the items; they are read when the paper is printed.
    ///
    /// - Parameters:
    ///   - register: the register that is asked.
    ///   - selection: outstanding items, or every item.
    ///   - frame: its viewpoint, scope and edition.
    ///   - ragRule: the rule behind red, amber and green.
    ///   - grouping: what the tables are parted by, other than by date.
    ///   - limit: show at most so many; of each part, where there is a grouping.
    ///   - window: print only these of the items, counted from 0; data has all.
    ///   - isFull: whether long texts are printed whole.
    ///   - isData: whether only its data is wanted, which knows no parts; what only print needs isn't counted.
    public init(
        _ register: Register, _ selection: Selection, frame: PaperContext, ragRule: RAGRule,
        grouping: RowKey? = nil, limit: Int? = nil, window: Range<Int>? = nil, isFull: Bool = false,
        isData: Bool = false
    ) throws {
        self.frame = frame
        self.window = window
        self.grouping = grouping
        self.selection = selection
        rows = ItemRows(frame: frame, ragRule: ragRule, isFull: isFull, isShort: window != nil)
        var query = ItemQuery(frame.scope)
        query.isCounted = selection != .all
        query.order = selection == .all ? .register : .due
        query.limit = limit
        if selection == .overdue { query.section = .overdue }
        if case .dueWithin(let days) = selection { query.dueBy = frame.viewpoint.asAt.adding(days: days) }
        let snapshot = try frame.snapshot(of: register)
        countsAssured = selection == .outstanding && !isData && (grouping != nil || limit == nil)
        var tallies = try snapshot.tally(query, by: grouping, partsAssured: countsAssured)
        if let limit, grouping == nil, selection == .outstanding, !isData,
            tallies.reduce(0, { $1.section == .overdue ? $0 + $1.count : $0 }) < limit
        {
            // More is shown than what is overdue.
            countsAssured = true
            tallies = try snapshot.tally(query, by: nil, partsAssured: true)
        }
        query.withheld = Set(tallies.compactMap(\.marking)).filter { !frame.shows(marking: $0) }.sorted()
        var shown: [ItemQuery.Section: Int] = [:]
        var assured = 0
        var keys: [String: (count: Int, overdue: Int)] = [:]
        for tally in tallies {
            counts.add(tally)
            guard frame.shows(marking: tally.marking) else {
                counts.withheld += tally.count
                continue
            }
            if let marking = tally.marking { markings.insert(marking) }
            shown[tally.section, default: 0] += tally.count
            if tally.isAssured { assured += tally.count }
            for key in grouping?.keys(in: tally.key) ?? [] {
                keys[key, default: (0, 0)].count += tally.count
                if tally.section == .overdue { keys[key]?.overdue += tally.count }
            }
        }
        parts = selection == .all ? [unparted(query)] : byDate(query, shown)
        groups = grouping.map { byKey($0, query, keys) } ?? (assured > 0 ? byStanding(query, tallies) : parts)
        if let window {
            var start = 0
            groups = groups.map { part in
                defer { start += part.count }
                return part.part(in: window, from: start)
            }.filter { $0.count > 0 }
        }
    }

    /// How many items there are to print, on all pages together.
    package var printable: Int { counts.total - counts.withheld }

    /// The paper, ready to be drawn.
    public var document: Document {
        var blocks: [Block] = []
        if selection == .outstanding { blocks = [.paragraph(summary)] }
        let namesReport = grouping != .report && frame.scope.report == nil
        blocks += groups.map { part in
            .table(
                rows.table(
                    part.name, part.caption,
                    cells(of: [part]) { [rows] in rows.row($0, report: namesReport) }))
        }
        let shown = groups.reduce(0) { $0 + $1.count }
        if let window, shown < printable {
            blocks.append(
                .paragraph(
                    shown == 0
                        ? "There are no more."
                        : "\(window.lowerBound + 1) to \(window.lowerBound + shown) of \(printable) are shown."
                ))
        } else if shown + counts.withheld < counts.total {
            blocks.append(.paragraph("The first \(shown) are shown."))
        }
        if let sentence = Self.withheld(counts.withheld) { blocks.append(.paragraph(sentence)) }
        let rule = rows.ragRule
        return Document(
            title: title, subtitle: frame.body, letterhead: frame.letterhead,
            marking: frame.marking(of: markings), blocks: blocks,
            foot: frame.foot(
                [Fact(label: "RAG rule", value: "\(rule.name): \(rule.explanation)"), rows.cutFact].compactMap
                { $0 }),
            records: rows.records(cells(of: parts) { [rows] in rows.record($0) }),
            list: rows.list(cells(of: parts) { [rows] in rows.listed($0) }))
    }

    /// How many items an edition doesn't show; nil where it shows all.
    static func withheld(_ count: Int) -> String? {
        count == 0
            ? nil
            : "\(count.counted("item", "items")) counted but not shown in this edition because of \(count == 1 ? "its" : "their") protective marking."
    }

    /// The counts in words; those that are nought are left out, but for what is overdue.
    private var summary: String {
        let parts = [
            "\(counts.overdue) overdue",
            !countsAssured ? nil : counts.due > 0 ? "\(counts.due) with a date to come" : nil,
            !countsAssured ? nil : counts.undated > 0 ? "\(counts.undated) without a date" : nil,
            counts.assured > 0 ? "\(counts.assured) assured and waiting to be closed" : nil,
        ]
        return "\(counted(counts.total)) outstanding: \(parts.compactMap { $0 }.joined(separator: ", "))."
    }

    /// The paper as data: `items`, and what it says about itself.
    public func json(from snapshot: Snapshot) throws -> JSON {
        var items: [JSON] = []
        try Self.forEachItem(of: parts, from: snapshot) { items.append(rows.json($0)) }
        return .object(members.merging(["items": .array(items)]) { $1 })
    }

    /// Writes the paper as data, item by item.
    public func writeJSON(from snapshot: Snapshot, to sink: inout some TextOutputStream) throws {
        try JSON.write(members, list: "items", to: &sink) { body in
            try Self.forEachItem(of: parts, from: snapshot) { try body(rows.json($0)) }
        }
    }

    /// Everything of its data but the items.
    private var members: [String: JSON] {
        var members = frame.json
        members["rag_rule"] = .string(rows.ragRule.name)
        members["count"] = .int(Int64(counts.total))
        members["overdue"] = .int(Int64(counts.overdue))
        members["withheld"] = .int(Int64(counts.withheld))
        return members
    }

    private func cells(of parts: [Part], _ row: @escaping @Sendable (Item) -> [Cell]) -> Rows {
        Rows(count: parts.reduce(0) { $0 + $1.count }) { snapshot, body in
            guard let snapshot = snapshot as? Snapshot else { throw RowsError.withoutSource }
            try Self.forEachItem(of: parts, from: snapshot) { try body(row($0)) }
        }
    }

    private static func forEachItem(
        of parts: [Part], from snapshot: Snapshot, _ body: (Item) throws -> Void
    ) throws {
        let total = Int64(parts.reduce(0) { $0 + $1.count })
        var done: Int64 = 0
        for part in parts where part.count > 0 {
            try snapshot.forEachItem(part.query) { item in
                try body(item)
                done += 1
                if done % 256 == 0 { snapshot.progress("Printing", done, total) }
            }
        }
    }

    // MARK: - Parts

    private func unparted(_ query: ItemQuery) -> Part {
        Part("Items", counted(counts.total) + ".", query, count: counts.total - counts.withheld)
    }

    /// Overdue items first, then those due, then those without a date, as far as they were asked for.
    private func byDate(_ query: ItemQuery, _ shown: [ItemQuery.Section: Int]) -> [Part] {
        let day = frame.viewpoint.asAt.longForm
        var parts: [Part] = []
        var left = query.limit
        func add(_ section: ItemQuery.Section, _ name: String, _ caption: String) {
            var query = query
            query.section = section
            query.limit = left
            let part = Part(name, caption, query, count: shown[section] ?? 0)
            parts.append(part)
            left = left.map { $0 - part.count }
        }
        add(.overdue, "Overdue", "Overdue at the end of \(day)")
        if selection != .overdue { add(.dated, "Due", "Due after \(day)") }
        if selection == .outstanding { add(.undated, "No date", "Without a date") }
        return parts
    }

    /// The same, with those that are assured apart at the end: they are never late.
    private func byStanding(_ query: ItemQuery, _ tallies: [ItemCount]) -> [Part] {
        var left = query.limit
        func part(_ part: Part, _ section: ItemQuery.Section?, isAssured: Bool) -> Part {
            var query = query
            query.section = section
            query.isAssured = isAssured
            query.limit = left
            let count = tallies.reduce(0) { count, tally in
                let isIn = tally.isAssured == isAssured && (section == nil || tally.section == section)
                return isIn && frame.shows(marking: tally.marking) ? count + tally.count : count
            }
            let found = Part(part.name, part.caption, query, count: count)
            left = left.map { $0 - found.count }
            return found
        }
        return parts.map { part($0, $0.query.section, isAssured: false) }
            + [
                part(Part("Assured", "Assured, awaiting closure", query, count: 0), nil, isAssured: true)
            ]
    }

    /// A part for each owner, report or board, with its items by date.
    private func byKey(
        _ rowKey: RowKey, _ query: ItemQuery, _ keys: [String: (count: Int, overdue: Int)]
    ) -> [Part] {
        let labelled = keys.map {
            let label = frame.label($0.key, of: rowKey)
            return (label: label, place: NaturalOrder(label), key: $0.key, counts: $0.value)
        }
        // The newest report first; everything else by its name.
        func place(_ key: String) -> Int {
            rowKey == .report ? -Int(frame.published(Reference(stored: key))?.firstDay.daysSince1970 ?? 0) : 0
        }
        let sorted = labelled.sorted {
            ($0.key.isEmpty ? 1 : 0, place($0.key), $0.place) < (
                $1.key.isEmpty ? 1 : 0, place($1.key), $1.place
            )
        }
        return sorted.map { label, _, key, counts in
            var query = query
            query.row = (rowKey, key)
            let caption =
                rowKey == .report
                ? frame.heading(Reference(stored: key), items: counts.count, overdue: counts.overdue)
                : "\(label): \(PaperContext.counted(counts.count, overdue: counts.overdue))"
            return Part(label, caption, query, count: counts.count)
        }
    }

    private var title: String {
        switch selection {
        case .all: "Items in the register"
        case .outstanding: "Outstanding items"
        case .overdue: "Overdue items"
        case .dueWithin(let days): "Items overdue or due within \(days.counted("day", "days"))"
        }
    }

    private func counted(_ count: Int) -> String { count.counted("item", "items") }
}

extension ItemListPaper.Counts {
    fileprivate mutating func add(_ tally: ItemCount) {
        total += tally.count
        switch tally.section {
        case _ where tally.isAssured: assured += tally.count
        case .overdue: overdue += tally.count
        case .dated: due += tally.count
        case .undated: undated += tally.count
        }
    }
}

/// What a list's rows are read from.
extension Snapshot: RowSource {}
