import TrackerValues
package import TrackerModel

/// Every removal of words that a ledger records: what may be missing beside it, and nothing else may.
package struct Redactions: Sendable {
    /// The redacting entry, by the entry whose words went and their name.
    private var words: [Int64: [WordName: Int64]] = [:]
    /// The last entry that removed an evidence file, by the file's hash.
    private var files: [String: Int64] = [:]

    package init() {}

    /// Takes note of an entry, if it redacts.
    package mutating func note(_ entry: Entry) throws(EntryError) {
        guard let redaction = try Redaction(entry) else { return }
        for name in redaction.words { words[redaction.redacts, default: [:]][name] = entry.seq }
        for file in redaction.files { files[file] = entry.seq }
    }

    /// The words removed, with the entry that did it.
    package var all: [(seq: Int64, name: WordName, by: Int64)] {
        words.flatMap { seq, names in names.map { (seq, $0.key, $0.value) } }
    }

    /// The entry that removed the words of an entry; nil where they stand.
    package func remover(of name: WordName, of seq: Int64) -> Int64? { words[seq]?[name] }

    /// Whether the words of an entry were removed by the entry that is said to have done it.
    package func allow(_ name: WordName, of seq: Int64, by entry: Int64?) -> Bool {
        entry != nil && words[seq]?[name] == entry
    }

    /// Whether the evidence file that entry `seq` names was removed afterwards. Given again later, it is
    /// evidence again.
    package func removed(_ file: String, namedBy seq: Int64) -> Bool { files[file].map { $0 > seq } ?? false }

    /// Whether every word that an entry commits to was removed.
    package func cover(_ entry: Entry) -> Bool {
        let removed = words[entry.seq] ?? [:]
        return !entry.words.isEmpty && entry.words.keys.allSatisfy { removed[$0] != nil }
    }
}

/// The evidence files that stand at a point of the ledger: named, and not removed since.
package struct EvidenceInForce {
    /// Their hashes.
    package private(set) var files: Set<String> = []
    private var sizes: [String: Int64] = [:]
    /// The entries that named each file.
    package private(set) var pieces: [String: [Int64]] = [:]
    package private(set) var losses = LostEvidence()

    package init() {}

    /// Follows the ledger by one entry.
    package mutating func note(_ entry: Entry) throws(EntryError) {
        for file in try entry.evidenceFiles {
            files.insert(file.sha256)
            sizes[file.sha256] = file.size
        }
        // What is only proposed is no piece of evidence, and nobody can say that it is lost.
        if let file = try entry.evidenceFile { pieces[file.sha256, default: []].append(entry.seq) }
        for file in try Redaction(entry)?.files ?? [] {
            files.remove(file)
            pieces[file] = nil
        }
        try losses.note(entry)
    }

    /// Whether every entry that named a file is said to be lost.
    package func isLost(_ file: String) -> Bool {
        pieces[file]?.allSatisfy { losses.teller(of: $0) != nil } ?? false
    }

    /// The size, in bytes, that the last entry that names a file gives.
    package func size(of file: String) -> Int64 { sizes[file] ?? 0 }
}
