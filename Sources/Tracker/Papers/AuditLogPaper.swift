/// The ledger's entries as a paper: what was done, when it counts from, when it was recorded, by whom.
public struct AuditLogPaper: Sendable {
    private let size: Int64
    private let root: Hash
    private let entries: [(entry: Entry, authorship: Authorship)]
    private let people: [PersonID: String]

    /// Asks the register.
    ///
    /// - Parameters:
    ///   - register: the register that is asked.
    ///   - subject: only entries about that item, report, board, meeting or person.
    /// - Throws: `NotFound` when nothing was ever recorded about it.
    public init(_ register: Register, subject: String?) throws {
        size = try register.size()
        root = try register.root(at: size)
        people = try register.names()
        entries = try register.entries(about: subject).map { ($0, try register.authorship(of: $0)) }
        if let subject, entries.isEmpty {
            throw NotFound(
                "subject of any entry", subject, nearest: try register.subjects(like: subject),
                remedy: "See: trackerctl list")
        }
    }

    /// The entries, ready to be drawn.
    public var document: Document {
        Document(
            title: "Audit log",
            blocks: [
                .table(
                    Table(
                        name: "entries", columns: columns, rows: rows { $0.words(name) }, empty: "No entries."
                    ))
            ],
            foot: [
                Fact(label: "Ledger size", value: String(size)), Fact(label: "Ledger root", value: root.hex),
            ], records: records)
    }

    private var columns: [Column] {
        [
            Column(title: "Entry", key: "seq", kind: .number),
            Column(title: "Effective", key: "effective_on", kind: .date),
            Column(title: "Recorded (UTC)", key: "recorded_at"),
            Column(title: "Actor", key: "actor", weight: 2), Column(title: "Authority", key: "authority"),
            Column(title: "Subject", key: "subject", weight: 2), Column(title: "Act", key: "act"),
        ]
    }

    private func rows(_ actor: (Authorship) -> String) -> [[Cell]] {
        entries.map { entry, authorship in
            [
                .number(Int(entry.seq)), Cell(entry.effectiveOn), .text(entry.recordedAt.description),
                .text(actor(authorship)), Cell(entry.authority), .text(entry.subject), .text(entry.act),
            ]
        }
    }

    /// The entries with a column for who typed them in: what CSV prints.
    private var records: Table {
        let typed = entries.map { Cell($0.authorship.typed(name)) }
        return Table(
            name: "entries", columns: columns + [Authorship.typedColumn],
            rows: zip(rows { name($0.actor) }, typed).map { $0 + [$1] })
    }

    /// The entries as data.
    public var json: JSON {
        [
            "size": .int(size), "root": .string(root.hex),
            "entries": .array(
                entries.map { entry, authorship in
                    let about: [String: JSON] = [
                        "seq": .int(entry.seq), "effective_on": .string(entry.effectiveOn.description),
                        "recorded_at": .string(entry.recordedAt.description),
                        "actor_id": .string(entry.actor.description),
                        "authority": entry.authority.map { .string($0) } ?? .null,
                        "subject": .string(entry.subject), "act": .string(entry.act),
                        "data": .object(entry.data),
                        "leaf_hash": .string(Hash.leaf(entry.canonical).hex),
                    ]
                    return .object(about.merging(authorship.fields(name)) { $1 })
                }),
        ]
    }

    private func name(_ id: PersonID) -> String { people[id] ?? id.description }
}

extension Register {
    /// What everyone registered is called.
    func names() throws -> [PersonID: String] {
        Dictionary(stored: try people().map { ($0.id, $0.name) })
    }

    /// Every entry, or those about one subject whatever the case of its spelling.
    public func entries(about subject: String?) throws -> [Entry] {
        guard let subject else {
            return try connection.all("SELECT entry FROM ledger ORDER BY seq") {
                try LedgerStore.entry($0, 0)
            }
        }
        let spelled =
            try connection.first(
                """
                SELECT ref FROM recommendation WHERE folded = ? UNION ALL SELECT ref FROM report WHERE folded = ?
                UNION ALL SELECT ref FROM board WHERE folded = ? UNION ALL SELECT ref FROM meeting WHERE folded = ?
                """, subject.lowercased(), subject.lowercased(), subject.lowercased(), subject.lowercased(),
                read: { $0.text(0) }) ?? subject
        return try ledger.entries(about: spelled, knownAt: .max)
    }
}
