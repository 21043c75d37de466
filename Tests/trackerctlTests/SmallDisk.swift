import Foundation
import Glibc
import Testing

/// A disk of its own in memory, mounted on a folder; gone when the test lets go of it. Mounting takes rights that not
/// every computer gives a test: `isAllowed` says whether this one does.
final class SmallDisk {
    let path: String

    static let isAllowed: Bool = (try? SmallDisk(kibibytes: 64)) != nil
    static let refusal: Comment = "a disk of its own can't be mounted here"

    init(kibibytes: Int) throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("trackerctl-disk-\(UUID())").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(kibibytes)k,mode=0700") == 0 else {
            rmdir(path)
            throw POSIXError(.EPERM)
        }
    }

    deinit {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }

    /// Makes it one that can only be read.
    func freeze() throws {
        guard mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 else {
            throw POSIXError(.EPERM)
        }
    }
}
