import ArgumentParser
import Tracker

struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "People: add, list.", subcommands: [Add.self, List.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Registers a person or a post.",
            discussion: """
                Example:
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

        func run() throws {
            let id = try acting.write { try $0.addPerson(name, post: post, roles: roles, account: account) }
            Output.say("Registered \(name) as \(id).")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the people.", discussion: "Example:\n  trackerctl person list")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let listing = try Listing.people(try register.open())
            try output.print(listing.document, json: listing.json)
        }
    }
}

extension Role: ExpressibleByArgument {}
