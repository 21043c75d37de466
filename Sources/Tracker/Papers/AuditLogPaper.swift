/// The ledger's entries as a paper: what was done, when it counts from, when it was recorded, by whom.
public struct AuditLogPaper: Sendable {
    private let size: Int64
    private let root: Hash
    private let entries: [Entry]
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
        people = Dictionary(stored: try register.people().map { ($0.id, $0.name) })
        entries = try register.entries(about: subject)
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
                        name: "entries",
                        columns: [
                            Column(title: "Entry", key: "seq", kind: .number),
                            Column(title: "Effective", key: "effective_on", kind: .date),
                            Column(title: "Recorded (UTC)", key: "recorded_at"),
                            Column(title: "Actor", key: "actor", weight: 2),
                            Column(title: "Authority", key: "authority"),
                            Column(title: "Subject", key: "subject", weight: 2),
                            Column(title: "Act", key: "act"),
                        ],
                        rows: entries.map {
                            [
                                .number(Int($0.seq)), Cell($0.effectiveOn), .text($0.recordedAt.description),
                                .text(name($0.actor)), Cell($0.authority), .text($0.subject), .text($0.act),
                            ]
                        }, empty: "No entries."))
            ],
            foot: [
                Fact(label: "Ledger size", value: String(size)), Fact(label: "Ledger root", value: root.hex),
            ])
    }

    /// The entries as data.
    public var json: JSON {
        [
            "size": .int(size), "root": .string(root.hex),
            "entries": .array(
                entries.map {
                    [
                        "seq": .int($0.seq), "effective_on": .string($0.effectiveOn.description),
                        "recorded_at": .string($0.recordedAt.description), "actor": .string(name($0.actor)),
                        "actor_id": .string($0.actor.description),
                        "recorded_by": $0.recordedBy.map { .string(name($0)) } ?? .null,
                        "authority": $0.authority.map { .string($0) } ?? .null,
                        "subject": .string($0.subject), "act": .string($0.act), "data": .object($0.data),
                        "leaf_hash": .string(Hash.leaf($0.canonical).hex),
                    ]
                }),
        ]
    }

    private func name(_ id: PersonID) -> String { people[id] ?? id.description }
}

extension Register {
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
