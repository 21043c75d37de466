import Glibc
import Tracker

/// A folder as a tape archive, which every system unpacks (POSIX.1-1988, ustar).
enum TarArchive {
    /// Writes all files of a folder, in the order of their names.
    static func write(_ folder: String, as name: String, at seconds: Int64, to file: OpenFile) throws {
        for path in try files(in: folder) {
            var status = stat()
            let bytes = open("\(folder)/\(path)", O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
            guard bytes >= 0, fstat(bytes, &status) == 0 else {
                throw TrailFileError(path: path, isReading: true, code: errno)
            }
            defer { close(bytes) }
            try file.append(header("\(name)/\(path)", size: Int64(status.st_size), at: seconds))
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            var left = Int(status.st_size)
            while left > 0 {
                let count = read(bytes, &buffer, min(buffer.count, left))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw TrailFileError(path: path, isReading: true, code: errno) }
                try file.append(buffer[..<count])
                left -= count
            }
            let rest = Int(status.st_size) % 512
            if rest > 0 { try file.append([UInt8](repeating: 0, count: 512 - rest)) }
        }
        try file.append([UInt8](repeating: 0, count: 1024))
    }

    /// What stands before a file.
    static func header(_ path: String, size: Int64, at seconds: Int64) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, _ place: Int) {
            header.replaceSubrange(place..<(place + text.utf8.count), with: Array(text.utf8))
        }
        func octal(_ number: Int64, _ width: Int) -> String {
            let digits = String(number, radix: 8)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        precondition(path.utf8.count <= 100, "no file of an export has so long a name")
        put(path, 0)
        put("0000600", 100)
        put("0000000", 108)
        put("0000000", 116)
        put(octal(size, 11), 124)
        put(octal(seconds, 11), 136)
        put("        ", 148)
        put("0", 156)
        put("ustar", 257)
        put("00", 263)
        let sum = header.reduce(Int64(0)) { $0 + Int64($1) }
        put(octal(sum, 6) + "\0 ", 148)
        return header
    }

    /// The files below a folder, by their paths in it.
    static func files(in folder: String) throws -> [String] {
        var found: [String] = []
        for name in try ExportFolder.names(in: folder) {
            var status = stat()
            guard lstat("\(folder)/\(name)", &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                found += try files(in: "\(folder)/\(name)").map { "\(name)/\($0)" }
            } else if status.st_mode & S_IFMT == S_IFREG {
                found.append(name)
            }
        }
        return found
    }

    /// Removes a folder of our own with everything in it.
    static func remove(_ folder: String) {
        for name in (try? ExportFolder.names(in: folder)) ?? [] {
            if unlink("\(folder)/\(name)") != 0 { remove("\(folder)/\(name)") }
        }
        rmdir(folder)
    }
}
