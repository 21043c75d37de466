import TrackerLedger
public import TrackerModel
public import TrackerValues
public import TransparencyLog

/// Putting earlier entries right by later ones: nothing that was recorded is changed, and papers as known before print as
/// they did.
extension Writer {
    /// Corrects what an entry recorded: an act on an item, on the register, or an earlier correction, which can be undone.
    ///
    /// - Parameters:
    ///   - seq: the entry that is wrong.
    ///   - isVoid: it should never have been recorded.
    ///   - effectiveOn: the day it should have counted from.
    ///   - fields: the fields of its data that were wrong, as `docs/ledger-format.md` names them.
    ///   - words: the words that were wrong, with `.reason` why it is corrected.
    ///   - isPublic: the words that are right may be printed in public papers.
    /// - Returns: the correcting entry, and where the item stood before and stands now.
    /// - Throws: `NotFound` for an entry that isn't there, `RuleViolation` when it can't be corrected so.
    @discardableResult
    public func correct(
        _ seq: Int64, isVoid: Bool = false, effectiveOn: Day? = nil, fields: [String: JSON] = [:],
        words: Words, isPublic: Bool = false
    ) throws -> Receipt {
        if let chairOf { throw RuleViolation(Correction.act, notForChairOf: chairOf) }
        try permit(.correct)
        var given = words.withoutBlanks.composed
        if let name = given[.name] { given[.name] = try Name.parse(name, what: "name") }
        var fields = fields.mapValues(\.composed)
        if let name = fields["name"]?.string { fields["name"] = .string(try Name.parse(name, what: "name")) }
        let entry = try register.entry(seq)
        let subject = "Entry \(seq)"
        if given[.reason] == nil {
            throw RuleViolation(subject, "it can't be corrected yet", missing: [.reason])
        }
        let changes = effectiveOn != nil || !fields.isEmpty || given.keys.contains { $0 != .reason }
        if !isVoid, !changes {
            throw RuleViolation(
                subject, "nothing was said to be wrong with it", remedies: [.give(.correction)])
        }
        if let effectiveOn, effectiveOn > today {
            throw RuleViolation(
                subject,
                "the effective date \(effectiveOn.shortForm) is after today, \(today.shortForm): give an earlier one"
            )
        }
        func correction() throws -> Correction {
            Correction(
                corrects: seq, isVoid: isVoid, effectiveOn: effectiveOn,
                fields: try ledgerFields(fields, of: entry, words: given), isPublic: isPublic)
        }
        switch try EntryContent(entry) {
        case .correction(let earlier):
            guard isVoid else {
                throw RuleViolation(
                    subject,
                    "it is itself a correction, of entry \(earlier.corrects)",
                    remedies: [.correctAgain(entry: earlier.corrects)])
            }
            return try undo(entry, words: given)
        case .redaction:
            throw RuleViolation(
                subject,
                "it removed words for good, and they can't come back; record anew what should stand there")
        case .item(let act): return try correct(entry, act, correction(), words: given)
        case .register(let act): return try correct(entry, act, correction(), words: given)
        case nil: throw EntryError(unknownActOf: entry)
        }
    }

    /// Corrects an act on an item, whose whole history must still be possible.
    private func correct(
        _ entry: Entry, _ act: ItemAct, _ correction: Correction, words: Words
    ) throws -> Receipt {
        if correction.isVoid, act.name == .add {
            throw RuleViolation(
                "Entry \(entry.seq)",
                "it took \(entry.subject) into the register, and nothing is taken out of it; close it as a duplicate instead"
            )
        }
        if correction.isVoid, act.name == .acceptProposal {
            throw RuleViolation(
                "Entry \(entry.seq)", "it accepted a proposal, which stays so",
                remedies: [.correctEachEntry])
        }
        if act.name == .disposeEvidence {
            throw RuleViolation(
                "Entry \(entry.seq)",
                "it disposed of a file for good, and that stays so; a copy that somebody has is evidence given anew",
                remedies: [.add(.evidence(of: entry.subject))])
        }
        let history = try currentHistory(of: Reference(stored: entry.subject))
        guard history.acts.contains(where: { $0.seq == entry.seq }) else { throw noLongerCounts(entry) }
        return try enter(correction, of: entry, words: words)
    }

    /// Corrects an act on the register: whoever may do it may put it right.
    private func correct(
        _ entry: Entry, _ act: RegisterAct, _ correction: Correction, words: Words
    ) throws -> Receipt {
        try permit(.register(act.name))
        if act.name == .remind || act.name == .reminded {
            throw RuleViolation("Entry \(entry.seq)", "it says what was sent to somebody, which stays so")
        }
        if act.name == .enrolKey || act.name == .revokeKey {
            throw RuleViolation(
                "Entry \(entry.seq)", "it says whose key is whose, which stays so", remedies: [.revokeKey])
        }
        guard let record = try register.ledger.record(entry.seq, knownAt: nextSeq - 1) else {
            throw noLongerCounts(entry)
        }
        if correction.isVoid {
            try refuseVoiding(record)
        } else {
            let corrected: RegisterRecord
            do throws(EntryError) {
                corrected = try record.corrected(by: correction, words: Set(words.keys), seq: nextSeq)
            } catch { throw RuleViolation("Entry \(entry.seq)", "it can't say so: \(error.reason)") }
            try check(corrected, words: words)
        }
        return try enter(correction, ofRegister: entry, words: words)
    }

    /// Says that a correction should never have been recorded: what it put right stands again as it was.
    private func undo(_ entry: Entry, words: Words) throws -> Receipt {
        let entries = try register.entries(about: entry.subject, knownAt: .max)
        if try Correction.undone(in: entries).contains(entry.seq) { throw noLongerCounts(entry) }
        let undoing = Correction(corrects: entry.seq, isVoid: true)
        let act = try register.ledger.act(correctedBy: undoing)
        guard let name = RegisterAct.Name(rawValue: act.act) else {
            return try enter(undoing, of: entry, words: words)
        }
        try permit(.register(name))
        return try enter(undoing, ofRegister: entry, words: words)
    }

    private func enter(_ correction: Correction, of entry: Entry, words: Words) throws -> Receipt {
        try enter(.correction(correction), about: entry.subject, words: words, day: try effectiveDay())
    }

    private func enter(_ correction: Correction, ofRegister entry: Entry, words: Words) throws -> Receipt {
        try keepingAnOfficer {
            let receipt = try enter(correction, of: entry, words: words)
            forgetNames()
            return receipt
        }
    }

    private func noLongerCounts(_ entry: Entry) -> RuleViolation {
        RuleViolation(
            "Entry \(entry.seq)",
            "it was corrected already, so that it no longer counts",
            remedies: [.see(.entries(about: entry.subject))])
    }
}
