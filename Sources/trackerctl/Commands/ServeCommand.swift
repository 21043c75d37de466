import ArgumentParser
import Glibc
import Tracker

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Shows the register in a browser on this computer, with forms for what can be recorded.",
        discussion: """
            Prints an address that lets you in once, as the person registered for your account, and opens it where there is a \
            browser. Nobody else's computer can reach the pages. Ctrl-C ends them. The program trackerd, which serves them, lies \
            beside this one. Example:
              trackerctl serve
            """)
    @OptionGroup var register: RegisterOptions
    @Option(help: ArgumentHelp("The port; else one that is free.", valueName: "number")) var port: Int?
    @Flag(help: "Print the address alone, and open no browser.") var quiet = false

    func run() throws {
        // What is wrong with the register is told here, in this program's words.
        _ = try register.open().size()
        let program = Self.place + "/trackerd"
        guard access(program, X_OK) == 0 else { throw WithoutServer(place: Self.place) }
        let typed =
            [program, "--register", register.location] + (port.map { ["--port", String($0)] } ?? [])
            + (quiet ? ["--quiet"] : [])
        var arguments = typed.map { strdup($0) } + [nil]
        execv(program, &arguments)
        throw CannotRead(path: program, why: String(cString: strerror(errno)))
    }

    /// The folder of this program.
    private static var place: String {
        guard let real = realpath("/proc/self/exe", nil) else { return "." }
        defer { free(real) }
        let path = String(cString: real)
        return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}

/// The program that serves the pages isn't there.
private struct WithoutServer: TrackerError {
    let place: String
    var failure: FailureKind { .missing }
    var description: String {
        "the pages are served by a program of its own, trackerd, and there is none in \(place). It is built with the trait Server: scripts/server says how."
    }
}
