import TrackerValues
public import TrackerDocuments
public import TrackerModel
public import TrackerRegister
public import TransparencyLog

/// A report, its grades and its items.
public struct ReportPaper {
    private let head: ReportFront
    private let items: ItemListPaper
    private let superseded: [Item]
    private let rows: ItemRows

    private var report: ReportRecord { head.report }
    private var grades: [QuestionGrade] { head.grades }

    /// Asks the register; the frame's scope is the report.
    public init(_ register: Register, _ report: ReportRecord, frame: PaperContext, ragRule: RAGRule) throws {
        head = try ReportFront(register, report, frame: frame)
        items = try ItemListPaper(register, .all, frame: frame, ragRule: ragRule)
        var query = ItemQuery()
        query.supersededBy = report.reference
        var superseded: [Item] = []
        try frame.snapshot(of: register).forEachItem(query) {
            if frame.shows($0.standing) { superseded.append($0) }
        }
        self.superseded = superseded
        rows = ItemRows(frame: frame, ragRule: ragRule)
    }

    /// The paper, ready to be drawn.
    public var document: Document {
        var document = items.document
        document.title = items.frame.text(report.title)
        document.subtitle = report.reference.text
        document.blocks = head.blocks + document.blocks + head.superseded(superseded, rows)
        return document
    }

    /// The paper as data.
    public func json(from snapshot: Snapshot) throws -> JSON {
        var object = try items.json(from: snapshot).object ?? [:]
        object["id"] = .string(report.reference.text)
        object["title"] = .string(items.frame.text(report.title))
        object["publisher"] = .string(report.details.publisher)
        object["force"] = .string(report.details.force)
        object["published"] = .string(report.details.published.description)
        object["cycle"] = report.details.cycle.map { .string($0) } ?? .null
        object["superseded"] = .array(superseded.map { .string($0.reference.text) })
        object["grades"] = .array(
            grades.map {
                [
                    "question": .string($0.question), "grade": .string($0.grade),
                    "judgement": $0.judgement.map { .string($0) } ?? .null,
                ]
            })
        object["benefits"] = try head.benefitsData.json
        return .object(object)
    }
}
