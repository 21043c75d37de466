// Papers to draw: a quarterly table as domain.md has it, an outstanding list with long texts, and one full of
// hostile data.

import Tracker

enum RenderingSamples {
    /// Movement, position and time of twelve reports, with three charts. The figures are made up, and add up.
    static var quarterly: Document {
        let reports = [
            "PEEL: Police effectiveness 2016", "PEEL: Police efficiency 2016", "PEEL: Police efficiency 2017",
            "PEEL: Police legitimacy 2017", "PEEL 2021/22: Metropolitan Police",
            "Counter-corruption arrangements of the Metropolitan Police Service", "Smart Policing",
            "Crime data integrity", "Custody services in a COVID-19 environment",
            "Understanding the difference: the initial police response to hate crime",
            "A joint thematic inspection of the police response to rape, phase two",
            "Stalking and harassment",
        ]
        let movement = reports.indices.map { row in
            let flows = [
                31 + row * 7 % 23 + (row == 4 ? 42 : 0), row * 5 % 8, row % 3, -(row * 3 % 7), -(row % 2),
                row == 4 ? -35 : 0, row == 3 ? 1 : 0,
            ]
            return flows + [flows.reduce(0, +)]
        }
        let position = reports.indices.map { row in
            let carried = movement[row][7]
            let parts = [row % 3, carried / 4, carried / 3, row % 2 + 1]
            let assured = carried - parts.reduce(0, +)
            return parts + [assured, -(movement[row][3] + movement[row][4])]
        }
        let time = reports.indices.map { row in
            [
                row * 2 % 5, 3 + row % 4, row % 6, row * 3 % 5, row % 3, 120 + row * 97, 6 + row % 5,
                9 + row % 3, 12,
            ]
        }
        let standing = position[0].indices.map { column in position.map { $0[column] }.reduce(0, +) }
        func columns(_ titles: [(String, String)]) -> [Column] {
            [Column(title: "Report", key: "report", weight: 3)]
                + titles.map { Column(title: $0.0, key: $0.1, kind: .number) }
        }
        func rows(_ figures: [[Int]]) -> [[Cell]] {
            zip(reports, figures).map { [.text($0)] + $1.map { .number($0) } }
        }
        func total(_ figures: [[Int]], highest: Int? = nil) -> [Cell] {
            [.text("Total")]
                + figures[0].indices.map { column in
                    let values = figures.map { $0[column] }
                    return .number(column == highest ? values.max()! : values.reduce(0, +))
                }
        }
        let ratings: [RAGColour] = [
            .red, .amber, .green, .green, .red, .amber, .blue, .green, .none, .amber, .green, .blue,
        ]
        return Document(
            title: "Quarterly status of recommendations",
            subtitle: "2022/23 Q3: 1 October to 31 December 2022",
            marking: "OFFICIAL",
            blocks: [
                .paragraph(
                    """
                    The register holds what inspectorates told the force to change. This paper shows how the quarter moved it, \
                    where each report stands at its end, and how late the open items are.
                    """),
                .heading("Movement"),
                .table(
                    Table(
                        name: "Movement", caption: "How the number of open items changed",
                        columns: columns([
                            ("Brought forward", "brought_forward"), ("Opened", "opened"),
                            ("Reopened", "reopened"),
                            ("Closed: implemented", "closed_implemented"),
                            ("Closed: other reasons", "closed_other"),
                            ("Scope in/out", "scope_change"), ("Restated", "restated"),
                            ("Carried forward", "carried_forward"),
                        ]),
                        rows: rows(movement), total: total(movement))),
                .chart(
                    Chart(
                        title: "Status at each quarter's end",
                        description:
                            "Items not yet closed fell from 562 to \(standing[..<5].reduce(0, +)), and those pending sign-off from 41 to \(standing[3]).",
                        kind: .stackedBars, categoryTitle: "Quarter", valueTitle: "Items",
                        categories: ["2021/22 Q3", "2021/22 Q4", "2022/23 Q1", "2022/23 Q2", "2022/23 Q3"],
                        series: [
                            .init(name: "Awaiting allocation", values: [38, 31, 30, 27, standing[0]]),
                            .init(name: "Open", values: [161, 152, 141, 133, standing[1]]),
                            .init(name: "In progress", values: [196, 190, 181, 170, standing[2]]),
                            .init(name: "Pending sign-off", values: [41, 36, 30, 24, standing[3]]),
                            .init(name: "Assured", values: [126, 139, 150, 171, standing[4]]),
                        ])),
                .heading("Position at 31 December 2022"),
                .table(
                    Table(
                        name: "Position", caption: "Where the open items stand, and how each report is rated",
                        columns: columns([
                            ("Awaiting allocation", "awaiting_allocation"), ("Open", "open"),
                            ("In progress", "in_progress"), ("Pending sign-off", "pending_sign_off"),
                            ("Assured", "assured"), ("(Closed in the quarter)", "closed_in_quarter"),
                        ]) + [Column(title: "RAG", key: "rag", kind: .rag)],
                        rows: zip(rows(position), ratings).map { $0 + [.rag($1)] },
                        total: total(position) + [.empty])),
                .heading("Time"),
                .table(
                    Table(
                        name: "Time", caption: "How late the open items are, and how old",
                        columns: columns([
                            ("Overdue", "overdue"), ("Due next quarter", "due_next_quarter"),
                            ("No date", "no_date"),
                            ("Revised once", "revised_once"), ("Revised twice or more", "revised_more"),
                            ("Oldest (days)", "oldest_days"), ("Under 6 months", "age_0_182"),
                            ("6 to 12 months", "age_183_365"), ("Over a year", "age_366"),
                        ]),
                        rows: rows(time), total: total(time, highest: 5))),
                .chart(
                    Chart(
                        title: "Burn-down of open items",
                        description: "Open items against the plan, month by month.",
                        kind: .line, categoryTitle: "Month end", valueTitle: "Open items",
                        categories: ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].map {
                            "\($0) 2022"
                        },
                        series: [
                            .init(name: "Open", values: [446, 440, 431, 433, 420, 411, 402, 390, 386]),
                            .init(name: "Planned", values: [446, 436, 426, 416, 406, 396, 386, 376, 366]),
                        ])),
                .chart(
                    Chart(
                        title: "Overdue by owner",
                        description: "Three owners hold most of the overdue items.",
                        kind: .bars, categoryTitle: "Owner", valueTitle: "Overdue items",
                        categories: [
                            "AC Frontline Policing", "AC Professionalism", "Director of People and Learning",
                            "Deputy Commissioner", "Awaiting allocation",
                        ],
                        series: [.init(name: "Overdue", values: [12, 7, 5, 1, 0])])),
                .list([
                    "A change of scope is a movement of its own: 35 items of PEEL 2021/22 left it on 11 October 2022.",
                    "Percentages are rounded singly.",
                ]),
            ],
            foot: foot,
            records: nil)
    }

    /// Items with long texts, dates and ratings.
    static var outstanding: Document {
        let columns = [
            Column(title: "Reference", key: "ref"), Column(title: "Recommendation", key: "text", weight: 4),
            Column(title: "Owner", key: "lead", weight: 2),
            Column(title: "Status", key: "status", kind: .status),
            Column(title: "Original deadline", key: "original_due", kind: .date),
            Column(title: "Deadline", key: "due", kind: .date),
            Column(title: "Days overdue", key: "days_overdue", kind: .number),
            Column(title: "Complete", key: "complete", kind: .percent),
            Column(title: "RAG", key: "rag", kind: .rag),
        ]
        let rows: [[Cell]] = [
            [
                .text("PEEL-2017-L-03"),
                .text(
                    "The force should ensure that all supervisors of officers who use stop and search powers check that the grounds recorded are reasonable."
                ),
                .text("AC Frontline Policing,\nsupported by Cdr Taskforce"), .text("in progress"),
                .date("2018-03-06"),
                .date("2018-05-22"), .number(1277), .number(45), .rag(.red),
            ],
            [
                .text("PEEL-2021-AFI-11"),
                .text(
                    "The force needs to make sure that the benefits of its change projects are understood and realised."
                ),
                .text("Director of Strategy"), .text("pending sign-off"), .date("2022-12-31"),
                .date("2023-01-31"),
                .empty, .number(90), .rag(.green),
            ],
            [
                .text("SMART-2013-09"), .text("Body-worn video: publish the evaluation."),
                .text("Awaiting allocation"),
                .text("open"), .empty, .empty, .empty, .number(0), .rag(.none),
            ],
            [
                .text("CDI-2018-CoC-1"), .text("Savings of £390m by 2019/20."), .text("Deputy Commissioner"),
                .text("assured"), .date("2019-03-31"), .date("2020-03-31"), .empty, .decimal("99.5"),
                .rag(.amber),
            ],
        ]
        return Document(
            title: "Outstanding recommendations", subtitle: "As at 31 December 2022",
            marking: "OFFICIAL-SENSITIVE",
            blocks: [
                .facts([
                    Fact(label: "Overdue", value: "1 of 4"), Fact(label: "Due within 31 days", value: "1"),
                ]),
                .table(Table(name: "Outstanding", columns: columns, rows: rows)),
                .table(Table(name: "No date", columns: columns, empty: "Every item has a date.")),
            ],
            foot: foot)
    }

    /// Data that would do harm if it were sent, run or read as markup.
    static var hostile: Document {
        let words = [
            "\u{1B}[31mred\u{1B}[0m", "\u{202E}desrever\u{202C} \u{2066}x\u{2069} \u{200F}",
            "<script>alert(1)</script>",
            "=HYPERLINK(\"http://x.example\";\"click\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1",
            "a|b\\|c `d` *e* _f_ [g](h) ![i](j)",
            "nul\u{0}bell\u{7}c1\u{9B}31m", "line one\r\nline two\rthree",
            String(repeating: "Donaudampfschifffahrt", count: 9),
            "東京都警視庁の勧告について", "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u{301} n\u{303}o", "|\u{301} <\u{301} \"\u{301}",
            "</style></title></svg>", "_x000D_ &amp; &", "http://x.example www.x.example",
        ]
        return Document(
            title: "Hostile <b>title</b> \u{1B}]0;x\u{7}", subtitle: "sub\u{202E}title",
            marking: "OFFICIAL\"</style><script>",
            blocks: [
                .heading("# \(words[2])"),
                .paragraph("1. \(words[0]) \(words[1])\n- \(words[2])\n\(words[19])"), .list(words),
                .facts([Fact(label: words[0], value: words[2])]),
                .table(
                    Table(
                        name: "a/b:c*[d]?'", caption: words[2],
                        columns: [
                            Column(title: "Number\u{1B}", key: "number", kind: .number),
                            Column(title: "Words <i>", key: "words", weight: 2),
                            Column(title: "Date", key: "date", kind: .date),
                            Column(title: "More", key: "more"),
                        ],
                        rows: words.enumerated().map { [.number(-$0), .text($1), .date($1), .decimal($1)] },
                        total: [.empty, .text(words[3]), .empty, .text(words[10])])),
                .chart(
                    Chart(
                        title: "=\(words[2])", description: words[1], kind: .bars, categories: words,
                        series: [
                            .init(name: "=\(words[2])", values: Array(words.indices)),
                            .init(name: words[0], values: [-3]),
                        ]
                    )),
            ],
            foot: [Fact(label: words[2], value: words[0])])
    }

    private static let foot = [
        Fact(label: "As at", value: "31 December 2022"),
        Fact(label: "Known at", value: "2023-01-16T09:30:00Z"),
        Fact(label: "Scope", value: "All inspectorates, all boards"),
        Fact(
            label: "RAG rule",
            value:
                "reading: up to 25 % red, 26 to 75 % amber, over 75 % green; under 50 % and past its date, red"
        ),
        Fact(label: "Ledger size", value: "12,480 entries"),
        Fact(label: "Root hash", value: "b3a1f09c5d6e7788990011223344556677889900aabbccddeeff001122334455"),
    ]
}
