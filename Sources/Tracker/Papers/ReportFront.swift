import TrackerDocuments
import TrackerFigures
import TrackerModel
import TrackerRegister
import TrackerValues

/// What stands on a report's paper before its items: what it is, its grades, and where it is asked for, its response.
struct ReportFront {
    let report: ReportRecord
    let grades: [QuestionGrade]
    /// Who owes an answer to it, where somebody was named.
    private let addressees: [String]
    /// The report's own benefits, as they are printed and as data has them.
    private let benefits: Table
    let benefitsData: Table
    private let frame: PaperContext

    init(_ register: Register, _ report: ReportRecord, frame: PaperContext) throws {
        self.report = report
        self.frame = frame
        addressees = try register.responses(to: report.reference, knownAt: frame.viewpoint.knownAt).addressees
        grades = try register.grades(of: report.reference, knownAt: frame.wordsKnownAt).map {
            QuestionGrade(
                question: frame.text($0.question), grade: $0.grade,
                judgement: $0.judgement.map { frame.text($0) })
        }
        let benefits = try register.benefits(
            of: .report(report.reference), knownAt: frame.viewpoint.knownAt)
        var names: [Int64: String] = [:]
        for benefit in benefits { names[benefit.name] = try register.words(of: benefit.name)[.text] }
        self.benefits = try Table(benefits: benefits, words: names, frame: frame)
        benefitsData = try Table(benefits: benefits, words: names, frame: frame, isData: true)
    }

    /// The report and its grades.
    var blocks: [Block] {
        let details = report.details
        var facts = [
            Fact(label: "Publisher", value: details.publisher), Fact(label: "Force", value: details.force),
            Fact(label: "Published", value: details.published.shortForm),
        ]
        if let cycle = details.cycle { facts.append(Fact(label: "Cycle", value: cycle)) }
        if let scale = details.scale { facts.append(Fact(label: "Grade scale", value: scale)) }
        if !addressees.isEmpty {
            facts.append(Fact(label: "Sent to", value: addressees.joined(separator: ", ")))
        }
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
        if !benefits.rows.isEmpty { blocks.append(.table(benefits)) }
        return blocks
    }

    /// The items of other reports whose place it took; nothing where there are none.
    func superseded(_ items: [Item], _ rows: ItemRows) -> [Block] {
        guard !items.isEmpty else { return [] }
        return [
            .table(
                Table(
                    name: "Superseded", caption: "Items of earlier reports that this report superseded",
                    columns: [
                        Column(title: "Reference", key: "ref", weight: 2),
                        Column(title: "Report", key: "report", weight: 3),
                        Column(title: "What was to be done", key: "text", weight: 6),
                    ],
                    rows: items.map {
                        [
                            .text($0.reference.text), .text(frame.title($0.standing.report)), rows.line($0),
                        ]
                    }))
        ]
    }

    /// How the clock stands, and what was published.
    ///
    /// - Parameter words: what was said in the response.
    func response(_ answers: ReportAnswers, words: Response) -> [Block] {
        var blocks: [Block] = [.heading("Response")]
        if let share = answers.share { blocks.append(.paragraph("\(share.capitalizedFirst).")) }
        blocks += answers.statuses.map { .facts($0.facts(in: frame)) }
        let whose = answers.statuses.filter { $0.addressee == nil || $0.addressee == frame.body }
        guard whose.contains(where: { $0.commentsPublished != nil }) else { return blocks }
        for (name, heading) in [
            (WordName.comments, "Our comments"), (.chiefComments, "The chief officer's comments"),
            (.reply, "Our reply to the chief officer's comments"),
        ] where !words.paragraphs(name).isEmpty {
            blocks.append(.heading(heading))
            blocks += words.paragraphs(name).map { .paragraph(frame.text($0)) }
        }
        return blocks
    }
}
