#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Register {
    /// Makes a register beside its place and puts it there once it is whole, so that an interruption leaves nothing
    /// that looks like a register and stands in the way of the next attempt. One that is there is never replaced.
    ///
    /// - Parameters:
    ///   - path: where the register is to be.
    ///   - fill: makes it at the path that it is handed; every connection to it is closed when this returns.
    /// - Throws: `RegisterError.exists` when the place is taken, and what `fill` throws.
    static func placing<Result>(at path: String, _ fill: (String) throws -> Result) throws -> Result {
        guard access(path, F_OK) != 0 else { throw RegisterError.exists(path: path) }
        let draft = "\(path).\(getpid()).draft"
        func removeDraft() { for ending in ["", "-wal", "-shm", "-journal"] { unlink(draft + ending) } }
        // Whatever an earlier process of that number left half done.
        removeDraft()
        defer { removeDraft() }
        let result: Result
        do { result = try fill(draft) } catch RegisterError.cannotOpen(draft, let why) {
            throw RegisterError.cannotOpen(path: path, why: why)
        }
        guard place(draft, at: path) else {
            throw errno == EEXIST
                ? RegisterError.exists(path: path)
                : RegisterError.cannotOpen(path: path, why: String(cString: strerror(errno)))
        }
        try DraftFile.settle(folderOf: path)
        return result
    }

    /// A link can't replace anything, so that two processes can't both believe to have made the register. Where the
    /// file system has no links (a memory stick), it is renamed.
    private static func place(_ draft: String, at path: String) -> Bool {
        if link(draft, path) == 0 { return true }
        return [EPERM, ENOTSUP, ENOSYS].contains(errno) && rename(draft, path) == 0
    }
}
