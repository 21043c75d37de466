public import ArgumentParser
import Tracker

struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "People: add, change, list.",
        discussion: "Example:\n  trackerctl person list",
        subcommands: [Add.self, Change.self, List.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Registers a person.",
            discussion: """
                Without a role they may only read. A name that looks like another's is refused, unless --post tells the
                two apart. Example:
                  trackerctl person add "AC Frontline" --post "Assistant Commissioner" --role owner
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The name.") var name: String
        @Option(help: "The office they hold.") var post: String?
        @Option(
            name: .customLong("role"), parsing: .upToNextOption,
            help: "owner, officer, assurer, approver, auditor.")
        var roles: [Role] = []
        @Option(help: "Their operating-system account.") var account: String?
        @Option(help: ArgumentHelp("Where reminders go.", valueName: "address")) var email: String?

        func run() throws {
            let id = try acting.write {
                try $0.addPerson(name, post: post, roles: roles, account: account, email: email)
            }
            acting.say("Registered \(name) as \(id).")
            if roles.isEmpty {
                acting.say(
                    "They have no role, and may only read; give them one with: trackerctl person change \(id) --role ROLE"
                )
            }
        }
    }

    struct Change: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Changes a person's office, roles, account or reminders, or says that they leave.",
            discussion: """
                What was before is kept: past papers print the office of their day. Of somebody who leaves it says which items
                wait to be handed over. Examples:
                  trackerctl person change "Jo Example" --post "Director" --role approver --on 2018-04-01
                  trackerctl person change "Jo Example" --leaves 2018-09-30
                  trackerctl person change "Jo Example" --account jexample --email jo.example@police.example
                  trackerctl person change "Jo Example" --reminders weekly --duties-only
                  trackerctl person change "Jo Example" --away-from 2018-08-06 --away-to 2018-08-17 --substitute "Sam Example"
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The name.", completion: .register(.people)) var name: String
        @Option(help: "The office they hold from now on; \"\" for none.") var post: String?
        @Option(name: .customLong("role"), parsing: .upToNextOption, help: "Roles that they are given.")
        var given: [Role] = []
        @Option(
            name: .customLong("no-role"), parsing: .upToNextOption, help: "Roles that are taken from them.")
        var taken: [Role] = []
        @Option(help: ArgumentHelp("Their last day, or none if they stay.", valueName: "date"))
        var leaves: String?
        @Option(help: "Their operating-system account; \"\" for none.") var account: String?
        @Option(help: ArgumentHelp("Where reminders go; \"\" for nowhere.", valueName: "address"))
        var email: String?
        @Option(
            help: ArgumentHelp(
                "How often: daily, when there is something new, or weekly.", valueName: "daily|weekly"))
        var reminders: ReminderPace?
        @Flag(
            inversion: .prefixedNo,
            help: "Only of what is theirs to do: not of what they support, nor of answers to what they asked."
        )
        var dutiesOnly: Bool?
        @Option(
            help: ArgumentHelp(
                "The first day on which they are away and a substitute is reminded; none if they are there.",
                valueName: "date")) var awayFrom: String?
        @Option(help: ArgumentHelp("The last day on which they are away.", valueName: "date"))
        var awayTo: String?
        @Option(
            help: ArgumentHelp("Who is reminded meanwhile.", valueName: "name"),
            completion: .register(.people))
        var substitute: String?

        func run() throws {
            let last: Tracker.Change<Day> =
                try leaves.map { .set($0.lowercased() == "none" ? nil : try Day(parsing: $0)) } ?? .keep
            let id = try acting.write { writer in
                var wishes = ReminderWishes()
                (wishes.email, wishes.pace, wishes.dutiesOnly) = (email, reminders, dutiesOnly)
                wishes.absence = try absence(among: writer)
                return try writer.changePerson(
                    name, post: post, account: account, giving: given, taking: taken, leaves: last,
                    reminding: wishes)
            }
            acting.say("Changed \(name) (\(id)).")
            if let leaves, leaves.lowercased() != "none" { try tellItems(of: id) }
        }

        /// When they are away, as it was typed.
        private func absence(among writer: Writer) throws -> Tracker.Change<Absence> {
            if awayFrom?.lowercased() == "none", awayTo == nil, substitute == nil { return .set(nil) }
            switch (awayFrom, awayTo, substitute) {
            case (nil, nil, nil): return .keep
            case (let from?, let to?, let substitute?):
                return .set(
                    Absence(
                        from: try Day(parsing: from), to: try Day(parsing: to),
                        substitute: try writer.people().named(substitute).id))
            default:
                throw ValidationError(
                    "Say when and who: --away-from DATE --away-to DATE --substitute NAME; or --away-from none."
                )
            }
        }

        /// What waits to be handed over by somebody who leaves.
        private func tellItems(of person: PersonID) throws {
            let register = try acting.register.open()
            let today = Environment.now().day(in: try register.timeZone())
            let name = try register.people().first { $0.id == person }?.name ?? name
            for (field, verb) in [("owner", "leads"), ("support", "supports")] {
                let condition = WhereOptions.parsed("\(field)=\(person)")
                let items = try condition.matching(register, today: today)
                guard !items.isEmpty else { continue }
                acting.say(
                    "\(name) \(verb) \(items.count == 1 ? "1 item" : "\(items.count) items") not closed yet: \(items.map(\.text).joined(separator: ", ")). "
                        + "Hand over: trackerctl assign --where \(field)=\(person) --\(field) NAME")
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the people.", discussion: "Example:\n  trackerctl person list")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let listing = try Listing.people(try register.open())
            try output.print(listing)
        }
    }
}

extension Role: ExpressibleByArgument {}
extension ReminderPace: ExpressibleByArgument {}
