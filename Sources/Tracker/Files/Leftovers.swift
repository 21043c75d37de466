import Glibc

/// Files that stand half-written beside their places. A program that is told to stop by a signal removes them from
/// its handler (`removeAll`), since nothing else of it runs any more.
public enum Leftovers {
    /// More at once are left lying, as after a power cut.
    private static let capacity = 64
    /// C strings, since a handler may neither allocate nor wait for a lock.
    nonisolated(unsafe) private static let paths: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = {
        let paths = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: capacity)
        paths.initialize(repeating: nil, count: capacity)
        return paths
    }()
    nonisolated(unsafe) private static let lock: UnsafeMutablePointer<pthread_mutex_t> = {
        let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        return lock
    }()

    /// Makes room, before a handler is set up that calls `removeAll`.
    public static func prepare() { _ = paths }

    /// Removes the files that are not in their places yet. Safe in a signal handler after `prepare`.
    public static func removeAll() {
        for index in 0..<capacity { if let path = paths[index] { unlink(path) } }
    }

    /// Notes a file that is not in its place yet.
    public static func note(_ path: String) {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        guard let free = (0..<capacity).first(where: { paths[$0] == nil }) else { return }
        paths[free] = strdup(path)
    }

    /// The file is in its place, or gone.
    public static func forget(_ path: String) {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        for index in 0..<capacity {
            guard let noted = paths[index], strcmp(noted, path) == 0 else { continue }
            paths[index] = nil
            free(noted)
            return
        }
    }

    /// Runs `body`, which fills the database `path`; what is left of it and of SQLite's files beside it goes then.
    package static func around<Result>(database path: String, _ body: () throws -> Result) rethrows -> Result
    {
        let files = [path] + RegisterFiles(path).sideFiles
        for file in files { note(file) }
        defer {
            for file in files {
                unlink(file)
                forget(file)
            }
        }
        return try body()
    }
}
