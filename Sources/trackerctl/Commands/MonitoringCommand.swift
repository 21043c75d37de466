import ArgumentParser
import Tracker

struct MonitoringCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monitoring", abstract: "The inspectorate's monitoring of forces: set, list.",
        discussion: """
            Papers that cover the force print its stage on their day. Example:
              trackerctl monitoring list
            """,
        subcommands: [Set.self, List.self])

    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says at which stage a force is monitored from a day on.",
            discussion: """
                HMICFRS calls its stages Scan and Engage; other words are taken as they are. Example:
                  trackerctl monitoring set "Metropolitan Police Service" Engage --from 2022-06-28
                """)
        @OptionGroup var register: RegisterOptions
        @Option(help: "Who is acting.", completion: .register(.people)) var by: String?
        @Flag(help: "Say nothing when all went well.") var quiet = false
        @OptionGroup var clock: ClockOptions
        @Argument(help: "The force.", completion: .register(.forces)) var force: String
        @Argument(help: "The stage.") var stage: String
        @Option(help: ArgumentHelp("The first day.", valueName: "date")) var from: String
        @Option(help: "Why.") var reason: String?

        func run() throws {
            let day = try Day(parsing: from)
            let register = try register.open(for: .writing)
            let session = clock.trusted(
                Session(try Actor(named: by, in: register), clock: Environment.now))
            let name = try register.write(session) {
                try $0.monitor(force, stage: stage, from: day, reason: reason)
            }
            if !quiet { Output.say("\(name): \(stage) from \(day.shortForm).") }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists every stage recorded, and how many days each lasted.",
            discussion: "Example:\n  trackerctl monitoring list")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let register = try register.open()
            let listing = try Listing.monitoring(
                register, today: Environment.now().day(in: try register.timeZone()))
            try output.print(listing)
        }
    }
}
