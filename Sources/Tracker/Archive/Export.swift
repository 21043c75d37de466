public import TrackerFiles
import TrackerLedger
import TrackerPapers
public import TrackerRegister
public import TrackerValues
public import TransparencyLog
import Glibc

/// What an export did.
public struct ExportOutcome: Sendable {
    /// The signed size and root.
    public let checkpoint: Checkpoint
    /// How many files were new or had changed.
    public let written: Int
    /// How many files were there already, as they should be.
    public let unchanged: Int
}

extension Register {
    /// Writes the ledger as public files, or brings an earlier export of it up to date.
    ///
    /// What is signed here will be believed: a register that contradicts itself is not exported.
    ///
    /// - Parameters:
    ///   - folder: where to.
    ///   - key: what signs the checkpoint.
    ///   - words: whether the words beside the ledger go with it.
    ///   - evidence: the evidence store whose files go with it, or nil for none.
    ///   - progress: told how far it is.
    /// - Throws: `NotSound`, `ExportError`, `TrailFileError`, `EvidenceError`. The checkpoint is written last, so that the
    ///   folder never claims more than it holds.
    @discardableResult
    public func export(
        to folder: ExportFolder, signedBy key: SignerKey, words: Bool = true, evidence: EvidenceStore? = nil,
        progress: Progress = { _, _, _ in }
    ) throws -> ExportOutcome {
        try requireSound(for: .export, hashesOnly: true, progress: progress)
        return try exportAsIs(to: folder, signedBy: key, words: words, evidence: evidence, progress: progress)
    }

    /// What is stored is exported as it is, even where it contradicts itself.
    package func exportAsIs(
        to folder: ExportFolder, signedBy key: SignerKey, words: Bool = true, evidence: EvidenceStore? = nil,
        progress: Progress = { _, _, _ in }
    ) throws -> ExportOutcome {
        try reading {
            try prepare(folder, for: key.verifier, words: words)
            var outcome = (written: 0, unchanged: 0)
            // Without words and files there is nothing in it that the public may not read.
            let isPrivate = words || evidence != nil
            func put(_ bytes: [UInt8], _ path: String) throws {
                try AtomicFile.makeFolders(of: path, below: folder.path, isPrivate: isPrivate)
                let isNew = try AtomicFile.write(bytes, to: path, isPrivate: isPrivate)
                if isNew { outcome.written += 1 } else { outcome.unchanged += 1 }
            }
            let size = try size()
            try put(Array("\(key.verifier)\n".utf8), folder.verifierKey)
            let tiles = Tile.tiles(size: size)
            for (index, tile) in tiles.enumerated() {
                try put(try tile.bytes(reader: ledger) ?? bundle(tile), folder.path(tile))
                if tile.width == Tile.fullWidth { Self.removePartials(of: folder.path(tile)) }
                progress("Exporting", Int64(index + 1), Int64(tiles.count))
            }
            if words { try exportWords(to: folder) }
            if let evidence { try export(evidence, to: folder, put) }
            let checkpoint = Checkpoint(origin: key.verifier.name, size: size, root: try root(at: size))
            try put(Array(checkpoint.signed(by: key).encoded.utf8), folder.checkpoint)
            return ExportOutcome(
                checkpoint: checkpoint, written: outcome.written, unchanged: outcome.unchanged)
        }
    }

    /// Makes sure that the folder is new, or holds an earlier export of this very ledger.
    private func prepare(_ folder: ExportFolder, for key: VerifierKey, words: Bool) throws {
        try OutputPlace.refuseBelongings(folder.checkpoint)
        try AtomicFile.makeFolders(of: folder.path + "/", isPrivate: words)
        guard access(folder.verifierKey, F_OK) == 0 else {
            guard try ExportFolder.names(in: folder.path).isEmpty else {
                throw ExportError.notAnExport(folder: folder.path)
            }
            return
        }
        let found = try folder.readVerifierKey()
        guard found == key else { throw ExportError.otherKey(folder: folder.path, name: found.name) }
        if !words, access(folder.words, F_OK) == 0 { throw ExportError.holdsWords(folder: folder.path) }
        guard access(folder.checkpoint, F_OK) == 0 else { return }
        let old = try folder.readCheckpoint(keys: [key])
        guard try old.size <= size(), try root(at: old.size) == old.root else {
            throw ExportError.otherHistory(folder: folder.path, size: old.size)
        }
    }

    private func bundle(_ tile: Tile) throws -> [UInt8] {
        EntryBundle.encode(try entryBytes(tile.places))
    }

    private func exportWords(to folder: ExportFolder) throws {
        let draft = try AtomicFile(for: folder.words, isPrivate: true)
        var lines: [UInt8] = []
        try forEachWordsLine {
            lines += $0.encoded + [0x0A]
            if lines.count > 1 << 16 {
                try draft.write(lines)
                lines.removeAll(keepingCapacity: true)
            }
        }
        try draft.write(lines)
        try draft.commit()
    }

    private func export(
        _ evidence: EvidenceStore, to folder: ExportFolder, _ put: ([UInt8], String) throws -> Void
    ) throws {
        let standing = try standingEvidence()
        // What was redacted or disposed of goes from an earlier export as well.
        for file in standing.removed.keys { try folder.evidence.remove(file) }
        let kept = standing.files.filter { standing.loss(of: $0, in: evidence) == nil }
        for hash in kept.sorted() {
            try put(try evidence.bytes(hash), folder.evidence.path(hash))
        }
        try put(ExportFolder.evidenceList(kept), folder.evidenceList)
    }

    /// Removes what a full tile has replaced (C2SP tlog-tiles, "Partial Tiles").
    private static func removePartials(of path: String) {
        let folder = path + ".p"
        guard !AtomicFile.isLink(folder), let names = try? ExportFolder.names(in: folder) else { return }
        for name in names where Int(name) != nil { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }
}
