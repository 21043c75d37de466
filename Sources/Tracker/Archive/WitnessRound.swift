public import TrackerFiles
import TrackerLedger
import TrackerModel
public import TrackerRegister
public import TrackerValues
public import TransparencyLog

/// Asking witnesses to cosign what the ledger is now, and keeping what they answer.
public struct WitnessRound: Sendable {
    /// Sends a body to an address, and returns what is answered. Nothing of the register is held meanwhile.
    public typealias Ask = (_ address: String, _ body: String) throws -> (status: Int, body: [UInt8])

    /// What came of asking one.
    public enum Outcome: Equatable, Sendable {
        /// It cosigned so many entries.
        case witnessed(size: Int64)
        /// It has cosigned more entries than the register has.
        case takenBack(seen: Int64, present: Int64)
        /// What it cosigned isn't how the ledger begins.
        case rewritten(seen: Int64)
        /// It cosigned nothing, for another reason.
        case failed(String)

        /// Whether the register can't be what it was.
        public var isContradiction: Bool {
            switch self {
            case .witnessed, .failed: false
            case .takenBack, .rewritten: true
            }
        }
    }

    /// What came of it, of each witness by the policy's name.
    public private(set) var outcomes: [(witness: String, outcome: Outcome)] = []

    /// Which witnesses of a policy are to be asked now: those that can be, and haven't cosigned what was issued last, or anything
    /// for a day, or have cosigned what the register no longer begins with.
    public static func due(
        _ register: Register, _ policy: WitnessPolicy, _ kept: WitnessedCheckpoints, at now: Instant
    ) throws -> [WitnessPolicy.Witness] {
        guard try register.size() > 0 else { return [] }
        let issued = try register.issuedTables().last?.id ?? 0
        return try policy.witnesses.filter { witness in
            guard witness.address != nil else { return false }
            guard let last = kept.last(by: witness.key) else { return true }
            let state = TrustedState(size: last.checkpoint.size, root: last.checkpoint.root)
            return try last.checkpoint.size < issued || !register.continues(state)
                || last.time * 1000 + 86_400_000 <= now.millisecondsSince1970
        }
    }

    /// Asks `witnesses`, one after the other.
    ///
    /// - Parameters:
    ///   - register: whose ledger is shown.
    ///   - key: what signs it.
    ///   - signer: the same key, opened.
    ///   - kept: where their cosignatures are kept.
    ///   - policy: says what counts.
    /// - Throws: what signing and reading throw; what a witness answers is an outcome.
    public init(
        _ register: Register, key: KeyFile, signer: SignerKey, kept: WitnessedCheckpoints,
        policy: WitnessPolicy, witnesses: [WitnessPolicy.Witness], ask: Ask
    ) throws {
        let note = try SignedState(of: key).sign(register) {
            let note = try register.checkpoint(signedBy: signer)
            return (note, try Checkpoint(parsing: note.text))
        }
        // What the policy's readers wouldn't believe, nobody is asked to cosign.
        let present = try policy.judge(note).checkpoint
        for witness in witnesses {
            let outcome: Outcome
            do {
                outcome = try Self.ask(witness, note, present, register, kept, policy, ask)
            } catch let error as any TrackerError {
                outcome = .failed(error.description)
            } catch {
                if error.isStorageFailure { throw error }
                outcome = .failed("\(error)")
            }
            outcomes.append((witness.name, outcome))
        }
    }

    private static func ask(
        _ witness: WitnessPolicy.Witness, _ note: SignedNote, _ present: Checkpoint, _ register: Register,
        _ kept: WitnessedCheckpoints, _ policy: WitnessPolicy, _ ask: Ask
    ) throws -> Outcome {
        guard var address = witness.address else { return .failed("the policy gives no address of it") }
        while address.hasSuffix("/") { address.removeLast() }
        var old: Int64 = 0
        if let last = kept.last(by: witness.key)?.checkpoint {
            guard last.size <= present.size else {
                return .takenBack(seen: last.size, present: present.size)
            }
            guard try register.continues(TrustedState(size: last.size, root: last.root)) else {
                return .rewritten(seen: last.size)
            }
            old = last.size
        }
        // Somebody else may ask it meanwhile: it says where it stands, and is asked from there.
        for _ in 1...4 {
            let proof = try register.consistencyPath(from: old, to: present.size)
            let request = try WitnessRequest(oldSize: old, proof: proof, note: note)
            let answer = try ask("\(address)/add-checkpoint", request.encoded)
            switch WitnessAnswer(status: answer.status, body: answer.body, to: note, by: witness.key) {
            case .cosigned(let cosigned):
                try kept.keep(cosigned, witnesses: policy.witnesses.map(\.key))
                return .witnessed(size: present.size)
            case .from(let size) where size > present.size:
                return .takenBack(seen: size, present: present.size)
            case .from(let size) where size == old:
                return .failed("it answered that it cosigned \(size) entries last, which is what it was told")
            case .from(let size): old = size
            case .notConsistent: return .rewritten(seen: old)
            case .refused(let reason): return .failed(reason)
            }
        }
        return .failed("what it cosigned last changed each time that it was asked")
    }
}

extension WitnessRound.Outcome: CustomStringConvertible {
    /// A sentence that goes on after the witness's name, without its full stop.
    public var description: String {
        switch self {
        case .witnessed(let size): "witnessed \(size) entries"
        case .takenBack(let seen, let present):
            "has witnessed \(seen) entries, and the register has \(present): it was put back to an earlier state"
        case .rewritten(let seen):
            "has witnessed \(seen) entries, and the register doesn't begin with them: it was rewritten"
        case .failed(let reason): "cosigned nothing: \(reason)"
        }
    }
}

extension Register {
    /// The hashes that lead from the root of the first `old` entries to that of the first `new`.
    package func consistencyPath(from old: Int64, to new: Int64) throws -> [Hash] {
        guard old > 0 else { return [] }
        return try reading { try MerkleTree.consistencyProof(from: old, to: new, reader: ledger) }
    }

    /// Keeps a checkpoint that came back from witnesses, once it is sure that it is of this ledger.
    ///
    /// - Returns: what the policy says of it.
    /// - Throws: `CheckpointError` where its signatures don't stand; `NotContinued` where the ledger isn't that one;
    ///   `RuleViolation` where no witness of the policy cosigned it.
    public func keepWitnessed(
        _ note: SignedNote, in file: String, kept: WitnessedCheckpoints, policy: WitnessPolicy
    ) throws -> WitnessedCheckpoint {
        let judged = try policy.judge(note)
        guard try continues(TrustedState(judged.checkpoint, named: file)) else {
            throw NotContinued(checkpoint: file)
        }
        guard !judged.witnesses.isEmpty else {
            throw RuleViolation(
                file, "no witness of the policy has cosigned it, so there is nothing to keep")
        }
        try kept.keep(note, witnesses: policy.witnesses.map(\.key))
        return judged
    }

    /// The policy by which cosignatures count, checked, put beside the register.
    public func trust(_ policy: [UInt8], kept: WitnessedCheckpoints) throws -> WitnessPolicy {
        let read = try WitnessPolicy(parsing: policy)
        guard !read.logs.isEmpty, !read.witnesses.isEmpty else {
            throw RuleViolation(
                "The policy",
                "it names no \(read.logs.isEmpty ? "log" : "witness"): it needs the line log with this register's own verifier key, and a line witness for each"
            )
        }
        try kept.setPolicy(policy)
        return read
    }
}
