#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The evidence folder beside a register: files known by the SHA-256 of what is in them, so that a swapped file
/// can't go unnoticed and the same file is kept once. Nothing is ever deleted from it.
public struct EvidenceStore: Sendable {
    /// The largest file that is taken, in bytes.
    public static let largest = 1 << 30
    /// The folder.
    public let folder: String

    /// The folder that belongs to the register at `path`: `register.db` keeps its evidence in
    /// `register.db.evidence`.
    public init(beside path: String) { folder = path + ".evidence" }

    /// The store in a folder.
    init(folder: String) { self.folder = folder }

    /// Copies a file into the folder.
    ///
    /// - Returns: what an entry says of it.
    /// - Throws: `EvidenceError` when it can't be read or kept.
    public func take(_ path: String) throws(EvidenceError) -> EvidenceFile {
        let bytes = try Self.read(path)
        let hash = Hash.sha256(bytes).hex
        try keep(bytes, as: hash)
        return EvidenceFile(
            sha256: hash, size: Int64(bytes.count), mediaType: MediaType.of(bytes, name: path))
    }

    /// Where the file with that hash lies: in a folder of its first two digits.
    public func path(_ sha256: String) -> String { "\(folder)/\(sha256.prefix(2))/\(sha256)" }

    /// What is wrong with a kept file, or nil when it is as it was given.
    public func fault(in file: EvidenceFile) -> String? {
        guard let bytes = try? Self.read(path(file.sha256)) else {
            return "the file \(path(file.sha256)) is missing or can't be read"
        }
        return Hash.sha256(bytes).hex == file.sha256 ? nil : "the file \(path(file.sha256)) has been changed"
    }

    /// Removes a file for good, its bytes overwritten first: for redaction alone.
    ///
    /// - Throws: `EvidenceError` when it is there and can't be removed.
    func remove(_ sha256: String) throws(EvidenceError) {
        let target = path(sha256)
        let file = open(target, O_WRONLY | O_NOFOLLOW)
        guard file >= 0 else {
            if errno == ENOENT { return }
            throw EvidenceError(path: target, isReading: false, code: errno)
        }
        var status = stat()
        fstat(file, &status)
        let zeros = [UInt8](repeating: 0, count: 1 << 16)
        var left = Int(status.st_size)
        while left > 0 {
            let count = write(file, zeros, min(left, zeros.count))
            if count <= 0 { break }
            left -= count
        }
        fsync(file)
        close(file)
        guard unlink(target) == 0 else { throw EvidenceError(path: target, isReading: false, code: errno) }
    }

    private func keep(_ bytes: [UInt8], as hash: String) throws(EvidenceError) {
        let target = path(hash)
        if access(target, F_OK) == 0 { return }
        for folder in [folder, "\(folder)/\(hash.prefix(2))"]
        where mkdir(folder, 0o700) != 0 && errno != EEXIST {
            throw EvidenceError(path: folder, isReading: false, code: errno)
        }
        // Written beside and renamed: a half-written file never has the name of a whole one.
        let draft = "\(target).\(getpid())"
        let file = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw EvidenceError(path: draft, isReading: false, code: errno) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(file, $0.baseAddress! + written, bytes.count - written)
            }
            if count < 0 {
                let code = errno
                close(file)
                unlink(draft)
                throw EvidenceError(path: draft, isReading: false, code: code)
            }
            written += count
        }
        guard fsync(file) == 0, close(file) == 0, rename(draft, target) == 0 else {
            throw EvidenceError(path: target, isReading: false, code: errno)
        }
    }

    /// Reads a regular file whole. - Throws: `EvidenceError`.
    public static func read(_ path: String) throws(EvidenceError) -> [UInt8] {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { throw EvidenceError(path: path, isReading: true, code: errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw EvidenceError(path: path, isReading: true, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw EvidenceError(path: path, isReading: true, code: EISDIR)
        }
        guard status.st_size <= largest else { throw EvidenceError(path: path, isReading: true, code: EFBIG) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes {
                Glibc.read(file, $0.baseAddress! + count, $0.count - count)
            }
            if more < 0 { throw EvidenceError(path: path, isReading: true, code: errno) }
            if more == 0 { break }
            count += more
        }
        return Array(bytes.prefix(count))
    }
}

/// Why a file can't be read or kept.
public struct EvidenceError: Error, Equatable, CustomStringConvertible {
    /// The file or folder.
    public let path: String
    /// Whether it could not be read; else it could not be written.
    public let isReading: Bool
    /// The operating system's error number.
    public let code: Int32

    /// A sentence.
    public var description: String {
        switch code {
        case EFBIG: "\(path) is larger than 1 GiB: give its address instead, or a shorter extract."
        case EISDIR: "\(path) is not a file: give one file at a time."
        default:
            "\(path) can't be \(isReading ? "read" : "written"): \(String(cString: strerror(code))). Nothing was recorded. Check its name, and that you may \(isReading ? "read" : "write") it."
        }
    }
}
