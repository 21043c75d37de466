public import TrackerValues

/// An act on an item as the ledger holds it.
public struct RecordedAct: Equatable, Sendable {
    /// The entry's number.
    public var seq: Int64
    /// The day it counts from.
    public var effectiveOn: Day
    /// Who did it.
    public var actor: PersonID
    /// The meeting that decided it.
    public var authority: Reference?
    /// The board whose chair decided it between meetings.
    public var chairOf: Reference?
    /// What was done.
    public var act: ItemAct
    /// Which entry holds each of its words: its own number, or that of the entry that corrected it.
    public var words: [WordName: Int64]
    /// Of an assurance: the evidence that it is of. Nil where the entry doesn't say.
    public let seen: AssuredEvidence?
    /// The entry of the proposal that it was part of, where one was accepted.
    public let proposal: Int64?

    /// An act recorded as entry `seq`.
    public init(
        seq: Int64, effectiveOn: Day, actor: PersonID, authority: Reference?, act: ItemAct,
        words: [WordName: Int64], chairOf: Reference? = nil, seen: AssuredEvidence? = nil,
        proposal: Int64? = nil
    ) {
        self.seq = seq
        self.effectiveOn = effectiveOn
        self.actor = actor
        self.authority = authority
        self.chairOf = chairOf
        self.act = act
        self.words = words
        self.seen = seen
        self.proposal = proposal
    }
}

/// A piece of evidence named for an item.
public struct Evidence: Equatable, Sendable {
    /// The number of the entry that named it, written `E12`.
    public let id: Int64
    /// The evidence's own date.
    public let dated: Day
    /// The file, or nil for an address.
    public let file: EvidenceFile?
    /// The days that it is about, where it is about several.
    public let period: EvidencePeriod?
    /// Which entries hold its title, file name or address.
    public let words: [WordName: Int64]
    /// The entry that withdrew it, if one did.
    public package(set) var withdrawnBy: Int64?
    /// The entry that says that it is lost, if one does.
    public package(set) var lostBy: Int64?
    /// The entry that removed its file or its address as words that must go, if one did.
    public package(set) var redactedBy: Int64?
    /// The rule that is named for it; nil where the register's own holds.
    public package(set) var rule: String?
    /// How it was disposed of, if it was.
    public package(set) var disposal: EvidenceDisposal?
    /// The entry that disposed of it.
    public package(set) var disposedBy: Int64?

    /// Whether an assurance can rest on it.
    public var counts: Bool { isGiven && redactedBy == nil && disposal == nil }
    /// Whether it is as it was given, but for its file or address, which may be gone.
    var isGiven: Bool { withdrawnBy == nil && lostBy == nil }
    /// Whether it is gone by its rule alone.
    var hasLapsed: Bool { isGiven && redactedBy == nil && disposal != nil }
    /// "stands", "withdrawn", "lost", "redacted" or "disposed of".
    public var state: String {
        if disposal != nil { return "disposed of" }
        if redactedBy != nil { return "redacted" }
        if lostBy != nil { return "lost" }
        return withdrawnBy == nil ? "stands" : "withdrawn"
    }
}

/// Everything that follows from an item's acts: a pure fold over them, in the order in which they count.
///
/// Acts count by effective date and, within a day, by entry number. The whole history is checked each time,
/// so an act dated back can't make a later one impossible without being refused.
public struct ItemHistory: Sendable {
    /// Where the item stood from one day on.
    public struct Step: Equatable, Sendable {
        /// The first day.
        public let from: Day
        /// The entry that brought it about.
        public let cause: Int64
        /// Where the item stood.
        public let standing: ItemState
    }

    /// The item's reference.
    public let reference: Reference
    /// What it is and where it came from.
    public private(set) var origin: ItemOrigin
    /// The day it was opened.
    public private(set) var openedOn: Day
    /// The acts in the order in which they count.
    public let acts: [RecordedAct]
    /// Each change of where it stood, in order.
    public private(set) var steps: [Step] = []
    /// Everything ever named as evidence.
    public private(set) var evidence: [Evidence] = []
    /// Everything that ever held its evidence.
    public private(set) var holds: [EvidenceHold] = []
    /// The steps of its plan.
    public private(set) var plan = Plan()
    /// What its owners proposed, in the order in which it counts.
    public private(set) var proposals: [Proposal] = []
    /// The benefits it is to bring.
    public private(set) var benefits: [Benefit] = []
    /// Who ever had a part in the work, by any entry there is.
    public let involved: [Involvement]
    /// The assurances that somebody had to allow, by their entries.
    public private(set) var allowed: [Int64: AllowedAssurance] = [:]

    private let holdings: [PostHolding]
    private let rulesFrom: Int64
    private var standing: ItemState
    private var owners: Set<PersonID> = []
    /// An assurer refused what was submitted, and nobody has submitted it since.
    private var isRefused = false
    private var submitters: Set<PersonID> = []
    /// What the last assurance is of.
    private var seen: AssuredEvidence?
    private let redacted: [RedactedEvidence]
    /// The entries that redacted evidence by now, by its piece.
    private var removed: [Int64: Int64] = [:]

    /// Where it stands after everything recorded.
    public var now: ItemState { standing }

    /// The first due date it ever had.
    public var originalDue: Day? { standing.originalDue }

    /// Folds an item's acts.
    ///
    /// - Parameters:
    ///   - reference: the item.
    ///   - record: its acts, and who ever had a part in the work.
    ///   - holdings: who held which post, to see through posts that own the item.
    ///   - rulesFrom: the first entry that today's rules judge; assurances ahead of it are judged by those of version
    ///     0.1.0, which looked at who led, supported or submitted by what counts.
    ///   - newest: the entry number of an act that is only proposed, so that a refusal can tell it from one
    ///     that is recorded already.
    /// - Throws: `RuleViolation` when the rules do not allow the acts in that order.
    public init(
        _ reference: Reference, record: ItemRecord, holdings: [PostHolding] = [], rulesFrom: Int64 = 1,
        newest: Int64? = nil
    ) throws(RuleViolation) {
        self.reference = reference
        self.holdings = holdings
        self.rulesFrom = rulesFrom
        involved = record.involved
        let recorded = record.acts
        guard let first = recorded.first(where: { if case .add = $0.act { true } else { false } }),
            case .add(let origin) = first.act
        else { throw RuleViolation(reference.description, "it has never been added") }
        self.origin = origin
        openedOn = first.effectiveOn
        // Adding comes first whatever its date: evidence can be older than the item.
        acts =
            [first]
            + recorded.filter { $0.seq != first.seq }.sorted {
                ($0.effectiveOn, $0.seq) < ($1.effectiveOn, $1.seq)
            }
        standing = ItemState(
            report: origin.report, kind: origin.kind, force: origin.force, question: origin.question,
            number: origin.number, externalNumber: origin.externalNumber, parent: origin.parent,
            addressee: origin.addressee, priority: origin.priority, openedOn: openedOn,
            originalDue: origin.due,
            stage: .open, supporting: [], due: origin.due, revisions: 0, extensionWanted: false,
            inScope: true, text: first.words[.text] ?? first.seq, deadline: first.words[.deadline],
            marking: origin.marking, tags: [])
        steps = [Step(from: openedOn, cause: first.seq, standing: standing)]
        redacted = record.redacted
        var removals = record.redacted.sorted { ($0.on, $0.by) < ($1.on, $1.by) }[...]
        for act in acts.dropFirst() {
            while let next = removals.first, (next.on, next.by) < (act.effectiveOn, act.seq) {
                remove(removals.removeFirst())
            }
            do throws(RuleViolation) {
                try apply(act)
            } catch {
                guard let newest, act.seq != newest else { throw error }
                throw RuleViolation(
                    reference.description,
                    .overtaken(act.seq, act.act.name, on: act.effectiveOn, because: error.problem),
                    remedies: error.remedies)
            }
            note(act.effectiveOn, act.seq)
        }
        for removal in removals { remove(removal) }
    }

    /// Takes note of where it stands by entry `seq`.
    private mutating func note(_ day: Day, _ seq: Int64) {
        if standing != steps[steps.count - 1].standing {
            steps.append(Step(from: max(day, openedOn), cause: seq, standing: standing))
        }
    }

    /// A piece of evidence was redacted.
    private mutating func remove(_ removal: RedactedEvidence) {
        removed[removal.piece] = removal.by
        for index in evidence.indices where evidence[index].id == removal.piece {
            evidence[index].redactedBy = removal.by
        }
        standing.evidenceChanged = isEvidenceChanged
        note(removal.on, removal.by)
    }

    private var isEvidenceChanged: Bool { !standing.onWord && seen?.differs(from: evidence) == true }

    /// Folds acts that nobody has corrected.
    public init(
        _ reference: Reference, acts: [RecordedAct], holdings: [PostHolding] = [], newest: Int64? = nil
    ) throws(RuleViolation) {
        try self.init(reference, record: ItemRecord(acts), holdings: holdings, newest: newest)
    }

    /// What it was folded from.
    package var record: ItemRecord { ItemRecord(acts: acts, involved: involved, redacted: redacted) }

    /// The same with what counts by the end of `day` alone: what comes later can't have made it impossible.
    package func asAt(_ day: Day) throws(RuleViolation) -> ItemHistory {
        try ItemHistory(reference, record: record.until(day), holdings: holdings, rulesFrom: rulesFrom)
    }

    /// The day on which it was closed as it is now; nil while it is not.
    package var closedOn: Day? {
        steps.reversed().prefix { $0.standing.stage == .closed }.last?.from
    }

    /// Where it stood at the end of `day`, or nil before it was opened.
    public func standing(asAt day: Day) -> ItemState? {
        steps.last { $0.from <= day }?.standing
    }

    private mutating func apply(_ recorded: RecordedAct) throws(RuleViolation) {
        try check(recorded)
        if [.pendingSignOff, .assured].contains(standing.stage) { isRefused = recorded.act == .return }
        let rule = rule(for: recorded)
        if let to = rule?.to { standing.stage = to }
        switch recorded.act {
        case .add: break
        case .assign(let lead, let supporting, let board, let otherBoards):
            if case .set(let lead) = lead { standing.lead = lead }
            if let supporting { standing.supporting = supporting }
            if case .set(let board) = board { standing.board = board }
            try put(before: otherBoards)
            owners.formUnion(standing.supporting)
            if let lead = standing.lead { owners.insert(lead) }
        case .accept(let acceptance): standing.acceptance = acceptance
        case .progress(let complete, let rating):
            standing.complete = complete ?? standing.complete
            standing.rating = rating ?? standing.rating
            standing.progress = recorded.words[.note] ?? standing.progress
            standing.progressOn = recorded.effectiveOn
        case .submit: submitters.insert(recorded.actor)
        case .submitForClosure:
            submitters.insert(recorded.actor)
            standing.proposedForClosure = true
        case .dispute:
            submitters.insert(recorded.actor)
            standing.disputed = true
        case .decide: standing.disputed = false
        case .propose(let update):
            proposals.append(Proposal(entry: recorded, update: update, answer: nil))
            standing.proposals += 1
        case .answerProposal(let id, _):
            for index in proposals.indices where proposals[index].seq == id {
                proposals[index].answer = recorded
            }
            standing.proposals -= 1
        case .addressee(let name, let change): try apply(change, to: name, on: recorded.effectiveOn)
        case .assure:
            standing.onWord = false
            seen = recorded.seen
            allowed[recorded.seq] = waiver(for: recorded)
        case .assureOnWord: standing.onWord = true
        case .start, .return, .note, .waive: break
        case .close(let reason, let successor, let report):
            standing.closedAs = reason
            standing.successor = successor
            standing.successorReport = report
        case .reopen:
            standing.closedAs = nil
            standing.successor = nil
            standing.successorReport = nil
        case .due(let due, let outcome): applyDue(due, outcome, recorded.words[.deadline])
        case .scope(let change): standing.inScope = change == .in
        case .tag(let tags, let remove):
            let kept = Set(standing.tags)
            standing.tags = (remove ? kept.subtracting(tags) : kept.union(tags)).sorted()
        case .mark(let marking): standing.marking = marking
        case .assess(let risk, let delay):
            if case .set(let risk) = risk { standing.risk = risk }
            if case .set(let delay) = delay { standing.delay = delay }
            standing.control = recorded.words[.control] ?? standing.control
        case .addEvidence(let file, let period):
            evidence.append(
                Evidence(
                    id: recorded.seq, dated: recorded.effectiveOn, file: file, period: period,
                    words: recorded.words, redactedBy: removed[recorded.seq]))
        case .withdrawEvidence(let id):
            for index in evidence.indices where evidence[index].id == id {
                evidence[index].withdrawnBy = recorded.seq
            }
            // An assurance does not outlive what it rests on, and was found not to count.
            if standing.stage == .assured, !standing.onWord { standing.stage = .inProgress }
        case .loseEvidence(let id):
            for index in evidence.indices where evidence[index].id == id {
                evidence[index].lostBy = recorded.seq
            }
        case .retainEvidence(let id, let rule):
            for index in evidence.indices where evidence[index].id == id { evidence[index].rule = rule }
        case .holdEvidence(let piece):
            holds.append(EvidenceHold(id: recorded.seq, piece: piece, from: recorded.effectiveOn))
        case .releaseHold(let id):
            for index in holds.indices where holds[index].id == id { holds[index].releasedBy = recorded.seq }
        case .disposeEvidence(let disposal):
            for index in evidence.indices where evidence[index].id == disposal.piece {
                evidence[index].disposal = disposal
                evidence[index].disposedBy = recorded.seq
            }
        case .addStep(let owner, let due): plan.add(recorded, owner: owner, due: due)
        case .endStep(let id, let outcome): plan.end(id, outcome, on: recorded.effectiveOn)
        case .addBenefit, .realiseBenefit, .reviseBenefit:
            guard let change = recorded.act.benefitChange else { break }
            try benefits.take(
                change, seq: recorded.seq, name: recorded.words[.text] ?? recorded.seq,
                on: recorded.effectiveOn, of: reference.description, see: .item(reference.text))
        }
        // Both are ways of waiting for sign-off.
        if standing.stage != .pendingSignOff {
            standing.proposedForClosure = false
            standing.disputed = false
        }
        // Only what counts as done can stand on a sheet's word, or on an assurance.
        if standing.stage != .assured && standing.closedAs != .implemented {
            standing.onWord = false
            seen = nil
        }
        standing.evidenceChanged = isEvidenceChanged
    }

    /// The rule that covers an act where the item stands. What stands on a sheet's word is assured all the same, and what
    /// is assured again of other evidence.
    private func rule(for recorded: RecordedAct) -> Lifecycle.Rule? {
        let isAnew =
            standing.onWord || standing.evidenceChanged
            || seen.map { seen in recorded.seen.map { $0.pieces != seen.pieces } ?? false } ?? false
        return Lifecycle.rule(for: recorded.act.variant, at: standing.stage, anew: isAnew)
    }

    /// Puts it before other boards than the one that oversees it, or takes it away from them.
    private mutating func put(before boards: OtherBoards) throws(RuleViolation) {
        var others = Set(standing.alsoBoards).subtracting(boards.taken).union(boards.added)
        if let board = standing.board {
            if boards.taken.contains(board) {
                throw RuleViolation(
                    reference.description,
                    "\(board) oversees it; name the board that is to oversee it instead")
            }
            others.remove(board)
        } else if let other = others.min() {
            throw RuleViolation(
                reference.description,
                "no board oversees it; say which does, and it can be before \(other) too")
        }
        standing.alsoBoards = others.sorted()
    }

    private mutating func apply(
        _ change: AddresseeChange, to name: String, on day: Day
    ) throws(RuleViolation) {
        // Whom the report names first is one of several as soon as there are several.
        if standing.addressees.isEmpty, change == .added, let first = standing.addressee {
            standing.addressees = [Addressing(first)]
        }
        let place = standing.addressees.place(of: name)
        guard change != .added else {
            if let place {
                throw RuleViolation(
                    reference.description, "it is directed at \(standing.addressees[place].name) already")
            }
            standing.addressees.append(Addressing(name))
            return
        }
        guard let place else {
            let known = standing.addressees.map(\.name).joined(separator: ", ")
            throw RuleViolation(
                reference.description,
                "it isn't directed at \"\(name)\""
                    + (known.isEmpty ? "; no addressee has been named by then" : "; it is at \(known)"))
        }
        switch change {
        case .closed where standing.addressees[place].isClosed:
            throw RuleViolation(
                reference.description, "\(standing.addressees[place].name) has closed its part already")
        case .reopened where !standing.addressees[place].isClosed:
            throw RuleViolation(
                reference.description, "\(standing.addressees[place].name) has not closed its part")
        case .removed: standing.addressees.remove(at: place)
        case .assigned(let lead?):
            owners.insert(lead)
            standing.addressees[place].take(change, on: day)
        case .added, .assigned(nil), .answered, .closed, .reopened:
            standing.addressees[place].take(change, on: day)
        }
    }

    private mutating func applyDue(_ due: Day?, _ outcome: DueOutcome, _ words: Int64?) {
        switch outcome {
        case .request: standing.extensionWanted = true
        case .refuse: standing.extensionWanted = false
        case .set, .grant:
            standing.extensionWanted = false
            if standing.isRevised(by: due) { standing.revisions += 1 }
            standing.originalDue = standing.originalDue ?? due
            standing.due = due
            standing.deadline = words ?? standing.deadline
        }
    }

    private func check(_ recorded: RecordedAct) throws(RuleViolation) {
        let act = recorded.act
        if recorded.effectiveOn < openedOn {
            switch act.name {
            // Evidence can be older than the item.
            case .addEvidence, .withdrawEvidence, .loseEvidence: break
            case .add, .start, .progress, .submit, .assure, .return, .close, .reopen, .waive, .assign,
                .accept, .retainEvidence, .holdEvidence, .releaseHold, .disposeEvidence,
                .due, .scope, .tag, .mark, .assess, .note, .addStep, .finishStep, .dropStep, .addBenefit,
                .realiseBenefit, .reviseBenefit, .dispute, .decide, .propose, .acceptProposal,
                .rejectProposal, .addAddressee, .removeAddressee,
                .assignAddressee, .answerAddressee, .closeAddressee, .reopenAddressee:
                throw RuleViolation(
                    reference.description,
                    "\(act.name) on \(recorded.effectiveOn.shortForm) is before the item was opened, on \(openedOn.shortForm)",
                    remedies: [.see(.history(of: reference.text))])
            }
        }
        let stage = standing.stage
        // What lacks at any stage is said together with what the stage forbids, so that nobody fails twice.
        guard let rule = rule(for: recorded) else {
            throw RuleViolation(
                reference.description, .notAllowed(act.variant, at: stage),
                missing: Lifecycle.needs(of: act.variant).filter { !isMet($0, by: recorded) },
                allowed: Lifecycle.moves(from: stage))
        }
        let missing = rule.needs.filter { !isMet($0, by: recorded) }
        if !missing.isEmpty {
            throw RuleViolation(
                reference.description, .lacking(act.variant), missing: missing,
                allowed: Lifecycle.moves(from: stage))
        }
        switch act {
        case .progress(let complete?, _) where !(0...100).contains(complete):
            throw RuleViolation(
                reference.description, "complete is a percentage from 0 to 100, not \(complete)")
        case .return where standing.disputed, .submitForClosure where standing.disputed:
            throw RuleViolation(
                reference.description, "its refusal is disputed, so the board that oversees it decides")
        case .submitForClosure where standing.proposedForClosure:
            throw RuleViolation(reference.description, "its closure has been asked for already")
        case .addressee(let name, .added) where !name.isTag:
            throw RuleViolation(
                reference.description, "an addressee is one line of words, without blanks at either end")
        case .tag(let tags, _) where tags.isEmpty || tags.contains { !$0.isTag }:
            throw RuleViolation(
                reference.description, "a tag is one line of words, without blanks at either end")
        case .assess(let risk, let delay):
            if risk == .keep, delay == .keep, recorded.words[.control] == nil {
                throw RuleViolation(
                    reference.description,
                    "nothing is assessed: say the local risk, the reason for delay or what limits the risk")
            }
            for (name, change) in [("local risk", risk), ("reason for delay", delay)] {
                if case .set(let words?) = change, !words.isTag {
                    throw RuleViolation(
                        reference.description,
                        "the \(name) is one line of words, without blanks at either end")
                }
            }
        case .close(_, let successor?, _) where successor == reference:
            throw RuleViolation(
                reference.description, "an item can't take its own place", remedies: [.give(.otherSuccessor)])
        case .close(let reason, let successor, let report?):
            if let fault = faultOfSuccessor(report, beside: successor, reason) {
                throw RuleViolation(reference.description, fault)
            }
        case .waive(let assurer):
            if parts(of: assurer, before: recorded).isEmpty {
                throw RuleViolation(
                    reference.description,
                    "the assurer named has had no part in the work, so there is nothing to waive",
                    remedies: [.see(.history(of: reference.text))])
            }
        case .withdrawEvidence(let id):
            if try piece(id).withdrawnBy != nil {
                throw RuleViolation(
                    reference.description,
                    "evidence E\(id) has been withdrawn already",
                    remedies: [.see(.evidence(of: reference.text))])
            }
        case .loseEvidence(let id):
            if let lost = try piece(id).lostBy {
                throw RuleViolation(
                    reference.description,
                    "evidence E\(id) is said to be lost already, by entry \(lost)",
                    remedies: [.see(.evidence(of: reference.text))])
            }
            try refuseGone(id)
        case .retainEvidence(let id, _), .holdEvidence(let id?):
            if try piece(id).file == nil {
                throw RuleViolation(
                    reference.description, "evidence E\(id) is an address, and no file of it is kept",
                    remedies: [.see(.evidence(of: reference.text))])
            }
            try refuseGone(id)
        case .disposeEvidence(let disposal):
            let piece = try piece(disposal.piece)
            try refuseGone(piece.id)
            if let entry = piece.redactedBy ?? piece.lostBy {
                throw RuleViolation(
                    reference.description,
                    "the file of evidence E\(piece.id) is \(piece.state) already, by entry \(entry)",
                    remedies: [.see(.evidence(of: reference.text))])
            }
        case .releaseHold(let id):
            guard let hold = holds.first(where: { $0.id == id }) else {
                throw RuleViolation(
                    reference.description,
                    "nothing holds its evidence by H\(id)", remedies: [.see(.evidence(of: reference.text))])
            }
            if let entry = hold.releasedBy {
                throw RuleViolation(
                    reference.description, "the hold H\(id) was released already, by entry \(entry)",
                    remedies: [.see(.evidence(of: reference.text))])
            }
        case .endStep(let id, _): try plan.check(ending: id, of: reference)
        case .propose(let update): try check(update, recorded)
        case .answerProposal(let id, _): try requireWaiting(id)
        case .add, .assign, .accept, .start, .progress, .submit, .submitForClosure, .assure,
            .assureOnWord, .return, .dispute, .decide, .addressee, .close, .reopen, .due, .scope, .tag, .mark,
            .note, .addEvidence, .holdEvidence(nil), .addStep, .addBenefit,
            .realiseBenefit, .reviseBenefit:
            break
        }
    }

    /// Refuses a proposal that says nothing, or without the words that go with what it says.
    private func check(_ update: ProposedUpdate, _ recorded: RecordedAct) throws(RuleViolation) {
        let acts = update.acts(hasNote: recorded.words[.note] != nil)
        if acts.isEmpty {
            throw RuleViolation(
                reference.description,
                "nothing is proposed: say what was done, which date is wanted, what shows it, or that it is done",
                missing: [.note])
        }
        if let complete = update.complete, !(0...100).contains(complete) {
            throw RuleViolation(
                reference.description, "complete is a percentage from 0 to 100, not \(complete)")
        }
        guard (update.dated != nil) == (!update.files.isEmpty || update.addresses > 0) else {
            throw RuleViolation(
                reference.description, "evidence is proposed with a date of its own, and nothing else is")
        }
        var missing: [Requirement] = []
        if update.complete != nil, recorded.words[.note] == nil { missing.append(.note) }
        if update.due != .keep, recorded.words[.reason] == nil { missing.append(.reason) }
        guard missing.isEmpty else {
            throw RuleViolation(reference.description, .lacking(.propose), missing: missing)
        }
    }

    /// Refuses a proposal that isn't there, or has been answered.
    package func requireWaiting(_ id: Int64) throws(RuleViolation) {
        guard let proposal = proposals.first(where: { $0.seq == id }) else {
            throw RuleViolation(
                reference.description, "entry \(id) is no proposal that it had by then",
                remedies: [.see(.proposals(of: reference.text))])
        }
        guard let answer = proposal.answer, case .answerProposal(_, let word) = answer.act else { return }
        throw RuleViolation(
            reference.description, "proposal \(id) has been \(word.rawValue) already, by entry \(answer.seq)",
            remedies: [.see(.proposals(of: reference.text))])
    }

    private func refuseGone(_ id: Int64) throws(RuleViolation) {
        if let entry = try piece(id).disposedBy {
            throw RuleViolation(
                reference.description, "evidence E\(id) is disposed of already, by entry \(entry)",
                remedies: [.see(.evidence(of: reference.text))])
        }
    }

    /// What is wrong with naming a report that takes the item's place; nil where nothing is.
    private func faultOfSuccessor(
        _ report: Reference, beside successor: Reference?, _ reason: CloseReason
    ) -> String? {
        if let successor { return "\(successor) or the report \(report) takes its place, not both: name one" }
        if reason != .superseded { return "only what is superseded has a report in its place" }
        return report == standing.report
            ? "it comes from the report \(report), which can't take its place" : nil
    }

    private func piece(_ id: Int64) throws(RuleViolation) -> Evidence {
        guard let found = evidence.first(where: { $0.id == id }) else {
            throw RuleViolation(
                reference.description,
                "it has no evidence E\(id)", remedies: [.see(.evidence(of: reference.text))])
        }
        return found
    }

    private func isMet(_ need: Requirement, by recorded: RecordedAct) -> Bool {
        switch need {
        // What is closed on a sheet's word rests on the sheet.
        case .evidence:
            standing.onWord && recorded.act.isClosing
                || evidence.contains { $0.counts || recorded.seq < rulesFrom && $0.isGiven }
        case .otherPerson where recorded.seq >= rulesFrom:
            parts(of: recorded.actor, before: recorded).isEmpty || waiver(for: recorded) != nil
        case .otherPerson:
            !owners.contains(recorded.actor) && !submitters.contains(recorded.actor)
                && !holdings.holders(of: owners, before: recorded.seq, by: recorded.effectiveOn)
                    .contains(recorded.actor)
        case .thirdPerson:
            recorded.act != .waive(recorded.actor) && parts(of: recorded.actor, before: recorded).isEmpty
        case .outsider: parts(of: recorded.actor, before: recorded).isEmpty
        case .reason: recorded.words[.reason] != nil
        case .note: recorded.words[.note] != nil
        case .text: recorded.words[.text] != nil
        case .successor: recorded.act.namesSuccessor
        case .successorOrReason: recorded.act.namesSuccessor || recorded.words[.reason] != nil
        case .meeting: recorded.authority != nil || recorded.chairOf != nil
        case .requestedDate: standing.extensionWanted
        case .refusal: isRefused
        case .dispute: standing.disputed
        case .addressees: standing.addressees.allSatisfy(\.isClosed)
        }
    }
}

// MARK: - What is possible

extension ItemHistory {
    /// What an act of a person's would lack now, beside what is said with it; nil where the item's stage doesn't allow it.
    package func lacks(_ act: ItemAct, by person: PersonID, on day: Day) -> [Requirement]? {
        let recorded = RecordedAct(
            seq: .max, effectiveOn: day, actor: person, authority: nil, act: act, words: [:])
        guard let rule = rule(for: recorded) else { return nil }
        switch act {
        case .return where standing.disputed, .submitForClosure where standing.disputed,
            .submitForClosure where standing.proposedForClosure:
            return nil
        default: return rule.needs.filter { !$0.isSaidWithTheAct && !isMet($0, by: recorded) }
        }
    }
}

extension Requirement {
    /// Whether it comes with the act itself; everything else has to be there before.
    fileprivate var isSaidWithTheAct: Bool {
        switch self {
        case .reason, .note, .text, .successor, .successorOrReason, .meeting: true
        case .evidence, .otherPerson, .thirdPerson, .outsider, .requestedDate, .refusal, .dispute,
            .addressees:
            false
        }
    }
}

// MARK: - Who may assure

extension ItemHistory {
    /// What a person, or a post that they hold or held, had done for the item by any entry ahead of `recorded`, in the
    /// ledger's order or by date; each thing once.
    ///
    /// A correction can't take a part away, nor can a date: what was once said keeps somebody from assuring.
    package func parts(of person: PersonID, before recorded: RecordedAct) -> [Involvement.Part] {
        let posts = holdings.posts(of: person, before: recorded.seq)
        var parts: [Involvement.Part] = []
        for involvement in involved where involvement.who == person || posts.contains(involvement.who) {
            let isAhead =
                involvement.toldBy < recorded.seq
                || (involvement.day, involvement.act) < (recorded.effectiveOn, recorded.seq)
            if isAhead, !parts.contains(involvement.part) { parts.append(involvement.part) }
        }
        return parts
    }

    /// What allows an assurance by somebody who had a part in the work; nil where nothing does, or need.
    private func waiver(for assurance: RecordedAct) -> AllowedAssurance? {
        guard assurance.seq >= rulesFrom else { return nil }
        let parts = parts(of: assurance.actor, before: assurance)
        guard !parts.isEmpty,
            let waiver = acts.first(where: {
                $0.seq < assurance.seq && $0.act == .waive(assurance.actor)
            })
        else { return nil }
        return AllowedAssurance(waiver: waiver.seq, by: waiver.actor, parts: parts)
    }
}

extension ItemAct {
    fileprivate var isClosing: Bool { if case .close = self { true } else { false } }

    fileprivate var namesSuccessor: Bool {
        if case .close(_, let item, let report) = self { item != nil || report != nil } else { false }
    }
}

extension String {
    /// Whether it can be a tag: words on one line, as they are to be printed.
    package var isTag: Bool { !isEmpty && self == trimmed && !contains(where: \.isNewline) }
}
