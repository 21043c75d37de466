import TrackerModel
import TrackerStorage
import TrackerValues

/// The columns of `item_state` that say how an item stands, in the order in which they are written and read.
enum ItemStateColumn: Int32, CaseIterable {
    case report, kind, force, question, number, externalNumber, parent, addressee, priority, openedOn,
        originalDue
    case stage, closedAs, successor, acceptance, lead, supporting, board, due, revisions, extensionWanted,
        inScope
    case complete, rag, progress, progressOn, text, deadline, marking, tags, onWord, alsoBoards,
        successorReport
    case addressees, proposedForClosure, disputed
    case evidenceChanged, risk, delay, control, proposals

    /// Its name, and whether tables count or filter by it, or need it to tell what they do.
    private var declared: (name: String, isCounted: Bool) {
        switch self {
        case .report: ("report", true)
        case .kind: ("kind", true)
        case .force: ("force", true)
        case .question: ("question", true)
        case .number: ("number", false)
        case .externalNumber: ("external_number", false)
        case .parent: ("parent", false)
        case .addressee: ("addressee", true)
        case .priority: ("priority", false)
        case .openedOn: ("opened_on", true)
        case .originalDue: ("original_due", false)
        case .stage: ("stage", true)
        case .closedAs: ("closed_as", true)
        case .successor: ("successor", false)
        case .acceptance: ("acceptance", false)
        case .lead: ("lead", true)
        case .supporting: ("supporting", false)
        case .board: ("board", true)
        case .due: ("due", true)
        case .revisions: ("revisions", true)
        case .extensionWanted: ("extension_wanted", true)
        case .inScope: ("in_scope", true)
        case .complete: ("complete", true)
        case .rag: ("rag", true)
        case .progress: ("progress", false)
        case .progressOn: ("progress_on", false)
        case .text: ("text", true)
        case .deadline: ("deadline", false)
        case .marking: ("marking", true)
        case .tags: ("tags", true)
        case .onWord: ("on_word", true)
        case .alsoBoards: ("also_boards", true)
        case .successorReport: ("successor_report", false)
        case .addressees: ("addressees", true)
        case .proposedForClosure: ("proposed_for_closure", true)
        case .disputed: ("disputed", true)
        case .evidenceChanged: ("evidence_changed", true)
        case .risk: ("risk", true)
        case .delay: ("delay", true)
        case .control: ("control", false)
        case .proposals: ("proposals", false)
        }
    }

    /// The names, in order.
    static let names = allCases.map { $0.declared.name }

    /// All of them, of the rows `s`, as a query asks for them.
    static let all = names.map { "s.\($0)" }.joined(separator: ", ")

    /// The same, with those that no table counts or filters by left empty.
    static let counted = allCases.map {
        $0.declared.isCounted ? "s.\($0.declared.name)" : $0 == .supporting ? "''" : "NULL"
    }.joined(separator: ", ")

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
    init(_ row: borrowing Row, from base: Int32) throws(RegisterError) {
        func at(_ column: ItemStateColumn) -> Int32 { base + column.rawValue }
        func reference(_ column: ItemStateColumn, _ row: borrowing Row) throws(RegisterError) -> Reference? {
            try row.optionalStoredText(at(column)).map { Reference(stored: $0) }
        }
        self.init(
            report: Reference(stored: try row.storedText(at(.report))), kind: try row.storedText(at(.kind)),
            force: try row.storedText(at(.force)), question: try row.optionalStoredText(at(.question)),
            number: try row.optionalStoredText(at(.number)),
            externalNumber: try row.optionalStoredText(at(.externalNumber)),
            parent: try reference(.parent, row), addressee: try row.optionalStoredText(at(.addressee)),
            priority: try row.optionalStoredText(at(.priority)), openedOn: try row.storedDay(at(.openedOn)),
            originalDue: try row.optionalStoredDay(at(.originalDue)),
            stage: try row.stored(at(.stage), "stage") { Stage(rawValue: $0) },
            closedAs: try row.optionalStored(at(.closedAs), "reason for closing") {
                CloseReason(rawValue: $0)
            },
            successor: try reference(.successor, row),
            acceptance: try row.optionalStored(at(.acceptance), "acceptance") { Acceptance(rawValue: $0) },
            lead: try row.optionalStoredInt(at(.lead)).map { PersonID($0) },
            supporting: try row.stored(at(.supporting), "list of people") { text in
                let people = text.split(separator: "\n").map { Int64($0).map { PersonID($0) } }
                return people.contains(nil) ? nil : people.compactMap { $0 }
            },
            board: try reference(.board, row), due: try row.optionalStoredDay(at(.due)),
            revisions: Int(try row.storedInt(at(.revisions))),
            extensionWanted: try row.storedInt(at(.extensionWanted)) != 0,
            inScope: try row.storedInt(at(.inScope)) != 0,
            complete: try row.optionalStoredInt(at(.complete)).map { Int($0) },
            rating: try row.optionalStored(at(.rag), "rating") { Rating(rawValue: $0) },
            progress: try row.optionalStoredInt(at(.progress)),
            progressOn: try row.optionalStoredDay(at(.progressOn)), text: try row.storedInt(at(.text)),
            deadline: try row.optionalStoredInt(at(.deadline)),
            marking: try row.optionalStoredText(at(.marking)),
            tags: try row.storedText(at(.tags)).split(separator: "\n").map { String($0) },
            onWord: try row.storedInt(at(.onWord)) != 0,
            alsoBoards: try row.storedText(at(.alsoBoards)).split(separator: "\n").map {
                Reference(stored: String($0))
            },
            successorReport: try reference(.successorReport, row),
            addressees: try row.stored(at(.addressees), "list of addressees") { text in
                let all = text.split(separator: "\n").map { Addressing(line: $0) }
                return all.contains(nil) ? nil : all.compactMap { $0 }
            },
            proposedForClosure: try row.storedInt(at(.proposedForClosure)) != 0,
            disputed: try row.storedInt(at(.disputed)) != 0,
            evidenceChanged: try row.storedInt(at(.evidenceChanged)) != 0,
            risk: try row.optionalStoredText(at(.risk)), delay: try row.optionalStoredText(at(.delay)),
            control: try row.optionalStoredInt(at(.control)),
            proposals: Int(try row.optionalStoredInt(at(.proposals)) ?? 0))
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
