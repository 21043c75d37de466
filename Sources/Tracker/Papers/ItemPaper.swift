public import TrackerDocuments
import TrackerLedger
import TrackerModel
public import TrackerRegister
public import TrackerValues
public import TransparencyLog

/// One item, whole: what it is, where it stands, everything that was done to it.
public struct ItemPaper {
    /// What the paper says about itself.
    public let frame: PaperContext
    /// The item's reference.
    public let reference: Reference
    private let item: Item
    let lines: [ItemHistoryLine]
    private let children: [Reference]
    private let plan: Table
    private let disputes: Table
    private let proposals: [ProposalLine]
    private let benefits: Table
    private let benefitsData: Table
    /// How long its files of evidence are kept; none for the public.
    private let retained: [RetainedFile]
    /// By whom it is assured, where somebody had to allow it: "by X, who had led it; Y allowed it: reason".
    private let assurance: String?
    /// Which evidence came or went since it was assured; nil where none did.
    private let evidenceSince: String?
    /// What limits its risk while it is open.
    private let control: String?

    /// Asks the register.
    ///
    /// - Throws: `NotFound` when the item wasn't in the register from that viewpoint; `RuleViolation` when its marking
    ///   keeps it out of the edition.
    public init(_ register: Register, _ reference: Reference, frame: PaperContext) throws {
        let known = frame.viewpoint.knownAt
        var scope = Scope()
        scope.report = try register.history(of: reference, knownAt: known).origin.report
        var found: Item?
        var children: [Reference] = []
        try frame.snapshot(of: register).forEachItem(scope) { item in
            if item.reference == reference { found = item }
            if item.parent == reference, frame.shows(item.standing) { children.append(item.reference) }
        }
        guard let found else {
            throw NotFound(
                "item", reference.text,
                remedies: [
                    .plain("it was not open yet on \(frame.viewpoint.asAt.shortForm): choose a later day")
                ])
        }
        try self.init(register, found, children: children, frame: frame)
    }

    /// The same of an item that has been read, with the recommendations under it.
    ///
    /// - Throws: `RuleViolation` when its marking keeps it out of the edition.
    init(_ register: Register, _ found: Item, children: [Reference], frame: PaperContext) throws {
        reference = found.reference
        let known = frame.viewpoint.knownAt
        try frame.requireShown(reference, found.standing)
        item = frame.item(found)
        var frame = frame
        frame.force = found.standing.force
        self.frame = frame
        self.children = children
        let history = try register.history(of: reference, knownAt: known)
        // A report or a board may have the same identifier as the item.
        let about = try register.entries(about: reference.text, knownAt: known)
        let acts = Set(try about.filter { try RecordedAct($0) != nil }.map(\.seq))
        let entries = try about.filter {
            acts.contains($0.seq) || acts.contains($0.data["corrects"]?.int ?? 0)
                || acts.contains($0.data["redacts"]?.int ?? 0)
        }.map {
            (entry: $0, words: try register.words(of: $0.seq))
        }
        let lines = ItemHistoryLine.list(entries, history, frame)
        self.lines = lines
        let isAssured = found.standing.stage == .assured || found.standing.closedAs == .implemented
        let last = history.acts.last { $0.act == .assure && $0.effectiveOn <= frame.viewpoint.asAt }
        assurance = last.flatMap { last in
            guard isAssured, let allowance = lines.first(where: { $0.seq == last.seq })?.allowance else {
                return nil
            }
            return "by \(frame.name(last.actor)), \(allowance.label(frame))"
        }
        evidenceSince =
            found.standing.evidenceChanged ? last?.seen.map { history.evidence(since: $0, frame) } : nil
        control = try item.standing.control.flatMap { try register.words(of: $0)[.control] }
        let texts = Dictionary(stored: entries.map { ($0.entry.seq, $0.words[.text] ?? "") })
        disputes = Table(
            disputes: history, words: Dictionary(stored: entries.map { ($0.entry.seq, $0.words) }),
            frame: frame)
        proposals = try ProposalLine.list(history, register, frame)
        retained = frame.audience == .board ? try RetainedFile.list(register, of: reference, frame) : []
        plan = Table(plan: history, words: texts, frame: frame)
        benefits = try Table(benefits: history.benefits, words: texts, frame: frame)
        benefitsData = try Table(benefits: history.benefits, words: texts, frame: frame, isData: true)
    }

    /// The item and where it stands.
    public var document: Document { document(isPage: false) }

    /// What was recorded of it by entries behind one, a sentence each: "6 Mar 2018, Owen Owner: …".
    package func happened(after entry: Int64) -> [String] {
        lines.filter { $0.seq > entry }.map { line in
            let what = line.what.isEmpty ? line.act : line.what.joined(separator: "; ")
            return
                "\(line.effectiveOn.shortForm), \(frame.words(line.authorship)): \(what) (entry \(line.seq))"
        }
    }

    /// The same as a page that stays as it is until something happens to the item: it says since when the item is overdue,
    /// not for how many days, and nothing of the ledger.
    package var page: Document { document(isPage: true) }

    private func document(isPage: Bool) -> Document {
        let standing = item.standing
        var facts = [
            Fact(label: "Status", value: standing.positionLabel),
            Fact(label: "Kind", value: Kind.label(standing.kind)),
            Fact(label: "Report", value: "\(frame.title(standing.report)) (\(standing.report))"),
            Fact(label: "Force", value: standing.force),
        ]
        func add(_ label: String, _ value: String?) {
            if let value, !value.isEmpty { facts.append(Fact(label: label, value: value)) }
        }
        add("Assurance", assurance)
        if frame.audience == .board { add("Evidence since", evidenceSince) }
        add("Question", standing.question)
        add("Number in the report", item.number)
        add("Publisher's number", item.externalNumber)
        add("Belongs to", item.parent?.text)
        add("Recommendations under it", children.map(\.text).joined(separator: ", "))
        if item.isIncomplete { add("Incomplete", "no recommendation stands under it") }
        if standing.addressees.isEmpty {
            add("Addressed to", item.addressee)
        } else {
            for body in standing.addressees { add("Addressed to", body.label { frame.name($0) }) }
            add("Discharged", standing.addressees.share)
        }
        add("Priority", item.priority)
        add("Local risk", standing.risk)
        add("What limits it", control)
        add("Reason for delay", standing.delay)
        add("Lead", frame.lead(standing.lead))
        add("Supported by", standing.supporting.map { frame.name($0) }.joined(separator: ", "))
        add("Board", standing.board.map { frame.boardName($0) })
        add("Also before", frame.alsoBefore(standing))
        add("Opened", item.openedOn.shortForm)
        add("Deadline in words", item.deadline)
        add("Original date", item.originalDue?.shortForm)
        add("Due", standing.due?.shortForm)
        add("Times revised", String(standing.revisions))
        if standing.extensionWanted { add("Extension", "asked for, not answered") }
        if isPage {
            add("Overdue since", daysOverdue == nil ? nil : standing.due?.adding(days: 1).shortForm)
        } else {
            add("Days overdue", daysOverdue.map { String($0) })
        }
        add("Proposals", standing.proposalsLabel)
        add("Acceptance", standing.acceptance?.label)
        add("Complete", standing.complete.map { "\($0)%" })
        add("Successor", standing.successor?.text)
        add("Superseded by", standing.successorReport.map { frame.named(report: $0) })
        add("Tags", standing.tags.joined(separator: ", "))
        add("Marking", standing.marking)
        if !standing.inScope { add("Scope", "out of scope: kept, not counted") }
        return Document(
            title: reference.text, subtitle: frame.title(standing.report),
            letterhead: frame.letterhead, marking: frame.marking(of: [standing]),
            blocks: [.paragraph(item.text), .facts(facts)] + tables.map { .table($0) } + [
                .table(isPage ? publicHistory : historyTable)
            ],
            foot: isPage ? [] : frame.foot(), records: historyTable)
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
        object["on_word"] = .bool(item.standing.onWord)
        object["evidence_changed"] = .bool(item.standing.evidenceChanged)
        object["assurance"] = assurance.map { .string($0) } ?? .null
        object["closed_as"] = item.standing.closedAs.map { .string($0.rawValue) } ?? .null
        object["successor"] = item.standing.successor.map { .string($0.text) } ?? .null
        object["successor_report"] = item.standing.successorReport.map { .string($0.text) } ?? .null
        object["risk"] = item.standing.risk.map { .string($0) } ?? .null
        object["delay"] = item.standing.delay.map { .string($0) } ?? .null
        object["control"] = control.map { .string($0) } ?? .null
        object["due"] = item.standing.due.map { .string($0.description) } ?? .null
        object["revisions"] = .int(Int64(item.standing.revisions))
        object["lead"] = item.standing.lead.map { .string(frame.name($0)) } ?? .null
        object["report"] = .string(item.standing.report.text)
        object["kind"] = .string(item.standing.kind)
        object["board"] = item.standing.board.map { .string($0.text) } ?? .null
        object["also_boards"] = .array(item.standing.alsoBoards.map { .string($0.text) })
        object["position"] = item.standing.position.map { .string($0.rawValue) } ?? .null
        object["proposed_for_closure"] = .bool(item.standing.proposedForClosure)
        object["disputed"] = .bool(item.standing.disputed)
        object["addressees"] = .array(item.standing.addressees.map { $0.json(frame) })
        object["proposals_waiting"] = .int(Int64(item.standing.proposals))
        object["proposals"] = .array(proposals.map { .object($0.json(frame)) })
        object["plan"] = try plan.json
        object["disputes"] = try disputes.json
        object["benefits"] = try benefitsData.json
        object["retention"] = try RetainedFile.records(retained, namingItems: false).json
        object["history"] = .array(
            lines.map { line in
                var words: [String: JSON] = [:]
                for (name, text) in line.words { words[name.rawValue] = .string(text) }
                var about: [String: JSON] = [
                    "seq": .int(line.seq), "act": .string(line.act),
                    "effective_on": .string(line.effectiveOn.description),
                    "recorded_at": .string(line.recordedAt.description),
                    "authority": line.authority.map { .string($0) } ?? .null, "data": .object(line.data),
                    "words": .object(words),
                ]
                about["chair_of"] = line.chairOf.map { .string($0) } ?? .null
                about["allowed"] = line.allowance?.json(frame)
                return .object(about.merging(frame.fields(line.authorship)) { $1 })
            })
        return .object(object)
    }

    private var tables: [Table] {
        [
            plan, Table(proposals: proposals, frame: frame), disputes, benefits, RetainedFile.table(retained),
        ].filter { !$0.rows.isEmpty }
    }

    private var daysOverdue: Int? {
        let day = frame.viewpoint.asAt
        guard item.standing.isOverdue(asAt: day), let due = item.standing.due else { return nil }
        return day.days(since: due)
    }

    /// The history for people who don't know the ledger: what happened comes first, and when it was typed in last.
    private var publicHistory: Table {
        Table(
            name: "History",
            columns: [
                Column(title: "Date", key: "effective_on", kind: .date),
                Column(title: "What happened", key: "what", weight: 5),
                Column(title: "By", key: "actor", weight: 2), Column(title: "Authority", key: "authority"),
                Column(title: "Recorded", key: "recorded_at"),
                Column(title: "Entry", key: "seq", kind: .number),
            ],
            rows: lines.filter(\.tellsThePublic).map { line in
                let what = line.what + [frame.typed(line.authorship)].compactMap { $0 }
                return [
                    Cell(line.effectiveOn),
                    .text(
                        ([line.headline.capitalizedFirst]
                            + (what.isEmpty ? [] : [what.joined(separator: "; ")]))
                            .joined(separator: "\n")),
                    .text(frame.name(line.authorship.actor)), Cell(line.authorityLabel),
                    .time(line.recordedAt, in: frame.zone), .number(Int(line.seq)),
                ]
            })
    }

    private var historyTable: Table {
        Table(
            name: "History",
            columns: [
                Column(title: "Entry", key: "seq", kind: .number),
                Column(title: "Effective", key: "effective_on", kind: .date),
                Column(title: "Recorded", key: "recorded_at"),
                Column(title: "Act", key: "act"), Column(title: "By", key: "actor", weight: 2),
                Column(title: "Authority", key: "authority"),
                Column(title: "What", key: "what", weight: 5),
            ],
            rows: lines.map { line in
                [
                    .number(Int(line.seq)), Cell(line.effectiveOn),
                    .time(line.recordedAt, in: frame.zone),
                    .text(line.act), .text(frame.name(line.authorship.actor)), Cell(line.authorityLabel),
                    .text(
                        (line.what + [frame.typed(line.authorship)].compactMap { $0 }).joined(separator: "; ")
                    ),
                ]
            })
    }
}

extension ItemHistory {
    /// What came and went since an assurance, by the pieces' numbers: "E14 added; E9 gone".
    fileprivate func evidence(since seen: AssuredEvidence, _ frame: PaperContext) -> String {
        let now = AssuredEvidence(
            record, on: frame.viewpoint.asAt, ledgerSize: frame.viewpoint.knownAt)
        func names(_ pieces: [String], without others: [String]) -> [String] {
            pieces.filter { !others.contains($0) }.map { String($0.prefix { $0 != " " }) }
        }
        let added = names(now.pieces, without: seen.pieces)
        // What lapsed by its rule is told where evidence is.
        let lapsed = Set(evidence.filter { $0.disposal != nil }.map { "E\($0.id)" })
        let gone = names(seen.pieces, without: now.pieces).filter { !lapsed.contains($0) }
        return [
            added.isEmpty ? nil : "\(added.joined(separator: ", ")) added",
            gone.isEmpty ? nil : "\(gone.joined(separator: ", ")) gone",
        ].compactMap { $0 }.joined(separator: "; ")
    }
}
