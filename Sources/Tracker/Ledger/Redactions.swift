/// Every removal of words that a ledger records: what may be missing beside it, and nothing else may.
struct Redactions: Sendable {
    /// The redacting entry, by the entry whose words went and their name.
    private var words: [Int64: [WordName: Int64]] = [:]
    /// The hashes of evidence files that were removed.
    private(set) var files: Set<String> = []

    /// Takes note of an entry, if it redacts.
    mutating func note(_ entry: Entry) throws(EntryError) {
        guard let redaction = try Redaction(entry) else { return }
        for name in redaction.words { words[redaction.redacts, default: [:]][name] = entry.seq }
        if let file = redaction.file { files.insert(file) }
    }

    /// Whether the words of an entry were removed by the entry that is said to have done it.
    func allow(_ name: WordName, of seq: Int64, by entry: Int64?) -> Bool {
        entry != nil && words[seq]?[name] == entry
    }
}
