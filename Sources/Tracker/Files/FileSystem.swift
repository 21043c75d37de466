import CFileSystem
import Glibc

/// The file system that a path lies on, as far as it matters to a register: SQLite's write-ahead log needs shared
/// memory that only one computer has (<https://www.sqlite.org/wal.html>, "Disadvantages"), and locks that few
/// network file systems keep.
public struct FileSystem: Sendable {
    /// What kind of network or shared file system it is, or nil for a disk of this computer.
    public let networkName: String?
    /// The room that is left for whoever runs the program, in bytes.
    public let freeBytes: Int64
    /// Whether nothing can be written to it at all.
    public let isReadOnly: Bool

    /// Asks the system; nil when there is nothing at `path`.
    public init?(at path: String) {
        var status = statfs()
        guard statfs(path, &status) == 0 else { return nil }
        networkName = Self.networkName(ofType: UInt32(truncatingIfNeeded: status.f_type))
        freeBytes = Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_bsize))
        isReadOnly = status.f_flags & Int(ST_RDONLY) != 0
    }

    /// The name that people know a network file system by, from the number in `f_type` (statfs(2) and Linux's
    /// `<linux/magic.h>`); nil for every other file system.
    public static func networkName(ofType number: UInt32) -> String? {
        switch number {
        case 0x6969: "NFS"
        case 0x517B, 0xFE53_4D42, 0xFF53_4D42: "a Windows share (SMB/CIFS)"
        case 0x6573_5546: "FUSE, which is often a remote folder such as sshfs"
        case 0x5346_414F, 0x6B41_4653: "AFS"
        case 0x7375_7245: "Coda"
        case 0x564C: "a NetWare share"
        case 0x0102_1997: "a folder of another system (9p)"
        case 0x786F_4256, 0xBACB_ACBC: "a folder shared with a virtual machine"
        case 0x00C3_6400: "CephFS"
        case 0x0BD0_0BD0: "Lustre"
        case 0x0116_1970: "GFS2"
        case 0x7461_636F: "OCFS2"
        case 0x4750_4653: "GPFS"
        default: nil
        }
    }
}
