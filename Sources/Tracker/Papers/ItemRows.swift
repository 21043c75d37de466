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

    /// What is printed: few columns, so that it fits a page; the last progress stands below the text.
    package func table(_ name: String, _ caption: String, _ items: [Item]) -> Table {
        table(name, caption, Rows(items.map { row($0) }))
    }

    /// The same, of rows that ``row(_:)`` made.
    package func table(_ name: String, _ caption: String, _ rows: Rows) -> Table {
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
            rows: rows)
    }

    /// An item as ``table(_:_:_:)`` prints it.
    package func row(_ whole: Item) -> [Cell] {
        let item = frame.item(whole)
        let standing = item.standing
        let incomplete = item.isIncomplete ? "\nIncomplete: no recommendation under it" : ""
        let progress = item.progress.map { note in
            "\n\(standing.progressOn.map { "\($0.shortForm): " } ?? "")\(note)"
        }
        let full = record(whole)
        return [
            full[0], .text(item.text + incomplete + (progress ?? "")), full[2], .text(owners(standing)),
            due(item), full[6], full[10],
        ]
    }

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
                text("Inspectorate's number", "external_number"), text("Belongs to", "parent"),
                text("Board", "board"), date("Opened", "opened"), text("Tags", "tags"),
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
        ]
    }

    private func owners(_ standing: ItemState) -> String {
        let lead = frame.lead(standing.lead)
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
            "\(standing.due?.shortForm ?? "none")\nrevised \(times) from \(item.originalDue?.shortForm ?? "none")"
        )
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
            "force": .string(standing.force), "question": text(standing.question),
            "number": text(item.number), "external_number": text(item.externalNumber),
            "parent": text(item.parent?.text), "addressee": text(item.addressee),
            "priority": text(item.priority), "text": .string(item.text),
            "status": .string(standing.stage.status.rawValue), "on_word": .bool(standing.onWord),
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
