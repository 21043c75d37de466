// A witness's signature under a checkpoint, after C2SP tlog-cosignature (`cosignature/v1`): that at a time the checkpoint's
// tree was the largest that the witness had seen of the log, and went on from all that it had seen before.

/// Who cosigned, and when.
public struct Cosignature: Hashable, Sendable {
    /// Whose it is.
    public let witness: WitnessKey
    /// When it was made, in seconds since 1970.
    public let time: Int64

    /// The bytes that are signed.
    static func message(of text: String, at time: Int64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
    }
}

extension SignedNote {
    /// The same text with other signatures.
    package init(text: String, signatures: [Signature]) {
        self.text = text
        self.signatures = signatures
    }

    /// The cosignatures of `witnesses` that stand under the note, earlier ones first.
    ///
    /// Signatures of others are passed over; one of a witness given that doesn't hold refuses the note.
    public func cosignatures(by witnesses: [WitnessKey]) throws(SignedNoteError) -> [Cosignature] {
        var found: [Cosignature] = []
        for signature in signatures {
            let known = witnesses.first {
                $0.id == signature.keyID && $0.name.utf8.elementsEqual(signature.name.utf8)
            }
            guard let known else { continue }
            guard signature.bytes.count == 72 else { throw .wrongSignature(name: known.name) }
            let time = signature.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard let time = Int64(exactly: time), time > 0,
                known.verifies(
                    signature: Array(signature.bytes.dropFirst(8)),
                    of: Cosignature.message(of: text, at: time))
            else { throw .wrongSignature(name: known.name) }
            found.append(Cosignature(witness: known, time: time))
        }
        return found.sorted { $0.time < $1.time }
    }

    /// The lines of a witness's signatures, as it answers with them.
    package func lines(by witness: WitnessKey) -> String {
        signatures(by: [(witness.name, witness.id)]).map(SignedNote.line).joined()
    }

    /// The signature lines that keys of those names and IDs made; nothing is checked.
    package func signatures(by names: [(name: String, id: UInt32)]) -> [Signature] {
        signatures.filter { signature in
            names.contains { $0.id == signature.keyID && $0.name.utf8.elementsEqual(signature.name.utf8) }
        }
    }
}
