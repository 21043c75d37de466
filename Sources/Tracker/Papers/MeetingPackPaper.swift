import TrackerFigures
public import TrackerDocuments
public import TrackerModel
public import TrackerRegister
public import TrackerValues
public import TransparencyLog

/// What a board needs before it sits: what is overdue, what falls due before it sits again, what waits for its
/// sign-off, what has changed since it last sat, and the four tables in which North Devon prints progress to its
/// members: A live, B completed since the last meeting, C extensions requested, D overdue without an extension. A and B have
/// each item in full, A under its report; everywhere else it has a line.
///
/// "Since the last meeting" counts from the morning of that meeting, so that what it decided itself is not lost
/// between two packs. What is due soon is due before the board's next meeting after this, or within 30 days where
/// none is known.
public struct MeetingPackPaper: Sendable {
    /// An item that stands otherwise than before the last meeting.
    public struct Change: Equatable, Sendable {
        /// The item, as it stands now.
        public let item: Item
        /// Where it stood; nil when it was not yet opened.
        public let before: ItemState?
        /// What is different, in words.
        public let what: [String]
    }

    /// A date that was asked for.
    public struct Asked: Equatable, Sendable {
        /// When it was asked for.
        public let on: Day
        /// The date asked for.
        public let date: Day?
        /// Why.
        public let reason: String?
    }

    /// The meeting.
    public let meeting: Meeting
    /// The board's meeting before it, if one is known.
    public let last: Meeting?
    /// The last day on which something counts as due soon.
    public let soonBy: Day
    /// Table A: what is not closed, the longest overdue first.
    public private(set) var live: [Item] = []
    /// Table B: what was closed since the last meeting.
    public private(set) var completed: [Item] = []
    /// Everything that stands otherwise than before the last meeting.
    public private(set) var changes: [Change] = []
    /// What the board's chair decided since the last meeting.
    public private(set) var decisions: [ChairDecision] = []
    /// How many items it counts but may not show.
    public private(set) var withheld = 0

    /// What owners of its live items proposed and nobody has answered yet; none in the public edition.
    private var proposals: [(item: Item, line: ProposalLine)] = []

    private let list: ItemRows
    private var frame: PaperContext { list.frame }
    private var asked: [Int64: Asked] = [:]
    /// Of items that are disputed: a row for each dispute, refusal and claim first.
    private var disputes: [Int64: [[Cell]]] = [:]

    /// The day from which a pack looks: that of the meeting, or today while it is still to come.
    public static func day(of meeting: Meeting, today: Day) -> Day { min(meeting.heldOn, today) }

    /// Asks the register.
    ///
    /// - Parameters:
    ///   - register: the register that is asked.
    ///   - meeting: the meeting it is for.
    ///   - frame: its scope is narrowed to the board's items.
    ///   - ragRule: the rule behind red, amber and green.
    ///   - isFull: whether long texts are printed whole.
    public init(
        _ register: Register, meeting: Meeting, frame: PaperContext, ragRule: RAGRule, isFull: Bool = false
    ) throws {
        self.meeting = meeting
        let sittings = try register.meetings(knownAt: frame.viewpoint.knownAt).filter {
            $0.board == meeting.board
        }
        last = sittings.last { $0.heldOn < meeting.heldOn }
        let day = frame.viewpoint.asAt
        soonBy =
            sittings.first { $0.heldOn > meeting.heldOn }?.heldOn ?? max(day, meeting.heldOn).adding(days: 30)
        list = ItemRows(frame: frame, ragRule: ragRule, isFull: isFull)

        let snapshot = try frame.snapshot(of: register)
        var before: [Int64: ItemState] = [:]
        if let last {
            // Whatever the paper is narrowed to, an item may not have been so then.
            let eve = try register.viewpoint(
                asAt: last.heldOn.adding(days: -1), knownAt: .size(frame.viewpoint.knownAt))
            try snapshot.moved(to: eve).forEachItem { before[$0.id] = $0.standing }
        }
        var items: [Item] = []
        try snapshot.forEachItem(frame.scope, order: .due) {
            if $0.standing.inScope { items.append($0) }
        }
        for item in items {
            let was = before[item.id]
            let isChanged = last != nil && was != item.standing
            guard item.standing.stage.isLive || isChanged else { continue }
            guard frame.shows(item.standing) else {
                withheld += 1
                continue
            }
            if item.standing.stage.isLive {
                live.append(item)
            } else if was?.stage != .closed {
                completed.append(item)
            }
            if isChanged {
                let what = Self.differences(was, item, frame)
                if !what.isEmpty { changes.append(Change(item: item, before: was, what: what)) }
            }
        }
        for item in live where item.standing.disputed {
            let history = try register.history(of: item.reference, knownAt: frame.viewpoint.knownAt)
            let said = Set(history.disputes.flatMap { [$0.refusal, $0.claim] }.flatMap(\.words.values))
            let words = try Dictionary(stored: said.map { ($0, try register.words(of: $0)) })
            disputes[item.id] = frame.rows(of: history.disputes, words)
        }
        for item in live where item.standing.extensionWanted {
            asked[item.id] = try Self.asked(register, item, frame)
        }
        for item in live where item.standing.proposals > 0 {
            let history = try register.history(of: item.reference, knownAt: frame.viewpoint.knownAt)
            proposals += try ProposalLine.list(history, register, frame).filter {
                $0.proposal.answer(asAt: day) == nil
            }.map { (item, $0) }
        }
        proposals.sort { $0.line.proposal.seq < $1.line.proposal.seq }
        decisions = try ChairDecision.list(of: meeting.board, from: last?.heldOn, snapshot, frame)
    }

    /// Items past their date.
    public var overdue: [Item] { live.filter { $0.standing.isOverdue(asAt: frame.viewpoint.asAt) } }

    /// Items due before the board sits again.
    public var dueSoon: [Item] {
        live.filter { item in
            guard item.standing.stage.isToDo, let due = item.standing.due else { return false }
            return due >= frame.viewpoint.asAt && due <= soonBy
        }
    }

    /// Items that wait for assurance.
    public var pendingSignOff: [Item] { live.filter { $0.standing.stage == .pendingSignOff } }

    /// Of those that wait for assurance, those of which the board is to decide whether they are done.
    public var disputed: [Item] { live.filter(\.standing.disputed) }

    /// Of those that wait for assurance, those of which whoever published them has been asked to close them.
    public var proposedForClosure: [Item] { live.filter(\.standing.proposedForClosure) }

    /// Items that are assured and wait to be closed.
    public var assured: [Item] { live.filter { $0.standing.stage == .assured } }

    /// Table C: items for which another date is asked for.
    public var extensions: [Item] { live.filter(\.standing.extensionWanted) }

    /// Table D: items past their date for which no other is asked for.
    public var overdueWithoutExtension: [Item] { overdue.filter { !$0.standing.extensionWanted } }

    private static func asked(_ register: Register, _ item: Item, _ frame: PaperContext) throws -> Asked? {
        let history = try register.history(of: item.reference, knownAt: frame.viewpoint.knownAt)
        for recorded in history.acts.reversed() where recorded.effectiveOn <= frame.viewpoint.asAt {
            guard case .due(let date, .request) = recorded.act else { continue }
            let reason = try recorded.words[.reason].flatMap { seq in
                try register.words(of: seq)[.reason].flatMap {
                    frame.words($0, .reason, of: recorded.act, in: seq)
                }
            }
            return Asked(on: recorded.effectiveOn, date: date, reason: reason)
        }
        return nil
    }

    private static func differences(_ was: ItemState?, _ item: Item, _ frame: PaperContext) -> [String] {
        let now = item.standing
        guard let was else { return ["opened on \(item.openedOn.shortForm)"] }
        func date(_ day: Day?) -> String { day?.shortForm ?? "no date" }
        var what: [String] = []
        if was.label != now.label { what.append("\(was.label) → \(now.label)") }
        if was.lead != now.lead { what.append("lead \(frame.lead(was.lead)) → \(frame.lead(now.lead))") }
        if was.due != now.due { what.append("due \(date(was.due)) → \(date(now.due))") }
        if was.extensionWanted != now.extensionWanted {
            what.append(now.extensionWanted ? "extension asked for" : "extension answered")
        }
        if was.complete != now.complete, let complete = now.complete { what.append("\(complete)% complete") }
        let isNew = frame.scope.board.map { !was.isBefore($0) } ?? (was.board != now.board)
        if isNew {
            what.append("new to this board")
        } else if was.board != now.board {
            what.append("overseen by \(now.board.map { frame.boardName($0) } ?? "no board")")
        }
        if was.progress != now.progress, let progress = frame.item(item).progress { what.append(progress) }
        return what
    }
}

extension MeetingPackPaper {
    /// The pack, ready to be drawn.
    public var document: Document {
        let since =
            last.map { "since the meeting of \($0.heldOn.longForm)" } ?? "(no earlier meeting is known)"
        let board = frame.label(meeting.board.text, of: .board)
        let others = live.count { $0.standing.board != meeting.board }
        let overseen =
            others == 0
            ? ""
            : " \(others) of the live \(others == 1 ? "is" : "are") overseen by another board, which is named."
        let stale = assured.filter(\.standing.evidenceChanged).map(\.reference.text)
        let changed =
            stale.isEmpty
            ? "" : " Evidence changed since it was assured: \(stale.joined(separator: ", "))."
        var blocks: [Block] = [
            .paragraph(
                "\(live.count) live: \(overdue.count) overdue, \(dueSoon.count) due by \(soonBy.longForm), \(pendingSignOff.count) pending sign-off, \(assured.count) assured and waiting to be closed, \(extensions.count) with an extension asked for. \(completed.count) completed and \(changes.count) changed \(since).\(changed)\(overseen)"
            ),
            .table(list.lines("Overdue", "Overdue at the end of \(frame.viewpoint.asAt.longForm)", overdue)),
            .table(list.lines("Due soon", "Due by \(soonBy.longForm)", dueSoon)),
            .table(list.lines("Pending sign-off", "Pending sign-off", pendingSignOff)),
        ]
        if !disputed.isEmpty { blocks.append(.table(disputedTable)) }
        if !proposedForClosure.isEmpty {
            blocks.append(
                .table(
                    list.lines(
                        "Proposed for closure", "Of those pending sign-off: proposed for closure",
                        proposedForClosure)))
        }
        if !proposals.isEmpty { blocks.append(.table(proposalsTable)) }
        if !assured.isEmpty {
            blocks.append(.table(list.lines("Assured", "Assured, awaiting closure", assured)))
        }
        blocks.append(.table(changesTable(since)))
        if !decisions.isEmpty { blocks.append(.table(decisionsTable(since))) }
        blocks.append(.heading("A: live"))
        blocks += liveTables.map { .table($0) }
        blocks += [
            .table(list.table("B Completed", "B: completed \(since)", completed)),
            .table(extensionsTable),
            overdueWithoutExtension.count == overdue.count && !overdue.isEmpty
                ? .paragraph("D: overdue without an extension: all that are overdue, as listed above.")
                : .table(
                    list.lines(
                        "D Overdue, no extension", "D: overdue without an extension", overdueWithoutExtension)
                ),
        ]
        if withheld > 0 {
            blocks.append(
                .paragraph(
                    "\(withheld.counted("item", "items")) counted but not shown in this edition because of protective markings."
                ))
        }
        let shown = live + completed
        return Document(
            title: "Pack for \(board), \(meeting.heldOn.longForm)", subtitle: frame.body,
            letterhead: frame.letterhead,
            marking: frame.marking(of: shown.map(\.standing)), blocks: blocks,
            foot: frame.foot(
                [
                    Fact(label: "Meeting", value: meeting.reference.text),
                    Fact(
                        label: "Last meeting",
                        value: last.map { "\($0.reference), \($0.heldOn.shortForm)" } ?? "none"),
                    Fact(label: "RAG rule", value: "\(list.ragRule.name): \(list.ragRule.explanation)"),
                    list.cutFact,
                ].compactMap { $0 }), records: records,
            list: list.list(Rows(shown.map { list.listed($0) })))
    }

    /// Table A: the live items under their reports, the newest report first.
    private var liveTables: [Table] {
        let reports = Dictionary(grouping: live) { $0.standing.report }
        let sorted = reports.sorted {
            let days = [$0.key, $1.key].map { frame.published($0)?.firstDay ?? .distantPast }
            let titles = [$0.key, $1.key].map { NaturalOrder(frame.title($0)) }
            return days[0] == days[1] ? titles[0] < titles[1] : days[0] > days[1]
        }
        guard !sorted.isEmpty else { return [list.table("A Live", "A: live", [])] }
        let day = frame.viewpoint.asAt
        return sorted.map { report, items in
            let late = items.count { $0.standing.isOverdue(asAt: day) }
            return list.table(
                "A \(frame.title(report))", frame.heading(report, items: items.count, overdue: late), items)
        }
    }

    /// The pack as data: a list of items for each table.
    public var json: JSON {
        var object = frame.json
        func items(_ items: [Item]) -> JSON { .array(items.map { list.json($0) }) }
        object["meeting"] = .string(meeting.reference.text)
        object["board"] = .string(meeting.board.text)
        object["held_on"] = .string(meeting.heldOn.description)
        object["last_meeting"] = last.map { .string($0.reference.text) } ?? .null
        object["last_held_on"] = last.map { .string($0.heldOn.description) } ?? .null
        object["due_soon_by"] = .string(soonBy.description)
        object["rag_rule"] = .string(list.ragRule.name)
        object["withheld"] = .int(Int64(withheld))
        object["overdue"] = items(overdue)
        object["due_soon"] = items(dueSoon)
        object["pending_sign_off"] = items(pendingSignOff)
        object["disputed"] = items(disputed)
        object["proposed_for_closure"] = items(proposedForClosure)
        object["proposals"] = .array(
            proposals.map { item, line in
                .object(line.json(frame).merging(["ref": .string(item.reference.text)]) { $1 })
            })
        object["extensions"] = .array(
            extensions.map { item in
                var data = list.json(item).object ?? [:]
                let asked = asked[item.id]
                data["asked_on"] = asked.map { .string($0.on.description) } ?? .null
                data["asked_for"] = asked?.date.map { .string($0.description) } ?? .null
                data["asked_why"] = asked?.reason.map { .string($0) } ?? .null
                return .object(data)
            })
        object["changes"] = .array(
            changes.map { change in
                [
                    "ref": .string(change.item.reference.text),
                    "from": change.before.map { .string($0.stage.rawValue) } ?? .null,
                    "to": .string(change.item.standing.stage.rawValue),
                    "what": .array(change.what.map { .string($0) }),
                ]
            })
        object["chair_decisions"] = .array(decisions.map(\.json))
        object["live"] = items(live)
        object["completed"] = items(completed)
        object["overdue_without_extension"] = items(overdueWithoutExtension)
        return .object(object)
    }

    private func changesTable(_ since: String) -> Table {
        var table = Table(
            name: "Changes", caption: "Changed \(since)",
            columns: [
                Column(title: "Reference", key: "ref", weight: 12),
                Column(title: "Item", key: "text", weight: 40),
                Column(title: "What changed", key: "what", weight: 48),
            ],
            rows: changes.map {
                [
                    .text($0.item.reference.text), list.line($0.item),
                    .text($0.what.map { list.isFull ? $0 : list.line($0) }.joined(separator: "\n")),
                ]
            })
        table.isFixed = true
        return table
    }

    /// For the board to note: it was decided in its place.
    private func decisionsTable(_ since: String) -> Table {
        var table = Table(
            name: "Chair", caption: "Decided by the chair \(since)",
            columns: [
                Column(title: "Date", key: "effective_on", kind: .date, weight: 11),
                Column(title: "Reference", key: "ref", weight: 12),
                Column(title: "Item", key: "text", weight: 34),
                Column(title: "Decision", key: "what", weight: 22),
                Column(title: "Why", key: "reason", weight: 30),
            ],
            rows: decisions.map {
                [
                    Cell($0.on), .text($0.item.reference.text), list.line($0.item), .text($0.what),
                    Cell($0.reason.map { list.isFull ? $0 : list.line($0) }),
                ]
            })
        table.isFixed = true
        return table
    }

    /// For this board or the officer to accept or reject: none of it counts yet.
    private var proposalsTable: Table {
        let columns = ProposalLine.columns
        var table = Table(
            name: "Proposals", caption: "Proposals that wait: not in any figure yet",
            columns: [columns[0]] + ProposalLine.itemColumns + columns[1...],
            rows: proposals.map { item, line in
                let cells = line.cells(frame)
                return [cells[0], .text(item.reference.text), list.line(item)] + cells[1...]
            })
        table.isFixed = true
        return table
    }

    private var disputedTable: Table {
        Table(
            name: "Disputed", caption: "Disputed: for this board to decide",
            columns: [
                Column(title: "Reference", key: "ref", weight: 2),
                Column(title: "Item", key: "text", weight: 4),
                Column(title: "Refused", key: "refusal", weight: 3),
                Column(title: "Claimed", key: "claim", weight: 3),
            ],
            rows: disputed.map { item in
                let open = disputes[item.id].flatMap(\.last) ?? [.empty, .empty]
                return [.text(item.reference.text), list.line(item)] + open.prefix(2)
            })
    }

    private var extensionsTable: Table {
        Table(
            name: "C Extensions", caption: "C: extensions requested",
            columns: [
                Column(title: "Reference", key: "ref", weight: 2),
                Column(title: "Item", key: "text", weight: 4),
                Column(title: "Lead", key: "lead", weight: 2),
                Column(title: "Due", key: "due", kind: .date),
                Column(title: "Original date", key: "original_due", kind: .date),
                Column(title: "Times revised", key: "revisions", kind: .number),
                Column(title: "Asked on", key: "asked_on", kind: .date),
                Column(title: "Asked for", key: "asked_for", kind: .date),
                Column(title: "Why", key: "asked_why", weight: 3),
            ],
            rows: extensions.map { item in
                let asked = asked[item.id]
                return [
                    .text(item.reference.text), list.line(item),
                    Cell(item.standing.lead.map { frame.name($0) }), Cell(item.standing.due),
                    Cell(item.originalDue), .number(item.standing.revisions), Cell(asked?.on),
                    Cell(asked?.date), Cell(asked?.reason),
                ]
            })
    }

    /// Each item once for each section it stands in: what CSV prints.
    private var records: Table {
        let sections: [(String, [Item])] = [
            ("overdue", overdue), ("due soon", dueSoon), ("pending sign-off", pendingSignOff),
            ("disputed", disputed), ("proposed for closure", proposedForClosure),
            ("proposals that wait", live.filter { frame.audience == .board && $0.standing.proposals > 0 }),
            ("changed", changes.map(\.item)), ("decided by the chair", decisions.map(\.item)),
            ("A live", live), ("B completed", completed),
            ("C extensions", extensions), ("D overdue without extension", overdueWithoutExtension),
        ]
        var table = list.records(
            Rows(sections.flatMap { name, items in items.map { [.text(name)] + list.record($0) } }))
        table.columns.insert(Column(title: "Section", key: "section"), at: 0)
        return table
    }
}
