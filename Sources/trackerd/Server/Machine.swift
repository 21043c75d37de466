#if Server
    import Glibc
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

        private final class Action: Sendable {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
    }
#endif
