// That the ledger of a later checkpoint begins with the whole ledger of an earlier one (RFC 6962 section
// 2.1.2); its file is described at `Proof`.

/// Two signed states of one ledger and the hashes that lead from the first to the second.
public struct ConsistencyProof: Equatable, Sendable {
    /// The earlier size and root, signed.
    public let old: SignedNote
    /// The later size and root, signed.
    public let new: SignedNote
    /// The nodes that the RFC's proof consists of.
    public let path: [Hash]

    package static let format = "tracker consistency proof 1"

    /// Proves that nothing recorded at `old` was changed by `new`, where `reader` reads the ledger of `new`.
    ///
    /// Throws ``ProofError`` where a checkpoint cannot be read or they are in the wrong order, and what the
    /// reader throws.
    public init(old: SignedNote, new: SignedNote, reader: some HashReader) throws {
        let (from, to) = try ConsistencyProof.ordered(old, new) { note throws(CheckpointError) in
            try Checkpoint(parsing: note.text)
        }
        self.old = old
        self.new = new
        path = try MerkleTree.consistencyProof(from: from.size, to: to.size, reader: reader)
    }

    package init(json: JSON) throws(ProofError) {
        let members = try Proof.members(["format", "new", "old", "path"], of: json)
        old = try Proof.note(members["old"])
        new = try Proof.note(members["new"])
        path = try Proof.path(members["path"])
    }

    package var json: JSON {
        [
            "format": .string(ConsistencyProof.format), "new": .string(new.encoded),
            "old": .string(old.encoded), "path": Proof.json(path),
        ]
    }

    /// Both checkpoints, once their signatures and the way from one to the other have been checked.
    ///
    /// Throws where a signature is not by one of `keys`, the registers differ, or the later ledger does not
    /// begin with the earlier one.
    public func verify(with keys: [VerifierKey]) throws(ProofError) -> (old: Checkpoint, new: Checkpoint) {
        let (from, to) = try ConsistencyProof.ordered(old, new) { note throws(CheckpointError) in
            try Checkpoint(verifying: note, with: keys)
        }
        let consistent = MerkleTree.verifyConsistency(
            from: from.size, from.root, to: to.size, to.root, proof: path)
        guard consistent else { throw .notConsistent(old: from.size, new: to.size) }
        return (from, to)
    }

    /// Reads both checkpoints and checks that they are of one log, the smaller first.
    private static func ordered(
        _ old: SignedNote,
        _ new: SignedNote,
        read: (SignedNote) throws(CheckpointError) -> Checkpoint
    ) throws(ProofError) -> (old: Checkpoint, new: Checkpoint) {
        let from: Checkpoint
        let to: Checkpoint
        do { (from, to) = (try read(old), try read(new)) } catch { throw .checkpoint(error) }
        guard from.origin.utf8.elementsEqual(to.origin.utf8) else {
            throw .differentLogs(from.origin, to.origin)
        }
        guard from.size <= to.size else { throw .wrongOrder(old: from.size, new: to.size) }
        return (from, to)
    }
}
