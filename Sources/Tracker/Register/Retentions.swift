package import TrackerLedger
public import TrackerModel
package import TrackerValues
import TransparencyLog

// How long evidence is kept: rules by name, and what they come to for a file.

extension Register {
    /// Every rule by which evidence is kept, by name, as known at a ledger size.
    public func retentionRules(knownAt: Int64 = .max) throws -> [RetentionRule] {
        let book = try RetentionBook(ledger, knownAt: knownAt)
        return try ledger.subjects(of: .addRetentionRule).sorted().compactMap { try book.rule($0) }
    }

    /// The rule of that name. - Throws: `NotFound`.
    public func retentionRule(_ typed: String) throws -> RetentionRule {
        let rules = try retentionRules()
        let folded = typed.lowercased()
        guard let rule = rules.first(where: { $0.name == folded }) else {
            throw NotFound(
                "retention rule", typed,
                nearest: NearestMatch.suggestions(for: folded, among: rules.map(\.name)),
                known: rules.map(\.name), remedies: [.add(.retentionRule)])
        }
        return rule
    }
}

extension Writer {
    /// Adds a rule of how long evidence is kept. A name is given once: where the schedule changes, add a rule of another name.
    ///
    /// - Throws: `AlreadyExists` when there is or was one of that name; `RuleViolation` for what can't be meant.
    public func addRetentionRule(_ rule: RetentionRule) throws {
        let name = try Reference(parsing: rule.name, what: "retention rule").folded
        let isTaken = try register.ledger.entries(about: name, knownAt: .max).contains {
            $0.act == RegisterAct.Name.addRetentionRule.rawValue
        }
        if isTaken { throw AlreadyExists(what: "retention rule", reference: name) }
        try check(rule)
        try record(.addRetentionRule(rule), on: name)
    }

    func check(_ rule: RetentionRule) throws(RuleViolation) {
        if let flaw = rule.flaw { throw RuleViolation(rule.name, flaw) }
    }
}

/// What the ledger of a size says about how long files of evidence are kept: the one place where a disposal day is worked
/// out, for papers, for whoever disposes, and for a replay.
package final class RetentionBook {
    private let ledger: LedgerStore
    private let knownAt: Int64
    private let zone: TimeZoneRule
    /// The register's own rule, where it has one.
    private let usual: String?
    private var rules: [String: RetentionRule?] = [:]

    package init(_ ledger: LedgerStore, knownAt: Int64) throws {
        self.ledger = ledger
        self.knownAt = knownAt
        let settings = try ledger.records(about: Writer.registerSubject, knownAt: knownAt).settings
        usual = settings[Setting.retention.rawValue].flatMap { $0.isEmpty ? nil : $0 }
        zone = settings[Setting.timeZone.rawValue].flatMap { TimeZoneRule(name: $0) } ?? .london
    }

    /// The rule of that name; nil where there is none.
    package func rule(_ name: String) throws -> RetentionRule? {
        if let known = rules[name] { return known }
        let rule = try ledger.records(about: name, knownAt: knownAt).lazy.compactMap {
            if case .addRetentionRule(let rule) = $0.act { rule } else { nil }
        }.first
        rules[name] = .some(rule)
        return rule
    }

    /// How long a file of evidence is kept; nil for an address.
    ///
    /// - Parameters:
    ///   - piece: the evidence.
    ///   - history: its item's, as at `day`.
    package func retention(of piece: Evidence, in history: ItemHistory, asAt day: Day) throws -> Retention? {
        guard piece.file != nil else { return nil }
        let rule = try (piece.disposal?.rule ?? piece.rule ?? usual).flatMap { try self.rule($0) }
        let start: Day? =
            switch rule?.trigger {
            case .closed, nil: nil
            case .dated: piece.dated
            case .recorded: try ledger.entry(piece.id)?.recordedAt.day(in: zone)
            case .published:
                try ledger.records(about: history.origin.report.text, knownAt: knownAt).lazy.compactMap {
                    if case .addReport(let report) = $0.act { report.published.lastDay } else { nil }
                }.first
            }
        return Retention(of: piece, in: history, rule: rule, start: start, asAt: day)
    }

    /// Why a file can't be disposed of so, as a sentence without its full stop; nil where it can. That its item is closed,
    /// that the file is still there and that whoever disposes had no part in the work is for the item's history.
    ///
    /// - Parameters:
    ///   - disposal: what is said of it.
    ///   - history: the item's, by what is recorded ahead.
    ///   - actor: who disposes.
    ///   - day: the day from which it counts.
    ///   - today: the day on which it is recorded.
    package func fault(
        in disposal: EvidenceDisposal, of history: ItemHistory, by actor: PersonID, on day: Day, today: Day
    ) throws -> String? {
        guard day == today else {
            return
                "a file is gone from the day on which it is disposed of, \(today.shortForm), not from \(day.shortForm)"
        }
        let name = "E\(disposal.piece)"
        guard let piece = history.evidence.first(where: { $0.id == disposal.piece }),
            let entry = try ledger.entry(disposal.piece), let file = try entry.evidenceFile,
            let retention = try retention(of: piece, in: history, asAt: today)
        else { return "it has no file of evidence \(name)" }
        guard file.sha256 == disposal.sha256, file.size == disposal.size else {
            return "the file of \(name) is another one"
        }
        switch retention.state {
        case .due: break
        case .held, .unruled, .kept, .open: return "evidence \(name) is \(retention.refusal)"
        case .disposed, .redacted, .lost: return nil
        }
        guard let rule = retention.rule, rule.name == disposal.rule, retention.day == disposal.day else {
            return "the rule of \(name) is \(retention.label)"
        }
        return try hand(of: actor, on: piece, history, rule).map {
            "whoever disposes of \(name) must be somebody else than \($0)"
        }
    }

    /// Who disposes of a file may not rely on their own word: what of that on which its day rests a person said, by any entry
    /// there is. Nil where nothing.
    private func hand(
        of person: PersonID, on piece: Evidence, _ history: ItemHistory, _ rule: RetentionRule
    ) throws -> String? {
        func isTheirs(_ entry: Entry) -> Bool { entry.actor == person }
        let isPiece = JSON.string("E\(piece.id)")
        for entry in try ledger.entries(about: history.reference.text, knownAt: knownAt)
        where isTheirs(entry) {
            if entry.seq == piece.id { return "who gave it" }
            switch entry.act {
            case ItemAct.Name.close.rawValue: return "who closed the item"
            case ItemAct.Name.releaseHold.rawValue: return "who released a hold on the item's evidence"
            case ItemAct.Name.retainEvidence.rawValue where entry.data["evidence"] == isPiece:
                return "who named its rule"
            case Correction.act: return "who put an entry of the item right"
            default: break
            }
        }
        func saidOrCorrected(_ act: RegisterAct.Name, about subject: String) throws -> Bool {
            try ledger.entries(about: subject, knownAt: knownAt).contains {
                isTheirs($0) && [act.rawValue, Correction.act].contains($0.act)
            }
        }
        if try saidOrCorrected(.addRetentionRule, about: rule.name) { return "who wrote its rule" }
        if rule.trigger == .published, try saidOrCorrected(.addReport, about: history.origin.report.text) {
            return "who dated its report"
        }
        if piece.rule == nil, try choosers().contains(person) { return "who chose the register's rule" }
        return nil
    }

    /// Whoever said, or put right, which rule is the register's own.
    private func choosers() throws -> Set<PersonID> {
        var choices: Set<Int64> = []
        var choosers: Set<PersonID> = []
        for entry in try ledger.entries(about: Writer.registerSubject, knownAt: knownAt) {
            let isChoice =
                entry.data["setting"]?.string == Setting.retention.rawValue
                || (entry.data["settings"] ?? entry.data["fields"]?["settings"])?[Setting.retention.rawValue]
                    != nil
                || entry.data["corrects"]?.int.map(choices.contains) ?? false
            guard isChoice else { continue }
            choices.insert(entry.seq)
            choosers.insert(entry.actor)
        }
        return choosers
    }
}

extension Retention {
    /// Why it isn't disposed of, after "E14 is".
    fileprivate var refusal: String {
        switch state {
        case .open: "of an open item, and is kept until that is closed"
        case .unruled: "kept by no rule, so nothing says when it may be disposed of"
        case .held, .kept, .due, .disposed, .redacted, .lost: label
        }
    }
}
