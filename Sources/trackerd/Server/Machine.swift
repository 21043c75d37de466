#if Server
    import Glibc
    import Synchronization
    import Tracker

    /// What the operating system tells and does.
    enum Machine {
        /// The time.
        static let now: @Sendable () -> Instant = {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Instant(millisecondsSince1970: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
        }

        /// The account that runs the program.
        static var account: String {
            guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else {
                return "uid \(getuid())"
            }
            return String(cString: name)
        }

        /// One line to standard output, at once.
        static func say(_ line: String) {
            var line = line + "\n"
            line.withUTF8 { _ = write(STDOUT_FILENO, $0.baseAddress, $0.count) }
        }

        /// Ends the program with a sentence.
        static func fail(_ sentence: String, code: Int32) -> Never {
            var line = "trackerd: \(sentence)\n"
            line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
            exit(code)
        }

        /// Opens an address in a browser, where there is a screen to show one on.
        static func open(_ address: String) {
            guard getenv("DISPLAY") != nil || getenv("WAYLAND_DISPLAY") != nil else { return }
            let program = (getenv("PATH").map { String(cString: $0) } ?? "/usr/bin").split(separator: ":")
                .map { folder -> String in "\(folder)/xdg-open" }.first { access($0, X_OK) == 0 }
            guard let program else { return }
            var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(address), nil]
            defer { arguments.forEach { free($0) } }
            var process = pid_t()
            posix_spawn(&process, program, nil, nil, &arguments, environ)
        }

        /// Calls `body` for each line that is typed, on a thread of its own.
        static func atEachLine(_ body: @escaping @Sendable () -> Void) {
            guard isatty(STDIN_FILENO) == 1 else { return }
            let box = Unmanaged.passRetained(Action(body))
            var thread = pthread_t()
            pthread_create(
                &thread, nil,
                { action in
                    let action = Unmanaged<Action>.fromOpaque(action!).takeRetainedValue()
                    while readLine() != nil { action.body() }
                    return nil
                }, box.toOpaque())
        }

        /// Calls `body` whenever the program is sent SIGHUP, on a thread of its own. Who writes to a log that nobody reads isn't ended.
        static func atHangUp(_ body: @escaping @Sendable () -> Void) {
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else { return }
            hangUps.store(ends[1], ordering: .relaxed)
            signal(SIGPIPE, SIG_IGN)
            // In a signal's hands nothing is safe but to write a byte.
            signal(SIGHUP) { _ in
                var byte: UInt8 = 1
                _ = write(Machine.hangUps.load(ordering: .relaxed), &byte, 1)
            }
            let box = Unmanaged.passRetained(Waiting(ends[0], body))
            var thread = pthread_t()
            pthread_create(
                &thread, nil,
                { waiting in
                    let waiting = Unmanaged<Waiting>.fromOpaque(waiting!).takeRetainedValue()
                    var byte: UInt8 = 0
                    while true {
                        let count = read(waiting.end, &byte, 1)
                        if count == 1 { waiting.body() } else if count == 0 || errno != EINTR { return nil }
                    }
                }, box.toOpaque())
        }

        private static let hangUps = Atomic<Int32>(-1)

        private final class Waiting: Sendable {
            let end: Int32
            let body: @Sendable () -> Void
            init(_ end: Int32, _ body: @escaping @Sendable () -> Void) { (self.end, self.body) = (end, body) }
        }

        /// The text of a small file; nil where it can't be read or isn't text, which `errno` tells.
        static func text(of path: String) -> String? {
            let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { return nil }
            defer { close(file) }
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            var count = 0
            while count < bytes.count {
                let more = bytes.withUnsafeMutableBytes {
                    read(file, $0.baseAddress! + count, $0.count - count)
                }
                if more == 0 { break }
                guard more > 0 else { return nil }
                count += more
            }
            errno = EILSEQ
            return String(validating: bytes.prefix(count), as: UTF8.self)
        }

        private final class Action: Sendable {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
    }
#endif
