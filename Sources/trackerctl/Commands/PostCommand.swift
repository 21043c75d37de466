import ArgumentParser
import Tracker

struct PostCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "post", abstract: "Posts that outlive their holders: add, holder, list.",
        discussion: """
            Items can be led by a post; papers then name its holder on their day. Example:
              trackerctl post list
            """,
        subcommands: [Add.self, Holder.self, List.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a post.", discussion: "Example:\n  trackerctl post add \"AC Frontline Policing\"")
        @OptionGroup var acting: ActingOptions
        @Argument(help: "Its name.") var name: String

        func run() throws {
            let id = try acting.write { try $0.addPost(name) }
            acting.say("Added post \(name) as \(id).")
        }
    }

    struct Holder: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says who holds a post from a day on.",
            discussion: """
                Whoever holds or has held the post that owns an item may not assure it. Examples:
                  trackerctl post holder "AC Frontline Policing" "Jo Example" --from 2018-04-01
                  trackerctl post holder "AC Frontline Policing" --vacant --from 2018-09-30
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The post.", completion: .register(.posts)) var post: String
        @Argument(help: "The person.", completion: .register(.people)) var person: String?
        @Flag(help: "Nobody holds it.") var vacant = false
        @Option(help: ArgumentHelp("The first day; else the effective date.", valueName: "yyyy-mm-dd"))
        var from: String?

        func run() throws {
            if vacant == (person != nil) {
                throw ValidationError("Say who holds the post, or --vacant, but not both.")
            }
            let day = try from.map { try Day(parsing: $0) }
            try acting.write { try $0.holdPost(post, by: person, from: day) }
            acting.say("\(post): \(person ?? "vacant")\(day.map { " from \($0)" } ?? "").")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the posts and who holds them.", discussion: "Example:\n  trackerctl post list")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let listing = try Listing.posts(try register.open())
            try output.print(listing)
        }
    }
}
