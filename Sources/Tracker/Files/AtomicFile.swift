import CFileSystem
public import TrackerValues
package import Glibc

/// A file that is written beside its place and renamed into it: whoever reads sees the old one or the new one
/// whole, never half of it. What was not committed is gone when the value is.
package struct AtomicFile: ~Copyable {
    package let path: String
    /// Where it is being written.
    package let draft: String
    private let descriptor: Int32

    /// - Parameters:
    ///   - isPrivate: whether only the owner may read it (0600, whatever the umask).
    ///   - mode: the permission bits of one that is not private; nil for what the umask leaves.
    package init(for path: String, isPrivate: Bool, mode: mode_t? = nil) throws(TrailFileError) {
        self.path = path
        draft = Self.name(for: path)
        // Whatever an earlier process of that number left half done.
        unlink(draft)
        Leftovers.note(draft)
        descriptor = open(
            draft, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
        guard descriptor >= 0 else {
            let code = errno
            Leftovers.forget(draft)
            throw TrailFileError(path: path, isReading: false, code: code)
        }
        if let mode = isPrivate ? 0o600 : mode { fchmod(descriptor, mode) }
    }

    deinit {
        close(descriptor)
        unlink(draft)
        Leftovers.forget(draft)
    }

    /// `NAME.4711.draft` beside it; a name that leaves no room for that is cut.
    private static func name(for path: String) -> String {
        let ending = ".\(getpid()).draft"
        let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) }
        let name = path[(start ?? path.startIndex)...]
        let room = Int(NAME_MAX) - ending.utf8.count
        guard name.utf8.count > room else { return path + ending }
        // A scalar takes four bytes at most.
        return path[..<name.startIndex] + String(name.unicodeScalars.prefix(room / 4)) + ending
    }

    /// Appends bytes.
    package func write(_ bytes: [UInt8]) throws(TrailFileError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written)
            }
            if count < 0, errno != EINTR { throw TrailFileError(path: path, isReading: false, code: errno) }
            written += max(count, 0)
        }
    }

    /// Puts the file in its place. - Parameter replacing: false leaves a file that is there and throws.
    package func commit(replacing: Bool = true) throws(TrailFileError) {
        // A link can't replace anything, so that two processes can't both believe to have made the file.
        let placed = fsync(descriptor) == 0 && (replacing ? rename(draft, path) : link(draft, path)) == 0
        guard placed else { throw TrailFileError(path: path, isReading: false, code: errno) }
        try Self.sync(folderOf: path)
    }

    /// Makes sure that a file, or the names in a folder, are on the disk and outlive a power cut.
    package static func sync(_ path: String) throws(TrailFileError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw TrailFileError(path: path, isReading: false, code: errno) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw TrailFileError(path: path, isReading: false, code: errno) }
    }

    /// Makes sure that everything written to the file system of an open folder is on the disk: for many files at once.
    ///
    /// - Parameter path: the folder's, for the error.
    package static func sync(all descriptor: Int32, at path: String) throws(TrailFileError) {
        guard syncfs(descriptor) == 0 else {
            throw TrailFileError(path: path, isReading: false, code: errno)
        }
    }

    /// Makes sure that the name of a file outlives a power cut.
    package static func sync(folderOf path: String) throws(TrailFileError) {
        try sync(RegisterFiles(path).folder)
    }

    /// Writes a whole file at once, unless it is there already with the same bytes.
    ///
    /// - Returns: whether it was written.
    package static func write(
        _ bytes: [UInt8], to path: String, isPrivate: Bool = false
    ) throws(TrailFileError) -> Bool {
        if let present = try? EvidenceStore.read(path), present == bytes { return false }
        let draft = try AtomicFile(for: path, isPrivate: isPrivate)
        try draft.write(bytes)
        try draft.commit()
        return true
    }

    /// Makes the folders on the way to a file.
    ///
    /// - Parameters:
    ///   - root: a folder out of which no link may lead: everything below it must be a folder of its own.
    ///   - isPrivate: new ones get 0700, whatever the umask.
    package static func makeFolders(
        of path: String, below root: String? = nil, isPrivate: Bool = false
    ) throws(TrailFileError) {
        var folder = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            folder += part
            defer { folder += "/" }
            if part.isEmpty { continue }
            if mkdir(folder, isPrivate ? 0o700 : 0o777) == 0 {
                if isPrivate { chmod(folder, 0o700) }
            } else if errno != EEXIST {
                throw TrailFileError(path: folder, isReading: false, code: errno)
            } else if let root, folder.hasPrefix(root + "/"), isLink(folder) {
                throw TrailFileError(path: folder, isReading: false, code: ELOOP)
            }
        }
    }

    package static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}

/// Why a file of the audit trail can't be read or written.
public struct TrailFileError: TrackerError, Equatable {
    /// The file or folder.
    public let path: String
    /// Whether it could not be read; else it could not be written.
    public let isReading: Bool
    /// The operating system's error number.
    public let code: Int32
    package var failure: FailureKind { isReading ? .missing : .unwritable }

    package init(path: String, isReading: Bool, code: Int32) {
        self.path = path
        self.isReading = isReading
        self.code = code
    }

    /// A sentence.
    public var description: String {
        switch code {
        case EEXIST: "There is a file at \(path) already; it has been left as it is. Choose another path."
        case ELOOP:
            "\(path) is a link to another place and is not followed. Remove it, or choose another folder."
        default: "\(path) can't be \(isReading ? "read" : "written"): \(String(cString: strerror(code)))."
        }
    }
}
