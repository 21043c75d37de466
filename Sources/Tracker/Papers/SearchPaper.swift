public import TrackerDocuments
import TrackerLedger
import TrackerModel
public import TrackerRegister
package import TrackerValues
public import TransparencyLog

/// The items in which some words were found, each with the places where they stand.
public struct SearchPaper: Sendable {
    /// What the paper says about itself.
    public let frame: PaperContext
    private let words: String
    private let found: [(item: Item, hits: [SearchHit])]
    private let authorships: [Int64: Authorship]
    private let traces: [SearchTrace]

    /// Asks the register; the frame's scope narrows the items.
    ///
    /// - Throws: `InvalidValue` when no word is given.
    public init(_ register: Register, words: [String], frame: PaperContext) throws {
        self.frame = frame
        self.words = frame.text(words.joined(separator: " "))
        // What was put right or taken back is nothing for the public, nor is that it is there.
        traces = frame.audience == .board ? try register.traces(of: words) : []
        let hits = try register.search(words, isPublic: frame.audience == .public)
        var found: [(item: Item, hits: [SearchHit])] = []
        if !hits.isEmpty {
            try frame.snapshot(of: register).forEachItem(frame.scope) { item in
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

    /// How to remove the words for good, where the register holds them though no paper prints them.
    package var remedies: [Remedy] { traces.isEmpty ? [] : [.redact(entry: nil)] }

    /// The paper, ready to be drawn.
    public var document: Document {
        Document(
            title: "Search: \(words)", subtitle: found.count.counted("item", "items"),
            letterhead: frame.letterhead, marking: frame.marking(of: found.map(\.item.standing)),
            blocks: [.table(table)] + (traces.isEmpty ? [] : [.table(traceTable)]),
            foot: frame.foot())
    }

    /// The paper as data: `items`, each with the places under `found`.
    public var json: JSON {
        get throws {
            var object = frame.json
            object["search"] = .string(words)
            object["items"] = .array(found.map { item, hits in json(item, hits) })
            object["elsewhere"] = try traceTable.json
            return .object(object)
        }
    }

    private func json(_ item: Item, _ hits: [SearchHit]) -> JSON {
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
    }

    /// Where else the words stand: what somebody has to know who wants them gone.
    private var traceTable: Table {
        Table(
            name: "Elsewhere",
            caption: "The register holds the words here, too",
            columns: [
                Column(title: "Entry", key: "entry", kind: .number),
                Column(title: "About", key: "subject", weight: 2),
                Column(title: "Act", key: "act", weight: 2),
                Column(title: "Words", key: "words"), Column(title: "State", key: "state", weight: 3),
            ],
            rows: Rows(
                traces.map {
                    [
                        .number(Int($0.seq)), .text($0.subject), .text($0.act), .text($0.name.rawValue),
                        .text($0.state),
                    ]
                }))
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
                        .text(item.reference.text), .text(item.standing.label), .text(hit.place),
                        hit.seq.map { .number(Int($0)) } ?? .empty,
                        Cell(authorship(of: hit).map { frame.words($0) }), .text(hit.text),
                    ]
                }
            }, empty: "Nothing found. Fewer words, or parts of words, find more.")
    }
}

extension SearchHit {
    /// The place as a paper may show it; nil where it may not, or where what was looked for isn't in what it prints.
    fileprivate func shown(in frame: PaperContext, _ words: [String]) -> SearchHit? {
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
