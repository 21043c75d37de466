public import TrackerValues

/// Where an item stands at one moment: everything that tables count and filter by.
public struct ItemState: Equatable, Sendable {
    /// The report that handed the item over.
    public var report: Reference
    /// The kind of item.
    public var kind: String
    /// The force it is tracked for.
    public var force: String
    /// The inspection question it stands under.
    public var question: String?
    /// The report's own number.
    public var number: String?
    /// The inspectorate's register number.
    public var externalNumber: String?
    /// The cause of concern it belongs to.
    public var parent: Reference?
    /// Whom it is addressed to, where that isn't the force.
    public var addressee: String?
    /// Its priority.
    public var priority: String?
    /// The day it was opened.
    public var openedOn: Day
    /// The first due date it ever had.
    public var originalDue: Day?
    /// How far it has come.
    public var stage: Stage
    /// Why it was closed; nil unless `stage` is closed.
    public var closedAs: CloseReason?
    /// The item that took its place, or that it duplicates.
    public var successor: Reference?
    /// What was said to it.
    public var acceptance: Acceptance?
    /// Who leads it; nil while it awaits allocation.
    public var lead: PersonID?
    /// Who supports the lead, in the order given.
    public var supporting: [PersonID]
    /// The board that oversees it, and under which it is counted.
    public var board: Reference?
    /// The other boards that it is before too, sorted; never the one that oversees it.
    public var alsoBoards: [Reference] = []
    /// The bodies that it is directed at, in the order in which they were named, where it is directed at several; see
    /// ``addressedTo``.
    public var addressees: [Addressing] = []
    /// The current due date.
    public var due: Day?
    /// How often a date has been changed since the first.
    public var revisions: Int
    /// Another date has been asked for and not yet answered.
    public var extensionWanted: Bool
    /// Whether it is counted.
    public var inScope: Bool
    /// Percent complete as last stated.
    public var complete: Int?
    /// Rating as last stated.
    public var rating: Rating?
    /// The entry whose words are the last progress note.
    public var progress: Int64?
    /// The effective date of the last progress note.
    public var progressOn: Day?
    /// The entry whose words are the item's text.
    public var text: Int64
    /// The entry whose words are the current deadline.
    public var deadline: Int64?
    /// The item's own protective marking.
    public var marking: String?
    /// Programmes and themes, sorted.
    public var tags: [String]
    /// The report that took its place, where no one item did.
    public var successorReport: Reference?
    /// That it is assured, or closed as implemented, a sheet says that was taken in; nobody has vouched for it here.
    public var onWord = false
    /// The body has asked whoever published it to close it, and awaits the answer: part of pending sign-off.
    public var proposedForClosure = false
    /// Its owner holds against an assurer's refusal that it is done, and no board has decided: part of pending sign-off.
    public var disputed = false

    /// Other evidence stands than whoever assured it had seen, who hasn't assured it again since.
    public var evidenceChanged = false

    /// How many proposals of its owners wait to be accepted or rejected.
    public var proposals = 0

    /// Its local risk, by the body's own grades.
    public var risk: String?
    /// The reason for its delay.
    public var delay: String?
    /// The entry whose words say what limits the risk while it is open.
    public var control: Int64?

    package init(
        report: Reference, kind: String, force: String, question: String? = nil, number: String? = nil,
        externalNumber: String? = nil, parent: Reference? = nil, addressee: String? = nil,
        priority: String? = nil, openedOn: Day, originalDue: Day? = nil, stage: Stage,
        closedAs: CloseReason? = nil, successor: Reference? = nil, acceptance: Acceptance? = nil,
        lead: PersonID? = nil, supporting: [PersonID], board: Reference? = nil, due: Day? = nil,
        revisions: Int, extensionWanted: Bool, inScope: Bool, complete: Int? = nil, rating: Rating? = nil,
        progress: Int64? = nil, progressOn: Day? = nil, text: Int64, deadline: Int64? = nil,
        marking: String? = nil, tags: [String], onWord: Bool = false, alsoBoards: [Reference] = [],
        successorReport: Reference? = nil,
        addressees: [Addressing] = [],
        proposedForClosure: Bool = false, disputed: Bool = false,
        evidenceChanged: Bool = false,
        risk: String? = nil, delay: String? = nil, control: Int64? = nil, proposals: Int = 0
    ) {
        self.report = report
        self.kind = kind
        self.force = force
        self.question = question
        self.number = number
        self.externalNumber = externalNumber
        self.parent = parent
        self.addressee = addressee
        self.priority = priority
        self.openedOn = openedOn
        self.originalDue = originalDue
        self.stage = stage
        self.closedAs = closedAs
        self.successor = successor
        self.acceptance = acceptance
        self.lead = lead
        self.supporting = supporting
        self.board = board
        self.due = due
        self.revisions = revisions
        self.extensionWanted = extensionWanted
        self.inScope = inScope
        self.complete = complete
        self.rating = rating
        self.progress = progress
        self.progressOn = progressOn
        self.text = text
        self.deadline = deadline
        self.marking = marking
        self.tags = tags
        self.onWord = onWord
        self.alsoBoards = alsoBoards
        self.successorReport = successorReport
        self.addressees = addressees
        self.proposedForClosure = proposedForClosure
        self.disputed = disputed
        self.evidenceChanged = evidenceChanged
        self.risk = risk
        self.delay = delay
        self.control = control
        self.proposals = proposals
    }

    /// Whether another due date would be a revision: the first one that an item gets is its original one.
    package func isRevised(by date: Day?) -> Bool { originalDue != nil && date != due }

    /// Whether it is before a board, which oversees it or is another of its boards.
    public func isBefore(_ other: Reference) -> Bool { board == other || alsoBoards.contains(other) }

    /// The bodies that it is directed at; the force, where nothing else is said.
    public var addressedTo: [String] {
        addressees.isEmpty ? [addressee ?? force] : addressees.map(\.name)
    }

    /// Some, but not all, of the bodies that it is directed at have closed their part.
    public var isPartlyDischarged: Bool {
        stage.isLive && addressees.contains { $0.isClosed } && addressees.contains { !$0.isClosed }
    }

    /// How it stands for one body: closed where that has closed its part, and not counted where it isn't directed at it.
    package func seen(by body: String) -> ItemState {
        var state = self
        state.addressees = []
        state.addressee = body
        if let own = addressees.first(where: { $0.name == body }) {
            state.acceptance = own.acceptance
            state.lead = own.lead ?? lead
            if stage.isLive, let reason = own.closedAs {
                state.stage = .closed
                state.closedAs = reason
            }
        } else if !addressedTo.contains(body) {
            state.inScope = false
        }
        return state
    }

    /// Counted, and still to be answered for: what "brought forward" and "carried forward" count.
    public var isCounted: Bool { inScope && stage.isLive }

    /// The position in the quarterly table; nil when closed.
    public var position: Position? { Position(stage, isAllocated: lead != nil) }

    /// As a person reads it: "pending sign-off", "closed: implemented", "assured, evidence changed since".
    public var label: String { closedLabel ?? stage.label + word }

    /// The same, with whether anybody leads it: "awaiting allocation".
    public var positionLabel: String { closedLabel ?? (position?.label ?? stage.label) + word }

    private var closedLabel: String? { closedAs.map { "closed: \($0.label)\(word)" } }
    private var word: String {
        let words = [
            onWord ? "on the sheet's word" : nil, proposedForClosure ? "proposed for closure" : nil,
            disputed ? "disputed" : nil,
        ].compactMap { $0 }
        return words.isEmpty
            ? evidenceChanged ? ", evidence changed since" : "" : " (\(words.joined(separator: ", ")))"
    }

    /// "1 proposal waits"; nil where none does.
    package var proposalsLabel: String? {
        proposals == 0 ? nil : proposals == 1 ? "1 proposal waits" : "\(proposals) proposals wait"
    }

    /// Past its due date at the end of `day`, and still to be done.
    public func isOverdue(asAt day: Day) -> Bool {
        guard stage.isToDo, let due else { return false }
        return due < day
    }
}
