import ArgumentParser
import Tracker

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts a backup in the register's place, after verifying it.",
        discussion: """
            A register that is there is replaced only with --replace, and is then kept under a dated name beside the new one; which \
            of its entries are not in the backup is said. With
            --checkpoint the backup must go on from a signed checkpoint (or an export). Examples:
              trackerctl restore /mnt/backup/register-2018-03-31.db
              trackerctl restore /mnt/backup/register.db --replace --checkpoint 2018-03.checkpoint
            """)
    @OptionGroup var register: RegisterOptions
    @Argument(help: "The backup.") var file: String
    @Flag(help: "Replace the register that is there; it is kept under a dated name.") var replace = false
    @Option(
        help: ArgumentHelp("A checkpoint or an export that it must continue; repeatable.", valueName: "path"))
    var checkpoint: [String] = []
    @Option(
        help: ArgumentHelp(
            "Whose signature the checkpoint must carry: a verifier key or a file that holds it; else your own key's.",
            valueName: "key"))
    var key: String?

    func run() throws {
        let trusted = checkpoint.isEmpty ? nil : try VerifierOption.requiredKey(key)
        let earlier = try checkpoint.map { try CheckpointFile.state($0, trusted: trusted) }
        let path = register.location
        try InitCommand.makeFolder(of: path)
        let bar = ProgressBar()
        defer { bar.clear() }
        let file = RegisterOptions.fileName(file)
        let outcome: CopyOutcome
        do {
            outcome = try Register.restore(
                file, to: path, replacing: replace, against: earlier, busyTimeout: try register.busyTimeout(),
                clock: Environment.now, progress: bar.show)
        } catch CopyError.taken(path) {
            bar.clear()
            if let departure = Register.departure(restoring: file, over: path) {
                Output.note("A register stands at \(path). \(departure.sentence(file)).")
            }
            throw CopyError.taken(path: path)
        }
        bar.clear()
        Output.say("Restored \(path): \(outcome.words), verified. Root \(outcome.root.hex).")
        if let aside = outcome.previousCopy {
            Output.say("What stood there before is kept as \(aside).")
            if let departure = outcome.departure { Output.say("\(departure.sentence("what was restored")).") }
        }
        try outcome.tellWhatIsLacking()
    }
}
