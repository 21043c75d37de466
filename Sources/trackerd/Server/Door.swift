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
            let method = PageRequest.Method(request.method)
            var headers: [String: String] = [:]
            for field in request.headers {
                let name = field.name.canonicalName
                headers[name] =
                    headers[name].map { "\($0)\(name == "cookie" ? "; " : ", ")\(field.value)" }
                    ?? field.value
            }
            headers["host"] = request.head.authority ?? headers["host"]
            let head = PageRequest(method, request.head.path ?? "", headers: headers)
            let body: Body
            switch await take(request, head, pages) {
            case .success(let taken): body = taken
            case .failure(let refusal): return refused(refusal.status)
            }
            // Never on a thread that serves connections: one long page would stop all of them.
            let threads = Pages.waitsForOthers(head.target) ? waiting : threads
            let answered = try? await threads.runIfActive { () -> PageResponse? in
                // What lies on disk is read when it is its turn, so that memory holds no more of them than there are threads.
                guard let bytes = try? body.bytes() else { return nil }
                return pages.respond(
                    to: PageRequest(method, head.target, headers: head.headers, body: bytes))
            }
            guard let answer = answered ?? nil else { return Response(status: .serviceUnavailable) }
            var response = Response(status: .init(code: answer.status), body: stream(answer))
            response.headers.add(answer.headers)
            return method == .head ? response.createHeadResponse() : response
        }

        /// What came with a request: in memory, or a file on disk.
        private enum Body: Sendable {
            case words([UInt8])
            case file(OpenFile)

            func bytes() throws -> [UInt8] {
                switch self {
                case .words(let bytes): bytes
                case .file(let file): try file.bytes(Int(file.size), at: 0)
                }
            }
        }

        /// Why nothing is taken in.
        private struct Refusal: Error {
            let status: HTTPResponse.Status
        }

        /// Takes in what is sent: a form in memory; more than that on disk, and only from somebody who is signed in.
        private func take(
            _ request: Request, _ head: PageRequest, _ pages: Pages
        ) async -> Result<Body, Refusal> {
            guard head.method == .post else { return .success(.words([])) }
            let longest = Pages.longest(to: head.target)
            guard longest > Pages.longestForm else {
                guard let buffer = try? await request.body.collect(upTo: longest) else {
                    return .failure(Refusal(status: .contentTooLarge))
                }
                return .success(.words(Array(buffer.readableBytesView)))
            }
            guard (try? await threads.runIfActive({ pages.knows(head) })) == true else {
                return .failure(Refusal(status: .forbidden))
            }
            guard let file = try? OpenFile() else { return .failure(Refusal(status: .serviceUnavailable)) }
            var count = 0
            do {
                for try await buffer in request.body {
                    count += buffer.readableBytes
                    // A browser shows what it is told only once it has sent all, so that somewhat more is let pass by.
                    if count > 4 * longest { break }
                    if count > longest { continue }
                    let bytes = Array(buffer.readableBytesView)
                    try await threads.runIfActive { try file.append(bytes) }
                }
            } catch { return .failure(Refusal(status: .badRequest)) }
            return count > longest ? .failure(Refusal(status: .contentTooLarge)) : .success(.file(file))
        }

        private func refused(_ status: HTTPResponse.Status) -> Response {
            let sentence =
                status == .contentTooLarge
                ? "That is more than may be sent here. Nothing was recorded: go back, and choose less.\n"
                : status == .forbidden
                    ? "Nobody is signed in.\n" : "That didn't come whole. Send it once more.\n"
            var response = Response(
                status: status, headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: sentence)))
            // What is still on its way isn't read.
            response.headers[.connection] = "close"
            return response
        }

        /// What is handed out: from memory, or piece by piece from disk.
        private func stream(_ answer: PageResponse) -> ResponseBody {
            guard let file = answer.file else {
                return ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
            }
            let (size, threads) = (file.size, threads)
            return ResponseBody(contentLength: Int(size)) { writer in
                var place: Int64 = 0
                while place < size {
                    let (from, count) = (place, Int(min(1 << 16, size - place)))
                    let bytes = try await threads.runIfActive { try file.bytes(count, at: from) }
                    try await writer.write(ByteBuffer(bytes: bytes))
                    place += Int64(count)
                }
                try await writer.finish(nil)
            }
        }
    }
#endif
