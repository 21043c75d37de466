/// A row of `ledger` with the words beside it, copied out of SQLite so that another core can check it.
struct LedgerRow: Sendable {
    /// A row of `words`.
    struct Words: Sendable {
        let seq: Int64
        let name: String
        let salt: [UInt8]
        /// nil where it was redacted.
        let text: String?
        let redactedBy: Int64?

        init(_ row: borrowing Row) {
            seq = row.int(0)
            name = row.text(1)
            salt = row.bytes(2)
            text = row.optionalText(3)
            redactedBy = row.optionalInt(4)
        }
    }

    /// What the row alone tells.
    struct Checked: Sendable {
        let seq: Int64
        let leaf: Hash
        let recordedAt: Instant?
        let redacted: Int
        let findings: [(kind: Finding.Kind, sentence: String)]
    }

    let seq: Int64
    private let entry: [UInt8]
    private let leafHash: [UInt8]
    private let columns: [String?]
    var words: [Words] = []

    init(_ row: borrowing Row) {
        seq = row.int(0)
        entry = row.bytes(1)
        leafHash = row.bytes(2)
        columns = (3...9).map { row.optionalText($0) }
    }

    /// Hashes the entry, reads it, and compares it with the columns, the words and the evidence that go with it.
    func checked(evidence: EvidenceStore?, _ redactions: Redactions) -> Checked {
        var findings: [(kind: Finding.Kind, sentence: String)] = []
        let leaf = Hash.leaf(entry)
        if leafHash != leaf.bytes { findings.append((.entry, "its text is not what was hashed")) }
        var recordedAt: Instant?
        do throws(EntryError) {
            let parsed = try Entry(parsing: entry)
            recordedAt = parsed.recordedAt
            if parsed.canonical != entry { findings.append((.entry, "its text is not in canonical form")) }
            if parsed.seq != seq || Self.columns(of: parsed) != columns {
                findings.append((.entry, "its columns say something else than its text"))
            }
            findings += faults(in: words, of: parsed, redactions).map { (.words, $0) }
            if let file = try Register.evidenceFile(parsed), !redactions.removed(file.sha256, namedBy: seq),
                let fault = evidence?.fault(in: file)
            {
                findings.append((.evidence, fault))
            }
        } catch { findings.append((.entry, error.reason)) }
        return Checked(
            seq: seq, leaf: leaf, recordedAt: recordedAt, redacted: words.count { $0.text == nil },
            findings: findings)
    }

    private static func columns(of entry: Entry) -> [String?] {
        [
            entry.effectiveOn.description, entry.recordedAt.description, entry.actor.description,
            entry.recordedBy?.description, entry.authority, entry.subject, entry.act,
        ]
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
            if words.text == nil, !redactions.allow(name, of: seq, by: words.redactedBy) {
                faults.append("its words \"\(name)\" are gone, but no entry redacted them")
            } else if let text = words.text, Commitment(text: text, salt: words.salt) != commitment {
                faults.append("its words \"\(words.name)\" are not those it commits to")
            }
        }
        if !waiting.isEmpty {
            let names = waiting.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
            faults.append("its words \(names) are missing without a redaction")
        }
        return faults
    }
}
