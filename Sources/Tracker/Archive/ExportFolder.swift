import Glibc
public import TrackerValues
package import TrackerFiles
public import TransparencyLog

/// Where the parts of an export lie in its folder: C2SP tlog-tiles, and beside it what that format doesn't know
/// (docs/ledger-format.md). Every name is made here from numbers and hashes, none from what somebody typed, so
/// that no file can land outside the folder.
public struct ExportFolder: Sendable {
    /// The folder.
    public let path: String

    /// The export in the folder at `path`.
    public init(_ path: String) { self.path = path }

    /// The signed size and root; written last.
    public var checkpoint: String { "\(path)/checkpoint" }
    /// The public half of the key that signed.
    public var verifierKey: String { "\(path)/verifier-key" }
    /// The words beside the entries, one JSON object a line.
    public var words: String { "\(path)/words.jsonl" }
    /// The list of evidence files, in the format of the `sha256sum` command.
    public var evidenceList: String { "\(path)/evidence/SHA256SUMS" }
    /// The evidence files, laid out as beside the register.
    package var evidence: EvidenceStore { EvidenceStore(folder: "\(path)/evidence") }

    package func path(_ tile: Tile) -> String { "\(path)/\(tile.path)" }

    /// The names of what lies in a folder, in their order.
    package static func names(in folder: String) throws(TrailFileError) -> [String] {
        guard let stream = opendir(folder) else {
            throw TrailFileError(path: folder, isReading: true, code: errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The text of ``evidenceList`` for the files with these hashes.
    static func evidenceList(_ hashes: some Sequence<String>) -> [UInt8] {
        Array(hashes.sorted().map { "\($0)  \($0.prefix(2))/\($0)\n" }.joined().utf8)
    }
}

/// Why an export can't be written or doesn't verify, as sentences.
public enum ExportError: TrackerError, Equatable, Sendable {
    /// The folder holds other things.
    case notAnExport(folder: String)
    /// The folder holds an export under another key.
    case otherKey(folder: String, name: String)
    /// The folder holds an export of a ledger that this one doesn't continue.
    case otherHistory(folder: String, size: Int64)
    /// The folder holds words, and none were to be exported.
    case holdsWords(folder: String)
    /// A file is missing or can't be read.
    case missing(file: String)
    /// A file isn't what it should be; `seq` is the first entry concerned, where there is one.
    case wrong(file: String, seq: Int64?, String)
    /// The checkpoint can't be trusted.
    case checkpoint(CheckpointError)
    /// The export was made without words, so that no register can be rebuilt from it.
    case withoutWords(folder: String)

    package var failure: FailureKind {
        switch self {
        case .notAnExport, .otherKey, .holdsWords: .unwritable
        case .otherHistory, .missing, .wrong, .checkpoint: .unverified
        case .withoutWords: .malformed
        }
    }

    package var remedies: [Remedy] {
        switch self {
        case .notAnExport: [.plain("give a new or empty folder")]
        case .otherKey: [.give(.key), .plain("another folder")]
        case .otherHistory(let folder, _): [.verifyAgainst(checkpoint: folder)]
        case .holdsWords: [.plain("give another folder for one without words")]
        case .withoutWords: [.leaveOut(.withoutWords)]
        case .missing, .wrong, .checkpoint: []
        }
    }

    /// The sentence to show.
    public var description: String {
        switch self {
        case .notAnExport(let folder):
            "\(folder) holds other files and no export; nothing was written."
        case .otherKey(let folder, let name):
            "\(folder) holds an export signed by another key, that of \(name); nothing was written."
        case .otherHistory(let folder, let size):
            "\(folder) holds an export of \(size) entries that this register does not continue; nothing was written."
        case .holdsWords(let folder):
            "\(folder) holds the words of an earlier export; nothing was written."
        case .missing(let file): "The export does not verify: \(file) is missing or can't be read."
        case .wrong(let file, let seq, let what):
            "The export does not verify: \(file)\(seq.map { ", entry \($0)" } ?? ""): \(what)."
        case .checkpoint(let error): "The export can't be trusted. \(error.description)"
        case .withoutWords(let folder):
            "\(folder) was exported without words, so no register can be rebuilt from it."
        }
    }
}
