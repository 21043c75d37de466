import TrackerValues
public import TrackerDocuments
package import TrackerFigures
public import TrackerModel
public import TrackerRegister
public import TransparencyLog

/// A report, its grades and its items.
public struct ReportPaper {
    private let report: ReportRecord
    private let grades: [QuestionGrade]
    private let items: ItemListPaper

    /// Asks the register; the frame's scope is the report.
    public init(_ register: Register, _ report: ReportRecord, frame: PaperContext, ragRule: RAGRule) throws {
        self.report = report
        grades = try register.grades(of: report.reference, knownAt: frame.wordsKnownAt).map {
            QuestionGrade(
                question: frame.text($0.question), grade: $0.grade,
                judgement: $0.judgement.map { frame.text($0) })
        }
        items = try ItemListPaper(register, .all, frame: frame, ragRule: ragRule)
    }

    /// The paper, ready to be drawn.
    public var document: Document { document(with: []) }

    /// The same with the response to it before its items: how its clock stands, and what was published.
    ///
    /// - Parameter words: what was said in the response.
    package func page(_ status: ResponseStatus, words: Response) -> Document {
        let frame = items.frame
        var blocks: [Block] = [.heading("Response"), .facts(status.facts(in: frame))]
        if status.commentsPublished != nil {
            for (name, heading) in [
                (WordName.comments, "Our comments"), (.chiefComments, "The chief officer's comments"),
                (.reply, "Our reply to the chief officer's comments"),
            ] where !words.paragraphs(name).isEmpty {
                blocks.append(.heading(heading))
                blocks += words.paragraphs(name).map { .paragraph(frame.text($0)) }
            }
        }
        return document(with: blocks + [.heading("Items")])
    }

    private func document(with more: [Block]) -> Document {
        var document = items.document
        document.title = items.frame.text(report.title)
        document.subtitle = report.reference.text
        let details = report.details
        var facts = [
            Fact(label: "Publisher", value: details.publisher), Fact(label: "Force", value: details.force),
            Fact(label: "Published", value: details.published.shortForm),
        ]
        if let cycle = details.cycle { facts.append(Fact(label: "Cycle", value: cycle)) }
        if let scale = details.scale { facts.append(Fact(label: "Grade scale", value: scale)) }
        if let url = details.url { facts.append(Fact(label: "Address", value: url)) }
        var blocks: [Block] = [.facts(facts)]
        if !grades.isEmpty {
            blocks.append(
                .table(
                    Table(
                        name: "Grades", caption: "Grades",
                        columns: [
                            Column(title: "Question", key: "question", weight: 4),
                            Column(title: "Grade", key: "grade"),
                        ],
                        rows: grades.map { [.text($0.question), .text($0.grade)] })))
        }
        for given in grades {
            guard let judgement = given.judgement else { continue }
            blocks += [.heading("\(given.question) – \(given.grade)")]
            blocks += judgement.paragraphs.map { .paragraph($0) }
        }
        document.blocks = blocks + more + document.blocks
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
        object["grades"] = .array(
            grades.map {
                [
                    "question": .string($0.question), "grade": .string($0.grade),
                    "judgement": $0.judgement.map { .string($0) } ?? .null,
                ]
            })
        return .object(object)
    }
}
