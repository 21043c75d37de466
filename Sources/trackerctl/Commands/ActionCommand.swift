import ArgumentParser
import Tracker

struct ActionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "action", abstract: "The steps of an item's plan: add, done, drop, list.",
        discussion: "Example:\n  trackerctl action list LEG-1",
        subcommands: [Add.self, Done.self, Drop.self, List.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a step to the plan.",
            discussion: """
                Example:
                  trackerctl action add LEG-1 "Translate the leaflet" --owner "AC Professionalism" --due 2018-03-31
                """)
        @OptionGroup var acting: ActingOptions
        @OptionGroup var published: PublicOption
        @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
        @Argument(help: "What is to be done.") var text: String
        @Option(help: "The person or post that does it.", completion: .register(.owners)) var owner: String
        @Option(help: "The day by which it is done.") var due: String

        func run() throws {
            let due = try Day(parsing: due)
            try acting.act(
                on: ref, words: [.text: text], isPublic: published.isPublic, naming: { "A\($0)" }
            ) {
                .addStep(owner: try $0.owner(owner), due: due)
            }
        }
    }

    struct Done: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says that a step is done.",
            discussion: "Example:\n  trackerctl action done LEG-1 A14 --on 2018-03-20")
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
        @Argument(help: "The step, as action list shows it: A14.") var id: String
        @Option(help: "What was said or found.") var note: String?

        func run() throws {
            let seq = try EntryName.number(id, letter: "A", what: "step")
            try acting.act(on: ref, words: [.note: note ?? ""]) { _ in .endStep(seq, .done) }
        }
    }

    struct Drop: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says that a step is no longer part of the plan.",
            discussion:
                "Example:\n  trackerctl action drop LEG-1 A14 --reason \"Overtaken by the new system\"")
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
        @Argument(help: "The step, as action list shows it: A14.") var id: String
        @Option(help: "Why.") var reason: String

        func run() throws {
            let seq = try EntryName.number(id, letter: "A", what: "step")
            try acting.act(on: ref, words: [.reason: reason]) { _ in .endStep(seq, .dropped) }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the steps of an item's plan; overdue ones are marked.",
            discussion: "Example:\n  trackerctl action list LEG-1")
        @OptionGroup var paper: PaperOptions
        @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String

        func run() throws {
            let register = try paper.register.open()
            let listing = try Listing.plan(
                register, of: try register.item(ref), frame: try paper.frame(register))
            try paper.output.print(listing)
        }
    }
}
