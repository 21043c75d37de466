public import TrackerValues
import TransparencyLog
import Glibc

/// The evidence beside a register, in a folder or on its server: files known by the SHA-256 of what is in them, so that a
/// swapped file can't go unnoticed and the same file is kept once. Nothing is ever deleted from it but by redaction and by
/// disposal, and no link in a folder is followed.
public struct EvidenceStore: Sendable {
    /// The largest file that is taken, in bytes.
    public static let largest = 1 << 30
    /// The folder; empty where a server keeps the files, or nothing says where they are.
    public let folder: String
    private let server: (any EvidenceServer)?

    /// The folder that belongs to the register at `path`: `register.db` keeps its evidence in
    /// `register.db.evidence`. Beside a register on a server there is no place: where that doesn't keep its evidence itself, it
    /// lies in the folder that `$TRACKER_EVIDENCE` names, one that everybody who works with it reaches.
    public init(beside path: String) {
        self.init(
            folder: ServerName(path) == nil
                ? RegisterFiles(path).path + RegisterFiles.evidenceEnding : Self.namedFolder ?? "")
    }

    /// The folder that `$TRACKER_EVIDENCE` names, if it does.
    package static var namedFolder: String? { getenv("TRACKER_EVIDENCE").map { String(cString: $0) } }

    /// Whether it is known where the files are.
    public var hasPlace: Bool { server != nil || !folder.isEmpty }

    /// Whether a server keeps the files.
    package var isOnServer: Bool { server != nil }

    /// The store in a folder.
    package init(folder: String) {
        self.folder = folder
        server = nil
    }

    /// The store on a server.
    package init(on server: any EvidenceServer) {
        folder = ""
        self.server = server
    }

    /// Copies a file into the folder.
    ///
    /// - Returns: what an entry says of it.
    /// - Throws: `EvidenceError` when it can't be read or kept.
    package func take(_ path: String) throws(EvidenceError) -> EvidenceFile {
        let (file, bytes) = try Self.file(at: path)
        try keep(bytes, as: file.sha256)
        return file
    }

    /// What an entry says of a file, and what is in it. - Throws: `EvidenceError` when it can't be read.
    package static func file(at path: String) throws(EvidenceError) -> (EvidenceFile, bytes: [UInt8]) {
        let bytes = try read(path)
        let file = EvidenceFile(
            sha256: Hash.sha256(bytes).hex, size: Int64(bytes.count),
            mediaType: MediaType.of(bytes, name: path))
        return (file, bytes)
    }

    /// Copies a file from another store, unless it is here already as it should be.
    ///
    /// - Returns: how large it is, in bytes; nil where the other store has no such file or has it changed.
    /// - Throws: `EvidenceError` when it can't be kept.
    package func adopt(_ sha256: String, from other: EvidenceStore) throws(EvidenceError) -> Int? {
        if server == nil, let present = intact(sha256) { return present.count }
        guard let bytes = other.intact(sha256) else { return nil }
        try keep(bytes, as: sha256)
        return bytes.count
    }

    /// Where the file with that hash lies: in a folder of its first two digits, or on the server.
    public func path(_ sha256: String) -> String {
        if let server { return "\(sha256) at \(server.shown)" }
        return "\(folder)/\(prefix(of: sha256))/\(sha256)"
    }

    /// The bytes of the file with that hash. - Throws: `EvidenceError`.
    package func bytes(_ sha256: String) throws(EvidenceError) -> [UInt8] {
        if let server {
            var bytes: [UInt8] = []
            try server.forEachPart(of: sha256) { bytes.append(contentsOf: $0) }
            return bytes
        }
        return try DirectoryHandle(folder, making: false).folder(prefix(of: sha256), making: false).read(
            sha256)
    }

    /// What is wrong with a kept file, or nil when it is as it was given.
    public func fault(in file: EvidenceFile) -> String? { fault(in: file.sha256) }

    package func fault(in sha256: String) -> String? {
        let found: Hash?
        do throws(EvidenceError) { found = try hash(of: sha256) } catch {
            return error.code == ELOOP
                ? "\(error.path) is a link to another place"
                : "the file \(path(sha256)) is missing or can't be read"
        }
        return found?.hex == sha256 ? nil : "the file \(path(sha256)) has been changed"
    }

    /// The hash of what lies under a name.
    private func hash(of sha256: String) throws(EvidenceError) -> Hash? {
        guard let server else { return Hash.sha256(try bytes(sha256)) }
        // A part at a time: what is as large as evidence may be needn't be in memory to be looked at.
        var hash = PartwiseHash()
        try server.forEachPart(of: sha256) { hash.add($0) }
        return hash.hash()
    }

    /// Removes a file for good: for redaction and disposal alone. May be done again where it failed.
    ///
    /// - Returns: what became of it; anything but a file that is its own alone loses its name, and no bytes.
    /// - Throws: `EvidenceError` when something is there and can't be removed.
    @discardableResult
    package func remove(_ sha256: String) throws(EvidenceError) -> EvidenceRemoval {
        if let server { return try server.remove(sha256) }
        // Where there is no folder for its prefix, there is no file.
        guard RegisterFiles.isTaken("\(folder)/\(prefix(of: sha256))") else { return .absent }
        return try DirectoryHandle(folder, making: false).folder(prefix(of: sha256), making: false)
            .remove(sha256, expecting: sha256)
    }

    /// Whether anything lies under the name of that hash, whatever it is.
    package func holds(_ sha256: String) -> Bool {
        server?.holds(sha256) ?? RegisterFiles.isTaken(path(sha256))
    }

    /// Keeps bytes under their hash, unless they are here already. - Throws: `EvidenceError`.
    package func keep(_ bytes: [UInt8], as hash: String) throws(EvidenceError) {
        guard hasPlace else { throw EvidenceError(path: folder, isReading: false, code: ENOTDIR) }
        if let server { return try server.keep(bytes, as: hash) }
        if intact(hash) != nil { return }
        try DirectoryHandle(folder, making: true).folder(prefix(of: hash), making: true).put(bytes, as: hash)
    }

    private func intact(_ sha256: String) -> [UInt8]? {
        guard let found = try? bytes(sha256), Hash.sha256(found).hex == sha256 else { return nil }
        return found
    }

    private func prefix(of sha256: String) -> String { String(sha256.prefix(2)) }

    /// Whether both are one folder.
    package func isSame(as other: EvidenceStore) -> Bool { !folder.isEmpty && folder == other.folder }

    /// Reads a regular file whole. What waits for another program (a FIFO, a device) is refused at once.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - most: the most bytes that it may have.
    /// - Throws: `EvidenceError`.
    public static func read(_ path: String, atMost most: Int = largest) throws(EvidenceError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else { throw EvidenceError(path: path, isReading: true, code: errno) }
        defer { close(file) }
        return try read(file, of: path, atMost: most)
    }

    /// Reads an open file whole, of at most so many bytes: what is larger is refused before anything of it is read.
    package static func read(
        _ file: Int32, of path: String, atMost most: Int = largest
    ) throws(EvidenceError) -> [UInt8] {
        var status = stat()
        guard fstat(file, &status) == 0 else { throw EvidenceError(path: path, isReading: true, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw EvidenceError(path: path, isReading: true, code: EISDIR)
        }
        guard status.st_size <= most else { throw EvidenceError(path: path, isReading: true, code: EFBIG) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes {
                Glibc.read(file, $0.baseAddress! + count, $0.count - count)
            }
            if more < 0 {
                if errno == EINTR { continue }
                throw EvidenceError(path: path, isReading: true, code: errno)
            }
            if more == 0 { break }
            count += more
        }
        return Array(bytes.prefix(count))
    }
}

/// What keeps the evidence of a register on a server: each file in parts, by its hash. It may be asked by several threads.
package protocol EvidenceServer: Sendable {
    /// Where it is, as it may be shown.
    var shown: String { get }
    /// Lends each part of a file to `body`, in order. - Throws: `EvidenceError` where there is none.
    func forEachPart(of sha256: String, _ body: (UnsafeRawBufferPointer) -> Void) throws(EvidenceError)
    /// Whether there is any part; also where that can't be told, so that nothing is taken for lost.
    func holds(_ sha256: String) -> Bool
    /// Keeps a file, unless it is there as it should be. - Throws: `EvidenceError`.
    func keep(_ bytes: [UInt8], as sha256: String) throws(EvidenceError)
    /// Removes a file, once an entry says that it goes. - Throws: `EvidenceError`.
    func remove(_ sha256: String) throws(EvidenceError) -> EvidenceRemoval
}

/// What became of an evidence file that was to go for good.
package enum EvidenceRemoval: Equatable {
    /// There was none.
    case absent
    /// Its bytes are overwritten and its name is gone.
    case overwritten
    /// Its name is gone, but no bytes were overwritten: they may be somebody else's.
    case nameOnly(path: String, why: String)

    /// What whoever had it removed should know, as a sentence; nil where all went as it should.
    package var warning: String? {
        guard case .nameOnly(let path, let why) = self else { return nil }
        return "\(path) was removed, but what it held was not overwritten: \(why)."
    }
}

/// Why a file can't be read or kept.
public struct EvidenceError: TrackerError, Equatable {
    /// The file or folder.
    public let path: String
    /// Whether it could not be read; else it could not be written.
    public let isReading: Bool
    /// The operating system's error number; that of a failed disk where a server says why.
    public let code: Int32
    /// What a server says.
    package var said: String?
    package var failure: FailureKind { isReading ? .missing : .unfinished }

    /// What is wrong alone, without what to do: "FILE can't be written: Permission denied".
    package var fault: String { "\(path) can't be \(isReading ? "read" : "written"): \(why)" }

    /// Why, as a clause.
    package var why: String { said ?? String(cString: strerror(code)) }

    package init(path: String, isReading: Bool, code: Int32, said: String? = nil) {
        (self.path, self.isReading, self.code, self.said) = (path, isReading, code, said)
    }

    /// A sentence.
    public var description: String {
        switch code {
        case ENOTDIR where path.isEmpty:
            "Nothing says where the evidence of this register is kept. Set $TRACKER_EVIDENCE to a folder that everybody who works with it reaches. Nothing was recorded."
        case EFBIG: "\(path) is larger than 1 GiB: give its address instead, or a shorter extract."
        case EISDIR: "\(path) is not a file: give one file at a time."
        case ELOOP:
            "\(path) is a link to another place, and links in the evidence folder are not followed. Put what it points to in its place. Nothing was recorded."
        default:
            "\(fault). Nothing was recorded. Check its name, and that you may \(isReading ? "read" : "write") it."
        }
    }
}
