import TrackerStorage
import TrackerValues
import TrackerFiles
import Glibc

extension Register {
    /// Makes a register beside its place, puts it there once it is whole, and opens it there: nothing is called made
    /// before it was read again. An interruption leaves nothing that looks like a register and stands in the way of the
    /// next attempt. One that is there is never replaced, nor may anything of an earlier one lie at its name.
    ///
    /// - Parameters:
    ///   - path: where the register is to be.
    ///   - keepingEvidence: whether files may lie in its evidence folder: those of a register that is made again.
    ///   - fill: makes it at the path that it is handed; every connection to it is closed when this returns.
    /// - Throws: `RegisterError.exists` when the place is taken, `RegisterError.leftOver` when something lies there, and
    ///   what `fill` throws.
    package static func installAtomically<Result>(
        at path: String, keepingEvidence: Bool = false, _ fill: (String) throws -> Result
    ) throws -> (Result, Register) {
        let place = RegisterFiles(path)
        try OutputPlace.refuseBelongings(place.path)
        try place.requireNothing(keepingEvidence: keepingEvidence)
        let draft = "\(place.path).\(getpid()).draft"
        // Whatever an earlier process of that number left half done.
        for file in [draft] + RegisterFiles(draft).sideFiles { unlink(file) }
        return try Leftovers.around(database: draft) {
            let result: Result
            do { result = try fill(draft) } catch RegisterError.cannotOpen(draft, let why) {
                throw RegisterError.cannotOpen(path: path, why: why)
            }
            let made = try state(of: try open(at: draft, for: .writing))
            guard put(draft, at: place.path) else {
                throw errno == EEXIST
                    ? RegisterError.exists(path: path)
                    : RegisterError.cannotOpen(path: path, why: String(cString: strerror(errno)))
            }
            // SQLite would take what appeared meanwhile for its own.
            if let log = place.sideFiles.first(where: RegisterFiles.isTaken) {
                unlink(place.path)
                throw RegisterError.leftOver(path: path, beside: log)
            }
            try AtomicFile.sync(folderOf: place.path)
            let register = try open(at: path, for: .writing)
            try register.require(made)
            return (result, register)
        }
    }

    /// What a register holds: to be found in it again when it is opened in its place.
    private static func state(of register: Register) throws -> TrustedState {
        let size = try register.size()
        return TrustedState(size: size, root: try register.root(at: size))
    }

    /// Makes sure that the register begins with what was put there. - Throws: `RegisterError.damaged`.
    package func require(_ made: TrustedState) throws {
        guard try continues(made) else {
            throw RegisterError.damaged("\(path) does not hold the \(made.size) entries that were put there")
        }
    }

    /// A link can't replace anything, so that two processes can't both believe to have made the register. Where the
    /// file system has no links (a memory stick), it is renamed.
    private static func put(_ draft: String, at path: String) -> Bool {
        if link(draft, path) == 0 { return true }
        return [EPERM, ENOTSUP, ENOSYS].contains(errno) && rename(draft, path) == 0
    }
}

extension RegisterFiles {
    /// Looks for what lies at the name of a new register.
    fileprivate func requireNothing(keepingEvidence: Bool) throws {
        if AtomicFile.isLink(path) { throw RegisterError.leftOver(path: path, beside: path) }
        if Self.isTaken(path) { throw RegisterError.exists(path: path) }
        if let log = sideFiles.first(where: Self.isTaken) {
            throw RegisterError.leftOver(path: path, beside: log)
        }
        guard Self.isTaken(evidence.folder) else { return }
        let isUsable = !AtomicFile.isLink(evidence.folder) && (keepingEvidence || rmdir(evidence.folder) == 0)
        guard isUsable else { throw RegisterError.leftOver(path: path, beside: evidence.folder) }
    }
}
