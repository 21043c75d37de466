import ArgumentParser
import Tracker

struct BoardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board", abstract: "Boards that oversee items: add, list.",
        subcommands: [Add.self, List.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a board.",
            discussion: "Example:\n  trackerctl board add OB \"MOPAC Oversight Board\"")
        @OptionGroup var acting: ActingOptions
        @Argument(help: "Its identifier.") var id: String
        @Argument(help: "Its name.") var name: String

        func run() throws {
            let reference = try Reference(parsing: id, what: "board identifier")
            try acting.write { try $0.addBoard(reference, name: name) }
            Output.say("Added board \(reference).")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the boards.", discussion: "Example:\n  trackerctl board list")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let listing = try Listing.boards(try register.open())
            try output.print(listing.document, json: listing.json)
        }
    }
}
