import ArgumentParser
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
        try PagesProgram.start(
            ["--register", register.location] + (port.map { ["--port", String($0)] } ?? [])
                + (quiet ? ["--quiet"] : []))
    }
}
