import TrackerFiles
import TrackerLedger
import TrackerModel
import TrackerStorage
import TrackerValues
import TransparencyLog

/// A row of `ledger` with the words beside it, copied out of SQLite so that another core can check it.
struct LedgerRow: Sendable {
    /// A row of `words`.
    package struct Words: Sendable {
        package let seq: Int64
        package let name: String
        /// nil where it was redacted.
        package let salt: [UInt8]?
        /// nil where it was redacted.
        package let text: [UInt8]?
        let redactedBy: Int64?
        /// Whether every column is of the type that it should be of.
        let isTyped: Bool

        package init(_ row: borrowing Row) {
            seq = row.int(0)
            name = row.text(1)
            salt = row.isNull(2) ? nil : row.bytes(2)
            text = row.isNull(3) ? nil : row.bytes(3)
            redactedBy = row.optionalInt(4)
            isTyped =
                row.isInt(0) && row.isText(1) && (salt == nil || row.isBytes(2))
                && (text == nil || row.isText(3))
                && (redactedBy == nil || row.isInt(4))
        }
    }

    /// What the row alone tells.
    struct Checked: Sendable {
        package let seq: Int64
        package let leaf: Hash
        package let recordedAt: Instant?
        package let redacted: Int
        /// Whether its actor signed it; whether the signature holds, the rules say.
        let isSigned: Bool
        /// A missing evidence file that an entry says is lost, as a sentence.
        package let lost: String?
        package let findings: [(kind: Finding.Kind, sentence: String)]
    }

    package let seq: Int64
    private let entry: [UInt8]
    private let leafHash: [UInt8]
    private let isTyped: Bool
    private let columns: [UInt8]
    package var words: [Words] = []

    init(_ row: borrowing Row) {
        seq = row.int(0)
        entry = row.bytes(1)
        leafHash = row.bytes(2)
        isTyped = row.isText(1) && row.isBytes(2)
        var columns: [UInt8] = []
        columns.reserveCapacity(128)
        for column in Int32(3)...9 {
            columns.append(row.isText(column) ? Self.text : row.isNull(column) ? Self.null : Self.other)
            row.withBytes(column) { columns += $0 }
        }
        self.columns = columns
    }

    // The columns beside an entry, one after the other, each behind a byte that no UTF-8 has.
    private static let text: UInt8 = 0xFF
    private static let null: UInt8 = 0xFE
    private static let other: UInt8 = 0xFD

    /// Hashes the entry, reads it, and compares it with the columns, the words and the evidence that go with it.
    package func checked(
        evidence: EvidenceStore?, _ redactions: Redactions, _ standing: EvidenceInForce
    ) -> Checked {
        var findings: [(kind: Finding.Kind, sentence: String)] = []
        let leaf = Hash.leaf(entry)
        if leafHash != leaf.bytes || !isTyped { findings.append((.entry, "its text is not what was hashed")) }
        var recordedAt: Instant?
        var lost: String?
        var isSigned = false
        do throws(EntryError) {
            let parsed = try Entry(parsing: entry)
            recordedAt = parsed.recordedAt
            isSigned = parsed.signature != nil
            if parsed.canonical != entry { findings.append((.entry, "its text is not in canonical form")) }
            if parsed.seq != seq || Self.columns(of: parsed) != columns {
                findings.append((.entry, "its columns say something else than its text"))
            }
            if try !Self.isWellWritten(parsed) {
                findings.append((.entry, "its data is not as \"\(parsed.act)\" is written"))
            }
            findings += faults(in: words, of: parsed, redactions).map { (.words, $0) }
            for file in try parsed.evidenceFiles where !redactions.removed(file.sha256, namedBy: seq) {
                if standing.disposer(of: seq) != nil || standing.isGone(file.sha256, namedBy: seq) {
                    continue
                }
                guard let fault = evidence?.fault(in: file) else { continue }
                if parsed.act == ItemAct.Name.propose.rawValue, standing.isAnyLost(file.sha256) { continue }
                lost = standing.losses.sentence(seq, file.sha256, in: evidence)
                if lost == nil { findings.append((.evidence, fault)) }
            }
            if case .disposeEvidence(let disposal)? = try ItemAct(parsed), let evidence,
                standing.removed[disposal.sha256]?.entry == seq, evidence.holds(disposal.sha256)
            {
                findings.append(
                    (
                        .evidence,
                        "the file \(evidence.path(disposal.sha256)) is still there, which it disposed of"
                    ))
            }
        } catch { findings.append((.entry, error.reason)) }
        return Checked(
            seq: seq, leaf: leaf, recordedAt: recordedAt, redacted: words.count { $0.text == nil },
            isSigned: isSigned, lost: lost, findings: findings)
    }

    /// What the columns beside an entry should be.
    private static func columns(of entry: Entry) -> [UInt8] {
        var columns: [UInt8] = []
        columns.reserveCapacity(128)
        for value in [
            entry.effectiveOn.description, entry.recordedAt.description, entry.actor.description,
            entry.recordedBy?.description, entry.authority, entry.subject, entry.act,
        ] {
            columns.append(value == nil ? null : text)
            if let value { columns += value.utf8 }
        }
        return columns
    }

    /// Whether an entry's data is what its act writes, and nothing besides: no field that is passed over, and no value that
    /// is read as another one.
    private static func isWellWritten(_ entry: Entry) throws(EntryError) -> Bool {
        // Replay says of an act that is not known what is wrong with it.
        guard let content = try EntryContent(entry) else { return true }
        var data = content.data
        switch content {
        // Any act on an item may say that its words can be published, some that a chair decided them, and an assurance
        // which evidence it is of.
        case .item(let act):
            if entry.data[Publishable.field]?.bool == true { data[Publishable.field] = true }
            if act.isForChair, let chair = entry.data[ItemAct.chairField]?.string {
                data[ItemAct.chairField] = .string(chair)
            }
            let recorded = RecordedAct(entry, act)
            if let seen = recorded.seen { data.merge(seen.data) { $1 } }
            if let proposal = recorded.proposal { data[RecordedAct.proposalField] = .int(proposal) }
        case .register(.shareBenefit(_, .add)):
            if entry.data[Publishable.field]?.bool == true { data[Publishable.field] = true }
        case .correction, .redaction, .register: break
        }
        return data.isSame(as: entry.data)
    }

    private func faults(in words: [Words], of entry: Entry, _ redactions: Redactions) -> [String] {
        var faults: [String] = []
        var waiting = entry.words
        for words in words {
            guard let name = WordName(rawValue: words.name),
                let commitment = waiting.removeValue(forKey: name)
            else {
                faults.append("there are words \"\(words.name)\" that it does not commit to")
                continue
            }
            if let fault = Self.fault(in: words, commitment, redactions.remover(of: name, of: seq)) {
                faults.append("its words \"\(name)\" \(fault)")
            }
        }
        if !waiting.isEmpty {
            let names = waiting.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
            faults.append("its words \(names) are missing without a redaction")
        }
        return faults
    }

    /// What is wrong with words of one name, as the end of a sentence: they stand, and are what the entry commits to, or
    /// an entry removed them, text and salt. Never both.
    ///
    /// - Parameter remover: the entry that redacted them, if one did.
    private static func fault(in words: Words, _ commitment: Commitment, _ remover: Int64?) -> String? {
        if !words.isTyped { return "are not stored as words are" }
        guard let text = words.text else {
            if words.redactedBy == nil || words.redactedBy != remover {
                return "are gone, but no entry redacted them"
            }
            return words.salt == nil ? nil : "are gone, but not their salt"
        }
        if let remover { return "stand, though entry \(remover) redacted them" }
        if words.redactedBy != nil {
            return "are hidden as if they had been redacted, and no entry redacted them"
        }
        guard let salt = words.salt, salt.count == Commitment.saltLength,
            Commitment(text: text, salt: salt) == commitment
        else { return "are not those it commits to" }
        return nil
    }
}
