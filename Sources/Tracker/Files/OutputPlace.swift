public import TrackerValues
import TransparencyLog
import Glibc

/// A name that something was asked to be written under, and what may not be replaced there: the register and whatever
/// belongs to it, keys, what the command itself reads, links, and everything that is no plain file.
///
/// A file is known by what is in it, so that a backup or a key is safe under any name.
public struct OutputPlace: Sendable {
    /// What is to be written.
    public enum Kind: Sendable {
        /// A paper, a sheet, a list: it replaces an earlier paper.
        case paper
        /// A signed checkpoint: it replaces an earlier checkpoint alone.
        case checkpoint
        /// A proof: it replaces an earlier proof alone.
        case proof
    }

    /// The name.
    public let path: String
    /// The permission bits of the file that it replaces; nil where there is none.
    let mode: mode_t?

    /// Looks at `path`.
    ///
    /// - Parameters:
    ///   - path: the name that was asked for.
    ///   - kind: what is to be written.
    ///   - inputs: the files that the command reads.
    /// - Throws: `OutputRefusal` when it must not be written there.
    public init(_ path: String, for kind: Kind, keeping inputs: [String] = []) throws(OutputRefusal) {
        self.path = path
        try Self.refuseBelongings(path)
        var status = stat()
        guard lstat(path, &status) == 0 else {
            mode = nil
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFLNK: throw OutputRefusal(path, .link)
        case S_IFDIR: throw OutputRefusal(path, .folder)
        default: throw OutputRefusal(path, .special)
        }
        for input in inputs where Self.isSame(input, status) { throw OutputRefusal(path, .input) }
        guard status.st_nlink == 1 else { throw OutputRefusal(path, .manyNames) }
        let found = try FileNature(of: path)
        switch (found, kind) {
        case (.empty, .paper), (.empty, .checkpoint), (.empty, .proof), (.other, .paper),
            (.checkpoint, .checkpoint), (.proof, .proof):
            break
        default: throw OutputRefusal(path, .nature(found))
        }
        // It would be replaced by its name; whoever may not write to it is not to do so that way.
        guard access(path, W_OK) == 0 else { throw OutputRefusal(path, .unwritable(errno)) }
        mode = status.st_mode & 0o777
    }

    /// Nothing may be made where only a register's own files belong. - Throws: `OutputRefusal`.
    package static func refuseBelongings(_ path: String) throws(OutputRefusal) {
        if let register = register(owning: path) { throw OutputRefusal(path, .belongsTo(register: register)) }
    }

    /// The register that owns `path`: as a file of SQLite's beside it, as answers about a meeting, or as anything in its
    /// evidence folder.
    private static func register(owning path: String) -> String? {
        for ending in RegisterFiles("").sideFiles where path.hasSuffix(ending) {
            let register = String(path.dropLast(ending.count))
            if access(register, F_OK) == 0 { return register }
        }
        if let range = path.ranges(of: ".meeting-").last, path.hasSuffix(".draft") {
            let register = String(path[..<range.lowerBound])
            if FileNature.isDatabase(register) { return register }
        }
        guard let real = realpath(RegisterFiles(path).folder, nil) else { return nil }
        defer { free(real) }
        var folder = Substring(String(cString: real))
        while let slash = folder.lastIndex(of: "/") {
            let register = String(folder.dropLast(RegisterFiles.evidenceEnding.count))
            if folder.hasSuffix(RegisterFiles.evidenceEnding), access(register, F_OK) == 0 { return register }
            folder = folder[..<slash]
        }
        return nil
    }

    /// A stream that an output may be written to as it comes: standard output or error, a descriptor that the shell
    /// handed over (`/dev/fd/63`), the terminal, or nowhere.
    ///
    /// - Returns: a descriptor to close; nil where `path` names no stream.
    /// - Throws: `OutputRefusal` for one that leads into a register or a key.
    public static func stream(_ path: String) throws(OutputRefusal) -> Int32? {
        if ["/dev/null", "/dev/full", "/dev/tty"].contains(path) {
            let device = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
            guard device >= 0 else { throw OutputRefusal(path, .unwritable(errno)) }
            return device
        }
        let named = ["/dev/stdout": STDOUT_FILENO, "/dev/stderr": STDERR_FILENO][path]
        let numbered = ["/dev/fd/", "/proc/self/fd/"].first { path.hasPrefix($0) }
            .flatMap { Int32(path.dropFirst($0.count)) }
        guard let number = named ?? numbered else { return nil }
        var status = stat()
        if fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
            let found = (try? FileNature(of: "/proc/self/fd/\(number)")) ?? .other
            guard [.empty, .other].contains(found) else { throw OutputRefusal(path, .nature(found)) }
        }
        let stream = dup(number)
        guard stream >= 0 else { throw OutputRefusal(path, .unwritable(errno)) }
        return stream
    }

    private static func isSame(_ input: String, _ found: stat) -> Bool {
        var status = stat()
        return stat(input, &status) == 0 && status.st_dev == found.st_dev && status.st_ino == found.st_ino
    }
}

/// What a file is, by what is in it.
package enum FileNature: Equatable {
    case empty, database, signingKey, signedState, checkpoint, proof, other

    /// How the file begins in which a key keeps what it last signed.
    package static let signedStateFormat = "tracker signed state 1"
    /// What the file says of itself in which a witness keeps what it cosigned last.
    package static let witnessedLogFormat = "tracker witnessed log 1"
    private static let databaseHeader = Array("SQLite format 3\0".utf8)

    /// Looks at the beginning and the end of a regular file.
    package init(of path: String) throws(OutputRefusal) {
        let file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        // What can't be read could be anything.
        guard file >= 0 else { throw OutputRefusal(path, .unreadable(errno)) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let head = pread(file, &bytes, bytes.count, 0)
        guard head >= 0 else { throw OutputRefusal(path, .unreadable(errno)) }
        let begin = Array(bytes[..<head])
        let size = lseek(file, 0, SEEK_END)
        let tail = pread(file, &bytes, bytes.count, max(0, size - off_t(bytes.count)))
        self.init(begin: begin, end: Array(bytes[..<max(0, tail)]))
    }

    package init(begin: [UInt8], end: [UInt8]) {
        let text = String(decoding: begin, as: UTF8.self)
        let lines = text.utf8.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
        if begin.isEmpty {
            self = .empty
        } else if begin.starts(with: Self.databaseHeader) {
            self = .database
        } else if text.hasPrefix(SignerKey.prefix) || text.contains("\"format\":\"\(SealedKey.format)\"") {
            self = .signingKey
        } else if text.hasPrefix("{\"format\":\"\(Self.signedStateFormat)\"")
            || text.hasPrefix("{") && text.contains("\"format\":\"\(Self.witnessedLogFormat)\"")
        {
            self = .signedState
        } else if lines.count == 4, Int64(String(lines[1]) ?? "") != nil, text.contains("\n\n\u{2014} ") {
            self = .checkpoint
        } else if Self.isProof(begin) || Self.isProof(end) {
            self = .proof
        } else {
            self = .other
        }
    }

    private static func isProof(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        return [InclusionProof.format, ConsistencyProof.format].contains {
            text.contains("\"format\": \"\($0)\"")
        }
    }

    /// Whether the file at `path` is a database of SQLite's, as a register is.
    static func isDatabase(_ path: String) -> Bool { (try? FileNature(of: path)) == .database }

    /// As the object of a sentence.
    package var words: String {
        switch self {
        case .database: "a register, a backup of one or another database"
        case .signingKey: "a signing key"
        case .signedState: "what a signing key remembers"
        case .checkpoint: "a checkpoint"
        case .proof: "a proof"
        case .empty, .other: "another kind of file"
        }
    }
}

/// Why something is not written under the name that was asked for, as a sentence. Nothing has been touched.
public struct OutputRefusal: TrackerError, Equatable, Sendable {
    package enum Reason: Equatable, Sendable {
        case belongsTo(register: String)
        case nature(FileNature)
        case link, folder, special, manyNames, input
        case unreadable(Int32), unwritable(Int32)
    }

    /// The name.
    public let path: String
    package let reason: Reason

    package init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }

    package var failure: FailureKind { .unwritable }
    package var remedies: [Remedy] { [.give(.otherName)] }

    /// What stands there, and that it has been left as it is.
    public var description: String {
        let what =
            switch reason {
            case .belongsTo(let register): "belongs to the register \(register)"
            case .nature(let nature): "is \(nature.words)"
            case .link: "is a link to another place"
            case .folder: "is a folder"
            case .special: "is no file but a device or a pipe"
            case .manyNames: "has other names besides (hard links)"
            case .input: "is what this command reads"
            case .unreadable(let code): "can't be looked into (\(String(cString: strerror(code))))"
            case .unwritable(let code): "may not be written to (\(String(cString: strerror(code))))"
            }
        return
            "\(path) \(what), so nothing was written there; it has been left as it is."
    }
}
