import TrackerDocuments
import TrackerModel
import TrackerRegister
import TrackerValues

/// A file of evidence as papers tell how long it is kept.
struct RetainedFile {
    let item: Reference
    let evidence: Evidence
    let retention: Retention
    let title: String?
    /// Why it is held, hold by hold.
    let reasons: [String]
    /// The day on which it was disposed of.
    let disposedOn: Day?

    /// The files of an item's evidence, as a paper finds them.
    static func list(_ register: Register, of item: Reference, _ frame: PaperContext) throws -> [RetainedFile]
    {
        let (day, known) = (frame.viewpoint.asAt, frame.viewpoint.knownAt)
        let history = try register.history(of: item, knownAt: known).asAt(day)
        let book = try RetentionBook(register.ledger, knownAt: known)
        return try history.evidence.compactMap { evidence in
            guard let retention = try book.retention(of: evidence, in: history, asAt: day) else { return nil }
            let words = try register.words(of: evidence.id)
            return RetainedFile(
                item: item, evidence: evidence, retention: retention,
                title: words[.title] ?? words[.file],
                reasons: try retention.holds.map { try register.words(of: $0.id)[.reason] ?? "" },
                disposedOn: history.acts.first { $0.seq == evidence.disposedBy }?.effectiveOn)
        }
    }

    /// Whether anything says how long it is kept.
    var isRuled: Bool { retention.rule != nil || !retention.holds.isEmpty || evidence.disposal != nil }

    /// "disposed of on 3 May 2026 under closed-items", "held by H55, since 2 May 2026: inquest".
    var words: String {
        switch retention.state {
        case .disposed:
            "disposed of on \(disposedOn?.shortForm ?? "") under \(evidence.disposal?.rule ?? "")"
        case .held: "held by \(heldBy)"
        case .due, .kept, .open, .unruled, .redacted, .lost: retention.label
        }
    }

    /// "H55, since 2 May 2026: inquest; H60, …".
    var heldBy: String {
        zip(retention.holds, reasons).map { "H\($0.id), since \($0.from.shortForm): \($1)" }
            .joined(separator: "; ")
    }

    private static let columns = [
        Column(title: "Evidence", key: "evidence"), Column(title: "Title", key: "title", weight: 3),
        Column(title: "Dated", key: "dated", kind: .date), Column(title: "State", key: "state"),
        Column(title: "Rule", key: "rule"), Column(title: "How long", key: "kept", weight: 2),
        Column(title: "Source", key: "source", weight: 2),
        Column(title: "May go from", key: "day", kind: .date),
        Column(title: "Held by", key: "held_by"), Column(title: "Why held", key: "reason", weight: 3),
        Column(title: "Disposed of on", key: "disposed_on", kind: .date),
        Column(title: "By entry", key: "disposed_by", kind: .number),
        Column(title: "Bytes", key: "size", kind: .number),
        Column(title: "SHA-256", key: "sha256", weight: 2),
    ]

    /// Files as data, field by field.
    static func records(_ files: [RetainedFile], namingItems: Bool) -> Table {
        Table(
            name: "Evidence",
            columns: (namingItems ? [Column(title: "Reference", key: "ref", weight: 2)] : []) + columns,
            rows: Rows(
                files.map { file in
                    let cells: [Cell] = [
                        .text("E\(file.evidence.id)"), Cell(file.title), Cell(file.evidence.dated),
                        .text(file.retention.state.rawValue),
                        Cell(file.retention.rule?.name ?? file.evidence.disposal?.rule),
                        Cell(file.retention.rule?.rule), Cell(file.retention.rule?.source),
                        Cell(file.retention.day),
                        Cell(file.holds),
                        Cell(file.reasons.isEmpty ? nil : file.reasons.joined(separator: "; ")),
                        Cell(file.disposedOn),
                        file.evidence.disposedBy.map { .number(Int($0)) } ?? .empty,
                        file.evidence.file.map { .number(Int($0.size)) } ?? .empty,
                        Cell(file.evidence.file?.sha256),
                    ]
                    return (namingItems ? [.text(file.item.text)] : []) + cells
                }))
    }

    private var holds: String? {
        retention.holds.isEmpty
            ? nil : retention.holds.map { "H\($0.id)" }.joined(separator: ", ")
    }

    /// How long an item's files are kept, to be read; empty where nothing says so of any.
    static func table(_ files: [RetainedFile]) -> Table {
        Table(
            name: "Evidence kept",
            columns: [
                Column(title: "Evidence", key: "evidence"), Column(title: "Title", key: "title", weight: 3),
                Column(title: "May go from", key: "day", kind: .date),
                Column(title: "How it is kept", key: "retention", weight: 4),
            ],
            rows: Rows(
                files.contains(where: \.isRuled)
                    ? files.map {
                        [
                            .text("E\($0.evidence.id)"), Cell($0.title),
                            Cell($0.evidence.disposal == nil ? $0.retention.day : nil), .text($0.words),
                        ]
                    } : []))
    }
}
