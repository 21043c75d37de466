#if Server
    import Glibc
    import HTTPTypes
    import Tracker

    /// What happens, to standard error: one JSON object a line, with none of the register's words.
    struct EventLog: Sendable {
        func request(_ method: HTTPRequest.Method, _ shape: String, _ status: Int, _ took: Duration) {
            let known: [HTTPRequest.Method] = [.get, .head, .post]
            let milliseconds =
                took.components.seconds * 1000 + took.components.attoseconds / 1_000_000_000_000_000
            tell([
                "method": .string(known.contains(method) ? method.rawValue : "other"), "path": .string(shape),
                "status": .int(Int64(status)), "milliseconds": .int(milliseconds),
            ])
        }

        func event(_ name: String, _ sentence: String) {
            tell(["event": .string(name), "sentence": .string(sentence)])
        }

        private func tell(_ members: [String: JSON]) {
            var members = members
            members["time"] = .string(Machine.now().description)
            // In one piece, so that no other thread's line comes between.
            let line = JSON.object(members).canonical + [UInt8(ascii: "\n")]
            line.withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
        }
    }
#endif
