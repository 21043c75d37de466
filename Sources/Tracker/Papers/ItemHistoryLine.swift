import TrackerLedger
import TrackerModel
import TrackerValues
import TransparencyLog

/// One line of an item's history: an entry as an edition shows it.
struct ItemHistoryLine: Sendable {
    package let seq: Int64
    package let effectiveOn: Day
    package let recordedAt: Instant
    package let act: String
    package let authority: String?
    /// The board whose chair decided it between meetings.
    package let chairOf: String?
    /// The meeting or the chair that decided it, as it is printed.
    package let authorityLabel: String?
    package let authorship: Authorship
    package let data: [String: JSON]
    package let words: [WordName: String]
    /// What it did, in words, part by part.
    package let what: [String]
    /// By whose leave it was done, where it needed any.
    let allowance: Allowance?

    /// The lines of a history, in the order in which acts count.
    ///
    /// The board sees every entry, corrected ones and their corrections as well. The public sees each act as it stands
    /// put right, with those of its words that may be published; a note without any isn't there at all.
    package static func list(
        _ entries: [(entry: Entry, words: [WordName: String])], _ history: ItemHistory, _ frame: PaperContext
    ) -> [ItemHistoryLine] {
        let recorded = Dictionary(stored: entries.map { ($0.entry.seq, $0) })
        guard frame.audience == .board else {
            return history.acts.compactMap { act in
                recorded[act.seq].flatMap {
                    ItemHistoryLine(
                        public: act, $0.entry, recorded, Allowance(of: act.seq, in: history, recorded, frame),
                        frame)
                }
            }
        }
        let titles = recorded.filter { ItemAct.Name(rawValue: $0.value.entry.act) == .addEvidence }.mapValues
        {
            $0.words[.title] ?? $0.words[.file] ?? $0.words[.address] ?? "untitled"
        }
        let places = Dictionary(stored: history.acts.enumerated().map { ($1.seq, $0) })
        return entries.sorted {
            (places[$0.entry.seq] ?? .max, $0.entry.seq) < (places[$1.entry.seq] ?? .max, $1.entry.seq)
        }.map { entry, words in
            ItemHistoryLine(
                entry, words, places[entry.seq].map { history.acts[$0].act }, titles: titles,
                Allowance(of: entry.seq, in: history, recorded, frame), frame)
        }
    }

    private init(
        _ entry: Entry, _ words: [WordName: String], _ act: ItemAct?, titles: [Int64: String],
        _ allowance: Allowance?, _ frame: PaperContext
    ) {
        var what = act.map { $0.words(in: frame, evidence: titles) } ?? []
        if let allowance { what.append(allowance.label(frame)) }
        if let act, let proposal = RecordedAct(entry, act).proposal {
            what.append("as entry \(proposal) proposed")
        }
        if act == .assure, let seen = AssuredEvidence(entry.data) { what.append(seen.label) }
        if let corrected = entry.data["corrects"]?.int {
            let void = entry.data["void"]?.bool == true
            what.append("entry \(corrected)\(void ? " no longer counts" : " put right")")
        }
        if let signature = entry.signature { what.append("signed with \(signature.keyName)") }
        if let redacted = entry.data["redacts"]?.int { what.append("words of entry \(redacted) removed") }
        seq = entry.seq
        effectiveOn = entry.effectiveOn
        recordedAt = entry.recordedAt
        self.act = entry.act
        authority = entry.authority
        chairOf = entry.chairOf?.text
        authorityLabel = entry.authorityLabel
        authorship = Authorship(entry, words: words)
        data = entry.data
        self.words = words
        self.what = what + Self.said(words, entry.act)
        self.allowance = allowance
    }

    private init?(
        public recorded: RecordedAct, _ entry: Entry,
        _ entries: [Int64: (entry: Entry, words: [WordName: String])], _ allowance: Allowance?,
        _ frame: PaperContext
    ) {
        var words: [WordName: String] = [:]
        for (name, seq) in recorded.words {
            guard let text = entries[seq]?.words[name] else { continue }
            words[name] = frame.words(text, name, of: recorded.act, in: seq)
        }
        switch recorded.act {
        case .note where words.isEmpty: return nil
        // What isn't accepted isn't published; what is stands there as the acts that it came to.
        case .propose, .answerProposal: return nil
        default: break
        }
        seq = entry.seq
        effectiveOn = recorded.effectiveOn
        recordedAt = entry.recordedAt
        act = entry.act
        authority = entry.authority
        chairOf = entry.chairOf?.text
        authorityLabel = entry.authorityLabel
        authorship = Authorship(entry, words: entries[entry.seq]?.words ?? [:])
        data = recorded.act.data.filter { Self.publicFields.contains($0.key) }
        self.words = words
        what =
            recorded.act.words(in: frame, evidence: [:]) + (allowance.map { [$0.label(frame)] } ?? [])
            + Self.said(words, entry.act)
        self.allowance = allowance
    }

    /// Fields that hold statuses, dates and what a report says; none holds words or names an item.
    private static let publicFields: Set<String> = [
        "acceptance", "action", "also_boards", "as", "board", "complete", "due", "external_number", "for",
        "for_closure", "force", "kind", "marking",
        "not_boards", "number", "on_word", "outcome", "rag", "report", "scope", "successor_report", "to",
    ]

    private static func said(_ words: [WordName: String], _ act: String) -> [String] {
        [WordName.text, .control, .note, .reason, .basis, .title, .file, .address].compactMap { name in
            name == .text && act == "add" ? nil : words[name]
        }
    }
}

extension AssuredEvidence {
    /// "saw E14, E15 at ledger size 41".
    fileprivate var label: String {
        let names = pieces.map { String($0.prefix { $0 != " " }) }
        return "saw \(names.joined(separator: ", ")) at ledger size \(ledgerSize)"
    }
}

extension ItemAct {
    /// What the act did, as a paper may say it; `titles` are those of the evidence, by the entries that named it.
    fileprivate func words(in frame: PaperContext, evidence titles: [Int64: String]) -> [String] {
        switch self {
        case .add(let origin):
            [Kind.label(origin.kind), origin.due.map { "due \($0.shortForm)" }].compactMap { $0 }
        case .assign(let lead, let supporting, let board, let otherBoards):
            [
                lead.words("lead") { frame.name($0) },
                supporting.map { "supported by \($0.map { frame.name($0) }.joined(separator: ", "))" },
                board.words("board") { $0.text },
                otherBoards.added.isEmpty
                    ? nil : "also before \(otherBoards.added.map(\.text).joined(separator: ", "))",
                otherBoards.taken.isEmpty
                    ? nil : "no longer before \(otherBoards.taken.map(\.text).joined(separator: ", "))",
            ].compactMap { $0 }
        case .accept(let acceptance): [acceptance.label]
        case .progress(let complete, let rating):
            [complete.map { "\($0)% complete" }, rating.map { "stated \($0.rawValue)" }].compactMap { $0 }
        case .close(let reason, let successor, let report):
            [reason.label, frame.inItsPlace(successor, report)].compactMap { $0 }
        case .reopen(let status): ["to \(status.label)"]
        case .due(let due, let outcome):
            ["\(outcome == .set ? "due" : "\(outcome.rawValue):") \(due?.shortForm ?? "no date")"]
        case .scope(let change): [change.rawValue]
        case .tag(let tags, let remove):
            frame.publishes(.tags) ? ["\(remove ? "without" : "with") \(tags.joined(separator: ", "))"] : []
        case .mark(let marking): [marking ?? "the register's marking"]
        case .assess(let risk, let delay):
            frame.audience == .public
                ? []
                : [risk.words("local risk") { $0 }, delay.words("reason for delay") { $0 }].compactMap { $0 }
        case .note(let isInternal): isInternal ? ["internal"] : []
        case .addEvidence(let file, let period):
            frame.audience == .public
                ? []
                : [
                    period.map { "about \($0.label)" },
                    file.map { "\($0.size) bytes, SHA-256 \($0.sha256.prefix(12))…" },
                ].compactMap { $0 }
        case .withdrawEvidence(let id), .loseEvidence(let id):
            ["E\(id)" + (frame.audience == .board ? " (\(titles[id] ?? "untitled"))" : "")]
        case .retainEvidence(let id, let rule):
            frame.audience == .public
                ? [] : ["E\(id)", rule.map { "by \($0)" } ?? "by the register's rule"]
        case .holdEvidence(let id): [id.map { "E\($0)" } ?? "all its evidence"]
        case .releaseHold(let id): ["H\(id)"]
        case .disposeEvidence(let disposal):
            frame.audience == .public
                ? ["E\(disposal.piece)"]
                : [
                    "E\(disposal.piece) (\(titles[disposal.piece] ?? "untitled"))",
                    "by \(disposal.rule), its day \(disposal.day.shortForm)",
                    "\(disposal.size) bytes, SHA-256 \(disposal.sha256.prefix(12))…",
                ]
        case .addStep(let owner, let due): ["\(frame.name(owner)), by \(due.shortForm)"]
        case .endStep(let id, let outcome): ["A\(id) \(outcome.label)"]
        case .addBenefit(let unit, let target, let committed, let whole):
            frame.publishes(.benefits)
                ? [
                    "target \(target) \(unit)", committed.map { "committed \($0)" },
                    whole.map { "part of B\($0)" },
                ].compactMap { $0 } : []
        case .realiseBenefit(let id, let amount):
            frame.publishes(.benefits) ? ["B\(id): \(amount) realised"] : []
        case .reviseBenefit(let id, let target, let committed):
            frame.publishes(.benefits)
                ? ["B\(id)", target.map { "target \($0)" }, committed.map { "committed \($0)" }]
                    .compactMap { $0 } : []
        case .assureOnWord: ["on the sheet's word"]
        case .waive(let assurer): ["\(frame.name(assurer)) may assure it"]
        case .submitForClosure: ["proposed for closure"]
        case .decide(let party): ["for the \(party.rawValue)"]
        case .propose(let update):
            [
                update.complete.map { "\($0)% complete" },
                update.due == .keep ? nil : "asks for \(update.due.value?.shortForm ?? "no date")",
                update.dated.map { "evidence of \($0.shortForm)" },
                update.isDone ? "ready for assurance" : nil,
            ].compactMap { $0 }
        case .answerProposal(let id, let answer): ["proposal \(id) \(answer.rawValue)"]
        case .addressee(let name, let change):
            [frame.text(name)] + change.words { frame.name($0) }
        case .start, .submit, .assure, .return, .dispute: []
        }
    }
}

extension AddresseeChange {
    /// What was done, after the body's name.
    fileprivate func words(_ person: (PersonID) -> String) -> [String] {
        switch self {
        case .added, .removed, .reopened: []
        case .assigned(let lead): [lead.map { "lead \(person($0))" } ?? "no lead"]
        case .answered(let acceptance): [acceptance.label]
        case .closed(let reason): [reason.label]
        }
    }
}

extension Change {
    /// What it is set to; nil for none, or where nothing changed.
    fileprivate var value: Value? { if case .set(let value) = self { value } else { nil } }

    /// "lead AC Frontline", "no lead", or nil when nothing changed.
    fileprivate func words(_ what: String, _ name: (Value) -> String) -> String? {
        switch self {
        case .keep: nil
        case .set(nil): "no \(what)"
        case .set(let value?): "\(what) \(name(value))"
        }
    }
}

extension ItemHistoryLine {
    /// What was done, in a word or two for the public.
    package var headline: String { ItemAct.Name(rawValue: act)?.headline ?? act }

    /// Whether there is anything in it for the public: that something was done to what isn't published is nothing.
    package var tellsThePublic: Bool {
        ![ItemAct.Name.tag, .assess, .retainEvidence].map(\.rawValue).contains(act) || !what.isEmpty
    }
}

extension ItemAct.Name {
    /// As it is told to people who don't type commands.
    fileprivate var headline: String {
        switch self {
        case .add: "taken in"
        case .assign: "assigned"
        case .accept: "answered"
        case .start: "started"
        case .progress: "progress"
        case .submit: "submitted for sign-off"
        case .assure: "assured"
        case .return: "returned"
        case .dispute: "disputed"
        case .decide: "dispute decided"
        case .close: "closed"
        case .reopen: "reopened"
        case .due: "date"
        case .scope: "scope"
        case .tag: "tags"
        case .mark: "marking"
        case .assess: "assessment"
        case .note: "note"
        case .addEvidence: "evidence"
        case .withdrawEvidence: "evidence withdrawn"
        case .loseEvidence: "evidence lost"
        case .retainEvidence: "retention"
        case .holdEvidence: "evidence held"
        case .releaseHold: "hold released"
        case .disposeEvidence: "evidence disposed of"
        case .addStep: "plan"
        case .finishStep: "step done"
        case .dropStep: "step dropped"
        case .addBenefit, .realiseBenefit, .reviseBenefit: "benefit"
        case .waive: "assurer allowed"
        case .addAddressee: "directed at another body"
        case .removeAddressee: "no longer directed at a body"
        case .assignAddressee: "lead of a body"
        case .answerAddressee: "answer of a body"
        case .closeAddressee: "part of a body closed"
        case .reopenAddressee: "part of a body reopened"
        case .propose: "proposed"
        case .acceptProposal: "proposal accepted"
        case .rejectProposal: "proposal rejected"
        }
    }
}
