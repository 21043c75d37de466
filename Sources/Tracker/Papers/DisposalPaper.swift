public import TrackerDocuments
import TrackerModel
public import TrackerRegister
public import TrackerValues
public import TransparencyLog

/// How long the files of evidence are kept: which may be disposed of, which are held and why, which are kept still, and
/// which are gone.
public struct DisposalPaper {
    /// What the paper says about itself.
    public let frame: PaperContext
    private let by: Day
    private let files: [RetainedFile]
    private let standings: [ItemState]

    /// Asks the register; the frame's scope narrows the items.
    ///
    /// - Parameter by: the day by which files may be disposed of that are named so; nil for the paper's own.
    /// - Throws: `RuleViolation` for a public edition: which evidence there is isn't published.
    public init(_ register: Register, by: Day? = nil, frame: PaperContext) throws {
        guard frame.audience == .board else {
            throw RuleViolation(
                "Evidence", "which there is, and how long it is kept, isn't published",
                remedies: [.leaveOut(.audience)])
        }
        self.frame = frame
        self.by = by ?? frame.viewpoint.asAt
        let kept = try register.itemsWithFiles()
        var items: [Item] = []
        try frame.snapshot(of: register).forEachItem(frame.scope) {
            if kept.contains($0.reference) { items.append($0) }
        }
        standings = items.map(\.standing)
        files = try items.flatMap { try RetainedFile.list(register, of: $0.reference, frame) }
    }

    private func files(_ states: Retention.State...) -> [RetainedFile] {
        files.filter { states.contains($0.retention.state) }.sorted {
            ($0.retention.day ?? .distantFuture, $0.evidence.id)
                < ($1.retention.day ?? .distantFuture, $1.evidence.id)
        }
    }

    /// Those that may be disposed of by the day, if nothing happens to them until then.
    private var due: [RetainedFile] {
        files(.due, .kept).filter { $0.retention.day.map { $0 <= by } ?? false }
    }

    /// Those that are kept beyond it.
    private var kept: [RetainedFile] {
        files(.kept, .open, .unruled).filter { $0.retention.day.map { $0 > by } ?? true }
    }

    /// The paper, ready to be drawn.
    public var document: Document {
        let others = [
            (kept.count, "kept"), (files(.held).count, "held"), (files(.disposed).count, "disposed of"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let counts =
            ["\(due.count.counted("file", "files")) may be disposed of by \(by.shortForm)"] + others
        let records = RetainedFile.records(files, namingItems: true)
        return Document(
            title: "Evidence: how long it is kept", subtitle: counts.joined(separator: ", "),
            letterhead: frame.letterhead, marking: frame.marking(of: standings),
            blocks: [.table(dueTable)]
                + [heldTable, keptTable, disposedTable].filter { !$0.rows.isEmpty }
                .map { .table($0) },
            foot: frame.foot(), records: records, list: records)
    }

    /// The paper as data: every file under `files`, those that may be disposed of by the day in `due`.
    public var json: JSON {
        get throws {
            var object = frame.json
            object["by"] = .string(by.description)
            object["due"] = .array(due.map { .string("E\($0.evidence.id)") })
            object["files"] = try RetainedFile.records(files, namingItems: true).json
            return .object(object)
        }
    }

    private static let first = [
        Column(title: "Reference", key: "ref"), Column(title: "Evidence", key: "evidence"),
        Column(title: "Title", key: "title", weight: 3),
    ]

    private func table(
        _ name: String, _ columns: [Column], _ files: [RetainedFile], caption: String = "",
        empty: String = "", _ cells: (RetainedFile) -> [Cell]
    ) -> Table {
        Table(
            name: name, caption: "\(name)\(caption): \(files.count.counted("file", "files"))",
            columns: Self.first + columns,
            rows: Rows(
                files.map {
                    [.text($0.item.text), .text("E\($0.evidence.id)"), Cell($0.title)] + cells($0)
                }),
            empty: empty)
    }

    private var dueTable: Table {
        table(
            "May be disposed of",
            [
                Column(title: "From", key: "day", kind: .date), Column(title: "Rule", key: "rule", weight: 3),
                Column(title: "Source", key: "source", weight: 3),
                Column(title: "Bytes", key: "size", kind: .number),
            ], due, caption: " by \(by.shortForm)", empty: "Nothing may be disposed of by \(by.shortForm)."
        ) {
            [
                Cell($0.retention.day), Cell($0.retention.rule.map { "\($0.rule) (\($0.name))" }),
                Cell($0.retention.rule?.source),
                $0.evidence.file.map { .number(Int($0.size)) } ?? .empty,
            ]
        }
    }

    private var heldTable: Table {
        table(
            "Held",
            [
                Column(title: "Held by", key: "held_by", weight: 4),
                Column(title: "Else from", key: "day", kind: .date),
            ], files(.held)
        ) { [.text($0.heldBy), Cell($0.retention.day)] }
    }

    private var keptTable: Table {
        table(
            "Kept",
            [
                Column(title: "May go from", key: "day", kind: .date),
                Column(title: "How it is kept", key: "retention", weight: 4),
            ], kept
        ) { [Cell($0.retention.day), .text($0.words)] }
    }

    private var disposedTable: Table {
        table(
            "Disposed of",
            [
                Column(title: "On", key: "disposed_on", kind: .date), Column(title: "Rule", key: "rule"),
                Column(title: "Its day", key: "day", kind: .date),
                Column(title: "Entry", key: "disposed_by", kind: .number),
                Column(title: "SHA-256", key: "sha256", weight: 3),
            ], files(.disposed)
        ) {
            [
                Cell($0.disposedOn), Cell($0.evidence.disposal?.rule), Cell($0.retention.day),
                $0.evidence.disposedBy.map { .number(Int($0)) } ?? .empty,
                Cell($0.evidence.disposal?.sha256),
            ]
        }
    }
}
