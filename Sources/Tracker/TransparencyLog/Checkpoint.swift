// The state of the whole ledger in three lines, after C2SP tlog-checkpoint: whose log it is, how many entries
// it has, and the Merkle root over them. Signed and handed out, it fixes everything recorded up to then.

/// Why a signed note is not a checkpoint, or not one of the register whose key is at hand, as sentences.
public enum CheckpointError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The note cannot be read, or its signatures do not stand.
    case note(SignedNoteError)
    /// There are fewer than three lines, or an empty one.
    case missingLine
    /// The second line is not a count of entries.
    case badSize(String)
    /// The third line is not a root hash.
    case badRoot
    /// It is signed, but by nobody of the name in its first line.
    case otherOrigin(origin: String, signers: [String])

    /// The sentence to show.
    public var description: String {
        switch self {
        case .note(let error): error.description
        case .missingLine:
            "This is not a checkpoint: it should have a name, a number of entries and a hash on three lines."
        case .badSize(let text):
            "This is not a checkpoint: its second line should be a number of entries, "
                + "but it reads \"\(text)\"."
        case .badRoot:
            "This is not a checkpoint: its third line should be a hash of 44 characters."
        case .otherOrigin(let origin, let signers):
            "The checkpoint is of \(origin), but the key you gave is that of "
                + "\(signers.joined(separator: ", ")). Give the key of \(origin)."
        }
    }
}

/// The size and root of a ledger at one moment.
public struct Checkpoint: Hashable, Sendable {
    /// The log's identity, the same as the name of the key that signs.
    public let origin: String
    /// How many entries the tree has.
    public let size: Int64
    /// The Merkle root over them.
    public let root: Hash
    /// Further lines that another program may have added; this one writes none.
    public let extensions: [String]

    /// A checkpoint to be signed. `origin` must be one line of plain text and `size` no less than 0.
    public init(origin: String, size: Int64, root: Hash) {
        precondition(size >= 0, "a tree has no fewer than 0 entries")
        precondition(
            !origin.isEmpty && origin.utf8.allSatisfy { $0 >= 0x20 }, "an origin is one line of text")
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = []
    }

    /// Reads the text of a note, strictly: one spelling for each checkpoint.
    public init(parsing text: String) throws(CheckpointError) {
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String(Substring($0))
        }
        guard lines.popLast() == "", lines.count >= 3, lines.allSatisfy({ !$0.isEmpty }) else {
            throw .missingLine
        }
        guard let size = Int64(lines[1]), size >= 0, String(size) == lines[1] else {
            throw .badSize(lines[1])
        }
        guard let bytes = Base64.decode(lines[2]), let root = Hash(bytes: bytes) else { throw .badRoot }
        self.origin = lines[0]
        self.size = size
        self.root = root
        self.extensions = Array(lines.dropFirst(3))
    }

    /// Reads a checkpoint that one of `keys` signed under the checkpoint's own origin.
    ///
    /// The origin has to be the signer's name, so that a key that signs for several logs cannot be made to
    /// vouch for one in place of another.
    public init(verifying note: SignedNote, with keys: [VerifierKey]) throws(CheckpointError) {
        let signers: [VerifierKey]
        do { signers = try note.verify(with: keys) } catch { throw .note(error) }
        try self.init(parsing: note.text)
        guard signers.contains(where: { $0.name.utf8.elementsEqual(origin.utf8) }) else {
            throw .otherOrigin(origin: origin, signers: signers.map(\.name))
        }
    }

    /// The lines of the note.
    public var text: String {
        let lines = [origin, String(size), Base64.encode(root.bytes)] + extensions
        return lines.map { $0 + "\n" }.joined()
    }

    /// The checkpoint as a signed note.
    public func signed(by key: SignerKey) -> SignedNote {
        SignedNote(signing: text, with: [key])
    }
}
