import ArgumentParser
import Glibc
import Tracker

struct ImportLogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-log", abstract: "Rebuilds a register from an export.",
        discussion: """
            Everything is checked first; a register that is there is never replaced. Example:
              trackerctl import-log ~/exports/register --register rebuilt.db --key oversight.example+1f2e…+AQ…
            """)
    @OptionGroup var register: RegisterOptions
    @Argument(help: "The folder of an export with words.", completion: .directory) var folder: String
    @Option(
        help: ArgumentHelp(
            "Whose signature it must carry: a verifier key or a file that holds it; else your own key's.",
            valueName: "key"))
    var key: String?
    @Flag(help: "Say nothing when all went well.") var quiet = false

    func run() throws {
        let trusted = try VerifierOption.requiredKey(key)
        try InitCommand.makeFolder(of: register.location)
        let bar = ProgressBar(isWanted: !quiet)
        defer { bar.clear() }
        let outcome = try Register.rebuild(
            at: register.location, from: ExportFolder(folder), key: trusted, progress: bar.show)
        bar.clear()
        if !quiet {
            Output.say(
                "Rebuilt a register of \(outcome.checkpoint.size) entries at \(register.location), root \(outcome.checkpoint.root.hex)."
            )
        }
        if outcome.missingEvidence > 0 {
            let files =
                outcome.missingEvidence == 1 ? "1 evidence file" : "\(outcome.missingEvidence) evidence files"
            let folder = try register.open().evidenceStore().folder
            Output.note(
                "\(files) that the entries name did not come with the export: ask for one made with --evidence\(folder.isEmpty ? "" : ", or copy them to \(folder)")."
            )
        }
    }
}
