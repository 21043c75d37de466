import Glibc
import Synchronization
import Tracker

/// Writes the whole ledger for whoever audits it, as `trackerctl audit export` does, into one archive on disk: nobody waits for it, and
/// it is handed out from there. One is made at a time; the next takes its place.
final class Exporter: Sendable {
    /// How far it is.
    struct Running: Equatable {
        var task = "Beginning"
        var done: Int64 = 0
        var total: Int64 = 0
    }

    /// One that was made.
    struct Made: Sendable {
        /// The archive, which has no name in any folder: it is gone when the program ends.
        let file: OpenFile
        let entries: Int64
        let hasEvidence: Bool
        /// When it was made, in milliseconds since 1970, and for whom.
        let at: Int64
        let person: PersonID
    }

    private struct State {
        var running: Running?
        var made: Made?
        var fault: String?
    }

    private let register: String
    private let key: KeyFile
    private let clock: @Sendable () -> Instant
    private let state = Mutex(State())

    init(register: String, key: KeyFile, clock: @escaping @Sendable () -> Instant) {
        (self.register, self.key, self.clock) = (register, key, clock)
    }

    var running: Running? { state.withLock { $0.running } }
    var made: Made? { state.withLock { $0.made } }
    /// Why the last one couldn't be made.
    var fault: String? { state.withLock { $0.fault } }

    /// Begins one, unless one is being made.
    func begin(for person: PersonID, evidence: Bool) {
        let isNew = state.withLock { state in
            guard state.running == nil else { return false }
            state.running = Running()
            state.fault = nil
            return true
        }
        guard isNew else { return }
        let hasBegun = LongWork.begin { [self] in
            do {
                let made = try export(for: person, evidence: evidence)
                state.withLock { $0 = State(made: made) }
            } catch {
                let sentence = (error as? any TrackerError)?.onPages ?? "The export can't be written."
                state.withLock { $0 = State(made: $0.made, fault: sentence) }
            }
        }
        if !hasBegun { state.withLock { $0.running = nil } }
    }

    private func export(for person: PersonID, evidence: Bool) throws -> Made {
        let signer = try key.unattended()
        let register = try Register.open(at: register, for: .reading)
        let store = try register.evidenceStore(toRead: true)
        let folder = try OpenFile.privateFolder()
        defer { TarArchive.remove(folder) }
        let place = ExportFolder("\(folder)/export")
        let outcome = try SignedState(of: key).sign(register) {
            let outcome = try register.export(
                to: place, signedBy: signer, evidence: evidence && store.hasPlace ? store : nil
            ) { task, done, total in
                state.withLock { $0.running = Running(task: task, done: done, total: total) }
            }
            return (outcome, outcome.checkpoint)
        }
        state.withLock { $0.running = Running(task: "Packing") }
        let file = try OpenFile()
        let now = clock().millisecondsSince1970
        try TarArchive.write(place.path, as: "ledger", at: now / 1000, to: file)
        return Made(
            file: file, entries: outcome.checkpoint.size, hasEvidence: evidence, at: now, person: person)
    }
}

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
        for name in try names(in: folder) {
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

    private static func names(in folder: String) throws -> [String] {
        guard let stream = opendir(folder) else {
            throw TrailFileError(path: folder, isReading: true, code: errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a folder of our own with everything in it.
    static func remove(_ folder: String) {
        for name in (try? names(in: folder)) ?? [] {
            if unlink("\(folder)/\(name)") != 0 { remove("\(folder)/\(name)") }
        }
        rmdir(folder)
    }
}

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
