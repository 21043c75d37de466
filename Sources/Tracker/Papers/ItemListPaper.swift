/// A list of items as a paper: what is outstanding, or everything in scope.
///
/// `outstanding` puts overdue items first, then those due, then those without a date; `list` goes in the order in which they were taken in.
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
    public let frame: PaperFrame
    /// What was asked for.
    public let selection: Selection
    /// The rule behind the colours.
    public let ragRule: RAGRule
    /// What the list is parted by; nil for overdue, due and undated items.
    public let grouping: RowKey?
    /// The items that it shows, in order.
    public private(set) var items: [Item] = []
    /// How many there are, shown or not.
    public private(set) var counts = Counts()

    /// How many items a list is about; a limit on what is shown doesn't change them.
    public struct Counts: Equatable, Sendable {
        /// All of them.
        public private(set) var total = 0
        /// Past their date.
        public private(set) var overdue = 0
        /// With a date to come.
        public private(set) var due = 0
        /// Without a date.
        public private(set) var undated = 0
        /// Those that this edition may not show.
        public fileprivate(set) var withheld = 0

        mutating func add(_ standing: Standing, asAt day: Day) {
            total += 1
            if standing.isOverdue(asAt: day) {
                overdue += 1
            } else if standing.due == nil {
                undated += 1
            } else {
                due += 1
            }
        }
    }

    /// Asks the register.
    ///
    /// - Parameters:
    ///   - register: the register that is asked.
    ///   - selection: outstanding items, or every item.
    ///   - frame: its viewpoint, scope and edition.
    ///   - ragRule: the rule behind red, amber and green.
    ///   - grouping: what the list is parted by; nil for the dates.
    ///   - limit: show at most so many.
    public init(
        _ register: Register, _ selection: Selection, frame: PaperFrame, ragRule: RAGRule,
        grouping: RowKey? = nil, limit: Int? = nil
    ) throws {
        self.frame = frame
        self.grouping = grouping
        self.selection = selection
        self.ragRule = ragRule
        let day = frame.viewpoint.asAt
        let live = selection != .all
        var items: [Item] = []
        var counts = Counts()
        try register.forEachItem(
            frame.scope, from: frame.viewpoint, live: live, today: frame.today,
            order: live ? .due : .register
        ) { item in
            guard selection.includes(item.standing, asAt: day) else { return }
            if live && !item.standing.inScope { return }
            counts.add(item.standing, asAt: day)
            guard frame.shows(item.standing) else { return counts.withheld += 1 }
            if items.count < limit ?? .max { items.append(item) }
        }
        self.items = items
        self.counts = counts
    }

    /// A list without items of its own, whose tables another paper fills.
    init(frame: PaperFrame, ragRule: RAGRule) {
        self.frame = frame
        self.ragRule = ragRule
        selection = .outstanding
        grouping = nil
    }

    /// The paper, ready to be drawn.
    public var document: Document {
        let day = frame.viewpoint.asAt
        let (overdue, rest) = selection == .all ? ([], items) : split { $0.isOverdue(asAt: day) }
        let due = rest.filter { $0.standing.due != nil }
        let undated = rest.filter { $0.standing.due == nil }
        var blocks: [Block] = []
        if let grouping {
            blocks = grouped(by: grouping)
        } else if selection == .all {
            blocks = [.table(table("Items", counted(counts.total) + ".", items))]
        } else {
            blocks = [
                .paragraph(
                    "\(counted(counts.total)) outstanding: \(counts.overdue) overdue, \(counts.due) with a date to come, \(counts.undated) without a date."
                ),
                .table(table("Overdue", "Overdue at the end of \(day.words)", overdue)),
            ]
            if selection != .overdue {
                blocks.append(.table(table("Due", "Due after \(day.words)", due)))
            }
            if selection == .outstanding {
                blocks.append(.table(table("No date", "Without a date", undated)))
            }
        }
        let shown = items.count + counts.withheld
        if shown < counts.total {
            blocks.append(.paragraph("The first \(items.count) are shown."))
        }
        let withheld = counts.withheld
        if withheld > 0 {
            blocks.append(
                .paragraph(
                    "\(counted(withheld)) counted but not shown in this edition because of \(withheld == 1 ? "its" : "their") protective marking."
                ))
        }
        return Document(
            title: title, subtitle: frame.body, marking: frame.marking(of: items.map(\.standing)),
            blocks: blocks,
            foot: frame.foot([Fact(label: "RAG rule", value: "\(ragRule.name): \(ragRule.explanation)")]),
            records: records(of: items))
    }

    /// The paper as data: `items`, and what it says about itself.
    public var json: JSON {
        var object = frame.json
        object["rag_rule"] = .string(ragRule.name)
        object["count"] = .int(Int64(counts.total))
        object["overdue"] = .int(Int64(counts.overdue))
        object["withheld"] = .int(Int64(counts.withheld))
        object["items"] = .array(items.map { json($0) })
        return .object(object)
    }

    /// A table for each owner, report or board, with its items in the list's order.
    private func grouped(by rowKey: RowKey) -> [Block] {
        var groups: [String: [Item]] = [:]
        for item in items {
            for key in rowKey.keys(of: item.standing) { groups[key, default: []].append(item) }
        }
        let labelled = groups.map { (label: frame.label($0.key, of: rowKey), key: $0.key, items: $0.value) }
        let sorted = labelled.sorted {
            ($0.key.isEmpty ? 1 : 0, $0.label) < ($1.key.isEmpty ? 1 : 0, $1.label)
        }
        return sorted.map { group in
            let late = group.items.filter { $0.standing.isOverdue(asAt: frame.viewpoint.asAt) }.count
            let caption = "\(group.label): \(counted(group.items.count)), \(late) overdue"
            return .table(table(group.label, caption, group.items))
        }
    }

    private var title: String {
        switch selection {
        case .all: "Items in the register"
        case .outstanding: "Outstanding items"
        case .overdue: "Overdue items"
        case .dueWithin(let days): "Items overdue or due within \(days) days"
        }
    }

    private func counted(_ count: Int) -> String { count == 1 ? "1 item" : "\(count) items" }

    private func split(_ isFirst: (Standing) -> Bool) -> (first: [Item], rest: [Item]) {
        (items.filter { isFirst($0.standing) }, items.filter { !isFirst($0.standing) })
    }

    /// What is printed: few columns, so that it fits a page; the last progress stands below the text.
    func table(_ name: String, _ caption: String, _ items: [Item]) -> Table {
        Table(
            name: name, caption: caption,
            columns: [
                Column(title: "Reference", key: "ref", weight: 2),
                Column(title: "Item", key: "text", weight: 6),
                Column(title: "Status", key: "status", kind: .status),
                Column(title: "Lead", key: "lead", weight: 2),
                Column(title: "Due", key: "due"),
                Column(title: "Days late", key: "days_overdue", kind: .number),
                Column(title: "RAG", key: "rag", kind: .rag),
            ],
            rows: items.map { item in
                let standing = item.standing
                let incomplete = item.isIncomplete ? "\nIncomplete: no recommendation under it" : ""
                let progress = item.progress.map { note in
                    "\n\(standing.progressOn.map { "\($0): " } ?? "")\(note)"
                }
                let full = record(item)
                return [
                    full[0], .text(item.text + incomplete + (progress ?? "")), full[2],
                    .text(owners(standing)),
                    due(item), full[6], full[10],
                ]
            }, empty: "None.")
    }

    /// Everything, one field a column: what CSV prints.
    func records(of items: [Item]) -> Table {
        func text(_ title: String, _ key: String) -> Column { Column(title: title, key: key) }
        func date(_ title: String, _ key: String) -> Column { Column(title: title, key: key, kind: .date) }
        func number(_ title: String, _ key: String) -> Column {
            Column(title: title, key: key, kind: .number)
        }
        return Table(
            name: "Items",
            columns: [
                text("Reference", "ref"), Column(title: "Item", key: "text", weight: 6),
                Column(title: "Status", key: "status", kind: .status), text("Lead", "lead"),
                text("Supporting", "support"), date("Due", "due"), number("Days overdue", "days_overdue"),
                date("Original date", "original_due"), text("Deadline in words", "deadline"),
                number("Times revised", "revisions"), Column(title: "RAG", key: "rag", kind: .rag),
                Column(title: "Complete", key: "complete", kind: .percent),
                Column(title: "Last progress", key: "progress", weight: 3),
                date("Progress on", "progress_on"),
                text("Report", "report"), text("Kind", "kind"), text("Force", "force"),
                text("Question", "question"), text("Number", "number"),
                text("Inspectorate's number", "external_number"), text("Belongs to", "parent"),
                text("Board", "board"), date("Opened", "opened"), text("Tags", "tags"),
            ], rows: items.map { record($0) })
    }

    private func record(_ item: Item) -> [Cell] {
        let standing = item.standing
        let day = frame.viewpoint.asAt
        let status =
            standing.closedAs.map { "closed: \($0.words)" } ?? standing.position?.words
            ?? standing.stage.words
        return [
            .text(item.reference.text), .text(item.text), .text(status),
            Cell(standing.lead.map { frame.name($0) }),
            .text(standing.supporting.map { frame.name($0) }.joined(separator: "; ")), Cell(standing.due),
            standing.isOverdue(asAt: day) ? .number(standing.due.map { day.days(since: $0) } ?? 0) : .empty,
            Cell(item.originalDue), Cell(item.deadline), .number(standing.revisions),
            ragRule.colour(of: standing, asAt: day).map { .rag($0.cell) } ?? .empty,
            standing.complete.map { .number($0) } ?? .empty, Cell(item.progress), Cell(standing.progressOn),
            .text(standing.report.text), .text(standing.kind), .text(standing.force), Cell(standing.question),
            Cell(item.number), Cell(item.externalNumber), Cell(item.parent?.text), Cell(standing.board?.text),
            Cell(item.openedOn), .text(standing.tags.joined(separator: "; ")),
        ]
    }

    private func owners(_ standing: Standing) -> String {
        let lead = standing.lead.map { frame.name($0) } ?? "(nobody yet)"
        let supporting = standing.supporting.map { frame.name($0) }.joined(separator: ", ")
        return supporting.isEmpty ? lead : "\(lead), supported by \(supporting)"
    }

    /// The current date, with the original one and the count of changes where it was changed; else the words.
    private func due(_ item: Item) -> Cell {
        let standing = item.standing
        guard standing.revisions > 0 else {
            return standing.due.map { .date($0.description) } ?? .text(item.deadline ?? "none")
        }
        let times = standing.revisions == 1 ? "once" : "\(standing.revisions) times"
        return .text(
            "\(standing.due?.description ?? "none")\nrevised \(times) from \(item.originalDue?.description ?? "none")"
        )
    }

    func json(_ item: Item) -> JSON {
        let standing = item.standing
        let day = frame.viewpoint.asAt
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        func date(_ day: Day?) -> JSON { text(day?.description) }
        return [
            "ref": .string(item.reference.text), "kind": .string(standing.kind),
            "report": .string(standing.report.text), "report_title": .string(frame.title(standing.report)),
            "force": .string(standing.force), "question": text(standing.question),
            "number": text(item.number), "external_number": text(item.externalNumber),
            "parent": text(item.parent?.text), "addressee": text(item.addressee),
            "priority": text(item.priority), "text": .string(item.text),
            "status": .string(standing.stage.status.rawValue),
            "position": text(standing.position?.rawValue),
            "pending_sign_off": .bool(standing.stage == .pendingSignOff),
            "closed_as": text(standing.closedAs?.rawValue), "successor": text(standing.successor?.text),
            "acceptance": text(standing.acceptance?.rawValue),
            "lead": text(standing.lead.map { frame.name($0) }),
            "support": .array(standing.supporting.map { .string(frame.name($0)) }),
            "board": text(standing.board?.text), "opened": date(item.openedOn), "due": date(standing.due),
            "original_due": date(item.originalDue), "deadline": text(item.deadline),
            "days_overdue": standing.isOverdue(asAt: day)
                ? .int(Int64(standing.due.map { day.days(since: $0) } ?? 0)) : .int(0),
            "revisions": .int(Int64(standing.revisions)),
            "extension_wanted": .bool(standing.extensionWanted), "in_scope": .bool(standing.inScope),
            "complete": standing.complete.map { .int(Int64($0)) } ?? .null,
            "rag": text(ragRule.colour(of: standing, asAt: day)?.rawValue),
            "rag_stated": text(standing.rating?.rawValue), "progress": text(item.progress),
            "progress_on": date(standing.progressOn), "marking": text(standing.marking),
            "incomplete": .bool(item.isIncomplete), "tags": .array(standing.tags.map { .string($0) }),
        ]
    }
}

extension ItemListPaper.Selection {
    func includes(_ standing: Standing, asAt day: Day) -> Bool {
        switch self {
        case .all, .outstanding: return true
        case .overdue: return standing.isOverdue(asAt: day)
        case .dueWithin(let days):
            guard standing.stage.isToDo, let due = standing.due else { return false }
            return due <= day.adding(days: days)
        }
    }
}

extension RAG {
    /// The colour as renderers know it.
    var cell: RAGColour {
        switch self {
        case .red: .red
        case .amber: .amber
        case .green: .green
        case .none: .none
        }
    }
}
