import TrackerModel
import TrackerStorage
public import TrackerValues

/// Something that was named isn't in the register.
public struct NotFound: TrackerError, Equatable {
    /// What it should have been, as a noun: "item", "report", "person".
    public let what: String
    /// The name as it was given.
    public let given: String
    /// What was perhaps meant, nearest first.
    public let nearest: [String]
    /// What there is instead, where that is little.
    package let known: [String]
    /// What to look at, or how to add one.
    package let remedies: [Remedy]
    package var failure: FailureKind { .missing }

    /// No `what` named `given` is in the register.
    package init(
        _ what: String, _ given: String, nearest: [String] = [], known: [String] = [], remedies: [Remedy] = []
    ) {
        self.what = what
        self.given = given
        self.nearest = nearest
        self.known = known
        self.remedies = remedies
    }

    /// A sentence with the nearest matches.
    public var description: String {
        let suggestion =
            nearest.isEmpty ? "" : " Did you mean \(nearest.joined(separator: ", "))?"
        let others = known.isEmpty ? "" : " There are: \(known.joined(separator: ", "))."
        return "No \(what) \"\(given.excerpt)\" is in the register.\(suggestion)\(others)"
    }
}

/// An identifier that was to be given is taken.
public struct AlreadyExists: TrackerError, Equatable {
    /// What it would have named, as a noun: "item", "report".
    public let what: String
    /// The identifier, as it was given.
    public let reference: String

    package var failure: FailureKind { .malformed }
    package var remedies: [Remedy] { [.give(.otherIdentifier)] + (view.map { [.see($0)] } ?? []) }

    /// Where what is there can be seen.
    private var view: Remedy.View? {
        switch what {
        case "item": .item(reference)
        case "report": .report(reference)
        case "board": .board(reference)
        case "meeting": .meetings
        case "kind": .kinds
        case "RAG rule": .ragRules
        default: nil
        }
    }

    /// A sentence.
    public var description: String {
        "There is \("aeiou".contains(what.prefix(1)) ? "an" : "a") \(what) \"\(reference)\" already; it has been left as it is."
    }
}

/// Why a register can't be opened or made. The wording lives here, once.
public enum RegisterError: TrackerError, Equatable {
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

    package var failure: FailureKind {
        switch self {
        case .missing: .missing
        case .exists, .cannotOpen, .leftOver, .unreadable: .unwritable
        case .changed: .temporary
        case .notARegister, .newer, .damaged: .malformed
        }
    }

    package var remedies: [Remedy] {
        switch self {
        case .missing(let path): [.add(.registerFile(path: path))]
        case .exists: [.give(.otherPlace)]
        case .leftOver:
            [.plain("move it away, and keep it until you know that it isn't needed"), .give(.otherPlace)]
        case .unreadable: [.askForBackup(orExport: true)]
        case .changed: [.plain("give the command again"), .askForBackup(orExport: false)]
        case .notARegister: [.give(.otherRegister), .add(.registerFile(path: nil))]
        case .newer: [.plain("install the newer version to use it")]
        case .cannotOpen: [.plain("check that you may read it, and its folder"), .give(.otherRegister)]
        case .damaged: [.verifyThenRestore]
        }
    }

    /// A sentence an officer can act on.
    public var description: String {
        switch self {
        case .missing(let path): "There is no register at \(path)."
        case .exists(let path): "There is a register at \(path) already; it has been left as it is."
        case .leftOver(let path, let beside):
            "\(beside) lies where the register \(path) was to be made, from one that stood there before; nothing was made."
        case .unreadable(let path, let why):
            "The register at \(path) can't be read: \(why). Reading a register in use takes the right to write in its folder."
        case .changed(let path):
            "The register at \(path) was written to while it was read as it stands, so nothing is said of it."
        case .notARegister(let path):
            "\(path) is not a register: it is another kind of file. It has been left as it is."
        case .newer(let path, let found, let known):
            "The register at \(path) was made by a newer version of this program (format \(found); this one knows up to \(known)). It has been left as it is."
        case .cannotOpen(let path, let why):
            "The register at \(path) can't be opened: \(why)."
        case .damaged(let what): "The register is damaged: \(what)."
        }
    }
}

extension Error {
    /// Whether the engine that the register is kept in failed, rather than what was asked of it.
    package var isStorageFailure: Bool { self is StorageError }
}

extension StorageError {
    /// Who keeps others from writing, as a sentence's subject, where that is known; only to be asked at the end
    /// (`Database.holder`).
    package var holder: String? { isBusy ? path.flatMap { Database.holder(of: $0) } : nil }
}
