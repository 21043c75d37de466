import ArgumentParser
import Tracker

struct MigrateStoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate-store",
        abstract: "Makes the same register elsewhere: from a file to a PostgreSQL server, or back.",
        discussion: """
            Entries, words and evidence are taken over as they are, the tables computed anew; all of it is verified before \
            anybody can take it for a register, and has the same root. What it came from stays as it is: from then on write to one \
            of the two. The evidence of a register on a server is in its database, or, where $TRACKER_EVIDENCE is set as it is made, in the folder that it names. Examples:
              trackerctl migrate-store register.db postgresql://olive@db.example/oversight
              trackerctl migrate-store postgresql://olive@db.example/oversight copy.db
            """)
    @Argument(help: "The register.", completion: .file()) var from: String
    @Argument(help: "Where it is to be: a new file, or an empty database.", completion: .file()) var to:
        String
    @Flag(help: "Say nothing when all went well.") var quiet = false

    func run() throws {
        let source = RegisterOptions.location(asked: from)
        let target = RegisterOptions.location(asked: to)
        try InitCommand.makeFolder(of: target)
        let bar = ProgressBar(isWanted: !quiet)
        defer { bar.clear() }
        let outcome = try Register.open(at: source, for: .inspecting).migrate(to: target, progress: bar.show)
        bar.clear()
        if !quiet {
            let files =
                outcome.evidenceFiles == 1 ? "1 evidence file" : "\(outcome.evidenceFiles) evidence files"
            Output.say(
                "Made the register at \(ServerName(target)?.shown ?? target): \(outcome.size) entries, \(files), verified. Root \(outcome.root.hex)."
            )
        }
        guard !outcome.lacking.isEmpty else { return }
        for fault in outcome.lacking { Output.note("\(fault.prefix(1).uppercased() + fault.dropFirst()).") }
        throw AnswerIsNo(
            sentence: "the register is whole but for evidence that its source lacks. Run: trackerctl check")
    }
}
