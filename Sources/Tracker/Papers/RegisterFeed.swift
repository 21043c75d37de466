import TrackerDocuments
import TrackerModel
import TrackerValues

/// What was recorded last, for news readers: an Atom feed (RFC 4287). Its identifiers are made from the register's own and
/// the entry's number, so that no address is needed.
struct RegisterFeed {
    private struct News {
        let seq: Int64
        let at: Instant
        let title: String
        let text: String
        let page: String
    }

    /// So many of the latest are told.
    private static let length = 60

    private let register: PublicRegister
    private var news: [News] = []

    init(_ register: PublicRegister) { self.register = register }

    /// What an item's public history tells.
    mutating func add(_ paper: ItemPaper) {
        let page = PublicRegister.page(ofItem: paper.reference)
        for line in paper.lines.suffix(Self.length) {
            guard line.tellsThePublic else { continue }
            add(
                News(
                    seq: line.seq, at: line.recordedAt,
                    title: "\(paper.reference): \(line.headline)",
                    text: line.what.joined(separator: "; "), page: page))
        }
    }

    /// That a report was added.
    mutating func add(_ report: ReportRecord, title: String, at recorded: Instant?) {
        guard let recorded else { return }
        add(
            News(
                seq: report.id, at: recorded, title: "Report: \(title)",
                text: "Published \(report.details.published.shortForm)",
                page: PublicRegister.page(ofReport: report.reference)))
    }

    private mutating func add(_ item: News) {
        news.append(item)
        guard news.count > 20 * Self.length else { return }
        news = latest
    }

    private var latest: [News] { Array(news.sorted { $0.seq > $1.seq }.prefix(Self.length)) }

    /// The feed, the latest first.
    var xml: String {
        let latest = latest
        let name = Self.escaped(register.name)
        let updated = latest.map(\.at).max().map(\.description) ?? "1970-01-01T00:00:00Z"
        let entries = latest.map { news in
            """
            <entry>
            <title>\(Self.escaped(news.title))</title>
            <id>\(PublicRegister.urn(of: Array("\(register.identifier) \(news.seq)".utf8)))</id>
            <updated>\(news.at)</updated>
            <link rel="alternate" type="text/html" href="\(Self.escaped(news.page))"/>
            <content type="text">\(Self.escaped(news.text))</content>
            </entry>

            """
        }
        return """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
            <title>Recommendations: \(name)</title>
            <id>\(register.identifier)</id>
            <updated>\(updated)</updated>
            <author><name>\(name)</name></author>
            <link rel="self" type="application/atom+xml" href="\(PublicRegister.feedFile)"/>
            <link rel="alternate" type="text/html" href="\(PublicRegister.firstPage)"/>
            \(entries.joined())</feed>

            """
    }

    /// Text as XML has it; what XML 1.0 can't hold is shown (2.2).
    private static func escaped(_ text: String) -> String {
        ControlCharacters.shown(in: text).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
