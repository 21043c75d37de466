import ArgumentParser
import Tracker

struct KindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kind", abstract: "Kinds of items: add, list.",
        discussion: "Example:\n  trackerctl kind list",
        subcommands: [Add.self, List.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a kind of item.",
            discussion: "Example:\n  trackerctl kind add committee-recommendation")
        @OptionGroup var acting: ActingOptions
        @Argument(help: "Its name, for example committee-recommendation.") var name: String
        @Flag(help: "An item of this kind is incomplete until a recommendation stands under it.")
        var needsRecommendation = false

        func run() throws {
            let reference = try Reference(parsing: name, what: "kind")
            try acting.write { try $0.addKind(reference, needsRecommendation: needsRecommendation) }
            acting.say("Added kind \(reference.folded).")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the kinds of items, and what else each is called.",
            discussion: """
                Any of the names can be typed and may stand in a sheet. Example:
                  trackerctl kind list
                """)
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let listing = try Listing.kinds(try register.open())
            try output.print(listing)
        }
    }
}
