import Glibc

/// What tells that a register that is read as it stands was written to: another file, size or time, or something in a
/// log beside it.
package struct FileStamp: Equatable {
    private let numbers: [Int64]

    package init(of place: RegisterFiles) {
        var status = stat()
        _ = stat(place.path, &status)
        numbers = [
            Int64(truncatingIfNeeded: status.st_ino), Int64(status.st_size), Int64(status.st_mtim.tv_sec),
            Int64(status.st_mtim.tv_nsec), Self.size(of: place.path + "-wal") ?? 0,
            Self.size(of: place.path + "-journal") ?? 0,
        ]
    }

    /// How many bytes a file has; nil where there is none.
    package static func size(of path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }
}
