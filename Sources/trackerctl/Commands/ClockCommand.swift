import ArgumentParser
import Tracker

struct ClockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Clocks, the time limits for responses: list.",
        discussion: "Example:\n  trackerctl clock list",
        subcommands: [List.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the clocks: the law, what starts and stops each, and how it counts.",
            discussion: "Example:\n  trackerctl clock list")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let listing = try Listing.clocks(try register.open())
            try output.print(listing)
        }
    }
}
