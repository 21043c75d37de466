/// The items in which some words were found, each with the places where they stand.
public struct SearchPaper: Sendable {
    /// What the paper says about itself.
    public let frame: PaperFrame
    private let words: String
    private let found: [(item: Item, hits: [SearchHit])]

    /// Asks the register; the frame's scope narrows the items.
    ///
    /// - Throws: `MalformedValue` when no word is given.
    public init(_ register: Register, words: [String], frame: PaperFrame) throws {
        self.frame = frame
        self.words = words.joined(separator: " ")
        let hits = try register.search(words, isPublic: frame.audience == .public)
        var found: [(item: Item, hits: [SearchHit])] = []
        if !hits.isEmpty {
            try register.forEachItem(frame.scope, from: frame.viewpoint, today: frame.today) { item in
                if let hits = hits[item.id], frame.shows(item.standing) { found.append((item, hits)) }
            }
        }
        self.found = found
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
                        hits.map {
                            [
                                "place": .string($0.place), "entry": $0.seq.map { .int($0) } ?? .null,
                                "text": .string($0.text),
                            ]
                        }),
                ]
            })
        return .object(object)
    }

    private var table: Table {
        Table(
            name: "Found", caption: "Where the words stand",
            columns: [
                Column(title: "Reference", key: "ref", weight: 2),
                Column(title: "Status", key: "status", kind: .status),
                Column(title: "Found in", key: "place", weight: 2),
                Column(title: "Entry", key: "entry", kind: .number),
                Column(title: "What stands there", key: "text", weight: 6),
            ],
            rows: found.flatMap { item, hits in
                hits.map { hit in
                    [
                        .text(item.reference.text), .text(item.standing.stage.words), .text(hit.place),
                        hit.seq.map { .number(Int($0)) } ?? .empty, .text(hit.text),
                    ]
                }
            }, empty: "Nothing found. Fewer words, or parts of words, find more.")
    }
}
