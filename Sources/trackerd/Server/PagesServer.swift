#if Server
    import Hummingbird
    import HummingbirdCore
    import Logging
    import NIOCore
    import NIOHTTPTypes

    /// Takes requests in at an address and hands them on, within limits of number and time.
    struct PagesServer {
        let answer: @Sendable (Request) async -> Response
        let address: BindAddress
        let connections: Int
        /// How long a connection may say nothing, and a request take to come in.
        let requestSeconds: Int

        /// Serves until SIGTERM or SIGINT; what was asked by then is answered.
        func run(onStart: @escaping @Sendable (any Channel) async -> Void) async throws {
            var logger = Logger(label: "trackerd")
            logger.logLevel = .critical
            let (answer, seconds) = (answer, TimeAmount.seconds(Int64(requestSeconds)))
            let app = Application(
                responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
                    await answer(request)
                },
                server: .http1(
                    configuration: .init(
                        additionalChannelHandlers: [RequestDeadline(seconds)], idleTimeout: seconds)),
                configuration: ApplicationConfiguration(
                    address: address, availableConnectionsDelegate: MaximumAvailableConnections(connections)),
                onServerRunning: onStart, logger: logger)
            try await app.runService()
        }
    }

    /// Closes a connection whose request began and doesn't end: a body that trickles in keeps no idle time-out from running out
    /// again and again.
    private final class RequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = HTTPRequestPart
        typealias InboundOut = HTTPRequestPart

        private let longest: TimeAmount
        private var end: Scheduled<Void>?

        init(_ longest: TimeAmount) { self.longest = longest }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head:
                let channel = context.channel
                end = context.eventLoop.scheduleTask(in: longest) { channel.close(promise: nil) }
            case .body: break
            case .end: stop()
            }
            context.fireChannelRead(data)
        }

        func channelInactive(context: ChannelHandlerContext) {
            stop()
            context.fireChannelInactive()
        }

        func handlerRemoved(context: ChannelHandlerContext) { stop() }

        private func stop() {
            end?.cancel()
            end = nil
        }
    }
#endif
