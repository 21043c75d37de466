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
                  trackerctl post holder "AC Frontline Policing" "Jo Example" --with-items
                  trackerctl post holder "AC Frontline Policing" "Jo Example" --from 2018-04-01
                  trackerctl post holder "AC Frontline Policing" --vacant --from 2018-09-30
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The post.", completion: .register(.posts)) var post: String
        @Argument(help: "The person.", completion: .register(.people)) var person: String?
        @Flag(help: "Nobody holds it.") var vacant = false
        @Flag(help: "What the person leads or supports, and isn't closed, passes to the post.")
        var withItems = false
        @Option(help: ArgumentHelp("The first day; else the effective date.", valueName: "date"))
        var from: String?

        func run() throws {
            if vacant == (person != nil) {
                throw ValidationError("Say who holds the post, or --vacant, but not both.")
            }
            if withItems, person == nil {
                throw ValidationError("--with-items needs the person whose they are.")
            }
            let day = try from.map { try Day(parsing: $0) }
            let register = try acting.register.open(for: .writing)
            let passed = try register.write(try acting.session(in: register)) { writer in
                try writer.holdPost(post, by: person, from: day)
                guard withItems, let person else { return [Receipt]() }
                return try pass(itemsOf: person, day, writer, register)
            }
            for receipt in passed { acting.say("\(receipt.subject): \(post) (entry \(receipt.seq))") }
            acting.say("\(post): \(person ?? "vacant")\(day.map { " from \($0)" } ?? "").")
        }

        /// Puts the post in the person's place wherever they lead or support what isn't closed.
        private func pass(
            itemsOf name: String, _ day: Day?, _ writer: Writer, _ register: Register
        ) throws -> [Receipt] {
            let person = try register.people().named(name).id
            let post = try writer.owner(post)
            var query = ItemQuery()
            query.isCounted = true
            var items: [(Reference, ItemState)] = []
            try register.snapshot(asAt: writer.today, today: writer.today).forEachItem(query) { item in
                let standing = item.standing
                if standing.lead == person || standing.supporting.contains(person) {
                    items.append((item.reference, standing))
                }
            }
            // Not before whoever had it last had it: a later assignment of theirs would stand.
            let day = day.flatMap { $0 > writer.today ? $0 : nil }
            let standings = Dictionary(uniqueKeysWithValues: items)
            return try RefusedItems.recordAll(items.map(\.0.text), in: register) { item in
                let standing = standings[item]
                let supporting = standing?.supporting ?? []
                return try writer.record(
                    .assign(
                        lead: standing?.lead == person ? .set(post) : .keep,
                        supporting: supporting.contains(person)
                            ? supporting.map { $0 == person ? post : $0 } : nil, board: .keep), on: item,
                    day: day)
            }
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
