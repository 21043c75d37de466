import TrackerValues
package import TrackerModel
import TransparencyLog

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

/// The evidence files that stand at a point of the ledger: named, and neither redacted nor disposed of since.
package struct EvidenceInForce: Sendable {
    /// Why a file is there no more.
    package struct Removal: Sendable {
        /// The entry that removed it.
        package let entry: Int64
        /// The entry that it redacted; nil where the file was disposed of by its rule.
        package let redacts: Int64?
    }

    /// Their hashes.
    package private(set) var files: Set<String> = []
    private var sizes: [String: Int64] = [:]
    /// The entries that named each file and were not disposed of.
    package private(set) var pieces: [String: [Int64]] = [:]
    /// The files that no entry names any more, by their hashes: none may lie in the folder.
    package private(set) var removed: [String: Removal] = [:]
    /// The proposals that name each file and were not accepted.
    private var proposals: [String: Set<Int64>] = [:]
    /// The disposing entry, by the entry that named the piece.
    private var disposals: [Int64: Int64] = [:]
    package private(set) var losses = LostEvidence()

    package init() {}

    /// Follows the ledger by one entry.
    package mutating func note(_ entry: Entry) throws(EntryError) {
        for file in try entry.evidenceFiles {
            files.insert(file.sha256)
            sizes[file.sha256] = file.size
            removed[file.sha256] = nil
        }
        // What is only proposed is no piece of evidence, and nobody can say that it is lost.
        if let file = try entry.evidenceFile {
            pieces[file.sha256, default: []].append(entry.seq)
            // Once it is accepted, the evidence names the file in its place.
            if let proposal = entry.data[RecordedAct.proposalField]?.int {
                proposals[file.sha256]?.remove(proposal)
            }
        } else {
            for file in try entry.evidenceFiles { proposals[file.sha256, default: []].insert(entry.seq) }
        }
        let redaction = try Redaction(entry)
        for file in redaction?.files ?? [] {
            files.remove(file)
            pieces[file] = nil
            // A name in a folder is made of it.
            if Hash(hex: file) != nil {
                removed[file] = Removal(entry: entry.seq, redacts: redaction?.redacts)
            }
        }
        if case .disposeEvidence(let disposal)? = try ItemAct(entry) {
            disposals[disposal.piece] = entry.seq
            note(disposal, by: entry.seq)
        }
        try losses.note(entry)
    }

    /// A file goes with the last piece that names it, unless somebody proposes it as evidence.
    private mutating func note(_ disposal: EvidenceDisposal, by seq: Int64) {
        guard let named = pieces[disposal.sha256] else { return }
        let others = named.filter { $0 != disposal.piece }
        pieces[disposal.sha256] = others.isEmpty ? nil : others
        guard others.isEmpty, proposals[disposal.sha256]?.isEmpty ?? true else { return }
        files.remove(disposal.sha256)
        removed[disposal.sha256] = Removal(entry: seq, redacts: nil)
    }

    /// The entry that disposed of the piece named by entry `piece`; nil where none did.
    package func disposer(of piece: Int64) -> Int64? { disposals[piece] }

    /// Whether a file that entry `seq` names was removed afterwards, and not named again.
    package func isGone(_ file: String, namedBy seq: Int64) -> Bool {
        removed[file].map { $0.entry > seq } ?? false
    }

    /// Whether any file was ever disposed of.
    package var hasDisposals: Bool { !disposals.isEmpty }

    /// Whether a piece of evidence that is this file is said to be lost.
    package func isAnyLost(_ file: String) -> Bool {
        pieces[file]?.contains { losses.teller(of: $0) != nil } ?? false
    }

    /// Whether every entry that named a file is said to be lost.
    package func isLost(_ file: String) -> Bool {
        pieces[file]?.allSatisfy { losses.teller(of: $0) != nil } ?? false
    }

    /// The size, in bytes, that the last entry that names a file gives.
    package func size(of file: String) -> Int64 { sizes[file] ?? 0 }
}
