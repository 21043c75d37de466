import TrackerLedger
public import TrackerValues
public import TrackerRegister
public import TransparencyLog

/// The ledger doesn't go on from a state that it should have had.
public struct NotContinued: TrackerError, Equatable {
    /// The checkpoint of that state, as a file.
    let checkpoint: String

    package var failure: FailureKind { .unverified }
    package var remedies: [Remedy] { [.verifyAgainst(checkpoint: checkpoint)] }

    /// A sentence.
    public var description: String { "the ledger does not continue the one of that checkpoint." }
}

extension Register {
    /// Proves that entries are in the ledger: all about one item, report, board, meeting or person, or the one of
    /// that number.
    ///
    /// - Throws: `NotFound` when there is none.
    public func proof(of typed: String, signedBy key: SignerKey) throws -> InclusionProof {
        try reading {
            var entries = try self.entries(about: typed)
            if entries.isEmpty, let seq = Int64(typed) { entries = [try entry(seq)] }
            guard !entries.isEmpty else {
                throw NotFound(
                    "item and no entry", typed, nearest: try subjects(like: typed),
                    remedies: [
                        .plain("give an item's reference, or the number of one of the \(try size()) entries")
                    ])
            }
            return try InclusionProof(
                checkpoint: try signedState(by: key),
                entries: entries.map { ($0.seq - 1, String(decoding: $0.canonical, as: UTF8.self)) },
                reader: ledger)
        }
    }

    /// Proves that the present ledger begins with all of the one that `old`, the checkpoint in a file, was signed over.
    ///
    /// - Throws: `NotContinued` when it doesn't.
    public func proof(
        from old: SignedNote, in file: String, signedBy key: SignerKey
    ) throws -> ConsistencyProof {
        guard try continues(TrustedState(Checkpoint(parsing: old.text), named: file)) else {
            throw NotContinued(checkpoint: file)
        }
        return try reading {
            try ConsistencyProof(old: old, new: try signedState(by: key), reader: ledger)
        }
    }

    /// A checkpoint over the present ledger, signed.
    public func checkpoint(signedBy key: SignerKey) throws -> SignedNote {
        try reading { try signedState(by: key) }
    }

    private func signedState(by key: SignerKey) throws -> SignedNote {
        let size = try size()
        return Checkpoint(origin: key.verifier.name, size: size, root: try root(at: size)).signed(by: key)
    }
}
