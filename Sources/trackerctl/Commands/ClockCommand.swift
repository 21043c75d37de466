public import ArgumentParser
import Tracker

struct ClockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Clocks, the time limits for responses: list, add.",
        discussion: "Example:\n  trackerctl clock list",
        subcommands: [List.self, Add.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the clocks: the law, what starts and stops each, and how it counts.",
            discussion: "Example:\n  trackerctl clock list")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let listing = try Listing.clocks(try register.open())
            try output.print(listing)
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a clock of the body's own.",
            discussion: """
                It runs for the reports of the publishers that are named, and for those that "response record REF --clock \
                NAME" says. A name is given once: where the rule changes from a day on, add a clock of another name. \
                Examples:
                  trackerctl clock add internal-audit --title "Internal audit report" --law "Audit charter, para. 12" \
                    --publisher "Internal Audit" --length 20 --unit working-days --first-day-not-counted
                  trackerctl clock add mayors-question --title "Mayor's question" --law "Standing order 6" --length 1 \
                    --unit months --stop sent --extension before
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "Its name.") var name: String
        @Option(help: "What it is for: \"Internal audit report\".") var title: String
        @Option(help: "What sets it, as papers cite it.") var law: String
        @Option(
            help: ArgumentHelp(
                "A publisher whose reports it runs for; give it once for each.", valueName: "name"))
        var publisher: [String] = []
        @Option(help: "What starts it: the report is published or sent, or the recommendation made.")
        var trigger = Clock.Trigger.published
        @Option(help: ArgumentHelp("How many days, working days or months.", valueName: "number"))
        var length: Int?
        @Option(help: "days, working-days or months.") var unit = Clock.Unit.days
        @Flag(help: "The day that starts it is not the first of them.") var firstDayNotCounted = false
        @Option(help: "What stops it: published, the comments; sent, the response.") var stop = Stop.published
        @Option(
            name: .customLong("extension"),
            help: "Whether more time can be given: none, asked for before the time ends, or after too.")
        var extending = Extending.none
        @Flag(help: "The days of a judicial review are added.") var judicialReview = false
        @Option(help: "What a date printed in the report counts for: none, wins, or only it counts.")
        var printedDate = Clock.PrintedDate.none
        @Option(help: "Who owes the answer where the report names nobody; else each addressee.")
        var addressee: String?
        @Option(help: ArgumentHelp("The first day in force.", valueName: "date")) var from: String?

        enum Stop: String, ExpressibleByArgument, CaseIterable { case published, sent }
        enum Extending: String, ExpressibleByArgument, CaseIterable { case none, before, after }

        func validate() throws {
            guard (length == nil) == (printedDate == .only) else {
                throw ValidationError("Give --length, or --printed-date only: then there is none.")
            }
        }

        func run() throws {
            var clock = Clock(name.lowercased(), title: title, law: law)
            clock.publishers = publisher
            clock.trigger = trigger
            clock.length = length ?? 0
            clock.unit = unit
            clock.countsFirstDay = !firstDayNotCounted
            clock.stop = stop == .sent ? .responseProvided : .commentsPublished
            clock.extending =
                switch extending {
                case .none: .none
                case .before: .beforeExpiry
                case .after: .alsoAfterExpiry
                }
            clock.suspension = judicialReview ? .judicialReview : .none
            clock.printedDate = printedDate
            if let addressee { clock.addressee = addressee }
            clock.from = try from.map { try Day(parsing: $0) }
            try acting.write { try $0.addClock(clock) }
            acting.say("Added clock \(clock.name): \(clock.rule)")
        }
    }
}

extension Clock.Trigger: ExpressibleByArgument {}
extension Clock.Unit: ExpressibleByArgument {}
extension Clock.PrintedDate: ExpressibleByArgument {}
