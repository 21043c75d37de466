import TrackerFiles
package import TrackerLedger
import TrackerModel
public import TrackerValues
public import TransparencyLog
import Glibc

/// Reading an export as a stranger would: nothing is believed but the key.
extension ExportFolder {
    /// The key that the export names: to be compared with one that came another way.
    public func readVerifierKey() throws(ExportError) -> VerifierKey {
        let line = try read(verifierKey, atMost: 1 << 16)
        guard line.last == 0x0A, let text = String(validating: line.dropLast(), as: UTF8.self) else {
            throw .wrong(file: verifierKey, seq: nil, "it is not a key")
        }
        do { return try VerifierKey(parsing: text) } catch NoteKeyError.worthless {
            throw .wrong(file: verifierKey, seq: nil, "its key proves nothing: anybody can sign with it")
        } catch { throw .wrong(file: verifierKey, seq: nil, "it is not a key") }
    }

    /// The size and root that one of `keys` signed.
    public func readCheckpoint(keys: [VerifierKey]) throws(ExportError) -> Checkpoint {
        let bytes = try read(checkpoint, atMost: SignedNote.greatestSize)
        do {
            return try Checkpoint(verifying: try SignedNote(parsing: bytes), with: keys)
        } catch let error as SignedNoteError {
            throw .checkpoint(.note(error))
        } catch let error as CheckpointError {
            throw .checkpoint(error)
        } catch {
            throw .wrong(file: checkpoint, seq: nil, "it is not a checkpoint")
        }
    }

    /// Checks the whole export: signature, tiles, root, entries, words and evidence, and hands each entry with
    /// its words to `body`.
    ///
    /// - Parameters:
    ///   - key: who must have signed it.
    ///   - progress: told how far it is.
    /// - Throws: `ExportError` at the first thing that is wrong, and what `body` throws.
    @discardableResult
    public func verify(with key: VerifierKey, progress: Progress = { _, _, _ in }) throws -> Checkpoint {
        try verify(with: key, progress: progress) { _, _ in }
    }

    package func verify(
        with key: VerifierKey, progress: Progress, _ body: (Entry, [WordsLine]) throws -> Void
    ) throws -> Checkpoint {
        guard try readVerifierKey() == key else {
            throw ExportError.wrong(file: verifierKey, seq: nil, "it is another key than the one you gave")
        }
        let signed = try readCheckpoint(keys: [key])
        let hasWords = has(words)
        var words = try WordsReader(words, hasWords ? lines(words) : nil)
        var frontier = MerkleFrontier()
        var rows: [Int: [Hash]] = [:]
        var evidence = EvidenceInForce()
        var redactions = Redactions()
        var last: Instant?
        for tile in Tile.row(.entries, count: signed.size) {
            let file = path(tile)
            let bundle = try read(file, atMost: EntryBundle.greatestSize(tile.width))
            let entries: [ArraySlice<UInt8>]
            do { entries = try EntryBundle.decode(bundle, count: tile.width) } catch {
                throw ExportError.wrong(file: file, seq: nil, error.description)
            }
            for bytes in entries {
                let seq = frontier.size + 1
                func fail(_ what: String) -> ExportError { .wrong(file: file, seq: seq, what) }
                let entry: Entry
                do { entry = try Entry(parsing: bytes) } catch { throw fail(error.reason) }
                guard entry.canonical.elementsEqual(bytes) else {
                    throw fail("it is not in canonical form")
                }
                guard entry.seq == seq else { throw fail("it says that it is entry \(entry.seq)") }
                if let last, entry.recordedAt < last {
                    throw fail("it was recorded before the entry ahead of it")
                }
                last = entry.recordedAt
                let leaf = Hash.leaf(bytes)
                rows[0, default: []].append(leaf)
                for subtree in frontier.append(leaf) where subtree.level % 8 == 0 {
                    rows[subtree.level / 8, default: []].append(subtree.hash)
                }
                do {
                    try evidence.note(entry)
                    try redactions.note(entry)
                } catch { throw fail(error.reason) }
                try body(entry, try words.lines(of: entry))
            }
            progress("Checking the export", frontier.size, signed.size)
        }
        guard frontier.root == signed.root else {
            throw ExportError.wrong(
                file: checkpoint, seq: nil, "its root is not that of the \(signed.size) entries")
        }
        try words.expectEnd(redactions)
        try verifyHashes(rows, size: signed.size)
        if has(evidenceList) { try verifyEvidence(evidence) }
        return signed
    }

    /// The leaf hashes of an export whose tiles lead to `root`; nil where they don't or aren't there.
    package func leaves(size: Int64, root: Hash) -> [Hash]? {
        var leaves: [Hash] = []
        for tile in Tile.row(.hashes(level: 0), count: size) {
            let most = tile.width * Hash.byteCount
            // What can't be read only makes a sentence less exact: the checkpoint alone decides.
            guard let bytes = try? read(path(tile), atMost: most), bytes.count == most else { return nil }
            leaves += stride(from: 0, to: bytes.count, by: Hash.byteCount).compactMap {
                Hash(bytes: bytes[$0..<$0 + Hash.byteCount])
            }
        }
        var frontier = MerkleFrontier()
        for leaf in leaves { frontier.append(leaf) }
        return frontier.size == size && frontier.root == root ? leaves : nil
    }

    private func verifyHashes(_ rows: [Int: [Hash]], size: Int64) throws(ExportError) {
        for tile in Tile.tiles(size: size) {
            guard case .hashes(let level) = tile.content else { continue }
            let places = Int(tile.places.lowerBound)..<Int(tile.places.upperBound)
            guard
                try read(path(tile), atMost: places.count * Hash.byteCount)
                    == rows[level, default: []][places].flatMap(\.bytes)
            else {
                throw .wrong(file: path(tile), seq: nil, "its hashes are not those of the entries")
            }
        }
    }

    private func verifyEvidence(_ standing: EvidenceInForce) throws(ExportError) {
        let found = try read(evidenceList, atMost: Self.evidenceList(standing.files).count)
        let listed = Set(found.split(separator: 0x0A).map { String(decoding: $0.prefix(64), as: UTF8.self) })
        // What is said to be lost may be left out.
        let kept = standing.files.filter { !standing.isLost($0) || listed.contains($0) }
        guard found == Self.evidenceList(kept) else {
            throw .wrong(file: evidenceList, seq: nil, "it does not list the files that the entries name")
        }
        for hash in kept.sorted() {
            let file = evidence.path(hash)
            let size = min(max(standing.size(of: hash), 0), Int64(EvidenceStore.largest))
            guard Hash.sha256(try read(file, atMost: Int(size))).hex == hash else {
                throw .wrong(file: file, seq: nil, "the evidence has been changed")
            }
        }
    }

    private func has(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Reads a file of the export that can have at most so many bytes.
    private func read(_ path: String, atMost most: Int) throws(ExportError) -> [UInt8] {
        do {
            return try open(path) { folder, name throws(EvidenceError) in try folder.read(name, atMost: most)
            }
        } catch {
            throw fault(in: path, error, atMost: most)
        }
    }

    private func lines(_ path: String) throws(ExportError) -> LineReader {
        do { return try open(path) { folder, name throws(EvidenceError) in try folder.lines(name) } } catch {
            throw fault(in: path, error, atMost: .max)
        }
    }

    /// Goes down to a file through folders of the export's own: no link out of it is followed.
    private func open<Result: ~Copyable>(
        _ path: String, _ body: (borrowing DirectoryHandle, String) throws(EvidenceError) -> Result
    ) throws(EvidenceError) -> Result {
        var parts = Substring(path.utf8.dropFirst(self.path.utf8.count + 1)).split(separator: "/").map(
            String.init)
        let name = parts.removeLast()
        // The folder itself may be named by a link.
        var folder = try DirectoryHandle("\(self.path)/.", making: false)
        for part in parts { folder = try folder.folder(part, making: false) }
        return try body(folder, name)
    }

    private func fault(in path: String, _ error: EvidenceError, atMost most: Int) -> ExportError {
        switch error.code {
        case ELOOP:
            .wrong(file: path, seq: nil, "it, or a folder on the way to it, is a link to another place")
        case EFBIG: .wrong(file: path, seq: nil, "it is larger than the \(most) bytes that it can have")
        case EISDIR: .wrong(file: path, seq: nil, "it is no regular file")
        default: .missing(file: path)
        }
    }
}

/// The lines of `words.jsonl`, read beside the entries: both are in the ledger's order.
private struct WordsReader: ~Copyable {
    private let file: String
    /// nil where the export has no words.
    private var lines: LineReader?
    /// Words that are said to have been removed: the entries that did it come later.
    private var removed: [Int64: [WordName: Int64]] = [:]

    init(_ file: String, _ lines: consuming LineReader?) {
        self.file = file
        self.lines = lines
    }

    /// The words of an entry, checked against what it commits to.
    mutating func lines(of entry: Entry) throws -> [WordsLine] {
        guard lines != nil else { return [] }
        var found: [WordsLine] = []
        for (name, commitment) in entry.words.sorted(by: { $0.key < $1.key }) {
            let line = try line(atMost: WordsLine.greatestLength(ofText: commitment.bytes))
            guard let line, line.seq == entry.seq, line.name == name else {
                throw ExportError.wrong(file: file, seq: entry.seq, "its words \"\(name)\" are missing")
            }
            switch line.content {
            case .redacted(let by): removed[entry.seq, default: [:]][name] = by
            case .words(let salt, let text):
                guard salt.count == Commitment.saltLength, Commitment(text: text, salt: salt) == commitment
                else {
                    throw ExportError.wrong(
                        file: file, seq: entry.seq, "its words \"\(name)\" are not those it commits to")
                }
            }
            found.append(line)
        }
        return found
    }

    /// The next line; nil at the end, and where it is not one that could be here.
    private mutating func line(atMost most: Int) throws -> WordsLine? {
        switch try lines?.next(atMost: most) {
        case .whole(let bytes): WordsLine(parsing: bytes)
        case .brokenOff: throw ExportError.wrong(file: file, seq: nil, "its last line breaks off")
        case .tooLong, .end, nil: nil
        }
    }

    /// Checks that nothing is left over, that nothing is gone that was not redacted, and that what was redacted is gone.
    mutating func expectEnd(_ redactions: Redactions) throws {
        guard lines != nil else { return }
        for (seq, names) in removed {
            for (name, by) in names where !redactions.allow(name, of: seq, by: by) {
                throw ExportError.wrong(
                    file: file, seq: seq, "its words \"\(name)\" are gone, but no entry redacted them")
            }
        }
        for (seq, name, by) in redactions.all where removed[seq]?[name] == nil {
            throw ExportError.wrong(
                file: file, seq: seq, "its words \"\(name)\" stand, though entry \(by) redacted them")
        }
        guard try lines?.next(atMost: 0) == .end else {
            throw ExportError.wrong(file: file, seq: nil, "it has words that no entry commits to")
        }
    }
}
