#if Server
    import HTTPTypes
    import Hummingbird
    import NIOCore
    import NIOPosix
    import Tracker
    import TrackerPages

    /// A witness of others' ledgers, on a port of this computer alone.
    struct WitnessService {
        let folder: String
        let port: Int

        func serve() async throws {
            let folder = WitnessFolder(folder)
            let log = EventLog()
            let signer: WitnessSigner
            do { signer = try folder.signer() } catch { Machine.fail("\(error)", code: 66) }
            let desk = WitnessDesk(
                folder, signer: signer, clock: Machine.now,
                onContradiction: { log.event("not cosigned", $0) })
            // What waits for the disk, or for another request about the same log, holds up no connection.
            let threads = NIOThreadPool(numberOfThreads: 4)
            threads.start()
            let server = PagesServer(
                answer: { await Self.answer($0, desk, threads, log) },
                address: .hostname("127.0.0.1", port: port), connections: 256, requestSeconds: 30)
            do {
                try await server.run { channel in
                    guard let port = channel.localAddress?.port else { return }
                    log.event("started", "\(signer.key.name) answers at http://127.0.0.1:\(port).")
                }
            } catch { Machine.fail("the witness can't be served: \(error)", code: 69) }
            log.event("ended", "What was asked is answered.")
        }

        private static func answer(
            _ request: Request, _ desk: WitnessDesk, _ threads: NIOThreadPool, _ log: EventLog
        ) async -> Response {
            let began = ContinuousClock.now
            let target = request.head.path ?? ""
            let response = await response(to: request, target, desk, threads)
            log.request(
                request.method, WitnessDesk.shape(of: target), response.status.code,
                ContinuousClock.now - began)
            return response
        }

        private static func response(
            to request: Request, _ target: String, _ desk: WitnessDesk, _ threads: NIOThreadPool
        ) async -> Response {
            let method = PageRequest.Method(request.method)
            var body: [UInt8] = []
            if method == .post {
                guard let buffer = try? await request.body.collect(upTo: WitnessDesk.longest) else {
                    var response = Response(status: .contentTooLarge)
                    // What is still on its way isn't read.
                    response.headers[.connection] = "close"
                    return response
                }
                body = Array(buffer.readableBytesView)
            }
            let asked = PageRequest(method, target, body: body)
            guard let answer = try? await threads.runIfActive({ desk.respond(to: asked) }) else {
                return Response(status: .serviceUnavailable)
            }
            var response = Response(
                status: .init(code: answer.status),
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
            response.headers.add(answer.headers)
            return method == .head ? response.createHeadResponse() : response
        }
    }
#endif
