/// One item, whole: what it is, where it stands, everything that was done to it.
public struct ItemPaper {
    /// What the paper says about itself.
    public let frame: PaperFrame
    /// The item's reference.
    public let reference: Reference
    private let item: Item
    private let history: ItemHistory
    private let entries: [(entry: Entry, words: [WordName: String])]
    private let children: [Reference]
    private let evidenceNames: [Int64: String]
    private let plan: Table
    private let benefits: Table

    /// Asks the register.
    ///
    /// - Throws: `NotFound` when the item wasn't in the register from that viewpoint; `Refusal` when its marking
    ///   keeps it out of the edition.
    public init(_ register: Register, _ reference: Reference, frame: PaperFrame) throws {
        self.reference = reference
        let known = frame.viewpoint.knownAt
        var scope = Scope()
        scope.report = try register.history(of: reference, knownAt: known).origin.report
        var found: Item?
        var children: [Reference] = []
        try register.forEachItem(scope, from: frame.viewpoint, today: frame.today) { item in
            if item.reference == reference { found = item }
            if item.parent == reference { children.append(item.reference) }
        }
        guard let found else {
            throw NotFound(
                "item", reference.text,
                remedy: "It was not open yet on \(frame.viewpoint.asAt): choose a later day.")
        }
        guard frame.shows(found.standing) else {
            throw Refusal(
                reference.text,
                "its marking keeps it out of the public edition; print it with: trackerctl show \(reference) --audience board"
            )
        }
        item = found
        var frame = frame
        frame.force = found.standing.force
        self.frame = frame
        self.children = children
        history = try register.history(of: reference, knownAt: known)
        // A report or a board may have the same identifier as the item.
        let about = try register.entries(about: reference.text, knownAt: known)
        let acts = Set(try about.filter { try RecordedAct($0) != nil }.map(\.seq))
        entries = try about.filter {
            acts.contains($0.seq) || acts.contains($0.data["corrects"]?.int ?? 0)
                || acts.contains($0.data["redacts"]?.int ?? 0)
        }.map {
            ($0, try register.words(of: $0.seq))
        }
        let texts = Dictionary(stored: entries.map { ($0.entry.seq, $0.words[.text] ?? "") })
        plan = Table(plan: history, words: texts, frame: frame)
        benefits = try Table(benefits: history, words: texts, day: frame.viewpoint.asAt)
        evidenceNames = Dictionary(
            stored: entries.filter { $0.entry.act == "evidence add" }.map {
                ($0.entry.seq, $0.words[.title] ?? $0.words[.file] ?? $0.words[.address] ?? "untitled")
            })
    }

    /// The item and where it stands.
    public var document: Document {
        let standing = item.standing
        var facts = [
            Fact(
                label: "Status",
                value: standing.closedAs.map { "closed: \($0.words)" } ?? standing.position?.words ?? ""),
            Fact(label: "Kind", value: Kind.words(standing.kind)),
            Fact(label: "Report", value: "\(frame.title(standing.report)) (\(standing.report))"),
            Fact(label: "Force", value: standing.force),
        ]
        func add(_ label: String, _ value: String?) {
            if let value, !value.isEmpty { facts.append(Fact(label: label, value: value)) }
        }
        add("Question", standing.question)
        add("Number in the report", item.number)
        add("Inspectorate's number", item.externalNumber)
        add("Belongs to", item.parent?.text)
        add("Recommendations under it", children.map(\.text).joined(separator: ", "))
        if item.isIncomplete { add("Incomplete", "no recommendation stands under it") }
        add("Addressed to", item.addressee)
        add("Priority", item.priority)
        add("Lead", standing.lead.map { frame.name($0) } ?? "awaiting allocation")
        add("Supported by", standing.supporting.map { frame.name($0) }.joined(separator: ", "))
        add("Board", standing.board?.text)
        add("Opened", item.openedOn.description)
        add("Deadline in words", item.deadline)
        add("Original date", item.originalDue?.description)
        add("Due", standing.due?.description)
        add("Times revised", String(standing.revisions))
        if standing.extensionWanted { add("Extension", "asked for, not answered") }
        add("Days overdue", daysOverdue.map { String($0) })
        add("Acceptance", standing.acceptance?.words)
        add("Complete", standing.complete.map { "\($0)%" })
        add("Successor", standing.successor?.text)
        add("Tags", standing.tags.joined(separator: ", "))
        add("Marking", standing.marking)
        if !standing.inScope { add("Scope", "out of scope: kept, not counted") }
        return Document(
            title: reference.text, subtitle: frame.title(standing.report),
            letterhead: frame.letterhead, marking: frame.marking(of: [standing]),
            blocks: [.paragraph(item.text), .facts(facts)] + tables.map { .table($0) } + [
                .table(historyTable)
            ],
            foot: frame.foot(), records: historyTable)
    }

    /// The history alone: every act, its dates, who and on what authority.
    public var historyDocument: Document {
        Document(
            title: "History of \(reference)", subtitle: item.text,
            letterhead: frame.letterhead, marking: frame.marking(of: [item.standing]),
            blocks: [.table(historyTable)], foot: frame.foot(), records: historyTable)
    }

    /// The history as data, under `history`.
    public func json() throws -> JSON {
        var object = frame.json
        object["ref"] = .string(reference.text)
        object["text"] = .string(item.text)
        object["status"] = .string(item.standing.stage.status.rawValue)
        object["due"] = item.standing.due.map { .string($0.description) } ?? .null
        object["revisions"] = .int(Int64(item.standing.revisions))
        object["lead"] = item.standing.lead.map { .string(frame.name($0)) } ?? .null
        object["report"] = .string(item.standing.report.text)
        object["kind"] = .string(item.standing.kind)
        object["plan"] = try plan.json
        object["benefits"] = try benefits.json
        object["history"] = .array(
            shown.map { recorded in
                let entry = recorded.entry
                var words: [String: JSON] = [:]
                for (name, text) in self.words(recorded) { words[name.rawValue] = .string(text) }
                return [
                    "seq": .int(entry.seq), "act": .string(entry.act),
                    "effective_on": .string(entry.effectiveOn.description),
                    "recorded_at": .string(entry.recordedAt.description),
                    "actor": .string(frame.name(entry.actor)),
                    "authority": entry.authority.map { .string($0) } ?? .null, "data": .object(entry.data),
                    "words": .object(words),
                ]
            })
        return .object(object)
    }

    private var tables: [Table] { [plan, benefits].filter { !$0.rows.isEmpty } }

    private var daysOverdue: Int? {
        let day = frame.viewpoint.asAt
        guard item.standing.isOverdue(asAt: day), let due = item.standing.due else { return nil }
        return day.days(since: due)
    }

    /// The entries that this edition shows, in the order in which they count.
    private var shown: [(entry: Entry, words: [WordName: String])] {
        let order = Dictionary(
            stored: history.acts.enumerated().map { ($1.seq, $0) })
        return entries.filter { recorded in
            frame.audience == .board || recorded.entry.data["internal"]?.bool != true
        }.sorted {
            (order[$0.entry.seq] ?? .max, $0.entry.seq) < (order[$1.entry.seq] ?? .max, $1.entry.seq)
        }
    }

    /// An entry's words as this edition may print them.
    private func words(_ recorded: (entry: Entry, words: [WordName: String])) -> [WordName: String] {
        guard frame.audience == .public else { return recorded.words }
        let hidden: Set<WordName> = [.title, .file, .address, .account, .typist]
        return recorded.words.filter { !hidden.contains($0.key) }
    }

    private var historyTable: Table {
        Table(
            name: "History",
            columns: [
                Column(title: "Entry", key: "seq", kind: .number),
                Column(title: "Effective", key: "effective_on", kind: .date),
                Column(title: "Recorded (UTC)", key: "recorded_at"),
                Column(title: "Act", key: "act"), Column(title: "By", key: "actor", weight: 2),
                Column(title: "Authority", key: "authority"),
                Column(title: "What", key: "what", weight: 5),
            ],
            rows: shown.map { recorded in
                let entry = recorded.entry
                return [
                    .number(Int(entry.seq)), Cell(entry.effectiveOn),
                    .text(String(entry.recordedAt.description.prefix(16)).replacing("T", with: " ")),
                    .text(entry.act), .text(frame.name(entry.actor)), Cell(entry.authority),
                    .text(what(recorded)),
                ]
            })
    }

    /// What an entry did, in words.
    private func what(_ recorded: (entry: Entry, words: [WordName: String])) -> String {
        let words = words(recorded)
        var parts: [String] = []
        if let act = history.acts.first(where: { $0.seq == recorded.entry.seq })?.act {
            parts += describe(act)
        }
        if let corrected = recorded.entry.data["corrects"]?.int {
            let void = recorded.entry.data["void"]?.bool == true
            parts.append("entry \(corrected)\(void ? " no longer counts" : " put right")")
        }
        if let redacted = recorded.entry.data["redacts"]?.int {
            parts.append("words of entry \(redacted) removed")
        }
        for name in [WordName.text, .note, .reason, .basis, .title, .file, .address] {
            if let text = words[name], name != .text || recorded.entry.act != "add" { parts.append(text) }
        }
        if let typist = recorded.entry.recordedBy { parts.append("typed in by \(frame.name(typist))") }
        return parts.joined(separator: "; ")
    }

    private func describe(_ act: ItemAct) -> [String] {
        switch act {
        case .add(let origin): [Kind.words(origin.kind), origin.due.map { "due \($0)" }].compactMap { $0 }
        case .assign(let lead, let supporting, let board):
            [
                lead.words("lead") { frame.name($0) },
                supporting.map { "supported by \($0.map { frame.name($0) }.joined(separator: ", "))" },
                board.words("board") { $0.text },
            ].compactMap { $0 }
        case .accept(let acceptance): [acceptance.words]
        case .progress(let complete, let rating):
            [complete.map { "\($0)% complete" }, rating.map { "stated \($0.rawValue)" }].compactMap { $0 }
        case .close(let reason, let successor):
            [reason.words, successor.map { "see \($0)" }].compactMap { $0 }
        case .reopen(let status): ["to \(status.words)"]
        case .due(let due, let outcome):
            ["\(outcome == .set ? "due" : "\(outcome.rawValue):") \(due?.description ?? "no date")"]
        case .scope(let change): [change.rawValue]
        case .tag(let tags, let remove): ["\(remove ? "without" : "with") \(tags.joined(separator: ", "))"]
        case .mark(let marking): [marking ?? "the register's marking"]
        case .note(let isInternal): isInternal ? ["internal"] : []
        case .addEvidence(let file): file.map { ["\($0.size) bytes, SHA-256 \($0.sha256.prefix(12))…"] } ?? []
        case .withdrawEvidence(let id):
            ["E\(id)" + (frame.audience == .board ? " (\(evidenceNames[id] ?? "untitled"))" : "")]
        case .addStep(let owner, let due): ["\(frame.name(owner)), by \(due)"]
        case .endStep(let id, let outcome): ["A\(id) \(outcome.words)"]
        case .addBenefit(let unit, let target, let committed):
            ["target \(target) \(unit)", committed.map { "committed \($0)" }].compactMap { $0 }
        case .realiseBenefit(let id, let amount): ["B\(id): \(amount) realised"]
        case .reviseBenefit(let id, let target, let committed):
            ["B\(id)", target.map { "target \($0)" }, committed.map { "committed \($0)" }].compactMap { $0 }
        case .start, .submit, .assure, .return: []
        }
    }
}

extension Change {
    /// "lead AC Frontline", "no lead", or nil when nothing changed.
    fileprivate func words(_ what: String, _ name: (Value) -> String) -> String? {
        switch self {
        case .keep: nil
        case .set(nil): "no \(what)"
        case .set(let value?): "\(what) \(name(value))"
        }
    }
}
