import TrackerFiles
public import TrackerRegister
import TrackerStorage
public import TrackerValues
import Glibc

extension Register {
    /// Puts a verified copy of a backup in a register's place.
    ///
    /// A register that is there is kept under a dated name. It is replaced as one transaction of SQLite's, so that other
    /// programs may have it open: they see the old or the new, and what they wrote before is in what is kept. One that is
    /// too damaged to be opened is moved aside as it is. Evidence files are only ever added.
    ///
    /// - Parameters:
    ///   - backup: the backup, its evidence beside it.
    ///   - path: where the register is to be.
    ///   - replacing: whether one that is there may be replaced.
    ///   - earlier: states that the backup must continue, such as a signed checkpoint.
    ///   - busyTimeout: how long another program is waited for, in milliseconds.
    ///   - clock: the time, for the dated name.
    ///   - progress: told how far it is.
    /// - Throws: `CopyError` where the backup does not verify or the place is taken: everything is then as it was.
    public static func restore(
        _ backup: String, to path: String, replacing: Bool = false, against earlier: [TrustedState] = [],
        busyTimeout: Int32 = 10_000, clock: () -> Instant, progress: Progress = { _, _, _ in }
    ) throws -> CopyOutcome {
        if ServerName(path) != nil || ServerName(backup) != nil { throw ServerRefusal.restore }
        let source = RegisterFiles(backup)
        let target = RegisterFiles(path)
        try OutputPlace.refuseBelongings(target.path)
        guard !source.isSameFile(as: target) else { throw CopyError.itself(path: path) }
        // A link that leads nowhere would be followed by nobody.
        if AtomicFile.isLink(target.path) || AtomicFile.isLink(target.evidence.folder) {
            throw RegisterError.leftOver(
                path: path, beside: AtomicFile.isLink(target.path) ? target.path : target.evidence.folder)
        }
        if !replacing, access(path, F_OK) == 0 { throw CopyError.taken(path: path) }
        let register = try open(at: backup, for: .inspecting, busyTimeout: busyTimeout)
        return try VerifiedCopy.make(
            of: register, for: target.path, evidence: source.sharedEvidence, against: earlier,
            progress: progress
        ) { copy in
            let aside = target.aside(at: clock())
            let isKept = try target.replace(with: copy.draft, aside: aside, busyTimeout, progress)
            let restored = try open(at: target.path, for: .reading, busyTimeout: busyTimeout)
            try restored.require(copy.state)
            var outcome = CopyOutcome(copy, at: target.path, previousCopy: isKept ? aside : nil)
            if isKept {
                outcome.departure = try? Departure(from: try open(at: aside, for: .reading), to: restored)
            }
            return outcome
        }
    }

    /// What the register at `path` holds and a backup does not, before that is restored over it; nil where one of them
    /// can't be read.
    public static func departure(restoring backup: String, over path: String) -> Departure? {
        guard let present = try? open(at: path, for: .reading), let old = try? open(at: backup, for: .reading)
        else {
            return nil
        }
        return try? Departure(from: present, to: old)
    }
}

extension RegisterFiles {
    /// Puts the file `draft` here. - Returns: whether there was something, which is now called `aside`.
    fileprivate func replace(
        with draft: String, aside: String, _ busyTimeout: Int32, _ progress: Progress
    ) throws -> Bool {
        guard access(aside, F_OK) != 0 else { throw CopyError.taken(path: aside) }
        if access(path, F_OK) == 0, try overwrite(with: draft, aside: aside, busyTimeout, progress) {
            return true
        }
        let isKept = try moveAside(to: aside)
        guard link(draft, path) == 0 else {
            throw errno == EEXIST
                ? CopyError.taken(path: path) : TrailFileError(path: path, isReading: false, code: errno)
        }
        try AtomicFile.sync(folderOf: path)
        return isKept
    }

    /// Replaces the register that is here, with nobody able to write between the copy that is kept and the replacement.
    ///
    /// - Returns: false where what is here can't be opened.
    private func overwrite(
        with draft: String, aside: String, _ busyTimeout: Int32, _ progress: Progress
    ) throws -> Bool {
        do {
            let present = try Database(path: path, for: .writing, busyTimeout: busyTimeout)
            let restored = try Database(path: draft, for: .reading)
            let kept = "\(draft)-kept"
            defer { unlink(kept) }
            try present.fill(from: restored) {
                try VerifiedCopy.write(try Database(path: path, for: .reading), to: kept, progress)
                guard link(kept, aside) == 0 else {
                    throw TrailFileError(path: aside, isReading: false, code: errno)
                }
                try AtomicFile.sync(folderOf: aside)
            } progress: {
                progress("Restoring the register", $0, $1)
            }
            return true
        } catch let error as StorageError where error.isDamaged {
            return false
        }
    }

    /// Moves the register and the files beside it, which SQLite would otherwise take for the new one's.
    private func moveAside(to aside: String) throws -> Bool {
        var isMoved = false
        for (from, to) in zip([path] + sideFiles, [aside] + RegisterFiles(aside).sideFiles) {
            if rename(from, to) == 0 {
                isMoved = true
            } else if errno != ENOENT {
                throw TrailFileError(path: from, isReading: false, code: errno)
            }
        }
        return isMoved
    }
}
