// That certain entries are in the ledger which a checkpoint was signed over (RFC 6962 section 2.1.1); its
// file is described at `Proof`.

/// Entries, each with the hashes that lead from it to a signed root.
public struct InclusionProof: Equatable, Sendable {
    /// One entry and its way to the root.
    public struct Leaf: Equatable, Sendable {
        /// Its place in the ledger, counted from 0.
        public let index: Int64
        /// The text that was hashed, character for character.
        public let text: String
        /// The siblings from the leaf to the root.
        public let path: [Hash]
    }

    /// The signed size and root.
    public let checkpoint: SignedNote
    /// The entries proven, ascending by index; at least one.
    public let entries: [Leaf]

    package static let format = "tracker inclusion proof 1"

    /// Proves the entries at some indices, each with its text, against a checkpoint of the ledger that
    /// `reader` reads.
    ///
    /// Throws ``ProofError`` where the checkpoint cannot be read or an entry is newer than it, and what the
    /// reader throws. `entries` must name at least one index, and none twice.
    public init(
        checkpoint: SignedNote,
        entries: [(index: Int64, text: String)],
        reader: some HashReader
    ) throws {
        precondition(!entries.isEmpty && Set(entries.map(\.index)).count == entries.count, "nothing to prove")
        let size: Int64
        do { size = try Checkpoint(parsing: checkpoint.text).size } catch {
            throw ProofError.checkpoint(error)
        }
        self.checkpoint = checkpoint
        self.entries = try entries.sorted { $0.index < $1.index }.map { index, text in
            guard index < size else { throw ProofError.beyondCheckpoint(index: index, size: size) }
            let path = try MerkleTree.inclusionProof(index: index, size: size, reader: reader)
            return Leaf(index: index, text: text, path: path)
        }
    }

    package init(json: JSON) throws(ProofError) {
        let members = try Proof.members(["checkpoint", "entries", "format"], of: json)
        checkpoint = try Proof.note(members["checkpoint"])
        guard let items = members["entries"]?.array, !items.isEmpty else {
            throw .malformed("it should list at least one entry")
        }
        var entries: [Leaf] = []
        for item in items {
            let members = try Proof.members(["entry", "index", "path"], of: item)
            guard let text = members["entry"]?.string, text.utf8.count <= EntryBundle.greatestEntryLength
            else {
                throw .malformed("an entry should be a text of at most 65,535 bytes")
            }
            guard let index = members["index"]?.int, index > entries.last?.index ?? -1 else {
                throw .malformed("the entries should be in the order of the ledger")
            }
            entries.append(Leaf(index: index, text: text, path: try Proof.path(members["path"])))
        }
        self.entries = entries
    }

    package var json: JSON {
        [
            "checkpoint": .string(checkpoint.encoded),
            "entries": .array(
                entries.map {
                    ["entry": .string($0.text), "index": .int($0.index), "path": Proof.json($0.path)]
                }),
            "format": .string(InclusionProof.format),
        ]
    }

    /// The checkpoint, once its signature and every entry have been checked against it.
    ///
    /// Throws where the signature is not by one of `keys` or any entry does not lead to the signed root.
    public func verify(with keys: [VerifierKey]) throws(ProofError) -> Checkpoint {
        let signed: Checkpoint
        do { signed = try Checkpoint(verifying: checkpoint, with: keys) } catch { throw .checkpoint(error) }
        for entry in entries {
            let included = MerkleTree.verifyInclusion(
                of: .leaf(entry.text.utf8), index: entry.index, size: signed.size, root: signed.root,
                proof: entry.path)
            guard included else { throw .notIncluded(index: entry.index) }
        }
        return signed
    }
}
