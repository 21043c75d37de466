import Tracker
import TrackerDocuments

/// What the register's papers name that has a page: read once for each size of the ledger.
struct PageLinks: Sendable {
    let size: Int64
    private let items: Set<String>
    private let reports: [String: String]
    private let meetings: Set<String>
    private let boards: [String: String]

    init(_ register: Register) throws {
        size = try register.size()
        items = Set(try register.references().map(\.text))
        var reports: [String: String] = [:]
        for report in try register.reports() {
            let id = report.reference.text
            reports[id] = id
            reports["\(report.title) (\(id))"] = id
            // A title that two reports have leads to neither.
            reports[report.title] = reports[report.title].map { $0 == id ? id : "" } ?? id
        }
        self.reports = reports.filter { !$0.value.isEmpty }
        meetings = Set(try register.meetings().map(\.reference.text))
        boards = Dictionary(
            try register.boards().flatMap {
                [($0.reference.text, $0.reference.text), ($0.name, $0.reference.text)]
            }
        ) { first, _ in first }
    }

    /// The columns and facts that name what may have a page.
    static let places: Set<String> = [
        "ref", "references", "gained", "lost", "Belongs to", "Recommendations under it", "Successor",
        "report", "Report",
        "Superseded by",
        "authority", "meeting", "Board", "board", "about", SitePage.caption,
    ]

    /// Where what is named has its page.
    func address(_ words: String, _ place: String) -> String? {
        switch place {
        case "ref", "references", "gained", "lost", "Belongs to", "Recommendations under it", "Successor":
            items.contains(words) ? PageAddress.path("items", words) : nil
        case "report", "Report", "Superseded by", SitePage.caption:
            reports[words].map { PageAddress.path("reports", $0) }
        case "authority", "meeting": meetings.contains(words) ? PageAddress.path("meetings", words) : nil
        case "about":
            ["ref", "report", "meeting", "board"].lazy.compactMap { address(words, $0) }.first
        case "Board", "board": boards[words].map { PageAddress.path("boards", $0) }
        default: nil
        }
    }
}
