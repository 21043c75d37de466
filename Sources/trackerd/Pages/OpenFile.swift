import Glibc
import Synchronization
import Tracker

/// A file without a name, on disk rather than in memory: whatever becomes of the program, nothing of it is left.
package final class OpenFile: Sendable {
    let descriptor: Int32
    private let written = Atomic<Int64>(0)

    package init() throws {
        var name = Array("\(Self.folder)/tracker-XXXXXX".utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else {
            throw TrailFileError(path: Self.folder, isReading: false, code: errno)
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(name)
    }

    deinit { close(descriptor) }

    /// How many bytes it has.
    package var size: Int64 { written.load(ordering: .acquiring) }

    /// Writes behind what is there. One at a time.
    package func append(_ bytes: some RandomAccessCollection<UInt8>) throws {
        let all = Array(bytes)
        var done = 0
        while done < all.count {
            let count = all.withUnsafeBytes { write(descriptor, $0.baseAddress! + done, all.count - done) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw TrailFileError(path: Self.folder, isReading: false, code: errno)
            }
            done += count
        }
        written.add(Int64(all.count), ordering: .acquiringAndReleasing)
    }

    /// Some bytes of it. - Throws: `TrailFileError`, also where it ends before.
    package func bytes(_ count: Int, at place: Int64) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let more = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress! + done, count - done, off_t(place) + off_t(done))
            }
            if more < 0, errno == EINTR { continue }
            guard more > 0 else { throw TrailFileError(path: Self.folder, isReading: true, code: errno) }
            done += more
        }
        return bytes
    }

    /// Where what is large lies for a while: a disk, which /tmp often isn't (Filesystem Hierarchy Standard 3.0, 5.15).
    private static var folder: String {
        getenv("TMPDIR").map { String(cString: $0) } ?? (access("/var/tmp", W_OK) == 0 ? "/var/tmp" : "/tmp")
    }

    /// A folder that nobody else looks into.
    static func privateFolder() throws -> String {
        var name = Array("\(folder)/tracker-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else {
            throw TrailFileError(path: folder, isReading: false, code: errno)
        }
        return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
