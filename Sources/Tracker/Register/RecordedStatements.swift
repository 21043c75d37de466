package import TrackerLedger
import TrackerModel
import TrackerValues
import TransparencyLog

// Recording what somebody signed where the register isn't.

extension EntryContent {
    /// Whether somebody can sign it where the register isn't: it stands alone, and nothing comes with it that must be kept or
    /// worked out where it is recorded.
    var canBeSignedElsewhere: Bool {
        switch self {
        case .item(.addEvidence(_?, _)), .item(.propose), .item(.answerProposal), .item(.disposeEvidence):
            false
        case .item, .correction: true
        case .register(.configure), .register(.enrolKey), .register(.revokeKey), .register(.issue): true
        case .register, .redaction: false
        }
    }
}

extension Register {
    /// Records what somebody signed elsewhere. A table that is issued so must be known to be right.
    package func recordSigned(
        _ statement: ActStatement, signature: [UInt8], _ session: Session
    ) throws -> Receipt {
        var session = session
        let entry = statement.entry
        session.actor = Actor(session.actor.enteredBy, onBehalfOf: entry.actor)
        session.on = entry.effectiveOn
        session.meeting = entry.authority
        session.chairOf = entry.chairOf?.text
        session.signing = .signed(statement, value: signature)
        return try write(session) { try $0.record(statement) }
    }
}

extension Writer {
    /// Records an act that was signed elsewhere: by the same rules as any other, with the words and the day that were signed.
    func record(_ statement: ActStatement) throws -> Receipt {
        let entry = statement.entry
        let words = statement.words.mapValues(\.text)
        let isPublic = entry.data[Publishable.field]?.bool == true
        let elsewhere = RuleViolation(entry.subject, notElsewhere: entry.act)
        guard let content = try EntryContent(entry) else { throw EntryError(unknownActOf: entry) }
        guard content.canBeSignedElsewhere else { throw elsewhere }
        switch content {
        case .item(let act):
            return try record(act, on: Reference(stored: entry.subject), words: words, isPublic: isPublic)
        case .register(.configure(let name, let value)):
            guard let setting = Setting(rawValue: name), try checked(setting, value) == value else {
                throw elsewhere
            }
            return try record(.configure(name: name, value: value), on: entry.subject, words: words)
        case .register(.enrolKey(let key)): return try enrol(key, of: entry.subject, note: words[.note] ?? "")
        case .register(.revokeKey(let id)):
            guard let key = try register.keys().first(where: { $0.id == id }) else {
                throw NotFound("key", "\(PersonKey.letter)\(id)", remedies: [.see(.keys)])
            }
            return try revoke(key, reason: words[.reason] ?? "")
        case .register(.issue(let table)): return try record(.issue(table), on: table.quarter, words: words)
        case .correction(let correction):
            return try correct(
                correction.corrects, isVoid: correction.isVoid, effectiveOn: correction.effectiveOn,
                fields: correction.fields, words: words, isPublic: isPublic)
        case .register, .redaction: throw elsewhere
        }
    }
}
