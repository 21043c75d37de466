#if Server
    import ArgumentParser
    import Glibc
    import HTTPTypes
    import Hummingbird
    import HummingbirdCore
    import Logging
    import NIOCore
    import NIOPosix
    import Synchronization
    import TrackerPages

    /// Serves a register's pages to whoever uses this computer.
    @main struct Trackerd: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "trackerd", abstract: "Serves a register's pages on this computer.",
            discussion: """
                Started by: trackerctl serve. It answers on this computer alone, prints an address with which one person comes in \
                once, and ends with Ctrl-C.
                """)
        @Option(help: ArgumentHelp("The register.", valueName: "path")) var register: String
        @Option(help: ArgumentHelp("The port; else one that is free.", valueName: "number")) var port = 0
        @Flag(help: "Print the address alone, and open no browser.") var quiet = false

        func validate() throws {
            guard (0...65535).contains(port) else {
                throw ValidationError("A port is a number from 0 to 65535.")
            }
        }

        func run() async throws {
            let file = try PagesFile(at: register.contains("://") ? nil : register + ".pages")
            let threads = NIOThreadPool(numberOfThreads: 3)
            threads.start()
            let door = Door(threads: threads)
            let path = register
            let quiet = quiet
            var logger = Logger(label: "trackerd")
            logger.logLevel = .error
            let app = Application(
                responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
                    await door.answer(request)
                },
                server: .http1(configuration: .init(idleTimeout: .seconds(60))),
                configuration: ApplicationConfiguration(
                    address: .hostname("127.0.0.1", port: port),
                    availableConnectionsDelegate: MaximumAvailableConnections(256)),
                onServerRunning: { channel in
                    guard let port = channel.localAddress?.port else { return }
                    let pages = Pages(
                        register: path, file: file, site: PagesSite(loopback: port), clock: Machine.now)
                    do {
                        guard let person = try pages.person(ofAccount: Machine.account) else {
                            Machine.fail(
                                "nobody in the register has the account \(Machine.account). Register it: trackerctl person add NAME --account \(Machine.account)",
                                code: 77)
                        }
                        door.open(pages)
                        let entrance: @Sendable () throws -> String = {
                            "http://127.0.0.1:\(port)\(try pages.entrance(for: person.id))"
                        }
                        let address = try entrance()
                        Machine.say(address)
                        if quiet { return }
                        Machine.say(
                            "Open it in a browser: it lets \(person.name) in once. Enter makes another address; Ctrl-C ends the pages."
                        )
                        Machine.open(address)
                        Machine.atEachLine { if let address = try? entrance() { Machine.say(address) } }
                    } catch { Machine.fail("\(error)", code: 66) }
                }, logger: logger)
            try await app.runService()
        }
    }

    /// Between a connection and the pages: takes a request in, has it answered by a thread of its own, and hands the answer out.
    final class Door: Sendable {
        private let threads: NIOThreadPool
        private let pages = Mutex<Pages?>(nil)

        init(threads: NIOThreadPool) { self.threads = threads }

        /// From now on requests are answered.
        func open(_ pages: Pages) { self.pages.withLock { $0 = pages } }

        func answer(_ request: Request) async -> Response {
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
            guard let answer = try? await threads.runIfActive({ pages.respond(to: asked) }) else {
                return Response(status: .serviceUnavailable)
            }
            var response = Response(
                status: .init(code: answer.status),
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
            for (name, value) in answer.headers {
                if let name = HTTPField.Name(name) { response.headers[name] = value }
            }
            return method == .head ? response.createHeadResponse() : response
        }
    }
#else
    import Glibc

    /// What there is of it without the trait `Server`.
    @main enum Trackerd {
        static func main() {
            var sentence =
                "trackerd: this one was built without its server. Build it with the trait Server: scripts/server\n"
            sentence.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
            exit(69)
        }
    }
#endif
