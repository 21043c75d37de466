#if PostgreSQL
    import CPostgreSQL
    package import TrackerValues
    import Glibc

    /// Where a register lies on a server, and how the server is reached: what the name says, and what is safe where it says
    /// nothing.
    struct ServerAddress {
        let name: ServerName
        /// What the name sets, by libpq's names.
        private let given: [String: String]

        /// - Throws: `StorageError` where the name can't be read as one.
        init(_ name: ServerName) throws(StorageError) {
            self.name = name
            var why: UnsafeMutablePointer<CChar>?
            guard let options = PQconninfoParse(name.uri, &why) else {
                let text = why.map { String(cString: $0) } ?? "out of memory"
                PQfreemem(why)
                throw StorageError(
                    .unreachable, text.oneLine, origin: "libpq", sql: nil, path: name.shown)
            }
            defer { PQconninfoFree(options) }
            given = Self.values(of: options)
        }

        private static func values(of options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
            var values: [String: String] = [:]
            var option = options
            while let keyword = option.pointee.keyword {
                if let value = option.pointee.val {
                    values[String(cString: keyword)] = String(cString: value)
                }
                option += 1
            }
            return values
        }

        /// What has libpq ask only the servers that come after the one at which a connection failed; nil where none does.
        static func others(after failed: OpaquePointer) -> [(String, String)]? {
            guard let options = PQconninfo(failed) else { return nil }
            defer { PQconninfoFree(options) }
            let values = values(of: options)
            func list(_ keyword: String) -> [String] {
                (values[keyword] ?? "").split(separator: ",", omittingEmptySubsequences: false).map(
                    String.init)
            }
            let (hosts, addresses) = (list("host"), list("hostaddr"))
            let count = max(hosts.count, addresses.count)
            // One port is every server's.
            var ports = list("port")
            if ports.count == 1 { ports = Array(repeating: ports[0], count: count) }
            func text(_ text: UnsafePointer<CChar>?) -> String { text.map { String(cString: $0) } ?? "" }
            let (host, port) = (text(PQhost(failed)), text(PQport(failed)))
            guard ports.count == count,
                let here = (0..<count).first(where: { index in
                    let given = [hosts, addresses].first { $0.indices.contains(index) && !$0[index].isEmpty }
                    return given?[index] == host
                        && (port.isEmpty || ports[index].isEmpty || ports[index] == port)
                }), here + 1 < count
            else { return nil }
            return [("host", hosts), ("hostaddr", addresses), ("port", ports)].compactMap { keyword, all in
                all.count == count ? (keyword, all[(here + 1)...].joined(separator: ",")) : nil
            }
        }

        /// What is handed to libpq: the name, and beside it what it leaves open.
        var parameters: [(String, String)] {
            var parameters = [("dbname", name.uri), ("client_encoding", "UTF8")]
            func add(_ keyword: String, _ value: String, unless variable: String? = nil) {
                let isSet = variable.map { getenv($0) != nil } ?? false
                if given[keyword] == nil, !isSet { parameters.append((keyword, value)) }
            }
            add("fallback_application_name", "tracker")
            // Of several servers the next one is tried soon: what is down says nothing.
            add("connect_timeout", isOneOfSeveral ? "3" : "10", unless: "PGCONNECT_TIMEOUT")
            // A network that is cut, or a server without power, is noticed within half a minute, also while an answer is waited for.
            add("tcp_user_timeout", "30000")
            add("keepalives_idle", "10")
            add("keepalives_interval", "5")
            add("keepalives_count", "4")
            return parameters
        }

        private var isOneOfSeveral: Bool { (given["hostaddr"] ?? given["host"] ?? "").contains(",") }

        /// Sees to it that whoever listens to the network can neither read the register nor pretend to be its server, unless the
        /// name, a service file or the environment says otherwise, all of which go before what is set here.
        func encrypt() {
            if !isLocal { setenv("PGSSLMODE", "verify-full", 0) }
        }

        /// Whether nothing leaves this computer on the way.
        var isLocal: Bool {
            func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
            var hosts = given["hostaddr"] ?? given["host"]
            if hosts == nil {
                // What a service file says isn't known here.
                if given["service"] != nil || variable("PGSERVICE") != nil { return false }
                hosts = variable("PGHOSTADDR") ?? variable("PGHOST")
            }
            return (hosts ?? "").split(separator: ",").map(String.init).allSatisfy { host in
                // A name that begins with a slash or an @ is a socket's.
                ["localhost", "127.0.0.1", "::1"].contains(host) || host.hasPrefix("/") || host.hasPrefix("@")
            }
        }
    }

    extension String {
        /// A message of libpq's as part of a sentence; the lines that begin with a tab only guess.
        var oneLine: String {
            split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("\t") }.joined(separator: " ")
                .trimmingEnd
        }

        private var trimmingEnd: String {
            var text = self[...]
            while let last = text.last, last.isWhitespace || last == "." { text.removeLast() }
            return String(text)
        }
    }
#endif
