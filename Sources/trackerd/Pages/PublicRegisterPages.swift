import Synchronization
import Tracker
import TrackerDocuments

/// The register for everybody, where an office switches it on: the tables that were issued of all items, and what the last of them
/// was made of, as `trackerctl publish --from-issued` writes it. What nobody has issued, nobody outside sees.
extension Pages {
    /// The answer to whoever asks without signing in; nil where there is no public register.
    func publicPage(_ address: PageAddress, ifNoneMatch: String?) -> PageResponse? {
        guard let editions, address.path.first == "public" else { return nil }
        let path = address.path.dropFirst().joined(separator: "/")
        do {
            let (size, today) = try shelf.reading {
                (try $0.size(), clock().day(in: try $0.timeZone()))
            }
            let edition = try editions.current(size: size, today: today, at: now) {
                try shelf.reading { try PublicEditionFiles($0, today: today) }
            }
            guard let edition else {
                var response = plain(503, "The public register is being made. Try again in a moment.")
                response["Retry-After"] = "2"
                return response
            }
            guard let file = edition.files[path.isEmpty ? PublicEditionFiles.first : path] else {
                return publicly(plain(404, "There is no such page in the public register."))
            }
            if let ifNoneMatch, ifNoneMatch.split(separator: ",").contains(where: { $0.contains(file.tag) }) {
                var response = PageResponse(304)
                response.headers = []
                response["ETag"] = file.tag
                return publicly(response)
            }
            var response = publicly(PageResponse(200, type: file.type, file.bytes))
            response["ETag"] = file.tag
            return response
        } catch let error as any TrackerError where error.failure == .temporary {
            var response = plain(503, "The register is busy. Try again in a moment.")
            response["Retry-After"] = "2"
            return response
        } catch {
            // Why is for officers, who see it when they publish; nothing of the register is told here.
            return publicly(plain(404, "No table has been issued that can be shown."))
        }
    }

    /// Marks an answer as the same for everybody.
    private func publicly(_ response: PageResponse) -> PageResponse {
        var response = response
        response["Cache-Control"] = "public, max-age=300"
        // Shares of columns stand in its pages, which work from a folder too; nothing else may act there.
        response["Content-Security-Policy"] =
            "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
        return response
    }
}

/// Every file of a public register.
struct PublicEditionFiles: Sendable {
    /// A file as it is handed out.
    struct File: Sendable {
        let type: String
        let bytes: [UInt8]
        /// Its entity tag.
        let tag: String
    }

    /// The page that `/public` is.
    static let first = "tables.html"

    private(set) var files: [String: File] = [:]

    /// - Throws: `NotFound` where no table of everything was issued; as ``PublicRegister`` where the last can't be shown.
    init(_ register: Register, today: Day) throws {
        let tables = try register.issuedTables().filter { $0.table.scope == .everything }
        guard let last = tables.last else { throw NotFound("issued table", "") }
        let edition = try PublicRegister(register, fromIssued: "T\(last.id)", today: today)
        try register.publicFiles(edition) { add($1, at: $0) }
        var rows: [[Cell]] = []
        for found in tables.reversed() {
            let paper = try IssuedPaper.paper(
                register, found, knownAt: .size(found.table.ledgerSize), today: today, audience: .public,
                isAnew: true)
            let id = "T\(found.id)"
            let document = paper.document()
            add(Array(try CSVRenderer.render(document, byteOrderMark: true).utf8), at: "issued/\(id).csv")
            add(
                Array(try HTMLRenderer.render(document, from: nil, in: Self.site("../")).utf8),
                at: "issued/\(id).html")
            rows.append([
                .text(id), .text(paper.table.spec.quarter.label), .text(found.table.rows.rawValue),
                .date(found.table.asAt.description), .text("\(id).csv"),
            ])
        }
        let body = edition.frame.body
        let document = Document(
            title: "Recommendations", subtitle: body.map { "What \($0) has issued" },
            letterhead: edition.frame.letterhead,
            blocks: [
                .table(
                    Table(
                        name: "Tables", caption: "The status tables that were issued, the last first",
                        columns: [
                            Column(title: "Table", key: "table"),
                            Column(title: "Quarter", key: "quarter", weight: 2),
                            Column(title: "A row for each", key: "rows"),
                            Column(title: "As at", key: "as_at", kind: .date),
                            Column(title: "As data", key: "file"),
                        ], rows: rows)),
                .paragraph(
                    "What the last of them was made of is in the register: every item, report by report, with its history."
                ),
            ])
        add(Array(try HTMLRenderer.render(document, from: nil, in: Self.site("")).utf8), at: Self.first)
    }

    private static func site(_ up: String) -> SitePage {
        SitePage(
            name: "Public register", stylesheet: "\(up)style.css", feed: "\(up)changes.xml",
            navigation: [
                .init("Tables", to: "\(up)tables.html", isHere: up.isEmpty),
                .init("Register", to: "\(up)index.html"),
            ], places: ["table", "file"]
        ) { words, place, _ in
            switch place {
            case "table": "issued/\(words).html"
            case "file": "issued/\(words)"
            default: nil
            }
        }
    }

    private mutating func add(_ bytes: [UInt8], at path: String) {
        let ending = path.split(separator: ".").last.map(String.init) ?? ""
        let type =
            switch ending {
            case "html": "text/html; charset=utf-8"
            case "css": "text/css; charset=utf-8"
            case "csv": "text/csv; charset=utf-8"
            case "json": "application/json"
            case "xml": "application/atom+xml; charset=utf-8"
            default: "text/plain; charset=utf-8"
            }
        files[path] = File(type: type, bytes: bytes, tag: "\"\(Hash.sha256(bytes).hex.prefix(32))\"")
    }
}

/// The public register as it was last made. It is made anew when the ledger has grown or the day has changed, at most once a minute,
/// and whoever asks meanwhile gets the one before.
final class PublicEditions: Sendable {
    private static let least: Int64 = 60_000

    private struct Kept {
        let edition: Result<PublicEditionFiles, any Error>
        let size: Int64
        let day: Day
        let at: Int64
    }

    private struct State {
        var kept: Kept?
        var isBeingMade = false
    }

    private let state = Mutex(State())

    /// What is handed out now; nil while the first is being made.
    ///
    /// - Throws: why there is none.
    func current(
        size: Int64, today: Day, at now: Int64, make: () throws -> PublicEditionFiles
    ) throws -> PublicEditionFiles? {
        let (kept, isMine) = state.withLock { state -> (Kept?, Bool) in
            let isCurrent = state.kept.map { $0.size == size && $0.day == today || now - $0.at < Self.least }
            guard isCurrent != true, !state.isBeingMade else { return (state.kept, false) }
            state.isBeingMade = true
            return (state.kept, true)
        }
        guard isMine else { return try kept?.edition.get() }
        let edition = Result { try make() }
        state.withLock {
            $0 = State(kept: Kept(edition: edition, size: size, day: today, at: now))
        }
        return try edition.get()
    }
}
