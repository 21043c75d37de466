import ArgumentParser
import Tracker

struct BoardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board", abstract: "Boards that items are before: add, list, show what is before one.",
        discussion: "Example:\n  trackerctl board show OB",
        subcommands: [Add.self, List.self, Show.self])

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
            acting.say("Added board \(reference).")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the boards.", discussion: "Example:\n  trackerctl board list")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let listing = try Listing.boards(try register.open())
            try output.print(listing)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows the items that are before a board, and its meetings.",
            discussion: "Example:\n  trackerctl board show OB --as-at 2018-03-31")
        @OptionGroup var paper: PaperOptions
        @Argument(help: "The board's identifier or name.", completion: .register(.boards)) var id: String

        func run() throws {
            let register = try paper.register.open()
            var options = paper
            options.board = id
            try register.reading {
                let frame = try options.frame(register)
                let result = try BoardPaper(
                    register, try register.board(id, knownAt: paper.known(register)), frame: frame,
                    ragRule: try paper.ragRule(register))
                let snapshot = try frame.snapshot(of: register, progress: paper.output.progress())
                try paper.output.print(
                    result.document, from: snapshot, json: result.json(from: snapshot),
                    hints: result.remedies)
            }
        }
    }
}
