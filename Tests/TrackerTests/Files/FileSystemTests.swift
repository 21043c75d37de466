import Testing

import Tracker

/// Telling a network file system from a disk of this computer.
struct FileSystemTests {
    /// Numbers from statfs(2).
    @Test func networkFileSystemsAreKnownByTheirNumber() {
        #expect(FileSystem.networkName(ofType: 0x6969) == "NFS")
        #expect(FileSystem.networkName(ofType: 0xFF53_4D42)?.contains("CIFS") == true)
        #expect(FileSystem.networkName(ofType: 0xFE53_4D42)?.contains("SMB") == true)
        #expect(FileSystem.networkName(ofType: 0x6573_5546)?.contains("sshfs") == true)
        #expect(FileSystem.networkName(ofType: 0x00C3_6400) == "CephFS")
        // ext4, btrfs, xfs, tmpfs, overlayfs
        for local: UInt32 in [0xEF53, 0x9123_683E, 0x5846_5342, 0x0102_1994, 0x794C_7630] {
            #expect(FileSystem.networkName(ofType: local) == nil)
        }
    }

    @Test func theDiskTellsItsRoom() throws {
        let folder = TemporaryFolder()
        let disk = try #require(FileSystem(at: folder.path))
        #expect(disk.freeBytes > 0 && !disk.isReadOnly)
        #expect(FileSystem(at: folder.file("none")) == nil)
    }
}
