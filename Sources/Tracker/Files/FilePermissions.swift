import Glibc

/// Who besides its owner can get at a file or folder, by its permission bits (POSIX `<sys/stat.h>`).
public struct FilePermissions: Equatable, Sendable {
    /// The file or folder.
    public let path: String
    /// Whether it is a folder.
    public let isFolder: Bool
    private let mode: UInt32

    /// Looks at `path`; nil when nothing is there.
    public init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(path: path, mode: status.st_mode)
    }

    package init(path: String, mode: UInt32) {
        self.path = path
        self.mode = mode
        isFolder = mode & S_IFMT == S_IFDIR
    }

    /// Whether every account on this computer can write to it. Sticky folders such as `/tmp` count: whoever can put
    /// a journal beside a register there can change the register.
    public var everybodyMayWrite: Bool { mode & 0o002 != 0 }

    /// Whether anybody besides the owner can write to it.
    public var othersMayWrite: Bool { mode & 0o022 != 0 }

    /// Whether anybody besides the owner can read it.
    public var othersMayRead: Bool { mode & 0o044 != 0 }

    /// What others can do to it, as a sentence without its full stop; nil when it is its owner's alone. Folders may be
    /// looked into: what lies in them has bits of its own.
    public var sentence: String? {
        let who = mode & 0o006 != 0 ? "Every account on this computer" : "The group that it belongs to"
        if othersMayWrite { return "\(who) can write to \(path)" }
        return othersMayRead && !isFolder ? "\(who) can read \(path)" : nil
    }

    /// The command that makes it its owner's alone.
    public var remedy: String { isFolder ? "chmod go-w \(path)" : "chmod 600 \(path)" }
}
