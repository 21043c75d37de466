import TrackerLedger
import TrackerModel
import TrackerStorage
import TrackerValues
import TransparencyLog

/// Which entries must be signed by whoever acts, and whether a signature holds: judged when an entry is recorded, and again
/// whenever the ledger is verified.
final class SigningRules {
    private let ledger: LedgerStore
    private let tables: Database
    private let setting, between: Prepared
    private var known: Set<String>?

    /// - Parameter tables: those that the entries so far made.
    init(_ ledger: LedgerStore, tables: Database) {
        self.ledger = ledger
        self.tables = tables
        setting = Prepared("SELECT value FROM setting WHERE name = '\(Setting.signed.rawValue)'", on: tables)
        between = Prepared(
            "SELECT min(seq) FROM ledger WHERE subject = ? AND seq > ? AND seq < ?", on: ledger.database)
    }

    /// Forgets what the settings ask for: they may ask for something else now.
    func forget() { known = nil }

    private func listed() throws -> Set<String> {
        if let known { return known }
        let value = try setting.first { $0.text(0) } ?? ""
        let listed = Set(SignedActs.list(value) ?? [])
        known = listed
        return listed
    }

    /// Whether what an entry records must be signed by whoever acts.
    func demands(_ content: EntryContent, seq: Int64) throws -> Bool {
        let listed = try listed()
        if listed.contains(content.name) { return true }
        switch content {
        // What asks for signatures can't be taken back without one.
        case .register(.configure(Setting.signed.rawValue, _)), .register(.initialise): return !listed.isEmpty
        // The first key is the root of all: from then on keys vouch for keys.
        case .register(.enrolKey), .register(.revokeKey):
            return try !ledger.keyEntries(about: nil, knownAt: seq - 1).isEmpty
        // What was signed can't be put right without a signature either.
        case .correction(let correction):
            guard let act = try EntryContent(try ledger.act(correctedBy: correction)) else { return false }
            return try demands(act, seq: seq)
        case .item, .register, .redaction: return false
        }
    }

    /// What is wrong with an entry's signature, as the end of a sentence; nil where it holds.
    ///
    /// - Parameter today: the day of its recording.
    func fault(in entry: Entry, today: Day) throws -> String? {
        guard let signature = entry.signature else { return nil }
        let name = "\(PersonKey.letter)\(signature.key)"
        guard
            let key = try ledger.keys(of: entry.actor, knownAt: entry.seq - 1).first(where: {
                $0.id == signature.key
            })
        else { return "it is signed with \(name), which was no key of \(entry.actor) then" }
        if let revocation = key.revocation {
            return "it is signed with \(name), which entry \(revocation.entry) had revoked"
        }
        let seen = signature.seen
        guard (key.id..<entry.seq).contains(seen.size), try ledger.root(size: seen.size) == seen.root else {
            return "it was signed in view of another ledger than the \(seen.size) entries ahead of it"
        }
        guard seen.day <= today, today.daysSince1970 - seen.day.daysSince1970 <= Signature.mostDays else {
            return
                "it was signed on \(seen.day.shortForm), and a signature counts for \(Signature.mostDays) days"
        }
        if let later = try between.first(entry.subject, seen.size, entry.seq, read: { $0.optionalInt(0) })
            ?? nil
        {
            return "it was signed before entry \(later), which is about \(entry.subject) too"
        }
        return entry.isSigned(by: key.key) ? nil : "its signature is not that of \(name) over what it says"
    }
}
