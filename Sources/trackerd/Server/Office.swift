#if Server
    import Glibc
    import Hummingbird
    import NIOCore
    import Synchronization
    import Tracker
    import TrackerPages
    import TrackerTransfer

    /// The pages of an office, as a file configures them.
    final class Office: Sendable {
        private let file: String
        private let log = EventLog()
        /// What is in force, once it is.
        private let current = Mutex<PagesConfiguration?>(nil)

        init(configuration file: String) { self.file = file }

        /// What a configuration can't be served for: each a sentence that names its place.
        private struct Faulty: Error {
            let sentences: [String]
        }

        /// Says what is wrong, here and now, and ends; nothing is started.
        func check() {
            let configuration = readOrFail()
            Machine.say(
                "\(file) is fine: the register \(configuration.register) at \(configuration.address).")
        }

        /// Prints a link with which somebody makes a passkey.
        func invite(_ name: String) {
            let configuration = readOrFail()
            do {
                guard let (link, name) = try pages(configuration).firstInvitation(for: name) else {
                    Machine.fail(
                        "nobody in the register is called \(name); write the name, or the identifier (P1), as trackerctl person list prints it",
                        code: 66)
                }
                Machine.say(link)
                Machine.say("Give it to \(name): it leads to one passkey and lasts three days.")
            } catch { Machine.fail("\(error)", code: 66) }
        }

        /// Serves until it is told to end.
        func serve() async throws {
            let configuration = readOrFail()
            let door = Door(log: log)
            do { door.open(try pages(configuration)) } catch { Machine.fail("\(error)", code: 66) }
            current.withLock { $0 = configuration }
            Machine.atHangUp { [self] in reload(door) }
            let address: BindAddress
            var before: mode_t?
            switch configuration.listening {
            case .port(let port): address = .hostname("127.0.0.1", port: port)
            case .socket(let path, let mode):
                address = .unixDomainSocket(path: path)
                // The socket is born with its rights: it is open to nobody else for a moment.
                before = umask(0o777 & ~mode)
            }
            let mail = MorningMail({ [self] in current.withLock { $0 } }, log: log)
            mail.start()
            let witnesses = WitnessCalls({ [self] in current.withLock { $0 } }, log: log)
            witnesses.start()
            let mask = before
            let server = PagesServer(
                answer: { await door.answer($0) }, address: address, connections: configuration.connections,
                requestSeconds: configuration.requestSeconds)
            do {
                try await server.run { [log] channel in
                    if let mask { umask(mask) }
                    log.event(
                        "started",
                        "The pages are at \(configuration.address)\(channel.localAddress?.port.map { ", port \($0)" } ?? "")."
                    )
                }
            } catch { Machine.fail("the pages can't be served: \(error)", code: 69) }
            mail.end()
            witnesses.end()
            log.event("ended", "What was asked is answered.")
        }

        /// Reads the configuration anew. A faulty one changes nothing.
        private func reload(_ door: Door) {
            do {
                let configuration = try read()
                door.open(try pages(configuration))
                let isHeard = current.withLock { old in
                    defer { old = configuration }
                    return old.map { configuration.listensAs($0) } ?? true
                }
                log.event(
                    "reloaded",
                    isHeard
                        ? "The new configuration is in force."
                        : "The new configuration is in force, but for listen, socket-mode, connections and request-seconds: they are as they were until the next start."
                )
            } catch let faulty as Faulty {
                for sentence in faulty.sentences { log.event("not reloaded", sentence) }
            } catch {
                log.event("not reloaded", "\(error)")
            }
        }

        private func pages(_ configuration: PagesConfiguration) throws -> Pages {
            try Pages(
                configuration,
                ask: { address, form in try WebTransfer.ask(address, sending: form) }, clock: Machine.now)
        }

        private func read() throws -> PagesConfiguration {
            guard let text = Machine.text(of: file) else {
                throw Faulty(sentences: ["\(file): it can't be read: \(String(cString: strerror(errno)))"])
            }
            let configuration: PagesConfiguration
            do { configuration = try PagesConfiguration(parsing: text) } catch {
                throw Faulty(sentences: error.all.map { "\(file):\($0)" })
            }
            let faults = configuration.faultsHere()
            guard faults.isEmpty else { throw Faulty(sentences: faults.map { "\(file):\($0)" }) }
            return configuration
        }

        private func readOrFail() -> PagesConfiguration {
            do { return try read() } catch {
                let sentences = (error as? Faulty)?.sentences ?? ["\(error)"]
                // EX_CONFIG, by which a service manager knows not to try again.
                Machine.fail(sentences.joined(separator: "\ntrackerd: "), code: 78)
            }
        }
    }
#endif
