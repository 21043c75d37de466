#if Server
    import ArgumentParser
    import Tracker
    import TrackerPages

    /// Serves a register's pages: to whoever uses this computer, or to an office.
    @main struct Trackerd: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "trackerd", abstract: "Serves a register's pages.",
            discussion: """
                Started by trackerctl serve, it answers on this computer alone, prints an address with which one person comes in \
                once, and ends with Ctrl-C. With a configuration it serves an office behind its reverse proxy: SIGHUP reads the \
                configuration anew, SIGTERM answers what was asked and ends. Examples:
                  trackerd --config /etc/tracker/pages.conf --check
                  trackerd --config /etc/tracker/pages.conf --invite "Olive Officer"
                  trackerd --config /etc/tracker/pages.conf
                Started by trackerctl audit witness serve, it is a witness of others' ledgers instead.
                """)
        @Option(help: ArgumentHelp("The register, for this computer alone.", valueName: "path")) var register:
            String?
        @Option(help: ArgumentHelp("A witness's folder, in place of a register.", valueName: "path"))
        var witness: String?
        @Option(help: ArgumentHelp("The port; else one that is free.", valueName: "number")) var port = 0
        @Flag(help: "Print the address alone, and open no browser.") var quiet = false
        @Option(help: ArgumentHelp("How an office serves its register.", valueName: "file")) var config:
            String?
        @Flag(help: "Say what is wrong with the configuration, and start nothing.") var check = false
        @Option(
            help: ArgumentHelp(
                "Print a link with which a registered person makes a passkey: how the first officer comes in.",
                valueName: "name"))
        var invite: String?

        func validate() throws {
            guard (0...65535).contains(port) else {
                throw ValidationError("A port is a number from 0 to 65535.")
            }
            guard [register, config, witness].count(where: { $0 != nil }) == 1 else {
                throw ValidationError(
                    "Say --config FILE for an office, --register PATH for this computer alone, or --witness PATH."
                )
            }
            guard config != nil || (!check && invite == nil) else {
                throw ValidationError("--check and --invite go with --config.")
            }
        }

        func run() async throws {
            if let register { return try await Desk(register: register, port: port, isQuiet: quiet).serve() }
            if let witness { return try await WitnessService(folder: witness, port: port).serve() }
            guard let config else { return }
            let office = Office(configuration: config)
            if check { return office.check() }
            if let invite { return office.invite(invite) }
            try await office.serve()
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
