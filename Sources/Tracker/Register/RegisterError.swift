/// Something that was named isn't in the register.
public struct NotFound: Error, Equatable, CustomStringConvertible {
    /// What it should have been, as a noun: "item", "report", "person".
    public let what: String
    /// The name as it was given.
    public let given: String
    /// What was perhaps meant, nearest first.
    public let nearest: [String]
    /// The command that adds one, or lists those that are there.
    public let remedy: String

    /// No `what` named `given` is in the register.
    public init(_ what: String, _ given: String, nearest: [String] = [], remedy: String) {
        self.what = what
        self.given = given
        self.nearest = nearest
        self.remedy = remedy
    }

    /// A sentence with the nearest matches and the next command.
    public var description: String {
        let suggestion =
            nearest.isEmpty ? "" : " Did you mean \(nearest.joined(separator: ", "))?"
        return "No \(what) \"\(given.excerpt)\" is in the register.\(suggestion) \(remedy)"
    }
}

/// An identifier that was to be given is taken.
public struct AlreadyThere: Error, Equatable, CustomStringConvertible {
    /// What it would have named, as a noun: "item", "report".
    public let what: String
    /// The identifier, as it was given.
    public let reference: String

    /// The command that shows what is there.
    private var shown: String {
        switch what {
        case "item": "show \(reference)"
        case "report", "board": "\(what) show \(reference)"
        case "meeting", "kind": "\(what) list"
        case "RAG rule": "rag list"
        default: "help"
        }
    }

    /// A sentence.
    public var description: String {
        "There is \("aeiou".contains(what.prefix(1)) ? "an" : "a") \(what) \"\(reference)\" already; it has been left as it is. Choose another identifier, or see: trackerctl \(shown)"
    }
}

/// Why a register can't be opened or made. The wording lives here, once.
public enum RegisterError: Error, Equatable, CustomStringConvertible {
    /// There is no file.
    case missing(path: String)
    /// There is one already.
    case exists(path: String)
    /// Something of an earlier register lies where a new one was to be made.
    case leftOver(path: String, beside: String)
    /// It can't be read by whoever may only read.
    case unreadable(path: String, why: String)
    /// It was written to while it was read as it stands.
    case changed(path: String)
    /// The file is something else.
    case notARegister(path: String)
    /// A later version of this program made it.
    case newer(path: String, found: Int, known: Int)
    /// The file can't be made or opened.
    case cannotOpen(path: String, why: String)
    /// Its contents contradict each other.
    case damaged(String)

    /// A sentence an officer can act on.
    public var description: String {
        switch self {
        case .missing(let path):
            "There is no register at \(path). Make one with: trackerctl init --register \(path)"
        case .exists(let path):
            "There is a register at \(path) already; it has been left as it is. Choose another path with --register."
        case .leftOver(let path, let beside):
            "\(beside) lies where the register \(path) was to be made, from one that stood there before; nothing was made. Move it away, and keep it until you know that it isn't needed, or choose another place with --register."
        case .unreadable(let path, let why):
            "The register at \(path) can't be read: \(why). Reading a register in use takes the right to write in its folder. Ask whoever keeps it for a backup (trackerctl backup) or an export (trackerctl audit export)."
        case .changed(let path):
            "The register at \(path) was written to while it was read as it stands, so nothing is said of it. Give the command again, or ask whoever keeps it for a backup (trackerctl backup)."
        case .notARegister(let path):
            "\(path) is not a register: it is another kind of file. It has been left as it is. Name the register with --register, or make one with: trackerctl init"
        case .newer(let path, let found, let known):
            "The register at \(path) was made by a newer version of trackerctl (format \(found); this one knows up to \(known)). It has been left as it is. Install the newer version to use it."
        case .cannotOpen(let path, let why):
            "The register at \(path) can't be opened: \(why). Check that you may read it, and its folder, or name another with --register."
        case .damaged(let what):
            "The register is damaged: \(what). Run: trackerctl audit verify; then restore the latest backup."
        }
    }
}
