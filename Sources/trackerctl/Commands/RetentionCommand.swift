public import ArgumentParser
import Tracker

struct RetentionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "Rules for how long evidence is kept: list, add.",
        discussion: "Example:\n  trackerctl retention list",
        subcommands: [List.self, Add.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the rules: how long, from when, and what sets it.",
            discussion: "Example:\n  trackerctl retention list")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions

        func run() throws {
            let listing = try Listing.retentionRules(try register.open())
            try output.print(listing)
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a rule for how long evidence is kept.",
            discussion: """
                A file is kept by the rule that is named for it (trackerctl evidence retain), else by the register's \
                (trackerctl config retention NAME); without a rule nothing is ever disposed of. Whatever the rule, evidence \
                of an open item is kept. A name is given once: where your schedule changes, add a rule of another name. \
                Examples:
                  trackerctl retention add closed-items --keep 6y --from closed --source "Retention schedule 2024, line 12"
                  trackerctl retention add board-papers --keep 18m --from dated --source "Retention schedule 2024, line 3"
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "Its name.") var name: String
        @Option(help: ArgumentHelp("How long: years, months or days, as 6y, 18m or 90d.", valueName: "time"))
        var keep: String
        @Option(
            help:
                "From when: closed, the item's closing; dated, the evidence's own date; published, its report's publication; recorded, its recording."
        )
        var from: RetentionRule.Trigger
        @Option(help: "The law, guidance or schedule that sets it.") var source: String

        func run() throws {
            let (length, unit) = try RetentionRule.length(parsing: keep)
            let rule = RetentionRule(
                name.lowercased(), length: length, unit: unit, trigger: from, source: source)
            try acting.write { try $0.addRetentionRule(rule) }
            acting.say("Added retention rule \(rule.name): \(rule.rule).")
        }
    }
}

extension RetentionRule.Trigger: ExpressibleByArgument {}
