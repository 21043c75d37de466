public import TrackerValues
public import TrackerFiles
public import TrackerLedger
public import TrackerModel
package import TrackerStorage
import TransparencyLog
import Glibc

/// What a redaction would remove, before it does: which words, which file, and where else the same words stand.
public struct RedactionPlan: Sendable {
    /// The entry whose words go.
    public let entry: Entry
    /// The words that go, by name.
    public let words: [(name: WordName, text: String)]
    /// The evidence files that go with them, by their hashes.
    public let files: [String]
    /// Evidence files that the entry names and that stay, since another entry names them as well.
    public let keptFiles: [String]
    /// Other words in which one of those that go stands too: they stay.
    public let elsewhere: [(seq: Int64, name: WordName)]

    /// Whether there is nothing left that a further entry could remove.
    package var isEmpty: Bool { words.isEmpty && files.isEmpty }
}

/// What came of a redaction.
public struct RedactionOutcome: Sendable {
    /// The entry that says so; nil when everything had been redacted before, and only what was left was removed.
    public let seq: Int64?
    /// What whoever redacted should know, as sentences.
    public let warnings: [String]
}

/// Words were removed, and recorded as removed, but something that held them could not be. Giving the redaction again
/// finishes it.
public struct RedactionUnfinished: TrackerError, Sendable {
    /// The entry whose words went.
    public let redacted: Int64
    /// What is left and why, as a sentence.
    public let sentence: String

    package var failure: FailureKind { .unfinished }
    package var remedies: [Remedy] { [.finishRedaction(entry: redacted)] }

    /// What is left.
    public var description: String {
        "The words of entry \(redacted) are removed, and that is recorded. \(sentence)"
    }
}

extension Register {
    /// What redacting an entry would remove.
    ///
    /// - Parameters:
    ///   - seq: the entry's number.
    ///   - names: which words; nil for all of them, and then the entry's evidence file goes as well.
    /// - Throws: `NotFound`; `RuleViolation` when there are no such words, or when only who typed it in would go.
    public func redactionPlan(_ seq: Int64, names: [WordName]? = nil) throws -> RedactionPlan {
        let entry = try entry(seq)
        let standing = try database.all(
            "SELECT name, text FROM words WHERE seq = ? AND text IS NOT NULL ORDER BY name", seq
        ) { (name: $0.text(0), text: $0.text(1)) }.compactMap { word in
            WordName(rawValue: word.name).map { (name: $0, text: word.text) }
        }
        for name in names ?? [] where !standing.contains(where: { $0.name == name }) {
            throw RuleViolation(
                "Entry \(seq)", "it has no words \"\(name)\" that still stand", remedies: [.see(.ledger)])
        }
        let going = standing.filter { names?.contains($0.name) ?? true }
        // Who typed an entry in is part of the trail: it goes with everything else the entry says, or stays.
        if going.contains(where: { $0.name == .typist }), going.count < standing.count || going.count == 1 {
            throw RuleViolation(
                "Entry \(seq)",
                going.count == standing.count
                    ? "all that is left of its words is who typed it in, which can't be redacted alone"
                    : "who typed it in can't be redacted alone, only with all its other words",
                remedies: going.count == standing.count ? [] : [.leaveOut(.word)])
        }
        var files: [String] = []
        var keptFiles: [String] = []
        let inForce = try standingEvidence()
        for file in names == nil ? Set(try entry.evidenceFiles.map(\.sha256)).sorted() : []
        where try inForce.files.contains(file) && inForce.disposer(of: seq) == nil
            && !Redactions(database).removed(file, namedBy: seq)
        {
            if try isNeededElsewhere(file, than: seq, inForce) {
                keptFiles.append(file)
            } else {
                files.append(file)
            }
        }
        return RedactionPlan(
            entry: entry, words: going, files: files, keptFiles: keptFiles,
            elsewhere: try going.flatMap { try words(holding: $0.text, except: seq) })
    }

    /// The words of other entries that hold a text.
    private func words(holding text: String, except seq: Int64) throws -> [(seq: Int64, name: WordName)] {
        try database.all(
            "SELECT seq, name FROM words WHERE seq <> ? AND instr(text, ?) > 0 ORDER BY seq, name", seq, text
        ) { (seq: $0.int(0), name: $0.text(1)) }.compactMap { word in
            WordName(rawValue: word.name).map { (seq: word.seq, name: $0) }
        }
    }

    /// Removes words of an entry for good: from the register, its free pages and its write-ahead log, and the
    /// evidence file with them. Given again, it removes what it could not remove before, and records nothing more.
    ///
    /// - Parameters:
    ///   - seq: the entry's number.
    ///   - names: which words go; nil for all of them, and then the entry's evidence file goes as well.
    ///   - reason: why the words must go.
    ///   - evidence: the evidence folder.
    ///   - session: who acts, when and on what authority.
    /// - Throws: `RuleViolation` when it isn't permitted; `RedactionUnfinished` when it is recorded, but something that held
    ///   the words could not be removed.
    @discardableResult
    public func redact(
        _ seq: Int64, names: [WordName]? = nil, reason: String, evidence: EvidenceStore?, session: Session
    ) throws -> RedactionOutcome {
        try database.eraseWhatIsDeleted()
        let recorded = try write(session) { try $0.redact(seq, names: names, reason: reason) }
        var left: [String] = []
        var warnings: [String] = []
        if let evidence {
            for file in try filesRedacted(with: seq) {
                do throws(EvidenceError) {
                    if let warning = try evidence.remove(file).warning { warnings.append(warning) }
                } catch {
                    left.append(
                        "But its evidence file \(evidence.path(file)) is still there: \(error.why). See to it that you may write to it and to its folder, or remove it yourself."
                    )
                }
            }
        }
        do {
            try sweep()
            if let evidence, evidence.isOnServer, try !filesRedacted(with: seq).isEmpty {
                try sweepEvidence()
            }
        } catch let error as StorageError {
            let why = error.isBusy ? "another program is using the register" : error.message
            left.append("But traces of them may be left in the register's free pages, because \(why).")
        }
        guard left.isEmpty else {
            throw RedactionUnfinished(redacted: seq, sentence: left.joined(separator: " "))
        }
        return RedactionOutcome(seq: recorded, warnings: warnings + awaitStandbys())
    }

    /// The evidence files that redactions of an entry removed, and that nothing names again.
    private func filesRedacted(with seq: Int64) throws -> [String] {
        let removed = try standingEvidence().removed
        return try redactions().filter { $0.redacts == seq }.flatMap(\.files).filter {
            removed[$0]?.redacts != nil
        }
    }

    /// Every redaction, in the order in which they were recorded.
    package func redactions() throws -> [Redaction] {
        try database.all("SELECT entry FROM ledger WHERE act = '\(Redaction.act)' ORDER BY seq") {
            try Redaction(try LedgerStore.entry($0, 0))
        }.compactMap { $0 }
    }

    /// Rewrites the file so that nothing is left in it of what was removed, and empties the write-ahead log.
    public func sweep() throws {
        try database.purge()
    }

    /// Whether another entry than `seq` needs the evidence file of that hash: it names it, wasn't redacted itself, or is held,
    /// and was not disposed of.
    private func isNeededElsewhere(
        _ sha256: String, than seq: Int64, _ inForce: EvidenceInForce
    ) throws -> Bool {
        let others = try database.all(
            "SELECT entry FROM ledger WHERE act IN ('evidence add', 'propose') AND seq <> ?", seq
        ) { try LedgerStore.entry($0, 0) }.filter { other in
            try inForce.disposer(of: other.seq) == nil
                && other.evidenceFiles.contains { $0.sha256 == sha256 }
        }
        let redactions = try Redactions(database)
        return try others.contains { try !redactions.cover($0) || hold(on: $0.seq, of: $0) != nil }
    }

    /// What holds the evidence that an entry names; nil where nothing does, or where it names none.
    fileprivate func hold(on seq: Int64, of entry: Entry) throws -> EvidenceHold? {
        guard entry.act == ItemAct.Name.addEvidence.rawValue else { return nil }
        return try projections.items.history(of: Reference(stored: entry.subject), knownAt: .max)?
            .holds.first { $0.holds(seq) }
    }
}

extension Writer {
    /// Removes words of an entry for good. The entry and every hash stay; `Register.redact` sees to it that no trace is
    /// left in the file, nor the evidence that goes with it.
    ///
    /// - Returns: the number of the redacting entry; nil when everything had been redacted before.
    package func redact(_ seq: Int64, names: [WordName]?, reason: String) throws -> Int64? {
        try permit(.redact)
        let subject = "Entry \(seq)"
        if reason.trimmed.isEmpty {
            throw RuleViolation(subject, "it can't be redacted yet", missing: [.reason])
        }
        let plan = try register.redactionPlan(seq, names: names)
        guard !plan.isEmpty else {
            guard try register.redactions().contains(where: { $0.redacts == seq }) else {
                throw RuleViolation(
                    subject, "it has no words that could be removed", remedies: [.see(.ledger)])
            }
            return nil
        }
        // The law that asks for words to go doesn't ask for what a coroner, a court or an inquiry needs.
        if !plan.files.isEmpty, let hold = try register.hold(on: seq, of: plan.entry) {
            throw RuleViolation(
                subject, "its file of evidence is held by H\(hold.id), since \(hold.from.shortForm)",
                remedies: [.give(.word), .releaseHold(hold.id)])
        }
        let going = plan.words.map(\.name)
        let redaction = Redaction(redacts: seq, words: going, files: plan.files)
        let recorded = try enter(
            .redaction(redaction), about: plan.entry.subject, words: [.reason: reason],
            day: try effectiveDay()
        ).seq
        for name in going {
            try register.database.run(
                "UPDATE words SET salt = NULL, text = NULL, redacted_by = ? WHERE seq = ? AND name = ?",
                recorded, seq, name.rawValue)
            try register.database.requireOneRow(
                orThrow: RegisterError.damaged("something in the file keeps the words of entry \(seq) in it"))
        }
        return recorded
    }
}

extension Redactions {
    /// Those of a register, which are few among its entries.
    ///
    /// - Parameter unreadable: told of an entry that can't be read; throws unless that doesn't matter.
    package init(_ database: Database, unreadable: (EntryError) throws -> Void = { throw $0 }) throws {
        self.init()
        try database.forEach("SELECT entry FROM ledger WHERE act = '\(Redaction.act)' ORDER BY seq") {
            do { try note(LedgerStore.entry($0, 0)) } catch let error as EntryError { try unreadable(error) }
        }
    }
}
