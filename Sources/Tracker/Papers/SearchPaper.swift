/// The items in which some words were found, each with the places where they stand.
public struct SearchPaper: Sendable {
    /// What the paper says about itself.
    public let frame: PaperFrame
    private let words: String
    private let found: [(item: Item, hits: [SearchHit])]
    private let authorships: [Int64: Authorship]

    /// Asks the register; the frame's scope narrows the items.
    ///
    /// - Throws: `MalformedValue` when no word is given.
    public init(_ register: Register, words: [String], frame: PaperFrame) throws {
        self.frame = frame
        self.words = frame.text(words.joined(separator: " "))
        let hits = try register.search(words, isPublic: frame.audience == .public)
        var found: [(item: Item, hits: [SearchHit])] = []
        if !hits.isEmpty {
            try register.forEachItem(frame.scope, from: frame.viewpoint, today: frame.today) { item in
                guard let hits = hits[item.id], frame.shows(item.standing) else { return }
                let shown = hits.compactMap { $0.shown(in: frame, words) }
                if !shown.isEmpty { found.append((frame.item(item), shown)) }
            }
        }
        self.found = found
        let entries = Set(found.flatMap { $0.hits.compactMap(\.seq) })
        authorships = Dictionary(
            stored: try entries.map { ($0, try register.authorship(of: register.entry($0))) })
    }

    /// The paper, ready to be drawn.
    public var document: Document {
        Document(
            title: "Search: \(words)", subtitle: found.count == 1 ? "1 item" : "\(found.count) items",
            letterhead: frame.letterhead, marking: frame.marking(of: found.map(\.item.standing)),
            blocks: [.table(table)],
            foot: frame.foot())
    }

    /// The paper as data: `items`, each with the places under `found`.
    public var json: JSON {
        var object = frame.json
        object["search"] = .string(words)
        object["items"] = .array(
            found.map { item, hits in
                [
                    "ref": .string(item.reference.text), "report": .string(item.standing.report.text),
                    "kind": .string(item.standing.kind),
                    "status": .string(item.standing.stage.status.rawValue),
                    "number": item.number.map { .string($0) } ?? .null,
                    "external_number": item.externalNumber.map { .string($0) } ?? .null,
                    "text": .string(item.text),
                    "found": .array(
                        hits.map { hit in
                            let about: [String: JSON] = [
                                "place": .string(hit.place), "entry": hit.seq.map { .int($0) } ?? .null,
                                "text": .string(hit.text),
                            ]
                            let who = authorship(of: hit).map { frame.fields($0) } ?? [:]
                            return .object(about.merging(who) { $1 })
                        }),
                ]
            })
        return .object(object)
    }

    private func authorship(of hit: SearchHit) -> Authorship? { hit.seq.flatMap { authorships[$0] } }

    private var table: Table {
        Table(
            name: "Found", caption: "Where the words stand",
            columns: [
                Column(title: "Reference", key: "ref", weight: 2),
                Column(title: "Status", key: "status", kind: .status),
                Column(title: "Found in", key: "place", weight: 2),
                Column(title: "Entry", key: "entry", kind: .number),
                Column(title: "By", key: "actor", weight: 2),
                Column(title: "What stands there", key: "text", weight: 6),
            ],
            rows: found.flatMap { item, hits in
                hits.map { hit in
                    [
                        .text(item.reference.text), .text(item.standing.words), .text(hit.place),
                        hit.seq.map { .number(Int($0)) } ?? .empty,
                        Cell(authorship(of: hit).map { frame.words($0) }), .text(hit.text),
                    ]
                }
            }, empty: "Nothing found. Fewer words, or parts of words, find more.")
    }
}

extension SearchHit {
    /// The place as a paper may show it; nil where it may not, or where what was looked for isn't in what it prints.
    fileprivate func shown(in frame: PaperFrame, _ words: [String]) -> SearchHit? {
        guard frame.audience == .public else { return self }
        var hit = self
        if let act, let name, let seq {
            guard let text = frame.words(text, name, of: act, in: seq) else { return nil }
            hit.text = text
        } else {
            hit.text = frame.text(text)
        }
        let folded = hit.text.lowercased()
        let parts = words.flatMap { $0.lowercased().split(whereSeparator: \.isWhitespace) }
        return parts.allSatisfy { folded.contains($0) } ? hit : nil
    }
}
