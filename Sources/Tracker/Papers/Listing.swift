public import TrackerDocuments
public import TrackerImport
import TrackerLedger
import TrackerModel
public import TrackerRegister
public import TrackerValues
public import TransparencyLog

/// A plain list from the register (people, boards, reports …) as a paper and as data.
public struct Listing {
    /// What it lists.
    public let title: String
    /// The table, whose name is the list's key in JSON and whose columns' keys are the fields'.
    public let table: Table
    /// How to add the first, where there is none.
    package let remedies: [Remedy]
    /// The same with other columns, where data is told apart further than a page has room for.
    private let fields: Table

    package init(
        _ title: String, _ name: String, _ columns: [Column], _ rows: [[Cell]], fields: Table? = nil,
        empty: String, first: Remedy.Thing? = nil
    ) {
        self.title = title
        remedies = rows.isEmpty ? first.map { [.add($0)] } ?? [] : []
        table = Table(name: name, caption: "\(rows.count) in all", columns: columns, rows: rows, empty: empty)
        self.fields = fields ?? table
    }

    /// The list, ready to be drawn.
    public var document: Document { Document(title: title, blocks: [.table(table)]) }

    /// The list as an array of objects under the table's name.
    public var json: JSON { get throws { .object([table.name: try fields.json]) } }
}

extension Table {
    /// The rows as objects whose keys are the columns'.
    package var json: JSON {
        get throws {
            .array(
                try rows.all().map { row in
                    .object(Dictionary(uniqueKeysWithValues: zip(columns, row).map { ($0.key, $1.json) }))
                })
        }
    }
}

extension Cell {
    /// The cell as data.
    package var json: JSON {
        switch self {
        case .empty: .null
        case .text(let text), .decimal(let text), .date(let text): .string(text)
        case .number(let number): .int(Int64(number))
        case .time(let instant, _): .string(instant.description)
        case .rag(let colour): .string(colour.word.lowercased())
        }
    }

    /// Text, or nothing.
    package init(_ text: String?) { self = text.map { .text($0) } ?? .empty }

    /// A day, or nothing.
    package init(_ day: Day?) { self = day.map { .date($0.description) } ?? .empty }
}

extension Listing {
    /// Everyone registered.
    public static func people(_ register: Register) throws -> Listing {
        let posts = try register.posts()
        return Listing(
            "People", "people",
            [
                Column(title: "Id", key: "id"), Column(title: "Name", key: "name", weight: 3),
                Column(title: "Post", key: "post", weight: 3),
                Column(title: "Roles", key: "roles", weight: 2),
                Column(title: "Account", key: "account"), Column(title: "E-mail", key: "email"),
                Column(title: "Holds", key: "holds", weight: 2),
                Column(title: "Last day", key: "leaves", kind: .date),
            ],
            try register.people().map { person in
                [
                    .text(person.id.description), .text(person.name), Cell(person.post),
                    .text(person.roles.map(\.rawValue).joined(separator: ", ")), Cell(person.account),
                    Cell(try register.correspondent(person.id).address),
                    .text(
                        posts.filter { $0.holding?.holder == person.id }.map(\.name).joined(separator: "; ")),
                    Cell(person.leaves),
                ]
            }, empty: "Nobody is registered.")
    }

    /// Every post with whoever holds it.
    public static func posts(_ register: Register) throws -> Listing {
        let names = try register.people().printedNames
        return Listing(
            "Posts", "posts",
            [
                Column(title: "Id", key: "id"), Column(title: "Post", key: "name", weight: 3),
                Column(title: "Holder", key: "holder", weight: 3),
                Column(title: "Since", key: "from", kind: .date),
            ],
            try register.posts().map {
                [
                    .text($0.id.description), .text($0.name), Cell($0.holding?.holder.flatMap { names[$0] }),
                    Cell($0.holding?.from),
                ]
            }, empty: "No posts yet.", first: .post)
    }

    /// Every monitoring stage recorded, and how long it lasted: to the day on which the force's next one began, or so far.
    public static func monitoring(_ register: Register, today: Day) throws -> Listing {
        let stages = try register.monitoring()
        let next = zip(stages, stages.dropFirst().map(Optional.some) + [nil]).map { stage, next in
            next?.force == stage.force ? next?.from : nil
        }
        return Listing(
            "Monitoring of forces", "monitoring",
            [
                Column(title: "Force", key: "force", weight: 3),
                Column(title: "Stage", key: "stage", weight: 2),
                Column(title: "From", key: "from", kind: .date),
                Column(title: "Until", key: "until", kind: .date),
                Column(title: "Days", key: "days", kind: .number),
                Column(title: "Reason", key: "reason", weight: 4),
            ],
            try zip(stages, next).map { stage, next in
                [
                    .text(stage.force), .text(stage.stage), Cell(stage.from), Cell(next),
                    .number(max(0, (next ?? today).days(since: stage.from))),
                    Cell(try register.words(of: stage.seq)[.reason]),
                ]
            },
            empty: "No monitoring stage is recorded.", first: .monitoringStage)
    }

    /// The steps of an item's plan, as at a day.
    public static func plan(_ register: Register, of item: Reference, frame: PaperContext) throws -> Listing {
        let history = try register.history(of: item, knownAt: frame.viewpoint.knownAt)
        try frame.requireShown(item, history.standing(asAt: frame.viewpoint.asAt) ?? history.now)
        let words = Dictionary(
            stored: try history.plan.steps.map {
                ($0.text, try register.words(of: $0.text)[.text] ?? "")
            })
        let table = Table(plan: history, words: words, frame: frame)
        return Listing(
            "Plan for \(item)", "actions", table.columns, try table.rows.all(),
            empty: "No steps yet.", first: .step(of: item.text))
    }

    /// Every board.
    public static func boards(_ register: Register) throws -> Listing {
        Listing(
            "Boards", "boards",
            [Column(title: "Id", key: "id"), Column(title: "Name", key: "name", weight: 4)],
            try register.boards().map { [.text($0.reference.text), .text($0.name)] },
            empty: "No boards yet.", first: .board)
    }

    /// Every meeting.
    public static func meetings(_ register: Register) throws -> Listing {
        Listing(
            "Meetings", "meetings",
            [
                Column(title: "Id", key: "id"), Column(title: "Board", key: "board"),
                Column(title: "Date", key: "date", kind: .date),
            ],
            try register.meetings().map {
                [.text($0.reference.text), .text($0.board.text), Cell($0.heldOn)]
            }, empty: "No meetings yet.", first: .meeting)
    }

    /// The clocks: what each is for, the law, and how it counts.
    public static func clocks(_ register: Register) throws -> Listing {
        let start = try register.responseStart()
        func from(_ clock: Clock) -> Cell { Cell(clock == .section55 ? start : clock.from) }
        let clocks = try register.clocks()
        let fields = Table(
            name: "clocks",
            columns: [
                Column(title: "Clock", key: "name"), Column(title: "For", key: "title"),
                Column(title: "Law", key: "law"), Column(title: "Days", key: "length", kind: .number),
                Column(title: "Starts when", key: "trigger"),
                Column(title: "First day counted", key: "counts_first_day"),
                Column(title: "Stopped by", key: "stop"),
                Column(title: "In force from", key: "from", kind: .date),
                Column(title: "Unit", key: "unit"), Column(title: "Extension", key: "extension"),
                Column(title: "Suspension", key: "suspension"),
                Column(title: "Date printed in the report", key: "printed"),
                Column(title: "Owed by", key: "addressee"),
                Column(title: "Publishers", key: "publishers"),
                Column(title: "Built in", key: "built_in"),
            ],
            rows: clocks.map {
                [
                    .text($0.name), .text($0.title), .text($0.law),
                    $0.printedDate == .only ? .empty : .number($0.length),
                    .text($0.trigger.rawValue), .text($0.countsFirstDay ? "yes" : "no"),
                    .text($0.stop.rawValue), from($0), .text($0.unit.rawValue), .text($0.extending.rawValue),
                    .text($0.suspension.rawValue), .text($0.printedDate.rawValue), .text($0.addressee),
                    .text($0.publishers.joined(separator: "; ")), .text($0.isBuiltIn ? "yes" : "no"),
                ]
            })
        return Listing(
            "Clocks", "clocks",
            [
                Column(title: "Clock", key: "name", weight: 2, under: "title"),
                Column(title: "For", key: "title", weight: 2), Column(title: "Law", key: "law", weight: 2),
                Column(title: "How it counts", key: "rule", weight: 3),
                Column(title: "In force from", key: "from", kind: .date),
            ],
            clocks.map { [.text($0.name), .text($0.title), .text($0.law), .text($0.rule), from($0)] },
            fields: fields, empty: "")
    }

    /// The keys with which people sign, revoked ones as well.
    public static func keys(_ register: Register) throws -> Listing {
        let names = try register.names()
        func name(_ id: PersonID) -> Cell { .text(names[id] ?? id.description) }
        return Listing(
            "Keys with which people sign", "keys",
            [
                Column(title: "Key", key: "id"), Column(title: "Of", key: "person", weight: 2),
                Column(title: "Type", key: "type"),
                Column(title: "Fingerprint", key: "fingerprint", weight: 3, under: "person"),
                Column(title: "From", key: "from", kind: .date),
                Column(title: "Enrolled by", key: "enrolled_by", weight: 2),
                Column(title: "Not to be trusted from", key: "revoked_from", kind: .date),
            ],
            try register.keys().map { key in
                [
                    .text(key.name), name(key.person), .text(key.key.type.rawValue), .text(key.fingerprint),
                    Cell(key.from), name(key.enrolledBy), Cell(key.revocation?.from),
                ]
            }, empty: "No keys yet.", first: .personKey)
    }

    /// The rules by which evidence is kept, that of the register marked.
    public static func retentionRules(_ register: Register) throws -> Listing {
        let usual = try register.setting(.retention)
        let rules = try register.retentionRules()
        let columns = [
            Column(title: "Rule", key: "name"),
            Column(title: "How long evidence is kept", key: "rule", weight: 3),
            Column(title: "Source", key: "source", weight: 4),
            Column(title: "The register's", key: "default"),
        ]
        func cells(_ rule: RetentionRule) -> [Cell] {
            [
                .text(rule.name), .text(rule.rule), .text(rule.source),
                .text(rule.name == usual ? "yes" : "no"),
            ]
        }
        let fields = Table(
            name: "retention_rules",
            columns: columns + [
                Column(title: "Length", key: "length", kind: .number), Column(title: "Unit", key: "unit"),
                Column(title: "Runs from", key: "trigger"),
            ],
            rows: Rows(
                rules.map {
                    cells($0) + [
                        .number($0.length), .text($0.unit.rawValue), .text($0.trigger.rawValue),
                    ]
                }))
        return Listing(
            "Retention rules", "retention_rules", columns, rules.map(cells), fields: fields,
            empty: "No rules yet, so nothing is disposed of.", first: .retentionRule)
    }

    /// Every kind of item.
    public static func kinds(_ register: Register) throws -> Listing {
        let kinds = try register.kinds().map { kind in
            (kind, BuiltInKind.all.first { $0.name == kind.name })
        }
        // So many say what is meant; data has all that are understood.
        func table(names: Int) -> Table {
            Table(
                name: "kinds",
                columns: [
                    Column(title: "Kind", key: "kind", weight: 4),
                    Column(title: "Needs a recommendation", key: "needs_recommendation"),
                    Column(title: "From", key: "source", weight: 3),
                    Column(title: "Also called", key: "also_called", weight: 4),
                    Column(title: "Usual priorities", key: "priorities", weight: 2),
                ],
                rows: Rows(
                    kinds.map { kind, builtIn in
                        [
                            .text(kind.name), .text(kind.needsRecommendation ? "yes" : "no"),
                            .text(builtIn?.source ?? "this register"),
                            .text((builtIn?.otherNames ?? []).prefix(names).joined(separator: ", ")),
                            .text((builtIn?.priorities ?? []).joined(separator: ", ")),
                        ]
                    }))
        }
        let printed = table(names: 3)
        return Listing(
            "Kinds of items", "kinds", printed.columns, try printed.rows.all(), fields: table(names: .max),
            empty: "")
    }

    /// Every rule for red, amber and green.
    public static func ragRules(_ register: Register) throws -> Listing {
        Listing(
            "RAG rules", "rag_rules",
            [
                Column(title: "Rule", key: "rule"),
                Column(title: "What it does", key: "explanation", weight: 5),
            ],
            try register.ragRules().map { [.text($0.name), .text($0.explanation)] }, empty: "")
    }

    /// Every setting and its value.
    public static func settings(_ register: Register) throws -> Listing {
        Listing(
            "Settings", "settings",
            [Column(title: "Setting", key: "setting"), Column(title: "Value", key: "value", weight: 3)],
            try Setting.allCases.map { [.text($0.rawValue), Cell(try register.settingWords($0))] }, empty: "")
    }

    /// Every report.
    public static func reports(_ register: Register) throws -> Listing {
        Listing(
            "Reports", "reports",
            [
                Column(title: "Id", key: "id", weight: 2), Column(title: "Title", key: "title", weight: 5),
                Column(title: "Publisher", key: "publisher", weight: 2),
                Column(title: "Force", key: "force", weight: 2),
                Column(title: "Published", key: "published", kind: .date),
                Column(title: "Cycle", key: "cycle"),
            ],
            try register.reports().map {
                [
                    .text($0.reference.text), .text($0.title), .text($0.details.publisher),
                    .text($0.details.force), .date($0.details.published.description), Cell($0.details.cycle),
                ]
            }, empty: "No reports yet.", first: .report)
    }

    /// Everything ever named as evidence for an item, or one piece of it.
    public static func evidence(
        _ register: Register, of item: Reference, only id: Int64? = nil
    ) throws -> Listing {
        let history = try register.history(of: item, knownAt: try register.size())
        let shown = history.evidence.filter { id == nil || $0.id == id }
        let names = try register.names()
        func name(_ id: PersonID) -> String { names[id] ?? id.description }
        let book = try RetentionBook(register.ledger, knownAt: try register.size())
        typealias Line = (
            cells: [Cell], period: EvidencePeriod?, retention: [Cell], authorship: Authorship
        )
        let rows: [Line] = try shown.map { evidence in
            // Whether its day has come depends on today, and isn't told here.
            let retention = try book.retention(of: evidence, in: history, asAt: .distantFuture)
            let holds = (retention?.holds ?? []).map { "H\($0.id)" }
            let words = try register.words(of: evidence.id)
            let cells: [Cell] = [
                .text("E\(evidence.id)"), Cell(words[.title] ?? words[.file] ?? words[.address]),
                Cell(evidence.dated), Cell(words[.file] ?? words[.address]),
                evidence.file.map { .number(Int($0.size)) } ?? .empty, Cell(evidence.file?.mediaType),
                Cell(evidence.file?.sha256), .text(evidence.state),
            ]
            let kept: [Cell] = [
                Cell(retention?.rule?.name ?? evidence.disposal?.rule), Cell(retention?.day),
                Cell(holds.isEmpty ? nil : holds.joined(separator: ", ")),
            ]
            return (cells, evidence.period, kept, Authorship(try register.entry(evidence.id), words: words))
        }
        let columns = [
            Column(title: "Id", key: "id"), Column(title: "Title", key: "title", weight: 3),
            Column(title: "Dated", key: "dated", kind: .date),
            Column(title: "File or address", key: "source", weight: 3),
            Column(title: "Bytes", key: "size", kind: .number),
            Column(title: "Type", key: "media_type"),
            Column(title: "SHA-256", key: "sha256", weight: 2), Column(title: "State", key: "state"),
        ]
        let period = [
            Column(title: "From", key: "from", kind: .date), Column(title: "To", key: "to", kind: .date),
        ]
        let retention = [
            Column(title: "Rule", key: "rule"), Column(title: "May go from", key: "day", kind: .date),
            Column(title: "Held by", key: "held_by"),
        ]
        let isRetained = rows.contains { $0.retention.contains { $0 != .empty } }
        let isOverPeriods = rows.contains { $0.period != nil }
        return Listing(
            "Evidence for \(item)", "evidence",
            columns + (isOverPeriods ? [Column(title: "About", key: "period", weight: 2)] : [])
                + (isRetained ? retention : []) + [Column(title: "By", key: "actor", weight: 2)],
            rows.map {
                $0.cells + (isOverPeriods ? [Cell($0.period?.label)] : [])
                    + (isRetained ? $0.retention : []) + [.text($0.authorship.words(name))]
            },
            fields: Table(
                name: "evidence", columns: columns + period + retention + Authorship.columns,
                rows: Rows(
                    rows.map {
                        $0.cells + [Cell($0.period?.from), Cell($0.period?.to)] + $0.retention
                            + $0.authorship.cells(name)
                    })),
            empty: "No evidence yet.", first: .evidence(of: item.text))
    }
}

extension Listing {
    /// What a sheet says otherwise than the register.
    public static func differences(_ differences: [ImportDifference]) -> Listing {
        Listing(
            "Differences", "differences",
            [
                Column(title: "Row", key: "row", kind: .number),
                Column(title: "Reference", key: "ref", weight: 2), Column(title: "Field", key: "field"),
                Column(title: "Was", key: "was", weight: 3),
                Column(title: "Becomes", key: "becomes", weight: 3),
            ],
            differences.map {
                [
                    .number($0.row), .text($0.reference.text), .text($0.field.rawValue), .text($0.was),
                    .text($0.becomes),
                ]
            }, empty: "Nothing differs.")
    }
}

extension Listing {
    /// Every quarterly table that was issued.
    public static func issued(_ register: Register) throws -> Listing {
        Listing(
            "Tables issued", "issued",
            [
                Column(title: "Id", key: "id"), Column(title: "Quarter", key: "quarter"),
                Column(title: "Rows", key: "rows"), Column(title: "Scope", key: "scope", weight: 2),
                Column(title: "As at", key: "as_at", kind: .date),
                Column(title: "Ledger size", key: "ledger_size", kind: .number),
                Column(title: "Content hash", key: "content_hash", weight: 2),
            ],
            try register.issuedTables().map { id, table in
                [
                    .text("T\(id)"), .text(table.quarter), .text(table.rows.rawValue),
                    .text(table.scope.words { $0.description }), Cell(table.asAt),
                    .number(Int(table.ledgerSize)), .text(table.contentHash),
                ]
            }, empty: "No table was issued yet.", first: .issuedTable)
    }
}
