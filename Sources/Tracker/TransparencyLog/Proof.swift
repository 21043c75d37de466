// The proof file: what a register hands to somebody who holds its public key but not the register, so that
// they can check one thing for themselves. Hashes and paths follow RFC 6962 section 2.1, checkpoints C2SP
// tlog-checkpoint.

/// A proof of either kind, as one JSON file.
///
/// The file is UTF-8 JSON without fractions, one object with exactly the keys shown. `checkpoint`, `old` and
/// `new` are whole signed notes; hashes are the 44 characters of standard Base 64; a `path` runs from the
/// leaf's side to the root's; `entry` is the text that was hashed, character for character; `index` is its
/// place in the ledger counted from 0, and `entries` ascend by it.
///
/// That entries are in the ledger (``InclusionProof``):
///
/// ```json
/// {
///   "checkpoint": "register.example/london\n109482\nsFod…EQi08=\n\n— register.example/london hI2DJw…loI=\n",
///   "entries": [
///     {
///       "entry": "{\"act\":\"assured\",…}",
///       "index": 73894,
///       "path": ["gSKy…PlQ=", "B95l…XmA="]
///     }
///   ],
///   "format": "tracker inclusion proof 1"
/// }
/// ```
///
/// That a later ledger only added to an earlier one (``ConsistencyProof``):
///
/// ```json
/// {
///   "format": "tracker consistency proof 1",
///   "new": "register.example/london\n109482\n…",
///   "old": "register.example/london\n73895\n…",
///   "path": ["gSKy…PlQ=", "B95l…XmA="]
/// }
/// ```
///
/// Of the rest of the ledger a proof tells the number of entries and some hashes, nothing else.
public enum Proof: Equatable, Sendable {
    /// That entries are in the ledger.
    case inclusion(InclusionProof)
    /// That a later ledger only added to an earlier one.
    case consistency(ConsistencyProof)

    /// Reads a proof file, strictly.
    public init(parsing file: some Collection<UInt8>) throws(ProofError) {
        let json: JSON
        do { json = try JSON(parsing: file) } catch { throw .notJSON(error) }
        switch json["format"]?.string {
        case InclusionProof.format: self = .inclusion(try InclusionProof(json: json))
        case ConsistencyProof.format: self = .consistency(try ConsistencyProof(json: json))
        default: throw .unknownFormat
        }
    }

    /// The text of the proof file.
    public var encoded: String {
        switch self {
        case .inclusion(let proof): proof.json.pretty() + "\n"
        case .consistency(let proof): proof.json.pretty() + "\n"
        }
    }

    /// The members of an object that has these keys and no other.
    package static func members(_ keys: Set<String>, of json: JSON) throws(ProofError) -> [String: JSON] {
        guard let members = json.object, Set(members.keys) == keys else {
            throw .malformed("an object should have the keys \(keys.sorted().joined(separator: ", "))")
        }
        return members
    }

    package static func note(_ json: JSON?) throws(ProofError) -> SignedNote {
        guard let text = json?.string else { throw .malformed("a checkpoint should be a string") }
        do { return try SignedNote(parsing: text.utf8) } catch { throw .checkpoint(.note(error)) }
    }

    /// A path of at most 63 hashes, the height of the tallest tree that can be counted.
    package static func path(_ json: JSON?) throws(ProofError) -> [Hash] {
        guard let items = json?.array, items.count <= 63 else {
            throw .malformed("a path should be a list of at most 63 hashes")
        }
        var path: [Hash] = []
        for item in items {
            guard let bytes = item.string.flatMap({ Base64.decode($0) }), let hash = Hash(bytes: bytes) else {
                throw .malformed("each step of a path should be a hash of 44 characters")
            }
            path.append(hash)
        }
        return path
    }

    package static func json(_ path: [Hash]) -> JSON {
        .array(path.map { .string(Base64.encode($0.bytes)) })
    }
}

/// Why a proof cannot be made or read, or does not prove what it says, as sentences.
public enum ProofError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file is not JSON.
    case notJSON(JSONSyntaxError)
    /// The file does not say that it is a proof of a known format.
    case unknownFormat
    /// The file is a proof, but not laid out as the format demands.
    case malformed(String)
    /// A checkpoint in it cannot be read or trusted.
    case checkpoint(CheckpointError)
    /// The entry at this index, counted from 0, is newer than the checkpoint.
    case beyondCheckpoint(index: Int64, size: Int64)
    /// The entry at this index, counted from 0, is not what the checkpoint was signed over.
    case notIncluded(index: Int64)
    /// The two checkpoints are of different registers.
    case differentLogs(String, String)
    /// The checkpoint called new is the smaller one.
    case wrongOrder(old: Int64, new: Int64)
    /// The newer ledger is not the older one with entries added.
    case notConsistent(old: Int64, new: Int64)

    /// Whether the file can't be read as a proof at all; else it is one that proves nothing.
    public var isDamage: Bool {
        switch self {
        case .notJSON, .unknownFormat, .malformed: true
        default: false
        }
    }

    /// The sentence to show.
    public var description: String {
        switch self {
        case .notJSON(let error):
            "This is not a proof file. \(error.description)"
        case .unknownFormat:
            "This is not a proof file: its \"format\" is not one that this program knows. "
                + "Check the file name."
        case .malformed(let reason):
            "The proof file is damaged: \(reason). Ask for it again."
        case .checkpoint(let error):
            "The proof cannot be trusted. \(error.description)"
        case .beyondCheckpoint(let index, let size):
            "Entry \(index + 1) is not covered by the checkpoint, which was made at \(size) entries. "
                + "Make a new checkpoint first."
        case .notIncluded(let index):
            "Entry \(index + 1) is not in the ledger that was signed: the entry or the proof was changed."
        case .differentLogs(let one, let other):
            "The checkpoints are of different registers, \(one) and \(other), and cannot be compared."
        case .wrongOrder(let old, let new):
            "The older checkpoint has \(old) entries and the newer one only \(new). "
                + "Give them the other way round."
        case .notConsistent(let old, let new):
            "The ledger of \(new) entries does not begin with the \(old) entries signed before: "
                + "entries were changed or removed, or the proof was."
        }
    }
}
