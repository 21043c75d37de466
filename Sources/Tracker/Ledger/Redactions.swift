/// Every removal of words that a ledger records: what may be missing beside it, and nothing else may.
struct Redactions: Sendable {
    /// The redacting entry, by the entry whose words went and their name.
    private var words: [Int64: [WordName: Int64]] = [:]
    /// The last entry that removed an evidence file, by the file's hash.
    private var files: [String: Int64] = [:]

    /// Takes note of an entry, if it redacts.
    mutating func note(_ entry: Entry) throws(EntryError) {
        guard let redaction = try Redaction(entry) else { return }
        for name in redaction.words { words[redaction.redacts, default: [:]][name] = entry.seq }
        if let file = redaction.file { files[file] = entry.seq }
    }

    /// The words removed, with the entry that did it.
    var all: [(seq: Int64, name: WordName, by: Int64)] {
        words.flatMap { seq, names in names.map { (seq, $0.key, $0.value) } }
    }

    /// The entry that removed the words of an entry; nil where they stand.
    func remover(of name: WordName, of seq: Int64) -> Int64? { words[seq]?[name] }

    /// Whether the words of an entry were removed by the entry that is said to have done it.
    func allow(_ name: WordName, of seq: Int64, by entry: Int64?) -> Bool {
        entry != nil && words[seq]?[name] == entry
    }

    /// Whether the evidence file that entry `seq` names was removed afterwards. Given again later, it is
    /// evidence again.
    func removed(_ file: String, namedBy seq: Int64) -> Bool { files[file].map { $0 > seq } ?? false }

    /// Whether every word that an entry commits to was removed.
    func cover(_ entry: Entry) -> Bool {
        let removed = words[entry.seq] ?? [:]
        return !entry.words.isEmpty && entry.words.keys.allSatisfy { removed[$0] != nil }
    }
}

/// The evidence files that stand at a point of the ledger: named, and not removed since.
struct StandingEvidence {
    /// Their hashes.
    private(set) var files: Set<String> = []
    private var sizes: [String: Int64] = [:]
    /// The entries that named each file.
    private var pieces: [String: [Int64]] = [:]
    private var losses = LostEvidence()

    /// Follows the ledger by one entry.
    mutating func note(_ entry: Entry) throws(EntryError) {
        if let file = try Register.evidenceFile(entry) {
            files.insert(file.sha256)
            sizes[file.sha256] = file.size
            pieces[file.sha256, default: []].append(entry.seq)
        }
        if let file = try Redaction(entry)?.file {
            files.remove(file)
            pieces[file] = nil
        }
        try losses.note(entry)
    }

    /// That a file is not there, and the entry that says that it is lost; nil where it is there, in whatever state, or where
    /// one of the entries that named it is not said to be lost.
    func loss(of file: String, in store: EvidenceStore) -> String? {
        guard isLost(file), let last = pieces[file]?.last else { return nil }
        return losses.sentence(last, file, in: store)
    }

    /// Whether every entry that named a file is said to be lost.
    func isLost(_ file: String) -> Bool {
        pieces[file]?.allSatisfy { losses.teller(of: $0) != nil } ?? false
    }

    /// The size, in bytes, that the last entry that names a file gives.
    func size(of file: String) -> Int64 { sizes[file] ?? 0 }
}
