import TrackerDocuments
import TrackerFigures
import TrackerModel
import TrackerValues

/// Where what the pages of the public register name has a page of its own.
struct PublicLinks: Sendable {
    private let name: String
    /// By what names it: references of items, titles with identifiers of reports, names of files.
    private let items: [String: String]
    private let reports: [String: String]
    /// A report's title alone, where no other report has it.
    private let titles: [String: String]
    /// The pages behind the rows of the status table, in order, and their labels as the total's page has them.
    private let rows: [String]
    private let labels: [String: String]
    /// The row of such a page that a figure of the table leads to.
    private let figures: [String: (anchor: String, counts: [QuarterlyCount])]
    private let table: QuarterlyTable

    init(_ register: PublicRegister, _ items: [Item]) {
        name = register.name
        table = register.quarterly.table
        self.items = Dictionary(
            stored: items.map { ($0.reference.text, PublicRegister.page(ofItem: $0.reference)) })
        var reports: [String: String] = [:]
        var titles: [String: String] = [:]
        for counts in register.reports {
            let reference = counts.report.reference
            let page = PublicRegister.page(ofReport: reference)
            reports[register.frame.named(report: reference)] = page
            reports[reference.text] = page
            let title = register.frame.title(reference)
            titles[title] = titles[title] == nil ? page : ""
        }
        self.reports = reports
        self.titles = titles.filter { !$0.value.isEmpty }
        rows = table.rows.indices.map { register.page(ofRow: $0) }
        var labels: [String: String] = [:]
        for count in table.spec.counts {
            for (index, row) in table.rows.enumerated() where row[count] > 0 {
                labels[register.counted(count, inRow: index)] = rows[index]
            }
        }
        self.labels = labels
        figures = Dictionary(
            stored: table.spec.figures.compactMap { figure in
                figure.counts.first.map {
                    (figure.key, (SitePage.anchor(of: $0.title), figure.counts))
                }
            })
    }

    /// What the page at `path` has around it.
    func site(at path: String, namesRows: Bool) -> SitePage {
        let up = String(repeating: "../", count: path.count { $0 == "/" })
        let pages = [
            ("Overview", PublicRegister.firstPage), ("Status table", PublicRegister.quarterlyPage),
            ("Outstanding", PublicRegister.outstandingPage), ("Reports", PublicRegister.reportsPage),
            ("Downloads", PublicRegister.downloadsPage), ("How to verify", PublicRegister.verifyPage),
        ]
        let isQuarterly = path == PublicRegister.quarterlyPage
        return SitePage(
            name: name, stylesheet: up + PublicRegister.stylesheet, feed: up + PublicRegister.feedFile,
            navigation: pages.map { SitePage.Link($0.0, to: up + $0.1, isHere: $0.1 == path) },
            places: isQuarterly ? Self.places.union(figures.keys).union(["key"]) : Self.places,
            namesRows: namesRows
        ) { words, place, row in
            guard let page = address(words, place, row), page != path else { return nil }
            return up + page
        }
    }

    private static let places: Set<String> = [
        "ref", "references", "report", "Report", "Belongs to", "Recommendations under it", "Successor",
        "Superseded by", "rows",
        "page", "file", SitePage.caption,
    ]

    private func address(_ words: String, _ place: String, _ row: Int?) -> String? {
        switch place {
        case "ref", "references", "Belongs to", "Recommendations under it", "Successor": items[words]
        case "report", "Report", "Superseded by": reports[words] ?? titles[words]
        case SitePage.caption: titles[words]
        case "rows": labels[words]
        case "page": Self.pages[words]
        case "file": words
        case "key": row.map { rows[$0] } ?? PublicRegister.totalPage
        default: address(ofFigure: place, row)
        }
    }

    /// The row of references that a figure of the status table leads to; none for nought.
    private func address(ofFigure key: String, _ row: Int?) -> String? {
        guard let figure = figures[key] else { return nil }
        let counted = row.map { table.rows[$0] } ?? table.total
        guard let first = figure.counts.first(where: { counted[$0] > 0 }) else { return nil }
        let page = row.map { rows[$0] } ?? PublicRegister.totalPage
        return "\(page)#\(SitePage.anchor(of: first.title))"
    }

    private static let pages = [
        "Status table": PublicRegister.quarterlyPage, "Outstanding items": PublicRegister.outstandingPage,
        "Reports": PublicRegister.reportsPage, "Downloads": PublicRegister.downloadsPage,
        "How to verify": PublicRegister.verifyPage, "Changes": PublicRegister.feedFile,
    ]
}
