import ArgumentParser
import Tracker

struct RAGCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rag", abstract: "Rules for red, amber and green: add, list.",
        discussion: "Example:\n  trackerctl rag list",
        subcommands: [Add.self, List.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a rule, by due date or by percentage complete.",
            discussion: """
                Its name is printed wherever its colours are. Examples:
                  trackerctl rag add six-weeks --amber-within 42
                  trackerctl rag add thirds --red-up-to 33 --amber-up-to 66 --past-red-below 50
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "Its name.") var name: String
        @Option(help: ArgumentHelp("By date: amber when due within so many days.", valueName: "days"))
        var amberWithin: Int?
        @Option(help: ArgumentHelp("By percentage: red up to this.", valueName: "percent")) var redUpTo: Int?
        @Option(help: ArgumentHelp("By percentage: amber up to this.", valueName: "percent")) var amberUpTo:
            Int?
        @Option(help: ArgumentHelp("By percentage: red below this when past the date.", valueName: "percent"))
        var pastRedBelow = 0

        func run() throws {
            let rule: RAGRule
            switch (amberWithin, redUpTo, amberUpTo) {
            case (let days?, nil, nil): rule = RAGRule(name: name.lowercased(), amberWithinDays: days)
            case (nil, let red?, let amber?):
                rule = RAGRule(
                    name: name.lowercased(),
                    bands: try RAGRule.Bands(redUpTo: red, amberUpTo: amber, pastDateRedBelow: pastRedBelow))
            default:
                throw ValidationError("Give either --amber-within, or --red-up-to and --amber-up-to.")
            }
            try acting.write { try $0.addRAGRule(rule) }
            acting.say("Added rule \(rule.name): \(rule.explanation).")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the rules.", discussion: "Example:\n  trackerctl rag list")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let listing = try Listing.ragRules(try register.open())
            try output.print(listing)
        }
    }
}
