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

    func run() throws {
        let trusted = try VerifierOption.requiredKey(key)
        try InitCommand.makeFolder(of: register.location)
        let bar = ProgressBar()
        defer { bar.clear() }
        let checkpoint = try Register.rebuild(
            at: register.location, from: ExportFolder(folder), key: trusted, progress: bar.show)
        bar.clear()
        Output.say(
            "Rebuilt a register of \(checkpoint.size) entries at \(register.location), root \(checkpoint.root.hex)."
        )
    }
}
