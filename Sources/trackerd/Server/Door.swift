#if Server
    import HTTPTypes
    import Hummingbird
    import HummingbirdCore
    import NIOCore
    import NIOPosix
    import Synchronization
    import TrackerPages

    /// Between a connection and the pages: takes a request in, has it answered by a thread of its own, and hands the answer out.
    final class Door: Sendable {
        private let threads = NIOThreadPool(numberOfThreads: 3)
        /// For what waits for servers elsewhere: it may take long.
        private let waiting = NIOThreadPool(numberOfThreads: 2)
        private let pages = Mutex<Pages?>(nil)
        private let log: EventLog?

        /// - Parameter log: where requests are told; nil for nowhere.
        init(log: EventLog? = nil) {
            self.log = log
            threads.start()
            waiting.start()
        }

        /// From now on requests are answered by these pages; those that are being answered stay with theirs.
        func open(_ pages: Pages) { self.pages.withLock { $0 = pages } }

        func answer(_ request: Request) async -> Response {
            let began = ContinuousClock.now
            let response = await response(to: request)
            log?.request(
                request.method, Pages.shape(of: request.head.path ?? ""), response.status.code,
                ContinuousClock.now - began)
            return response
        }

        private func response(to request: Request) async -> Response {
            guard let pages = pages.withLock({ $0 }) else { return Response(status: .serviceUnavailable) }
            let method: PageRequest.Method =
                switch request.method {
                case .get: .get
                case .head: .head
                case .post: .post
                default: .other
                }
            var body: [UInt8] = []
            if method == .post {
                guard
                    let buffer = try? await request.body.collect(
                        upTo: Pages.longest(to: request.head.path ?? ""))
                else {
                    var response = Response(status: .contentTooLarge)
                    response.headers[.connection] = "close"
                    return response
                }
                body = Array(buffer.readableBytesView)
            }
            var headers: [String: String] = [:]
            for field in request.headers {
                let name = field.name.canonicalName
                headers[name] =
                    headers[name].map { "\($0)\(name == "cookie" ? "; " : ", ")\(field.value)" }
                    ?? field.value
            }
            headers["host"] = request.head.authority ?? headers["host"]
            let asked = PageRequest(method, request.head.path ?? "", headers: headers, body: body)
            // Never on a thread that serves connections: one long page would stop all of them.
            let threads = Pages.waitsForOthers(asked.target) ? waiting : threads
            guard let answer = try? await threads.runIfActive({ pages.respond(to: asked) }) else {
                return Response(status: .serviceUnavailable)
            }
            var response = Response(
                status: .init(code: answer.status),
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
            for (name, value) in answer.headers {
                if let name = HTTPField.Name(name) {
                    response.headers.append(HTTPField(name: name, value: value))
                }
            }
            return method == .head ? response.createHeadResponse() : response
        }
    }
#endif
