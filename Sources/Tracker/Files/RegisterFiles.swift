package import TrackerValues
import Glibc

/// Where a register stands: the files that belong to it, who can get at them, and on what kind of disk.
public struct RegisterFiles: Sendable {
    /// The register's file.
    public let path: String

    /// What the evidence folder is called after the register's own name.
    static let evidenceEnding = ".evidence"
    /// What a register that was replaced is called after its own name, before the day and time.
    private static let asideEnding = ".before-"

    /// The place of the register at `path`. A link to a register leads to the register's own place, so that what lies
    /// beside it (SQLite's log, evidence, copies kept aside) is the same by every name.
    public init(_ path: String) {
        guard AtomicFile.isLink(path), let real = realpath(path, nil) else {
            self.path = path
            return
        }
        defer { free(real) }
        self.path = String(cString: real)
    }

    /// The folder that it lies in.
    public var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The files that SQLite keeps beside it while it is in use: log, index of the log, journal.
    public var sideFiles: [String] { ["-wal", "-shm", "-journal"].map { path + $0 } }

    /// Its evidence.
    public var evidence: EvidenceStore { EvidenceStore(beside: path) }

    /// Where its evidence is to be read: a register that was kept aside shares the folder of the one in its place.
    public var sharedEvidence: EvidenceStore {
        guard access(evidence.folder, F_OK) != 0, let aside = path.ranges(of: Self.asideEnding).last else {
            return evidence
        }
        return EvidenceStore(beside: String(path[..<aside.lowerBound]))
    }

    /// The dated name under which what stands here is kept: `register.db.before-2026-03-31T090000Z`.
    package func aside(at now: Instant) -> String {
        let moment = now.description.prefix { $0 != "." }.filter { $0 != ":" }
        return "\(path)\(Self.asideEnding)\(moment)Z"
    }

    /// Whether the name leads to a regular file.
    package static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Whether anything has the name `path`, be it a link that leads nowhere.
    package static func isTaken(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// The file system that it lies, or would lie, on.
    public var fileSystem: FileSystem? { FileSystem(at: path) ?? FileSystem(at: folder) }

    /// Whether nobody can change it, since the disk can only be read, and nothing of it lies in a log.
    package var isFrozen: Bool {
        guard FileSystem(at: path)?.isReadOnly == true else { return false }
        var log = stat()
        return stat(path + "-wal", &log) != 0 || log.st_size == 0
    }

    /// Whether Litestream replicates it: its folder lies beside it. Litestream writes to pages of the register without
    /// giving them checksums, so that these can't be relied on (docs/safekeeping.md).
    package var isReplicated: Bool {
        let name = path.split(separator: "/").last ?? ""
        return access("\(folder)/.\(name)-litestream", F_OK) == 0
    }

    /// Whether whoever runs the program may read it and write nothing in its folder, where SQLite would need files of its
    /// own, and nothing of it lies in a log: then it can be read as it stands.
    package var isForReadingOnly: Bool {
        access(path, R_OK) == 0 && access(folder, W_OK) != 0 && access(path + "-shm", R_OK) != 0
            && ["-wal", "-journal"].allSatisfy { (FileStamp.size(of: path + $0) ?? 0) == 0 }
    }

    /// What whoever reads the register should know of how it is read, as a sentence; nil where there is nothing special.
    public var readingNote: String? {
        guard isForReadingOnly, !isFrozen else { return nil }
        return
            "You may write nothing in \(folder), so the register is read as it stands, like one on a disk that can only be read."
    }

    /// Its files and folders, with the evidence folder but not what is in it, as far as they are there.
    public var permissions: [FilePermissions] {
        ([path, folder] + sideFiles + [evidence.folder]).compactMap { FilePermissions(of: $0) }
    }

    /// What whoever uses the register should know at once, each a sentence: that everybody can write to it, or that it
    /// lies on a network file system.
    public var warnings: [String] {
        var warnings: [String] = []
        let open = permissions.filter(\.everybodyMayWrite).map(\.path)
        if !open.isEmpty {
            warnings.append(
                "Every account on this computer can write to \(open.joined(separator: ", ")), and so can change the register unseen. Run: chmod o-w \(open.joined(separator: " "))"
            )
        }
        if let name = fileSystem?.networkName {
            warnings.append(
                "The register at \(path) lies on a network file system: \(name). Programs on two computers can damage it there; docs/safekeeping.md says what to do."
            )
        }
        return warnings
    }
}
