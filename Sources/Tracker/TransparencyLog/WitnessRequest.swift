// What a log asks of a witness, after C2SP tlog-witness: `old` and a size, the hashes of a consistency proof, an empty line,
// and the checkpoint that is to be cosigned.

/// A checkpoint to be cosigned, and the way to it from the one that the witness cosigned last.
public struct WitnessRequest: Equatable, Sendable {
    /// The size of the ledger that the witness cosigned last, as the log believes; 0 for none.
    public let oldSize: Int64
    /// The nodes of RFC 6962's consistency proof between the two.
    public let proof: [Hash]
    /// The checkpoint as it was signed.
    public let note: SignedNote
    /// What it says; nothing of its signatures is known yet.
    public let checkpoint: Checkpoint

    /// The most hashes that a proof may have.
    public static let longestProof = 63
    /// The most bytes that a request may have: enough for a long proof and sixteen of the largest signatures.
    public static let greatestSize = 1 << 17

    /// A request of a log's own.
    public init(oldSize: Int64, proof: [Hash], note: SignedNote) throws(CheckpointError) {
        (self.oldSize, self.proof, self.note) = (oldSize, proof, note)
        checkpoint = try Checkpoint(parsing: note.text)
    }

    /// Reads a request, strictly.
    public init(parsing bytes: some Collection<UInt8>) throws(WitnessRefusal) {
        guard bytes.count <= Self.greatestSize else { throw .malformed("it is too long") }
        var lines: [Substring] = []
        var rest = Array(bytes)[...]
        while true {
            guard let end = rest.firstIndex(of: 0x0A) else {
                throw .malformed("there is no empty line before the checkpoint")
            }
            let line = rest[..<end]
            rest = rest[(end + 1)...]
            if line.isEmpty { break }
            guard lines.count <= Self.longestProof else {
                throw .malformed("a proof has at most \(Self.longestProof) lines")
            }
            guard let text = String(validating: line, as: UTF8.self) else {
                throw .malformed("it is not plain text")
            }
            lines.append(Substring(text))
        }
        guard let first = lines.first, first.hasPrefix("old ") else {
            throw .malformed("its first line is \"old\" and a size")
        }
        let number = String(first.dropFirst(4))
        guard let size = Int64(number), size >= 0, String(size) == number else {
            throw .malformed("its first line is \"old\" and a size in decimal digits")
        }
        oldSize = size
        var proof: [Hash] = []
        for line in lines.dropFirst() {
            guard let bytes = Base64.decode(line), let hash = Hash(bytes: bytes) else {
                throw .malformed("line \(proof.count + 2) is no hash in Base 64")
            }
            proof.append(hash)
        }
        self.proof = proof
        do { note = try SignedNote(parsing: rest) } catch { throw .malformed(error.description) }
        do { checkpoint = try Checkpoint(parsing: note.text) } catch { throw .malformed(error.description) }
    }

    /// The body of the request.
    public var encoded: String {
        "old \(oldSize)\n" + proof.map { Base64.encode($0.bytes) + "\n" }.joined() + "\n" + note.encoded
    }
}

/// Why a witness cosigns nothing, with the status that C2SP tlog-witness gives it.
public enum WitnessRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    /// It isn't what the standard describes.
    case malformed(String)
    /// The log is none that the witness was told of.
    case unknownLog(origin: String)
    /// Nobody signed it whom the witness knows as the log, or a signature of the log's doesn't hold.
    case notSigned(origin: String, reason: String)
    /// The proof is said to begin at more entries than the checkpoint has.
    case oldAboveNew(old: Int64, new: Int64)
    /// The witness cosigned another size last.
    case otherSize(last: Int64)
    /// The checkpoint doesn't go on from the one that was cosigned last.
    case notConsistent(origin: String, old: Int64, new: Int64)

    /// The status of HTTP.
    public var status: Int {
        switch self {
        case .malformed, .oldAboveNew: 400
        case .notSigned: 403
        case .unknownLog: 404
        case .otherSize: 409
        case .notConsistent: 422
        }
    }

    /// The body of the answer; a size stands alone, as the standard has it.
    public var body: String {
        if case .otherSize(let last) = self { "\(last)\n" } else { description + "\n" }
    }

    /// What the body is.
    public var mediaType: String {
        if case .otherSize = self { "text/x.tlog.size" } else { "text/plain; charset=utf-8" }
    }

    /// The sentence to show.
    public var description: String {
        switch self {
        case .malformed(let reason): "That is no request to a witness: \(reason)."
        case .unknownLog(let origin):
            "This witness doesn't know \(origin). Whoever runs it adds the verifier key of a ledger."
        case .notSigned(let origin, let reason):
            "The checkpoint isn't signed with the key that this witness knows of \(origin): \(reason)"
        case .oldAboveNew(let old, let new):
            "The proof begins at \(old) entries, and the checkpoint has only \(new)."
        case .otherSize(let last):
            "This witness cosigned \(last) entries last: the proof has to begin there."
        case .notConsistent(let origin, let old, let new):
            old == 0 || new == 0
                ? "The proof doesn't lead from the empty ledger of \(origin) to that of \(new) entries."
                : "The ledger of \(origin) with \(new) entries does not go on from the \(old) that this witness cosigned last: it was rewritten or taken back, or the proof is wrong."
        }
    }
}
