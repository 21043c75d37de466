/// What a witness answers: a function of what it is asked, of what it cosigned last and of the time, without a file or a
/// network. Whoever calls it keeps what it returns before anybody is told, and lets no other call about the same log come
/// between.
public enum Witness {
    /// Cosigns the checkpoint of a request, if the log signed it and it goes on from the last one.
    ///
    /// - Parameters:
    ///   - request: what the log asks.
    ///   - keys: the log's own, as the witness was told of them; none for a log that it doesn't know.
    ///   - last: what it cosigned last of that log; nil for nothing yet.
    ///   - time: now, in seconds since 1970.
    ///   - signer: the witness's key.
    /// - Returns: the checkpoint with the signatures of the log that hold, and the new cosignature as the last.
    public static func cosign(
        _ request: WitnessRequest, keys: [VerifierKey], last: Checkpoint?, at time: Int64,
        by signer: WitnessSigner
    ) throws(WitnessRefusal) -> SignedNote {
        let new = request.checkpoint
        let own = keys.filter { $0.name.utf8.elementsEqual(new.origin.utf8) }
        guard !own.isEmpty else { throw .unknownLog(origin: new.origin) }
        do { _ = try Checkpoint(verifying: request.note, with: own) } catch {
            throw .notSigned(origin: new.origin, reason: error.description)
        }
        guard request.oldSize <= new.size else { throw .oldAboveNew(old: request.oldSize, new: new.size) }
        guard request.oldSize == last?.size ?? 0 else { throw .otherSize(last: last?.size ?? 0) }
        guard
            MerkleTree.verifyConsistency(
                from: request.oldSize, last?.root ?? .empty, to: new.size, new.root, proof: request.proof)
        else { throw .notConsistent(origin: new.origin, old: request.oldSize, new: new.size) }
        // One line of each key: readers of others refuse two.
        let signatures = own.compactMap { request.note.signatures(by: [($0.name, $0.id)]).first }
        return SignedNote(
            text: request.note.text, signatures: signatures + [signer.cosign(request.note.text, at: time)])
    }
}

/// What a witness answered to a log, as the log understands it.
public enum WitnessAnswer: Equatable, Sendable {
    /// It cosigned: the checkpoint with its cosignature.
    case cosigned(SignedNote)
    /// It cosigned that many entries last, and wants a proof from there.
    case from(Int64)
    /// What the log shows doesn't go on from what the witness cosigned.
    case notConsistent
    /// It cosigned nothing, for another reason.
    case refused(String)

    /// Reads the answer to a request about `note` by the witness of that key.
    public init(status: Int, body: [UInt8], to note: SignedNote, by witness: WitnessKey) {
        switch status {
        case 200:
            // Its lines under the text that was sent, which is what they have to fit.
            let whole = Array((note.text + "\n").utf8) + body
            guard let answer = try? SignedNote(parsing: whole), answer.text == note.text,
                let own = try? answer.cosignatures(by: [witness]), !own.isEmpty
            else {
                self = .refused("what it answered is no cosignature by \(witness.name) of what it was sent")
                return
            }
            self = .cosigned(
                SignedNote(
                    text: note.text,
                    signatures: note.signatures + answer.signatures(by: [(witness.name, witness.id)])))
        case 409:
            let text = String(decoding: body, as: UTF8.self)
            guard text.hasSuffix("\n"), let size = Int64(text.dropLast()), size >= 0, "\(size)\n" == text
            else {
                self = .refused("it answered 409 without the size that belongs there")
                return
            }
            self = .from(size)
        case 422: self = .notConsistent
        case 403: self = .refused("it knows another key than the one that signs here (403)")
        case 404:
            self = .refused("it doesn't know this ledger: whoever runs it has to add its verifier key (404)")
        default: self = .refused("it answered \(status)")
        }
    }
}
