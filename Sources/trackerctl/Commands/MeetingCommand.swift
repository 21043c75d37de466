import ArgumentParser
import Tracker

struct MeetingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meeting", abstract: "Meetings of boards: add, list, pack, sheet, log.",
        discussion: "Example:\n  trackerctl meeting list",
        subcommands: [Add.self, List.self, Pack.self, SheetCommand.self, Log.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a meeting of a board.",
            discussion: "Example:\n  trackerctl meeting add OB-2018-03 --board OB --date 2018-03-06")
        @OptionGroup var register: RegisterOptions
        @Option(help: "Who is acting.", completion: .register(.people)) var by: String?
        @Flag(help: "Say nothing when all went well.") var quiet = false
        @OptionGroup var clock: ClockOptions
        @Argument(help: "Its identifier.") var id: String
        @Option(
            help: "The board that sits; else the register's default board.", completion: .register(.boards))
        var board: String?
        @Option(help: "The day it is held.") var date: String

        func run() throws {
            let reference = try Reference(parsing: id, what: "meeting identifier")
            let day = try Day(parsing: date)
            let register = try register.open(for: .writing)
            let session = clock.trusted(
                Session(try Actor(named: by, in: register), clock: Environment.now))
            try register.write(session) {
                guard let board = try board ?? register.defaultBoard()?.text else {
                    throw ValidationError(
                        "Say which board sits with --board ID, or set the register's: trackerctl config board ID"
                    )
                }
                try $0.addMeeting(reference, board: board, heldOn: day)
            }
            if !quiet { Output.say("Added meeting \(reference) on \(day.shortForm).") }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the meetings.", discussion: "Example:\n  trackerctl meeting list")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let listing = try Listing.meetings(try register.open())
            try output.print(listing)
        }
    }
}
