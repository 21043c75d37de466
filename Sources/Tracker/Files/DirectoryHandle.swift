import TransparencyLog
import Glibc

/// A folder held open (POSIX `openat`), so that what is read and written in it stays in it: neither the folder nor
/// anything in it may be a link to another place, whoever puts one there and whenever.
package struct DirectoryHandle: ~Copyable {
    package let path: String
    private let descriptor: Int32

    /// Opens the folder at `path`, which is made (0700, whatever the umask) where it is missing and `making` says so.
    package init(_ path: String, making: Bool) throws(EvidenceError) {
        descriptor = try Self.open(AT_FDCWD, path, as: path, making: making)
        self.path = path
    }

    private init(_ name: String, in folder: borrowing DirectoryHandle, making: Bool) throws(EvidenceError) {
        path = "\(folder.path)/\(name)"
        descriptor = try Self.open(folder.descriptor, name, as: path, making: making)
    }

    /// Opens the folder `name` in this one.
    package func folder(_ name: String, making: Bool) throws(EvidenceError) -> DirectoryHandle {
        try DirectoryHandle(name, in: self, making: making)
    }

    deinit { close(descriptor) }

    private static func open(
        _ parent: Int32, _ name: String, as path: String, making: Bool
    ) throws(EvidenceError) -> Int32 {
        let isNew = making && mkdirat(parent, name, 0o700) == 0
        if making, !isNew, errno != EEXIST { throw EvidenceError(path: path, isReading: false, code: errno) }
        let folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder >= 0 else {
            let code = errno
            // For a link, systems answer either that it is no folder or that it is a link.
            throw EvidenceError(path: path, isReading: !making, code: isLink(parent, name) ? ELOOP : code)
        }
        if isNew {
            fchmod(folder, 0o700)
            // Its name must outlive a power cut as well: it is in the folder above.
            let above = openat(folder, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            defer { close(above) }
            guard fsync(above) == 0 else {
                close(folder)
                throw EvidenceError(path: path, isReading: false, code: errno)
            }
        }
        return folder
    }

    /// The whole of a file of at most so many bytes.
    package func read(
        _ name: String, atMost most: Int = EvidenceStore.largest
    ) throws(EvidenceError) -> [UInt8] {
        let file = try open(name)
        defer { close(file) }
        return try EvidenceStore.read(file, of: "\(path)/\(name)", atMost: most)
    }

    /// The lines of a file, read one by one.
    package func lines(_ name: String) throws(EvidenceError) -> LineReader {
        try LineReader(open(name), of: "\(path)/\(name)")
    }

    /// Opens a file for reading, never waiting for one that is none: a pipe would wait for its writer.
    private func open(_ name: String) throws(EvidenceError) -> Int32 {
        let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw failure(name, isReading: true) }
        return file
    }

    /// Puts a file in its place, 0600 whatever the umask: written beside and renamed, so that a half-written one never
    /// has the name of a whole one, and on the disk when this returns.
    package func put(_ bytes: [UInt8], as name: String) throws(EvidenceError) {
        let draft = "\(name).\(getpid())"
        // Whatever an earlier process of that number left half done.
        unlinkat(descriptor, draft, 0)
        let file = openat(descriptor, draft, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(draft, isReading: false) }
        fchmod(file, 0o600)
        var written = 0
        var isWhole = true
        while isWhole, written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(file, $0.baseAddress! + written, bytes.count - written)
            }
            if count < 0, errno != EINTR { isWhole = false }
            written += max(count, 0)
        }
        isWhole = isWhole && fsync(file) == 0
        let code = errno
        close(file)
        guard isWhole else {
            unlinkat(descriptor, draft, 0)
            throw EvidenceError(path: "\(path)/\(name)", isReading: false, code: code)
        }
        guard renameat(descriptor, draft, descriptor, name) == 0, fsync(descriptor) == 0 else {
            throw failure(name, isReading: false)
        }
    }

    /// Removes a file for good. Its bytes are overwritten first where they are nobody else's: a regular file with one
    /// name, whose SHA-256 is `sha256`.
    package func remove(_ name: String, expecting sha256: String) throws(EvidenceError) -> EvidenceRemoval {
        let doubt = overwrite(name, expecting: sha256)
        guard unlinkat(descriptor, name, 0) == 0 else {
            if errno == ENOENT { return .absent }
            throw failure(name, isReading: false)
        }
        guard fsync(descriptor) == 0 else { throw failure(name, isReading: false) }
        return doubt.map { .nameOnly(path: "\(path)/\(name)", why: $0) } ?? .overwritten
    }

    /// Fills a file with zeros. - Returns: why it was left as it is; nil where it was overwritten.
    private func overwrite(_ name: String, expecting sha256: String) -> String? {
        // What waits for another program, such as a FIFO, must not hold this one up.
        let file = openat(descriptor, name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else {
            return errno == ELOOP ? "it was a link to another place" : String(cString: strerror(errno))
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return "it was not a regular file"
        }
        guard status.st_nlink == 1 else { return "it had other names, which are left as they are" }
        guard let bytes = try? EvidenceStore.read(file, of: "\(path)/\(name)"),
            Hash.sha256(bytes).hex == sha256
        else { return "something else stood in its place" }
        let zeros = [UInt8](repeating: 0, count: 1 << 16)
        var done = 0
        while done < bytes.count {
            let count = pwrite(file, zeros, min(bytes.count - done, zeros.count), off_t(done))
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return String(cString: strerror(errno)) }
            done += count
        }
        return fsync(file) == 0 ? nil : String(cString: strerror(errno))
    }

    private func failure(_ name: String, isReading: Bool) -> EvidenceError {
        EvidenceError(path: "\(path)/\(name)", isReading: isReading, code: errno)
    }

    private static func isLink(_ parent: Int32, _ name: String) -> Bool {
        var status = stat()
        return fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}
