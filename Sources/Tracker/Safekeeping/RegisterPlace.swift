#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where a register stands: the files that belong to it, who can get at them, and on what kind of disk.
public struct RegisterPlace: Sendable {
    /// The register's file.
    public let path: String

    /// The place of the register at `path`.
    public init(_ path: String) { self.path = path }

    /// The folder that it lies in.
    public var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The files that SQLite keeps beside it while it is in use: log, index of the log, journal.
    public var sideFiles: [String] { ["-wal", "-shm", "-journal"].map { path + $0 } }

    /// Its evidence.
    public var evidence: EvidenceStore { EvidenceStore(beside: path) }

    /// The file system that it lies, or would lie, on.
    public var fileSystem: FileSystem? { FileSystem(at: path) ?? FileSystem(at: folder) }

    /// Whether nobody can change it, since the disk can only be read, and nothing of it lies in a log.
    var isFrozen: Bool {
        guard FileSystem(at: path)?.isReadOnly == true else { return false }
        var log = stat()
        return stat(path + "-wal", &log) != 0 || log.st_size == 0
    }

    /// Whether Litestream replicates it: its folder lies beside it. Litestream writes to pages of the register without
    /// giving them checksums, so that these can't be relied on (docs/safekeeping.md).
    var isReplicated: Bool {
        let name = path.split(separator: "/").last ?? ""
        return access("\(folder)/.\(name)-litestream", F_OK) == 0
    }

    /// Its files and folders, with the evidence folder but not what is in it, as far as they are there.
    public var exposures: [Exposure] {
        ([path, folder] + sideFiles + [evidence.folder]).compactMap { Exposure(of: $0) }
    }

    /// What whoever uses the register should know at once, each a sentence: that everybody can write to it, or that it
    /// lies on a network file system.
    public var warnings: [String] {
        var warnings: [String] = []
        let open = exposures.filter(\.everybodyMayWrite).map(\.path)
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
