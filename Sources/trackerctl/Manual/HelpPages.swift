import Tracker

/// The pages of `trackerctl help TOPIC`.
enum HelpPages {
    /// The lifecycle, from the table that decides.
    static var lifecycle: Document {
        Document(
            title: "The lifecycle",
            blocks: [
                .paragraph(
                    "\(Stage.allCases.map(\.label).joined(separator: " → ")). Closed always has a reason, and is not the same as implemented."
                ),
                .table(rules { $0.to != nil }), .table(rules { $0.to == nil }),
                .paragraph(
                    "Whoever had a part in the work doesn't assure it, whatever was corrected since, unless a third person allows it (waive). What a sheet that was taken in says is assured stands on its word until somebody assures it. An act may be dated back (--on) as long as everything later stays possible. What was recorded by mistake is put right with: trackerctl correct"
                ),
            ])
    }

    private static func rules(_ isIncluded: (Lifecycle.Rule) -> Bool) -> Table {
        let moves = Lifecycle.rules.first(where: isIncluded)?.to != nil
        let to = moves ? [Column(title: "To", key: "to")] : []
        return Table(
            name: moves ? "moves" : "others",
            caption: moves ? "Acts that move an item" : "Acts that leave it where it is",
            columns: [Column(title: "Act", key: "act"), Column(title: "From", key: "from")] + to
                + [Column(title: "Needs", key: "needs", weight: 2)],
            rows: Lifecycle.rules.filter(isIncluded).map { rule in
                [.text(rule.act.typed), .text(stages(rule.from))] + (rule.to.map { [.text($0.label)] } ?? [])
                    + [.text(rule.needs.map(\.label).joined(separator: ", and "))]
            }, empty: "")
    }

    private static func stages(_ stages: [Stage]) -> String {
        switch stages {
        case Stage.allCases: "any"
        case Stage.allCases.filter(\.isLive): "any but closed"
        default: stages.map(\.label).joined(separator: ", ")
        }
    }

    /// The quarters of both conventions, of one year.
    static var quarters: Document {
        let year = (1...4).compactMap { try? Quarter(parsing: "2022/23-Q\($0)") }
        return Document(
            title: "Quarters",
            blocks: [
                .paragraph(
                    "A quarter is of the financial year (2022/23-Q3) or of the calendar year (2022-Q4). The same three months have both names; a table for the one is never filed as the other, and prints its dates."
                ),
                .table(
                    Table(
                        name: "quarters", caption: "The financial year 2022/23",
                        columns: [
                            Column(title: "Financial", key: "financial"),
                            Column(title: "Calendar", key: "calendar"),
                            Column(title: "First day", key: "first", kind: .date),
                            Column(title: "Last day", key: "last", kind: .date),
                        ],
                        rows: year.map {
                            [
                                .text($0.argument),
                                .text(Quarter.containing($0.first, kind: .calendar).argument),
                                .date($0.first.description), .date($0.last.description),
                            ]
                        }, empty: "")),
                .paragraph(
                    "The financial year begins on 1 April unless the register says otherwise (trackerctl config year_start). A blank will do for the dash, and q for Q: trackerctl quarterly \"2022/23 q3\""
                ),
            ])
    }

    /// The forms in which dates are read, each with what is understood.
    static var dates: Document {
        Document(
            title: "Dates",
            blocks: [
                .table(
                    Table(
                        name: "dates", caption: "How dates are read",
                        columns: [
                            Column(title: "Where", key: "where"),
                            Column(title: "Write", key: "write"),
                            Column(title: "Understood as", key: "understood"),
                        ],
                        rows: dateForms.map { [.text($0.place), .text($0.written), .text($0.understood)] },
                        empty: "")),
                .paragraph(
                    "--as-at and --on say from which day something counts; --known-at says what had been recorded by then. Both together print any past paper again. \"Today\" is the day in the register's time zone (trackerctl config time_zone)."
                ),
                .heading("Deadlines in words"),
                .paragraph(
                    "The words are kept, and the date is worked out of them where they name one. For a report published on \(published?.shortForm ?? ""):"
                ),
                .facts(
                    [
                        "Immediately", "Within three months", "By July 2018",
                        "No later than 30 September 2018",
                        "By the end of 2018", "Oversight Board, autumn",
                    ].map {
                        Fact(
                            label: $0,
                            value: DeadlineWords.day(from: $0, published: published)?.shortForm ?? "no date"
                        )
                    }),
            ])
    }

    private static let published = Day(year: 2017, month: 12, day: 12)

    /// Read by the very code that reads the command line, so that the page can't promise what isn't understood.
    private static var dateForms: [(place: String, written: String, understood: String)] {
        let part = "--published"
        let known = "--known-at"
        return ["2018-03-31", "31/03/2018", "31.3.18", "31 March 2018", "31st Mar 2018"].map { text in
            ("--on, --as-at …", text, (try? Day(parsing: text))?.shortForm ?? "")
        }
            + ["2017-12", "December 2017", "2017"].map { text in
                (
                    part, text,
                    (try? PartialDate(parsing: text)).map {
                        "\($0.firstDay.shortForm) to \($0.lastDay.shortForm)"
                    } ?? ""
                )
            }
            + ["2022-10-05T09:00:00Z", "2022-10-05T10:00:00+01:00", "2022-10-05", "120"].map { text in
                (known, text, understood(try? KnownAt(parsing: text)))
            }
    }

    private static func understood(_ known: KnownAt?) -> String {
        switch known {
        case .size(let size): "the first \(size) entries"
        case .instant(let instant): "up to \(instant)"
        case .day(let day): "up to the end of \(day.shortForm) in the register's time zone"
        case .now, nil: ""
        }
    }

    /// The formats of papers.
    static var formats: Document {
        Document(
            title: "Formats",
            blocks: [
                .paragraph("Choose with --format NAME, or with -o FILE by the file's ending."),
                .table(
                    Table(
                        name: "formats", caption: "What there is",
                        columns: [
                            Column(title: "Name", key: "name"), Column(title: "Endings", key: "endings"),
                            Column(title: "What it is", key: "what", weight: 3),
                        ],
                        rows: Format.allCases.map {
                            [
                                .text($0.rawValue),
                                .text($0.endings.map { ".\($0)" }.joined(separator: " ")),
                                .text($0.explanation),
                            ]
                        }, empty: "")),
                .paragraph(
                    "Every format carries the protective marking and says as at, known at, scope, rule, ledger size and root. The keys of JSON are promises (docs/json.md)."
                ),
            ])
    }
}

extension Format {
    /// What a paper in it is good for.
    var explanation: String {
        switch self {
        case .text: "For the terminal: as wide as it is, wrapped inside its cells."
        case .markdown: "For wikis and minutes."
        case .csv: "One row an item, for other programs; cells that begin like a formula are made inert."
        case .json: "For scripts: everything, with stable keys."
        case .html: "One page for the screen and for A4, with charts; no scripts, nothing from elsewhere."
        case .xlsx: "A workbook with real dates and numbers, filters and charts. Needs a file."
        case .docx:
            "A Word document to go on working with: headings, tables with repeated heads, charts, page numbers. Needs a file."
        case .odt: "The same as OpenDocument, made by LibreOffice, where it is installed. Needs a file."
        case .ods: "The workbook as OpenDocument, made by LibreOffice, where it is installed. Needs a file."
        case .pdf: "The page printed on A4 by Chromium or WeasyPrint, where one is installed. Needs a file."
        }
    }
}
