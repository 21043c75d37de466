import ArgumentParser
import Tracker

struct IssuedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issued", abstract: "Quarterly tables that were issued: list, show again, compare.",
        discussion: "Example:\n  trackerctl issued list",
        subcommands: [List.self, Show.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the tables issued.", discussion: "Example:\n  trackerctl issued list")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let listing = try Listing.issued(try register.open())
            try output.print(listing)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints an issued table again, exactly, or beside what is known now.",
            discussion: """
                Exits with 1 when the table computed again is not what was issued. Examples:
                  trackerctl issued show T120 -o table.html
                  trackerctl issued show T120 --compare
                """)
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The table, as issued list shows it: T120.", completion: .register(.issuedTables))
        var id: String
        @Flag(help: "Set it beside what is known now, with the entries that made the difference.")
        var compare = false
        @Flag(help: "Show the references behind each count.") var expand = false
        @Option(help: "board or public.") var audience: Audience = .board
        @Option(help: ArgumentHelp("The protective marking, if one was given.", valueName: "text"))
        var marking: String?

        func run() throws {
            let register = try register.open()
            let today = Environment.now().day(in: try register.timeZone())
            let quarters = try output.chosen().quartersInCharts
            let issued = try register.reading {
                try IssuedPaper(
                    register, id, today: today, audience: audience, marking: marking,
                    quartersBefore: quarters)
            }
            if compare {
                try output.print(issued.comparisonDocument, json: issued.comparisonJSON)
            } else {
                try output.print(
                    issued.paper.document(expand: expand), json: issued.paper.json(expand: expand))
            }
        }
    }
}
