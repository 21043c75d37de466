import ArgumentParser

/// The command line: parses, calls the register, renders. No SQL and no rules live here.
@main
struct Trackerctl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trackerctl",
        abstract: "Tracks what inspections recommend, from the report to the assured closure.",
        discussion: """
            Start with:
              trackerctl demo                       a small register to look around in
              trackerctl init --body NAME           your own register

            Every command has --help with an example. The register is --register PATH, or $TRACKER_REGISTER, or \
            trackerctl/register.db in your data folder.

            Explained:
            \(topics)
            """,
        version: "0.1.0",
        subcommands: [ManualCommand.self],
        groupedSubcommands: [
            CommandGroup(
                name: "Setting up and filling",
                subcommands: [
                    InitCommand.self, DemoCommand.self, ReportCommand.self, AddCommand.self,
                    ImportCommand.self, PersonCommand.self, BoardCommand.self, MeetingCommand.self,
                    KindCommand.self, ClockCommand.self, RetentionCommand.self, RAGCommand.self,
                    ConfigCommand.self, PostCommand.self,
                    MonitoringCommand.self,
                ]),
            CommandGroup(
                name: "Moving items through the lifecycle",
                subcommands: [
                    AssignCommand.self, AcceptCommand.self, StartCommand.self, ProgressCommand.self,
                    SheetCommand.self, SubmitCommand.self, AssureCommand.self, WaiveCommand.self,
                    ProposeCommand.self, AcceptProposalCommand.self, RejectProposalCommand.self,
                    DisputeCommand.self, DecideCommand.self, AddresseeCommand.self,
                    ReturnCommand.self,
                    CloseCommand.self, ReopenCommand.self, DueCommand.self, TagCommand.self,
                    ScopeCommand.self, MarkCommand.self, AssessCommand.self, NoteCommand.self,
                    EvidenceCommand.self,
                    CorrectCommand.self, RedactCommand.self, SignCommand.self, RecordCommand.self,
                    ActionCommand.self, BenefitCommand.self,
                ]),
            CommandGroup(
                name: "Questions and papers",
                subcommands: [
                    OutstandingCommand.self, ListCommand.self, ProposalsCommand.self, ShowCommand.self,
                    HistoryCommand.self,
                    SearchCommand.self, QuarterlyCommand.self, AnnualCommand.self, IssuedCommand.self,
                    ResponseCommand.self, BenefitsCommand.self, CalendarCommand.self, RemindCommand.self,
                    PublishCommand.self,
                    ServeCommand.self,
                ]),
            CommandGroup(
                name: "The audit trail",
                subcommands: [
                    AuditCommand.self, KeyCommand.self, ImportLogCommand.self, CompletionsCommand.self,
                ]),
            CommandGroup(
                name: "Keeping it safe",
                subcommands: [
                    BackupCommand.self, RestoreCommand.self, CheckCommand.self, MigrateStoreCommand.self,
                ]),
        ])

    /// The pages of `help`, one a line.
    private static var topics: String {
        HelpTopic.allCases.map { "  trackerctl help \($0.rawValue): \($0.abstract)" }.joined(separator: "\n")
    }

    /// The command that the first argument names, parsed by itself: the parser then needn't look at all the others,
    /// which is most of what a short command costs. Nil for whatever needs the whole: help, completions, mistakes.
    private static func directly() -> (any ParsableCommand)? {
        guard let name = CommandLine.arguments.dropFirst().first,
            let type = configuration.subcommands.first(where: { $0.configuration.commandName == name })
        else { return nil }
        return try? type.parseAsRoot(Array(CommandLine.arguments.dropFirst(2)))
    }

    static func main() {
        // Asked by scripts; the parser would look at every command first.
        if CommandLine.arguments.dropFirst().elementsEqual(["--version"]) {
            return Output.say(configuration.version)
        }
        Interruption.prepare()
        do {
            try TypedArguments.check()
            if let topic = try HelpTopic.asked(in: CommandLine.arguments) { return try topic.print() }
            var command = try directly() ?? parseAsRoot()
            try command.run()
        } catch {
            Failure.exit(with: error)
        }
    }
}
