#if Server
    import Hummingbird
    import NIOCore
    import Tracker
    import TrackerPages

    /// The pages on one person's own computer: no accounts, nothing to set up.
    struct Desk {
        let register: String
        let port: Int
        let isQuiet: Bool

        func serve() async throws {
            let file = try PagesFile(at: register.contains("://") ? nil : register + ".pages")
            let door = Door()
            let (register, isQuiet) = (register, isQuiet)
            let server = PagesServer(
                answer: { await door.answer($0) }, address: .hostname("127.0.0.1", port: port),
                connections: 256, requestSeconds: 60)
            try await server.run { channel in
                guard let port = channel.localAddress?.port else { return }
                let pages = Pages(
                    register: register, file: file, site: PagesSite(loopback: port), clock: Machine.now)
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
                    if isQuiet { return }
                    Machine.say(
                        "Open it in a browser: it lets \(person.name) in once. Enter makes another address; Ctrl-C ends the pages."
                    )
                    Machine.open(address)
                    Machine.atEachLine { if let address = try? entrance() { Machine.say(address) } }
                } catch { Machine.fail("\(error)", code: 66) }
            }
        }
    }
#endif
