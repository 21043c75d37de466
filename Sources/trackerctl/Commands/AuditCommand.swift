import ArgumentParser
import Tracker

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The audit trail: log, verify, sign, export, prove, witness.",
        discussion: "Example:\n  trackerctl audit verify",
        subcommands: [
            Log.self, AuditVerifyCommand.self, AuditCheckpointCommand.self, AuditExportCommand.self,
            AuditProveCommand.self, AuditCheckProofCommand.self, AuditCosignCommand.self,
            AuditWitnessCommand.self,
        ])

    struct Log: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the ledger's entries.",
            discussion: "Examples:\n  trackerctl audit log --format json\n  trackerctl audit log LEG-1")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions
        @Argument(
            help: "Only entries about this item, report, board, meeting or person.",
            completion: .register(.items)) var subject: String?

        func run() throws {
            let paper = try AuditLogPaper(try register.open(), subject: subject)
            try output.print(paper.document, json: paper.json)
        }
    }
}
