/// Putting earlier entries right, and removing words that must go. Both are later entries: nothing that was
/// recorded is changed.
extension Writer {
    /// Corrects an act on an item.
    ///
    /// - Parameters:
    ///   - seq: the entry that is wrong.
    ///   - isVoid: it should never have been recorded.
    ///   - effectiveOn: the day it should have counted from.
    ///   - fields: the fields of its data that were wrong, as `docs/ledger-format.md` names them.
    ///   - words: the words that were wrong, with `.reason` why it is corrected.
    ///   - isPublic: the words that are right may be printed in public papers.
    /// - Returns: the item, and the number of the correcting entry.
    /// - Throws: `NotFound` for an entry that isn't there, `Refusal` when it can't be corrected so.
    @discardableResult
    public func correct(
        _ seq: Int64, isVoid: Bool = false, effectiveOn: Day? = nil, fields: [String: JSON] = [:],
        words: Words, isPublic: Bool = false
    ) throws -> (item: Reference, seq: Int64) {
        try permit(Correction.act)
        let given = words.withoutBlanks
        let entry = try register.entry(seq)
        let subject = "Entry \(seq)"
        guard let act = try RecordedAct(entry) else {
            throw Refusal(
                subject,
                "it is \"\(entry.act)\"; only what was done to an item can be corrected. Record it anew instead"
            )
        }
        if given[.reason] == nil { throw Refusal(subject, "it can't be corrected yet", missing: [.reason]) }
        if isVoid, case .add = act.act {
            throw Refusal(
                subject,
                "it took \(entry.subject) into the register, and nothing is taken out of it; close it as a duplicate instead"
            )
        }
        let changes = given.keys.contains { $0 != .reason }
        if !isVoid, effectiveOn == nil, fields.isEmpty, !changes {
            throw Refusal(
                subject, "nothing was said to be wrong with it (--void, --effective, --set or --words)")
        }
        if let effectiveOn, effectiveOn > today {
            throw Refusal(
                subject, "the effective date \(effectiveOn) is after today, \(today): give an earlier one")
        }
        for name in fields.keys where !Self.correctable(entry).contains(name) {
            throw Refusal(
                subject,
                "\"\(entry.act)\" has no field \"\(name)\"; it has: \(Self.correctable(entry).sorted().joined(separator: ", "))"
            )
        }
        let correction = Correction(
            corrects: seq, isVoid: isVoid, effectiveOn: effectiveOn, fields: try resolved(fields))
        let reference = Reference(stored: entry.subject)
        let items = register.projections.items
        let next = nextSeq
        let (before, after) = try items.histories(of: reference, size: next - 1, newest: seq) {
            guard $0.acts.contains(where: { $0.seq == seq }) else {
                throw Refusal(
                    subject,
                    "it was corrected already, so that it no longer counts; see: trackerctl history \(reference)"
                )
            }
            return try correction.apply(to: $0, words: Set(given.keys), seq: next)
        }
        var data = correction.data
        if isPublic { data[Publishable.field] = true }
        let recorded = try append(
            Correction.act, subject: entry.subject, data: data, words: given, day: try effectiveDay())
        try items.store(after, replacing: before, at: recorded)
        return (reference, recorded)
    }

    /// The fields that an act of that name can have.
    private static func correctable(_ entry: Entry) -> Set<String> {
        switch entry.act {
        case "add":
            [
                "report", "kind", "force", "number", "external_number", "question", "parent", "addressee",
                "priority", "due", "marking",
            ]
        case "assign": ["lead", "supporting", "board"]
        case "progress": ["complete", "rag"]
        case "close": ["as", "successor"]
        case "due": ["due"]
        case "benefit add": ["unit", "target", "committed"]
        case "benefit revise": ["target", "committed"]
        case "tag": ["tags"]
        case "note": ["internal"]
        // Whoever allowed one person to assure has not allowed another; and nobody vouches by a correction.
        case "waive", "assure": []
        default: Set(entry.data.keys)
        }
    }

    /// What was typed for a field, as the ledger holds it: names become identifiers, and must be known.
    private func resolved(_ fields: [String: JSON]) throws -> [String: JSON] {
        var resolved = fields
        for (name, value) in fields {
            guard let text = value.string else { continue }
            switch name {
            case "report": resolved[name] = .string(try register.report(text).reference.text)
            case "kind": resolved[name] = .string(try register.kind(text).name)
            case "parent", "successor": resolved[name] = .string(try register.item(text).text)
            case "board": resolved[name] = .string(try register.board(text).reference.text)
            case "lead", "owner": resolved[name] = .string(try owner(text).description)
            case "target", "committed", "amount":
                resolved[name] = .string(try Amount(parsing: text, what: name).description)
            case "due": resolved[name] = .string(try Day(parsing: text).description)
            case "complete":
                guard let percent = Int64(text), (0...100).contains(percent) else {
                    throw MalformedValue(
                        what: "percentage", given: text, expected: "a whole number from 0 to 100")
                }
                resolved[name] = .int(percent)
            case "tags", "supporting":
                let parts = text.split(separator: ";").map { String($0).trimmed }
                resolved[name] = .array(
                    try parts.map {
                        .string(name == "tags" ? $0 : try owner($0).description)
                    })
            case "internal": resolved[name] = .bool(text == "true" || text == "yes")
            default: break
            }
        }
        return resolved
    }

    /// Removes words of an entry for good, with the evidence file that it named, unless another entry names it
    /// as well. The entry and every hash stay; `Register.redact` sees to it that no trace is left in the file.
    ///
    /// - Parameter names: which words go; nil for all of them.
    /// - Returns: the number of the redacting entry, and the hash of the file that may go.
    /// - Throws: `NotFound`, `Refusal` when there are no such words or no reason is given.
    func redact(_ seq: Int64, names: [WordName]?, reason: String) throws -> (seq: Int64, file: String?) {
        try permit(Redaction.act)
        let entry = try register.entry(seq)
        let subject = "Entry \(seq)"
        if reason.trimmed.isEmpty { throw Refusal(subject, "it can't be redacted yet", missing: [.reason]) }
        let standing = try register.connection.all(
            "SELECT name FROM words WHERE seq = ? AND text IS NOT NULL", seq
        ) { $0.text(0) }.compactMap { WordName(rawValue: $0) }
        let going = names ?? standing
        for name in going where !standing.contains(name) {
            throw Refusal(subject, "it has no words \"\(name)\" that still stand; see: trackerctl audit log")
        }
        if going.isEmpty {
            throw Refusal(subject, "it has no words that still stand; see: trackerctl audit log")
        }
        var file: String?
        if let act = try ItemAct(name: entry.act, data: entry.data), case .addEvidence(let found?) = act,
            names == nil
        {
            file = try register.isNamedElsewhere(found.sha256, than: seq) ? nil : found.sha256
        }
        let recorded = try append(
            Redaction.act, subject: entry.subject,
            data: Redaction(redacts: seq, words: going, file: file).data, words: [.reason: reason],
            day: try effectiveDay())
        for name in going {
            try register.connection.run(
                "UPDATE words SET salt = NULL, text = NULL, redacted_by = ? WHERE seq = ? AND name = ?",
                recorded, seq, name.rawValue)
            guard register.connection.changes == 1 else {
                throw RegisterError.damaged("something in the file keeps the words of entry \(seq) in it")
            }
        }
        return (recorded, file)
    }
}

extension Register {
    /// Removes words of an entry for good: from the register, its free pages and its write-ahead log, and the
    /// evidence file with them.
    ///
    /// - Parameters:
    ///   - seq: the entry's number.
    ///   - names: which words go; nil for all of them, and then the entry's evidence file goes as well.
    ///   - reason: why the words must go.
    ///   - evidence: the evidence folder.
    ///   - session: who acts, when and on what authority.
    /// - Returns: the number of the entry that says so.
    /// - Throws: `Refusal` when it isn't permitted; `SQLiteError` when others are using the register, in which
    ///   case the words are gone from the tables, but traces may be left until it is done again.
    @discardableResult
    public func redact(
        _ seq: Int64, names: [WordName]? = nil, reason: String, evidence: EvidenceStore?, session: Session
    ) throws -> Int64 {
        try connection.execute("PRAGMA secure_delete = ON")
        let (recorded, file) = try write(session) { try $0.redact(seq, names: names, reason: reason) }
        if let file, let evidence { try evidence.remove(file) }
        try sweep()
        return recorded
    }

    /// Rewrites the file so that nothing is left in it of what was removed, and empties the write-ahead log.
    public func sweep() throws {
        try connection.execute("VACUUM")
        try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// The item that a piece of evidence was named for, and its number.
    ///
    /// - Parameter typed: its identifier, `E14`.
    /// - Throws: `MalformedValue`; `NotFound` when that entry named no evidence.
    public func evidence(_ typed: String) throws -> (item: Reference, seq: Int64) {
        guard typed.first?.uppercased() == "E", let seq = Int64(typed.dropFirst()) else {
            throw MalformedValue(what: "evidence", given: typed, expected: "its identifier, for example E14")
        }
        let unknown = NotFound("evidence", typed, remedy: "See: trackerctl evidence list REF")
        let entry: Entry
        do { entry = try self.entry(seq) } catch is NotFound { throw unknown }
        guard entry.act == ItemAct.addEvidence(nil).name else { throw unknown }
        return (Reference(stored: entry.subject), seq)
    }

    /// One entry. - Throws: `NotFound`.
    public func entry(_ seq: Int64) throws -> Entry {
        let found = try connection.first("SELECT entry FROM ledger WHERE seq = ?", seq) {
            try LedgerStore.entry($0, 0)
        }
        guard let found else {
            throw NotFound(
                "entry", String(seq),
                remedy: "The ledger has \(try size()) entries; see: trackerctl audit log")
        }
        return found
    }

    /// Whether another entry than `seq`, not redacted itself, names the evidence file of that hash.
    func isNamedElsewhere(_ sha256: String, than seq: Int64) throws -> Bool {
        let others = try connection.all(
            "SELECT entry FROM ledger WHERE act = 'evidence add' AND seq <> ?", seq
        ) { try LedgerStore.entry($0, 0) }.filter { $0.data["sha256"]?.string == sha256 }
        let redactions = try Redactions(connection)
        return others.contains { !redactions.cover($0) }
    }
}

extension Redactions {
    /// Those of a register, which are few among its entries.
    ///
    /// - Parameter unreadable: told of an entry that can't be read; throws unless that doesn't matter.
    init(_ connection: Connection, unreadable: (EntryError) throws -> Void = { throw $0 }) throws {
        try connection.forEach("SELECT entry FROM ledger WHERE act = '\(Redaction.act)' ORDER BY seq") {
            do { try note(LedgerStore.entry($0, 0)) } catch let error as EntryError { try unreadable(error) }
        }
    }
}
