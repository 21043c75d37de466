package import TrackerDocuments
import TrackerModel
import TrackerValues
import TransparencyLog

/// Items as rows of tables and as data: the same columns and fields wherever items are listed.
struct ItemRows: Sendable {
    /// The paper that they stand in.
    package let frame: PaperContext
    /// The rule behind the colours.
    package let ragRule: RAGRule
    /// Whether long texts are printed whole.
    var isFull = false
    /// Whether they are cut shorter than on paper: on a page that leads to each item.
    var isShort = false

    /// How much of a text is printed, in characters: of what is to be done, of the last progress, and of either in a line.
    private static let longestLine = 56
    private var longestText: Int { isShort ? 140 : 300 }
    private var longestProgress: Int { isShort ? 80 : 200 }

    /// What a paper says of texts that it cuts; nil where it prints them whole.
    package var cutFact: Fact? {
        isFull
            ? nil
            : Fact(label: "Long texts", value: "where one ends in …, the paper on the item has it whole")
    }

    /// What is printed: few columns, so that it fits a page.
    package func table(_ name: String, _ caption: String, _ items: [Item]) -> Table {
        table(name, caption, Rows(items.map { row($0) }))
    }

    /// The same, of rows that ``row(_:)`` made.
    package func table(_ name: String, _ caption: String, _ rows: Rows) -> Table {
        var table = Table(
            name: name, caption: caption,
            columns: [
                Column(title: "Reference", key: "ref", weight: 12),
                Column(title: "What is to be done", key: "text", weight: 30),
                Column(title: "Lead", key: "lead", weight: 11), Column(title: "Due", key: "due", weight: 11),
                Column(title: "Status", key: "status", kind: .status, weight: 9),
                Column(title: "RAG", key: "rag", kind: .rag, weight: 7),
                Column(title: "Latest", key: "progress", weight: 20, under: "text"),
            ],
            rows: rows)
        table.isFixed = true
        return table
    }

    /// Items that a paper has in full elsewhere: a line each.
    package func lines(_ name: String, _ caption: String, _ items: [Item]) -> Table {
        var table = Table(
            name: name, caption: caption,
            columns: [
                Column(title: "Reference", key: "ref", weight: 11),
                Column(title: "Report", key: "report", weight: 20),
                Column(title: "What is to be done", key: "text", weight: 33),
                Column(title: "Lead", key: "lead", weight: 13),
                Column(title: "Due", key: "due", kind: .date, weight: 10),
                Column(title: "Days late", key: "days_overdue", kind: .number, weight: 6),
                Column(title: "RAG", key: "rag", kind: .rag, weight: 7),
            ],
            rows: items.map { item in
                let full = record(item)
                return [
                    full[0], .text(frame.title(item.standing.report).cut(to: 30)), line(item), full[3],
                    full[5], full[6],
                    full[10],
                ]
            })
        table.isFixed = true
        return table
    }

    /// An item's text in a line.
    package func line(_ item: Item) -> Cell {
        let overseer = item.standing.board == frame.scope.board ? nil : frame.otherBoards(of: item.standing)
        return lines([line(frame.item(item).text), overseer])
    }

    /// Words in a line.
    package func line(_ words: String) -> String {
        words.split(whereSeparator: \.isNewline).joined(separator: " ").cut(to: Self.longestLine)
    }

    /// Everything that people sort and filter by, in one table: the first sheet of a workbook.
    package func list(_ rows: Rows) -> Table {
        Table(
            name: "All", caption: "All items in one table",
            columns: [
                Column(title: "Report", key: "report", weight: 3), Column(title: "Reference", key: "ref"),
                Column(title: "Number", key: "number"), Column(title: "Priority", key: "priority"),
                Column(title: "What is to be done", key: "text", weight: 6),
                Column(title: "Lead", key: "lead", weight: 2), Column(title: "Due", key: "due", kind: .date),
                Column(title: "Days late", key: "days_overdue", kind: .number),
                Column(title: "Times moved", key: "revisions", kind: .number),
                Column(title: "Status", key: "status", kind: .status),
                Column(title: "Complete", key: "complete", kind: .percent),
                Column(title: "RAG", key: "rag", kind: .rag),
                Column(title: "Latest on", key: "progress_on", kind: .date),
                Column(title: "Latest", key: "progress", weight: 6),
            ], rows: rows)
    }

    /// An item as ``list(_:)`` holds it.
    package func listed(_ whole: Item) -> [Cell] {
        let (item, full) = (frame.item(whole), record(whole))
        return [
            .text(frame.title(item.standing.report)), full[0], .text(numbered(item)), Cell(item.priority),
            .text(shown(item.text, longestText)), .text(owners(item.standing)), full[5], full[6],
            full[9],
            full[2], full[11], full[10], full[13],
            item.progress.map { .text(shown($0, longestProgress)) } ?? .empty,
        ]
    }

    /// An item as ``table(_:_:_:)`` prints it; `report` says where it doesn't stand under its report's own heading.
    package func row(_ whole: Item, report: Bool = false) -> [Cell] {
        let item = frame.item(whole)
        let standing = item.standing
        let reference = [
            item.reference.text, numbered(item), item.priority.map { "\($0) priority" },
            report ? frame.title(standing.report) : nil,
        ]
        let text = [
            shown(item.text, longestText),
            item.isIncomplete ? "Incomplete: no recommendation under it" : nil,
            standing.delay.map { "Reason for delay: \($0)" }, standing.proposalsLabel,
            frame.otherBoards(of: standing), standing.addressees.share,
        ]
        let latest = [
            standing.progressOn?.shortForm, item.progress.map { shown($0, longestProgress) },
        ]
        let status = [
            standing.positionLabel, standing.complete.map { "\($0)%" },
            standing.risk.map { "Local risk: \($0)" },
        ]
        let full = record(whole)
        return [
            lines(reference), lines(text), .text(owners(standing)), due(item), lines(status), full[10],
            item.progress == nil ? .empty : lines(latest),
        ]
    }

    private func lines(_ parts: [String?]) -> Cell { .text(parts.compactMap { $0 }.joined(separator: "\n")) }

    /// The kind and the number that the report or its inspectorate gave it: "Recommendation 3".
    private func numbered(_ item: Item) -> String {
        Kind.numbered(item.standing.kind, item.number ?? item.externalNumber)
    }

    private func shown(_ text: String, _ length: Int) -> String { isFull ? text : text.cut(to: length) }

    /// Everything, one field a column: what CSV prints.
    package func records(of items: [Item]) -> Table { records(Rows(items.map { record($0) })) }

    /// The same, of rows that ``record(_:)`` made.
    package func records(_ rows: Rows) -> Table {
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
                text("Publisher's number", "external_number"), text("Belongs to", "parent"),
                text("Board", "board"), date("Opened", "opened"), text("Tags", "tags"),
                text("Also before", "also_boards"), text("Successor", "successor"),
                text("Addressees", "addressees"),
                text("Local risk", "risk"), text("Reason for delay", "delay"),
                number("Proposals that wait", "proposals_waiting"),
            ], rows: rows)
    }

    /// An item as ``records(_:)`` holds it.
    package func record(_ whole: Item) -> [Cell] {
        let item = frame.item(whole)
        let standing = item.standing
        let day = frame.viewpoint.asAt
        return [
            .text(item.reference.text), .text(item.text), .text(standing.positionLabel),
            Cell(standing.lead.map { frame.name($0) }),
            .text(standing.supporting.map { frame.name($0) }.joined(separator: "; ")), Cell(standing.due),
            standing.isOverdue(asAt: day) ? .number(standing.due.map { day.days(since: $0) } ?? 0) : .empty,
            Cell(item.originalDue), Cell(item.deadline), .number(standing.revisions),
            ragRule.colour(of: standing, asAt: day).map { .rag($0.cell) } ?? .empty,
            standing.complete.map { .number($0) } ?? .empty, Cell(item.progress), Cell(standing.progressOn),
            .text(standing.report.text), .text(standing.kind), .text(standing.force), Cell(standing.question),
            Cell(item.number), Cell(item.externalNumber), Cell(item.parent?.text), Cell(standing.board?.text),
            Cell(item.openedOn), .text(standing.tags.joined(separator: "; ")),
            .text(standing.alsoBoards.map(\.text).joined(separator: "; ")),
            Cell((standing.successor ?? standing.successorReport)?.text),
            .text(standing.addressees.map { $0.label { frame.name($0) } }.joined(separator: "; ")),
            Cell(standing.risk), Cell(standing.delay),
            standing.proposals > 0 ? .number(standing.proposals) : .empty,
        ]
    }

    private func owners(_ standing: ItemState) -> String {
        let lead = frame.lead(standing.lead)
        let supporting = standing.supporting.map { frame.name($0) }.joined(separator: ", ")
        return supporting.isEmpty ? lead : "\(lead), supported by \(supporting)"
    }

    /// The current date, how late it is, and the original one with the count of changes where it was changed; without a
    /// date, the words.
    private func due(_ item: Item) -> Cell {
        let standing = item.standing
        let day = frame.viewpoint.asAt
        let late =
            standing.isOverdue(asAt: day)
            ? standing.due.map { "\(day.days(since: $0).counted("day", "days")) late" } : nil
        guard standing.revisions > 0 || late != nil else {
            return standing.due.map { .date($0.description) } ?? .text(item.deadline ?? "none set")
        }
        // A date in two lines would be read as two.
        func date(_ day: Day?) -> String? {
            (day?.shortForm).map { String($0.map { $0 == " " ? "\u{A0}" : $0 }) }
        }
        let times = standing.revisions == 1 ? "once" : "\(standing.revisions) times"
        let moved = "moved \(times), from \(date(item.originalDue) ?? "none")"
        return lines([date(standing.due) ?? "none set", late, standing.revisions > 0 ? moved : nil])
    }

    /// An item as data.
    package func json(_ whole: Item) -> JSON {
        let item = frame.item(whole)
        let standing = item.standing
        let day = frame.viewpoint.asAt
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        func date(_ day: Day?) -> JSON { text(day?.description) }
        return [
            "ref": .string(item.reference.text), "kind": .string(standing.kind),
            "report": .string(standing.report.text), "report_title": .string(frame.title(standing.report)),
            "publisher": text(frame.publisher(of: standing.report)),
            "force": .string(standing.force), "question": text(standing.question),
            "number": text(item.number), "external_number": text(item.externalNumber),
            "parent": text(item.parent?.text), "addressee": text(item.addressee),
            "priority": text(item.priority), "text": .string(item.text),
            "status": .string(standing.stage.status.rawValue), "on_word": .bool(standing.onWord),
            "evidence_changed": .bool(standing.evidenceChanged),
            "position": text(standing.position?.rawValue),
            "pending_sign_off": .bool(standing.stage == .pendingSignOff),
            "closed_as": text(standing.closedAs?.rawValue), "successor": text(standing.successor?.text),
            "successor_report": text(standing.successorReport?.text),
            "acceptance": text(standing.acceptance?.rawValue),
            "lead": text(standing.lead.map { frame.name($0) }),
            "support": .array(standing.supporting.map { .string(frame.name($0)) }),
            "board": text(standing.board?.text),
            "also_boards": .array(standing.alsoBoards.map { .string($0.text) }),
            "proposed_for_closure": .bool(standing.proposedForClosure), "disputed": .bool(standing.disputed),
            "addressees": .array(standing.addressees.map { $0.json(frame) }),
            "opened": date(item.openedOn), "due": date(standing.due),
            "original_due": date(item.originalDue), "deadline": text(item.deadline),
            "days_overdue": standing.isOverdue(asAt: day)
                ? .int(Int64(standing.due.map { day.days(since: $0) } ?? 0)) : .int(0),
            "revisions": .int(Int64(standing.revisions)),
            "extension_wanted": .bool(standing.extensionWanted), "in_scope": .bool(standing.inScope),
            "complete": standing.complete.map { .int(Int64($0)) } ?? .null,
            "rag": text(ragRule.colour(of: standing, asAt: day)?.rawValue),
            "rag_stated": text(standing.rating?.rawValue), "progress": text(item.progress),
            "progress_on": date(standing.progressOn), "marking": text(standing.marking),
            "risk": text(standing.risk), "delay": text(standing.delay),
            "proposals_waiting": .int(Int64(standing.proposals)),
            "incomplete": .bool(item.isIncomplete), "tags": .array(standing.tags.map { .string($0) }),
        ]
    }
}

extension Addressing {
    /// A body that the item is directed at, as data.
    func json(_ frame: PaperContext) -> JSON {
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        return [
            "addressee": .string(name), "acceptance": text(acceptance?.rawValue),
            "lead": text(lead.map { frame.name($0) }), "answered_on": text(answeredOn?.description),
            "closed_as": text(closedAs?.rawValue), "closed_on": text(closedOn?.description),
        ]
    }
}

extension RAG {
    /// The colour as renderers know it.
    package var cell: RAGColour {
        switch self {
        case .red: .red
        case .amber: .amber
        case .green: .green
        case .none: .none
        }
    }
}
