import TrackerFiles
import TrackerLedger
public import TrackerModel
import TrackerStorage
public import TrackerValues

// What owners propose: it stands in the ledger, and changes nothing in any paper until an officer accepts it, maybe as a meeting
// decided. Accepted, it comes to ordinary acts of whoever proposed it, recorded behind the acceptance.

extension Snapshot {
    /// The proposals of the items of a scope, in the order in which they were made: those that wait, or all there are.
    package func proposals(
        _ scope: Scope, answered: Bool = false
    ) throws -> [(item: Item, proposal: Proposal)] {
        let known = viewpoint.knownAt
        let proposed = Set(
            try register.database.all(
                "SELECT DISTINCT subject FROM ledger WHERE act = ? AND seq <= ?",
                ItemAct.Name.propose.rawValue, known
            ) { Reference(stored: $0.text(0)) })
        guard !proposed.isEmpty else { return [] }
        var found: [(item: Item, proposal: Proposal)] = []
        try forEachItem(scope) { item in
            guard proposed.contains(item.reference) else { return }
            for proposal in try register.history(of: item.reference, knownAt: known).proposals
            where proposal.entry.effectiveOn <= viewpoint.asAt
                && (answered || proposal.answer(asAt: viewpoint.asAt) == nil)
            {
                found.append((item, proposal))
            }
        }
        return found.sorted { $0.proposal.seq < $1.proposal.seq }
    }
}

extension Register {
    /// Whether what owners say counts only once it is accepted.
    package func takesProposals() throws -> Bool {
        try setting(.ownerUpdates) == Setting.proposedUpdates
    }
}

extension Writer {
    /// Proposes what is to be recorded of an item. It changes nothing until it is accepted, but the files given with it are kept
    /// at once.
    ///
    /// - Parameters:
    ///   - update: what is proposed.
    ///   - reference: the item.
    ///   - words: `.note` for what was done, `.reason` for the date, `.address` for addresses of evidence, one a line.
    ///   - given: files named as evidence.
    ///   - day: the day it counts from, when that isn't the session's.
    ///   - by: whose proposal it is, when it isn't that of the session's own.
    /// - Throws: `RuleViolation` when it could not be accepted as things stand; `EvidenceError` when a file can't be kept.
    @discardableResult
    public func propose(
        _ update: ProposedUpdate, on reference: Reference, words: Words, evidence given: [GivenEvidence] = [],
        day: Day? = nil, by: PersonID? = nil
    ) throws -> Receipt {
        var (update, words) = (update, words.withoutBlanks)
        update.files = given.map(\.file)
        if !given.isEmpty {
            words[.file] = given.map { $0.name.split(whereSeparator: \.isNewline).joined(separator: " ") }
                .joined(separator: "\n")
        }
        update.addresses = words[.address]?.split(whereSeparator: \.isNewline).count ?? 0
        guard update.addresses <= ProposedUpdate.mostAddresses else {
            throw InvalidValue(
                what: "evidence", given: "\(update.addresses) addresses",
                expected: "at most \(ProposedUpdate.mostAddresses)")
        }
        let day = try day ?? effectiveDay()
        let isEvidence = !update.files.isEmpty || update.addresses > 0
        update.dated = isEvidence ? update.dated ?? day : nil
        let maker = try by.map { try holder(of: $0, on: day) ?? $0 } ?? actor
        try permit(.item(.propose), by: by == nil ? nil : maker, on: day)
        try rehearse(
            update, words: Set(words.keys), of: try currentHistory(of: reference), by: maker, on: day)
        let receipt = try record(.propose(update), on: reference, words: words, day: day, by: by)
        for file in given { try keep(file) }
        return receipt
    }

    /// Accepts a proposal: what it says is recorded behind the acceptance, as acts of whoever proposed it, all of it or nothing.
    ///
    /// - Parameters:
    ///   - seq: the proposal's entry.
    ///   - words: `.note` for what is said to it.
    ///   - day: the day it counts from, when that isn't the session's.
    ///   - isPublic: its words may be printed in public papers once they count.
    /// - Returns: the acceptance, and behind it each act.
    /// - Throws: `NotFound` for an entry that isn't there; `RuleViolation` when it is no proposal, has been answered, is one's own, or
    ///   the rules don't permit what it says as things stand.
    @discardableResult
    public func acceptProposal(
        _ seq: Int64, words: Words = [:], day: Day? = nil, isPublic: Bool = false
    ) throws -> [Receipt] {
        let (item, proposal) = try proposal(seq)
        try permit(.item(.acceptProposal))
        if [actor, recordedBy].contains(proposal.entry.actor) {
            throw RuleViolation(
                "Proposal \(seq)",
                "\(try maker(of: proposal)) made it, and somebody else accepts it",
                remedies: [.give(.actor)])
        }
        let history = try currentHistory(of: item)
        try history.requireWaiting(seq)
        try refuseMovedDate(proposal, of: history)
        let said = try said(with: proposal)
        let evidence = try register.evidenceStore()
        for file in proposal.update.files {
            if let fault = evidence.fault(in: file) {
                throw RuleViolation(
                    "Proposal \(seq)", "\(fault), so it can't be evidence",
                    remedies: [.rejectProposal(seq)])
            }
        }
        let day = try day ?? effectiveDay()
        // Nothing of it is recorded unless all of it can be.
        try rehearse(
            proposal.update, words: Set(said.keys), of: history, by: proposal.entry.actor, on: day)
        var receipts = [
            try record(.answerProposal(seq, .accepted), on: item, words: words, day: day, told: nil)
        ]
        for step in proposal.update.steps(said, at: history.now.stage) {
            receipts.append(
                try record(
                    step.act, on: item, words: step.words,
                    day: step.act.name == .addEvidence ? proposal.update.dated : day,
                    by: proposal.entry.actor, isPublic: isPublic, told: nil, proposal: seq))
        }
        return receipts
    }

    /// Rejects a proposal: it never counts.
    ///
    /// - Parameters:
    ///   - seq: the proposal's entry.
    ///   - words: `.reason` for why.
    /// - Throws: as ``acceptProposal(_:words:day:isPublic:)``.
    @discardableResult
    public func rejectProposal(_ seq: Int64, words: Words) throws -> Receipt {
        let (item, _) = try proposal(seq)
        return try record(.answerProposal(seq, .rejected), on: item, words: words)
    }

    /// Refuses what an owner does directly where the register takes what owners say as proposals.
    func refuseOwnersWord(_ act: ItemAct.Variant, by actor: PersonID, of item: Reference) throws {
        guard let person = try people().first(where: { $0.id == actor }),
            Permission.isOwnersWord(act, roles: person.roles, hasOfficer: hasOfficer),
            try register.takesProposals()
        else { return }
        throw RuleViolation(
            item.text,
            .proposalsOnly(act, by: person.name), remedies: [.propose(item: item.text)])
    }

    private func maker(of proposal: Proposal) throws -> String {
        let maker = proposal.entry.actor
        return try people().first { $0.id == maker }?.name ?? maker.description
    }

    private func proposal(_ seq: Int64) throws -> (item: Reference, proposal: Proposal) {
        let entry = try register.entry(seq)
        guard ItemAct.Name(rawValue: entry.act) == .propose else {
            throw RuleViolation(
                "Entry \(seq)", "it is no proposal, but \"\(entry.act)\"",
                remedies: [.see(.proposals(of: nil))])
        }
        let item = Reference(stored: entry.subject)
        guard let proposal = try currentHistory(of: item).proposals.first(where: { $0.seq == seq }) else {
            throw RuleViolation(
                "Proposal \(seq)", "it was taken back, so that it no longer counts",
                remedies: [.see(.history(of: item.text))])
        }
        return (item, proposal)
    }

    /// Refuses a date that was asked for when another one held.
    private func refuseMovedDate(_ proposal: Proposal, of history: ItemHistory) throws {
        guard case .set(let wanted) = proposal.update.due else { return }
        func words(_ day: Day?) -> String { day?.shortForm ?? "no date" }
        let now = history.now.due
        if now == wanted {
            throw RuleViolation(
                history.reference.text,
                "its due date is \(words(now)) already, which proposal \(proposal.seq) asks for",
                remedies: [.rejectProposal(proposal.seq)])
        }
        let then = try register.history(of: history.reference, knownAt: proposal.seq).now.due
        if now != then {
            throw RuleViolation(
                history.reference.text,
                "its due date has been moved since proposal \(proposal.seq) was made, from \(words(then)) to \(words(now)), so what it asks for is overtaken",
                remedies: [.rejectProposal(proposal.seq)])
        }
    }

    /// A proposal's words as they are to be recorded with its acts. - Throws: `RuleViolation` where some were removed.
    private func said(with proposal: Proposal) throws -> Words {
        var words: Words = [:]
        for (name, seq) in proposal.entry.words where name != .typist {
            let text = try register.database.first(
                "SELECT text FROM words WHERE seq = ? AND name = ?", seq, name.rawValue
            ) { $0.optionalText(0) }
            guard let text = text ?? nil else {
                throw RuleViolation(
                    "Proposal \(proposal.seq)", "its words \"\(name)\" have been removed",
                    remedies: [.rejectProposal(proposal.seq)])
            }
            words[name] = text
        }
        return words
    }

    /// Refuses what could not be accepted as things stand: whoever proposes it can still say something else.
    private func rehearse(
        _ update: ProposedUpdate, words: Set<WordName>, of history: ItemHistory, by maker: PersonID,
        on day: Day
    ) throws {
        var record = history.record
        let words: Words = Dictionary(uniqueKeysWithValues: words.map { ($0, "") })
        for (place, step) in update.steps(words, at: history.now.stage).enumerated() {
            // The first number is that of the proposal, or of its acceptance.
            let act = RecordedAct(
                seq: nextSeq + Int64(place) + 1,
                effectiveOn: step.act.name == .addEvidence ? update.dated ?? day : day, actor: maker,
                authority: nil, act: step.act, words: step.words.mapValues { _ in nextSeq })
            record = record.adding(act)
            do {
                _ = try register.projections.items.change(
                    to: history.reference, size: nextSeq - 1, newest: act.seq
                ) { _ in record }
            } catch let refusal as RuleViolation {
                throw RuleViolation(
                    history.reference.text, .notAcceptable(refusal.problem), missing: refusal.missing,
                    remedies: refusal.remedies)
            }
        }
    }
}

extension ProposedUpdate {
    /// The acts that it comes to, each with the words that go with it; work that nobody said had begun begins.
    fileprivate func steps(_ words: Words, at stage: Stage) -> [(act: ItemAct, words: Words)] {
        func lines(_ name: WordName) -> [String] {
            words[name]?.split(whereSeparator: \.isNewline).map { String($0) } ?? []
        }
        let acts = acts(hasNote: words[.note] != nil)
        var names = lines(.file).makeIterator()
        var addresses = lines(.address).makeIterator()
        var steps: [(act: ItemAct, words: Words)] = []
        for act in acts {
            var said: Words = [:]
            switch act {
            case .addEvidence(nil, _): said[.address] = addresses.next()
            case .addEvidence: said[.file] = names.next()
            case .progress: said[.note] = words[.note]
            case .due: said[.reason] = words[.reason]
            case .submit where stage == .open && !acts.contains { $0.name == .progress }:
                steps.append((.start, [:]))
            default: break
            }
            steps.append((act, said))
        }
        return steps
    }
}
