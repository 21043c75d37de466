import TrackerModel
import TrackerStorage
import TrackerValues

/// The columns of `item_state` that say how an item stands, in the order in which they are written and read.
enum ItemStateColumn: Int32, CaseIterable {
    // What tables count or filter by, or need to tell what they do.
    case report, kind, force, question, addressee, openedOn, stage, closedAs, lead, board, due, revisions,
        extensionWanted, inScope, complete, rag, text, marking, tags, onWord, alsoBoards, addressees,
        proposedForClosure, disputed, evidenceChanged, risk, delay
    // What only lists and histories print.
    case number, externalNumber, parent, priority, originalDue, successor, acceptance, supporting,
        progress, progressOn, deadline, successorReport, control, proposals

    /// Its name.
    private var name: String {
        switch self {
        case .report: "report"
        case .kind: "kind"
        case .force: "force"
        case .question: "question"
        case .number: "number"
        case .externalNumber: "external_number"
        case .parent: "parent"
        case .addressee: "addressee"
        case .priority: "priority"
        case .openedOn: "opened_on"
        case .originalDue: "original_due"
        case .stage: "stage"
        case .closedAs: "closed_as"
        case .successor: "successor"
        case .acceptance: "acceptance"
        case .lead: "lead"
        case .supporting: "supporting"
        case .board: "board"
        case .due: "due"
        case .revisions: "revisions"
        case .extensionWanted: "extension_wanted"
        case .inScope: "in_scope"
        case .complete: "complete"
        case .rag: "rag"
        case .progress: "progress"
        case .progressOn: "progress_on"
        case .text: "text"
        case .deadline: "deadline"
        case .marking: "marking"
        case .tags: "tags"
        case .onWord: "on_word"
        case .alsoBoards: "also_boards"
        case .successorReport: "successor_report"
        case .addressees: "addressees"
        case .proposedForClosure: "proposed_for_closure"
        case .disputed: "disputed"
        case .evidenceChanged: "evidence_changed"
        case .risk: "risk"
        case .delay: "delay"
        case .control: "control"
        case .proposals: "proposals"
        }
    }

    /// The names, in order.
    static let names = allCases.map(\.name)

    /// All of them, of the rows `s`, as a query asks for them.
    static let all = names.map { "s.\($0)" }.joined(separator: ", ")

    /// The same of those alone that tables count or filter by, which is what a table's query asks for.
    static let counted = names.prefix(Int(Self.number.rawValue)).map { "s.\($0)" }.joined(separator: ", ")

    /// What is stored in it.
    func value(of state: ItemState) -> SQLValue {
        switch self {
        case .report: state.report.text.sqlValue
        case .kind: state.kind.sqlValue
        case .force: state.force.sqlValue
        case .question: state.question.sqlValue
        case .number: state.number.sqlValue
        case .externalNumber: state.externalNumber.sqlValue
        case .parent: (state.parent?.text).sqlValue
        case .addressee: state.addressee.sqlValue
        case .priority: state.priority.sqlValue
        case .openedOn: state.openedOn.description.sqlValue
        case .originalDue: (state.originalDue?.description).sqlValue
        case .stage: state.stage.rawValue.sqlValue
        case .closedAs: (state.closedAs?.rawValue).sqlValue
        case .successor: (state.successor?.text).sqlValue
        case .acceptance: (state.acceptance?.rawValue).sqlValue
        case .lead: (state.lead?.seq).sqlValue
        case .supporting: state.supporting.map { String($0.seq) }.joined(separator: "\n").sqlValue
        case .board: (state.board?.text).sqlValue
        case .due: (state.due?.description).sqlValue
        case .revisions: state.revisions.sqlValue
        case .extensionWanted: state.extensionWanted.sqlValue
        case .inScope: state.inScope.sqlValue
        case .complete: state.complete.sqlValue
        case .rag: (state.rating?.rawValue).sqlValue
        case .progress: state.progress.sqlValue
        case .progressOn: (state.progressOn?.description).sqlValue
        case .text: state.text.sqlValue
        case .deadline: state.deadline.sqlValue
        case .marking: state.marking.sqlValue
        case .tags: state.tags.joined(separator: "\n").sqlValue
        case .onWord: state.onWord.sqlValue
        case .alsoBoards: state.alsoBoards.map(\.text).joined(separator: "\n").sqlValue
        case .successorReport: (state.successorReport?.text).sqlValue
        case .addressees: state.addressees.map(\.line).joined(separator: "\n").sqlValue
        case .proposedForClosure: state.proposedForClosure.sqlValue
        case .disputed: state.disputed.sqlValue
        case .evidenceChanged: state.evidenceChanged.sqlValue
        case .risk: state.risk.sqlValue
        case .delay: state.delay.sqlValue
        case .control: state.control.sqlValue
        case .proposals: state.proposals.sqlValue
        }
    }
}

extension ItemState {
    /// Reads the columns, the first of them at `base`. - Throws: `RegisterError.damaged` for one that can't be read.
    ///
    /// - Parameter isWhole: whether all are there, or those alone that tables count or filter by.
    init(_ row: borrowing Row, from base: Int32, isWhole: Bool = true) throws(RegisterError) {
        func at(_ column: ItemStateColumn) -> Int32 { base + column.rawValue }
        func reference(_ column: ItemStateColumn, _ row: borrowing Row) throws(RegisterError) -> Reference? {
            try row.optionalStoredText(at(column)).map { Reference(stored: $0) }
        }
        self.init(
            report: Reference(stored: try row.storedText(at(.report))), kind: try row.storedText(at(.kind)),
            force: try row.storedText(at(.force)), question: try row.optionalStoredText(at(.question)),
            addressee: try row.optionalStoredText(at(.addressee)),
            openedOn: try row.storedDay(at(.openedOn)),
            stage: try row.stored(at(.stage), "stage") { Stage(rawValue: $0) },
            closedAs: try row.optionalStored(at(.closedAs), "reason for closing") {
                CloseReason(rawValue: $0)
            },
            lead: try row.optionalStoredInt(at(.lead)).map { PersonID($0) }, supporting: [],
            board: try reference(.board, row), due: try row.optionalStoredDay(at(.due)),
            revisions: Int(try row.storedInt(at(.revisions))),
            extensionWanted: try row.storedInt(at(.extensionWanted)) != 0,
            inScope: try row.storedInt(at(.inScope)) != 0,
            complete: try row.optionalStoredInt(at(.complete)).map { Int($0) },
            rating: try row.optionalStored(at(.rag), "rating") { Rating(rawValue: $0) },
            text: try row.storedInt(at(.text)), marking: try row.optionalStoredText(at(.marking)),
            tags: try row.storedText(at(.tags)).split(separator: "\n").map { String($0) },
            onWord: try row.storedInt(at(.onWord)) != 0,
            alsoBoards: try row.storedText(at(.alsoBoards)).split(separator: "\n").map {
                Reference(stored: String($0))
            },
            addressees: try row.stored(at(.addressees), "list of addressees") { text in
                let all = text.split(separator: "\n").map { Addressing(line: $0) }
                return all.contains(nil) ? nil : all.compactMap { $0 }
            },
            proposedForClosure: try row.storedInt(at(.proposedForClosure)) != 0,
            disputed: try row.storedInt(at(.disputed)) != 0,
            evidenceChanged: try row.storedInt(at(.evidenceChanged)) != 0,
            risk: try row.optionalStoredText(at(.risk)), delay: try row.optionalStoredText(at(.delay)))
        guard isWhole else { return }
        number = try row.optionalStoredText(at(.number))
        externalNumber = try row.optionalStoredText(at(.externalNumber))
        parent = try reference(.parent, row)
        priority = try row.optionalStoredText(at(.priority))
        originalDue = try row.optionalStoredDay(at(.originalDue))
        successor = try reference(.successor, row)
        acceptance = try row.optionalStored(at(.acceptance), "acceptance") { Acceptance(rawValue: $0) }
        supporting = try row.stored(at(.supporting), "list of people") { text in
            let people = text.split(separator: "\n").map { Int64($0).map { PersonID($0) } }
            return people.contains(nil) ? nil : people.compactMap { $0 }
        }
        progress = try row.optionalStoredInt(at(.progress))
        progressOn = try row.optionalStoredDay(at(.progressOn))
        deadline = try row.optionalStoredInt(at(.deadline))
        successorReport = try reference(.successorReport, row)
        control = try row.optionalStoredInt(at(.control))
        proposals = Int(try row.optionalStoredInt(at(.proposals)) ?? 0)
    }
}

extension Addressing {
    /// How it stands in the column: fields parted by tabs, empty ones for what isn't known.
    fileprivate var line: String {
        [
            name, acceptance?.rawValue, (lead?.seq).map { String($0) }, answeredOn?.description,
            closedAs?.rawValue, closedOn?.description,
        ].map { $0 ?? "" }.joined(separator: "\t")
    }

    /// Reads a line of the column; nil where it can't be.
    fileprivate init?(line: Substring) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
        guard fields.count == 6 else { return nil }
        self.init(fields[0])
        func read<Value>(_ text: String, _ read: (String) -> Value?) -> Value?? {
            if text.isEmpty { return .some(nil) }
            return read(text).map { .some($0) }
        }
        guard let acceptance = read(fields[1], { Acceptance(rawValue: $0) }),
            let lead = read(fields[2], { Int64($0).map { PersonID($0) } }),
            let answeredOn = read(fields[3], { Day(iso: $0) }),
            let closedAs = read(fields[4], { CloseReason(rawValue: $0) }),
            let closedOn = read(fields[5], { Day(iso: $0) })
        else { return nil }
        self.acceptance = acceptance
        self.lead = lead
        self.answeredOn = answeredOn
        self.closedAs = closedAs
        self.closedOn = closedOn
    }
}
