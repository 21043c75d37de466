import Glibc

/// The program that keeps others from writing to a database, as far as the system tells: SQLite's locks are POSIX
/// locks on fixed bytes (<https://www.sqlite.org/walformat.html#wal_index_locks>,
/// <https://www.sqlite.org/fileformat2.html>), and `fcntl` says which process holds them.
package struct LockHolder: Equatable, Sendable, CustomStringConvertible {
    /// The process.
    package let process: Int32
    /// The program's name, where the system tells.
    package let program: String?
    /// The account that runs it, where the system tells.
    package let account: String?

    /// Who holds the database at `path`; nil where nobody does any more, or it is on another computer.
    ///
    /// Asking gives up all locks of this process on the database (POSIX `fcntl`, on closing a file): only for a program
    /// that is done with it.
    package init?(of path: String) {
        // Of the log's index: the bytes for writing, checkpointing and recovering. Of the database, for one without a log:
        // pending, reserved, and those that all readers share.
        guard
            let holder = Self.process(locking: 120...122, of: path + "-shm", against: F_WRLCK)
                ?? Self.process(locking: 0x4000_0000...0x4000_0001, of: path, against: F_WRLCK)
                ?? Self.process(locking: 0x4000_0002...0x4000_01FF, of: path, against: F_RDLCK)
        else { return nil }
        process = holder
        program = Self.line(of: "/proc/\(holder)/comm")
        var status = stat()
        account =
            stat("/proc/\(holder)", &status) == 0
            ? getpwuid(status.st_uid).flatMap { String(cString: $0.pointee.pw_name) } : nil
    }

    /// The process, if any, whose lock keeps this one from taking a lock of `kind` on some bytes of a file.
    private static func process(
        locking bytes: ClosedRange<Int>, of path: String, against kind: Int32
    ) -> Int32? {
        let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var lock = flock()
        lock.l_type = Int16(kind)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = off_t(bytes.lowerBound)
        lock.l_len = off_t(bytes.count)
        guard fcntl(file, F_GETLK, &lock) == 0, lock.l_type != Int16(F_UNLCK), lock.l_pid > 0 else {
            return nil
        }
        return lock.l_pid
    }

    /// The first bytes of a file of the system's, whose size can't be known beforehand.
    private static func line(of path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(file, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count].prefix { $0 != 0x0A }, as: UTF8.self) : nil
    }

    /// As a sentence's subject: "tracker (process 4711, account olive)".
    package var description: String {
        "\(program ?? "another program") (process \(process)\(account.map { ", account \($0)" } ?? ""))"
    }
}
