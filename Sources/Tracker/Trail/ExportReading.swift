#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reading an export as a stranger would: nothing is believed but the key.
extension ExportFolder {
    /// The key that the export names: to be compared with one that came another way.
    public func readVerifierKey() throws(ExportError) -> VerifierKey {
        let line = try read(verifierKey)
        guard line.last == 0x0A, let text = String(validating: line.dropLast(), as: UTF8.self),
            let key = try? VerifierKey(parsing: text)
        else { throw .wrong(file: verifierKey, seq: nil, "it is not a key") }
        return key
    }

    /// The size and root that one of `keys` signed.
    public func readCheckpoint(keys: [VerifierKey]) throws(ExportError) -> Checkpoint {
        let bytes = try read(checkpoint)
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

    func verify(
        with key: VerifierKey, progress: Progress, _ body: (Entry, [WordsLine]) throws -> Void
    ) throws -> Checkpoint {
        guard try readVerifierKey() == key else {
            throw ExportError.wrong(file: verifierKey, seq: nil, "it is another key than the one you gave")
        }
        let signed = try readCheckpoint(keys: [key])
        var words = try has(words) ? WordsReader(words, bytes: try read(words)) : nil
        var frontier = MerkleFrontier()
        var rows: [Int: [Hash]] = [:]
        var evidence = StandingEvidence()
        var redactions = Redactions()
        var last: Instant?
        for tile in Tile.tiles(size: signed.size) {
            guard case .entries = tile.content else { continue }
            let file = path(tile)
            let bundle = try read(file)
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
                try body(entry, try words?.lines(of: entry) ?? [])
            }
            progress("Checking the export", frontier.size, signed.size)
        }
        guard frontier.root == signed.root else {
            throw ExportError.wrong(
                file: checkpoint, seq: nil, "its root is not that of the \(signed.size) entries")
        }
        try words?.expectEnd(redactions)
        try verifyHashes(rows, size: signed.size)
        if has(evidenceList) { try verifyEvidence(evidence.files) }
        return signed
    }

    /// The leaf hashes of an export whose tiles lead to `root`; nil where they don't or aren't there.
    func leaves(size: Int64, root: Hash) -> [Hash]? {
        var leaves: [Hash] = []
        for tile in Tile.tiles(size: size) where tile.content == .hashes(level: 0) {
            guard let bytes = try? read(path(tile)), bytes.count == tile.width * Hash.byteCount else {
                return nil
            }
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
            guard try read(path(tile)) == rows[level, default: []][places].flatMap(\.bytes) else {
                throw .wrong(file: path(tile), seq: nil, "its hashes are not those of the entries")
            }
        }
    }

    private func verifyEvidence(_ hashes: Set<String>) throws(ExportError) {
        guard try read(evidenceList) == Self.evidenceList(hashes) else {
            throw .wrong(file: evidenceList, seq: nil, "it does not list the files that the entries name")
        }
        for hash in hashes.sorted() {
            let file = evidence.path(hash)
            guard Hash.sha256(try read(file)).hex == hash else {
                throw .wrong(file: file, seq: nil, "the evidence has been changed")
            }
        }
    }

    private func has(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private func read(_ path: String) throws(ExportError) -> [UInt8] {
        do { return try EvidenceStore.read(path) } catch { throw .missing(file: path) }
    }
}

/// The lines of `words.jsonl`, read beside the entries: both are in the ledger's order.
private struct WordsReader {
    private let file: String
    private var lines: ArraySlice<ArraySlice<UInt8>>
    /// Words that are said to have been removed: the entries that did it come later.
    private var removed: [(seq: Int64, name: WordName, by: Int64)] = []

    init(_ file: String, bytes: [UInt8]) throws(ExportError) {
        self.file = file
        lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        guard lines.popLast()?.isEmpty == true else {
            throw .wrong(file: file, seq: nil, "its last line breaks off")
        }
    }

    /// The words of an entry, checked against what it commits to.
    mutating func lines(of entry: Entry) throws(ExportError) -> [WordsLine] {
        var found: [WordsLine] = []
        for (name, commitment) in entry.words.sorted(by: { $0.key < $1.key }) {
            guard let line = lines.popFirst().flatMap({ WordsLine(parsing: $0) }), line.seq == entry.seq,
                line.name == name
            else { throw .wrong(file: file, seq: entry.seq, "its words \"\(name)\" are missing") }
            switch line.content {
            case .redacted(let by): removed.append((entry.seq, name, by))
            case .words(let salt, let text):
                guard Commitment(text: text, salt: salt) == commitment else {
                    throw .wrong(
                        file: file, seq: entry.seq, "its words \"\(name)\" are not those it commits to")
                }
            }
            found.append(line)
        }
        return found
    }

    /// Checks that nothing is left over, and nothing gone that was not redacted.
    func expectEnd(_ redactions: Redactions) throws(ExportError) {
        for words in removed where !redactions.allow(words.name, of: words.seq, by: words.by) {
            throw .wrong(
                file: file, seq: words.seq, "its words \"\(words.name)\" are gone, but no entry redacted them"
            )
        }
        if !lines.isEmpty { throw .wrong(file: file, seq: nil, "it has words that no entry commits to") }
    }
}
