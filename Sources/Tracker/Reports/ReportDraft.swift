public import TrackerDocuments
public import TrackerSheets
import TrackerValues

/// Published reports as a workbook that somebody checks and then imports: a sheet of items whose headings an import knows by
/// itself, a sheet of grades, and one of the reports.
public enum ReportDraft {
    /// The draft of these reports.
    public static func document(_ reports: [PublishedReport]) -> Document {
        var slugs: Set<String> = []
        let named = reports.map { (report: $0, slug: slug(of: $0, unlike: &slugs)) }
        let count = reports.reduce(0) { $0 + $1.items.count }
        return Document(
            title: "Draft from published reports",
            subtitle: "\(reports.count.counted("report", "reports")), \(count.counted("item", "items"))",
            blocks: [
                .table(items(named)), .table(gradesTable(reports)), .table(details(reports)),
                .paragraph(
                    "Look at every row whose column Check says something, and compare it with the report at the place in the "
                        + "column Found at. Mend the row, or delete it. Then import this workbook: its first sheet is taken in."
                ),
                .paragraph(
                    "Everything in the first sheet stands in the report as it stands here, but Ref, Kind, Parent and Check: "
                        + "these were made from it. Published is the report's day, written as 2016-11-03."),
            ])
    }

    /// The sheet of items alone, for CSV.
    public static func items(_ reports: [PublishedReport]) -> Table {
        var slugs: Set<String> = []
        return items(reports.map { ($0, slug(of: $0, unlike: &slugs)) })
    }

    /// The name of the sheet of grades.
    public static let grades = "Grades"

    /// The grades that a draft's sheet of grades has for the report of this title.
    ///
    /// - Throws: `InputProblems` where the sheet is no such sheet, or has none for it.
    public static func grades(
        in sheet: Sheet, of title: String, file: String
    ) throws(InputProblems) -> [(question: String, grade: String)] {
        func column(_ key: String) -> Int? {
            sheet.headings.firstIndex { $0.text.plain.lowercased() == key }
        }
        guard let report = column("report"), let question = column("question"), let grade = column("grade")
        else {
            throw InputProblems([
                Problem(
                    file: file,
                    sentence: "The sheet \"\(sheet.name)\" lacks one of the columns Report, Question, Grade.")
            ])
        }
        let wanted = title.plain.lowercased()
        let rows = sheet.rows.filter { $0.cells[report].text.plain.lowercased() == wanted }
            .filter { !$0.cells[question].isBlank && !$0.cells[grade].isBlank }
        guard !rows.isEmpty else {
            throw InputProblems([
                Problem(
                    file: file,
                    sentence: "The sheet \"\(sheet.name)\" has no grade for the report \"\(title)\".")
            ])
        }
        return rows.map { ($0.cells[question].text.trimmed, $0.cells[grade].text.trimmed) }
    }

    /// What begins the references of a report's items: made of its title, as an import makes it.
    private static func slug(of report: PublishedReport, unlike taken: inout Set<String>) -> String {
        var slug = Reference.slug(from: report.title?.text ?? "", limit: 28)
        if slug.isEmpty { slug = "report" }
        let base = slug
        var copy = 1
        while !taken.insert(slug.lowercased()).inserted {
            copy += 1
            slug = "\(base)-\(copy)"
        }
        return slug
    }

    private static func items(_ reports: [(report: PublishedReport, slug: String)]) -> Table {
        let rows = reports.flatMap { report, slug in
            report.items.enumerated().map { index, item -> [Cell] in
                // What isn't sure of the report stands once, with its first item.
                let checks = (index == 0 ? report.checks : []) + item.checks
                return [
                    .text("\(slug)-\(index + 1)"), .text(item.kind), cell(item.number), .text(item.text),
                    cell(checks.isEmpty ? nil : checks.joined(separator: " ")), cell(item.question),
                    cell(item.addressee),
                    cell(item.deadline), cell(item.parent.map { "\(slug)-\($0 + 1)" }), cell(item.leadIn),
                    .text(place(item.place, in: report, of: reports.count)),
                ] + facts(of: report)
            }
        }
        return Table(
            name: "Items", caption: "What the reports ask for",
            columns: [
                Column(title: "Ref", key: "ref"), Column(title: "Kind", key: "kind"),
                Column(title: "Number", key: "number"),
                Column(title: "Text", key: "text"), Column(title: "Check", key: "check"),
                Column(title: "Question", key: "question"), Column(title: "Addressee", key: "addressee"),
                Column(title: "Deadline", key: "deadline"), Column(title: "Parent", key: "parent"),
                Column(title: "Notes", key: "notes"), Column(title: "Found at", key: "found_at"),
                Column(title: "Report", key: "report"), Column(title: "Publisher", key: "publisher"),
                Column(title: "Force", key: "force"),
                Column(title: "Published", key: "published", kind: .date),
                Column(title: "Cycle", key: "cycle"),
            ], rows: rows, empty: "No recommendation, cause of concern or area for improvement was found.")
    }

    /// What the rows of a report say alike.
    private static func facts(of report: PublishedReport) -> [Cell] {
        [
            cell(report.title?.text), cell(report.publisher?.text), cell(report.force?.text),
            report.published.map { $0.precision == .day ? .date("\($0)") : .text("\($0)") } ?? .empty,
            cell(report.cycle),
        ]
    }

    private static func gradesTable(_ reports: [PublishedReport]) -> Table {
        Table(
            name: grades, caption: "The questions that the reports judge",
            columns: [
                Column(title: "Report", key: "report"), Column(title: "Question", key: "question"),
                Column(title: "Grade", key: "grade"), Column(title: "Found at", key: "found_at"),
            ],
            rows: reports.flatMap { report in
                report.questions.map {
                    [
                        cell(report.title?.text), .text($0.text), .text($0.grade),
                        .text(place($0.place, in: report, of: reports.count)),
                    ]
                }
            }, empty: "No graded question was found.")
    }

    private static func details(_ reports: [PublishedReport]) -> Table {
        Table(
            name: "Reports", caption: "What the reports say of themselves",
            columns: [
                Column(title: "Report", key: "report"), Column(title: "Publisher", key: "publisher"),
                Column(title: "Force", key: "force"),
                Column(title: "Published", key: "published", kind: .date),
                Column(title: "Cycle", key: "cycle"), Column(title: "Overall grade", key: "overall_grade"),
                Column(title: "File", key: "file"), Column(title: "Check", key: "check"),
            ],
            rows: reports.map { report in
                facts(of: report) + [
                    cell(report.overall?.text), .text(report.file),
                    cell(report.checks.joined(separator: " ")),
                ]
            })
    }

    private static func place(_ place: SourcePlace, in report: PublishedReport, of count: Int) -> String {
        count > 1 ? "\(report.file), \(place)" : "\(place)"
    }

    private static func cell(_ words: String?) -> Cell {
        words.map { $0.isEmpty ? .empty : .text($0) } ?? .empty
    }
}
