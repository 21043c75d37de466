public import TrackerValues

/// Why the public register isn't written into a folder, as sentences. Nothing has been touched.
public enum PublicationError: TrackerError, Equatable, Sendable {
    /// Files would be replaced or removed that this program didn't write, or that were changed by hand since.
    case foreign(folder: String, files: [String])
    /// The folder holds another register.
    case otherRegister(folder: String)
    /// Another program is publishing into it.
    case inUse(folder: String)

    package var failure: FailureKind {
        switch self {
        case .foreign, .otherRegister: .unwritable
        case .inUse: .temporary
        }
    }

    package var remedies: [Remedy] {
        switch self {
        case .foreign: [.plain("move them away"), .plain("give another folder")]
        case .otherRegister: [.plain("give another folder")]
        case .inUse: [.plain("try again when it is done")]
        }
    }

    /// The sentence to show.
    public var description: String {
        switch self {
        case .foreign(let folder, let files):
            "In \(folder), \(Self.listed(files)) \(files.count == 1 ? "wasn't" : "weren't") written by an earlier publication, or \(files.count == 1 ? "was" : "were") changed since; nothing was written."
        case .otherRegister(let folder):
            "\(folder) holds the pages of another register; nothing was written."
        case .inUse(let folder): "Somebody else is publishing into \(folder) just now; nothing was written."
        }
    }

    private static func listed(_ files: [String]) -> String {
        let named = files.prefix(5).joined(separator: ", ")
        return files.count > 5 ? "\(named) and \(files.count - 5) more" : named
    }
}
