import ArgumentParser
import Tracker

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Makes a verified copy of the register and its evidence, while others write.",
        discussion: """
            The copy is a register itself, its evidence in a folder beside it: FILE and FILE.evidence. It gets its name only once
            every entry, hash and word of it has been checked. --replace takes the place only of a backup that this register \
            continues, which is then kept under a dated name. Keep it on another disk. Examples:
              trackerctl backup /mnt/backup/register-2018-03-31.db
              trackerctl backup /mnt/backup/register.db --replace
            """)
    @OptionGroup var register: RegisterOptions
    @Argument(help: "The new file.") var file: String
    @Flag(help: "Replace an earlier backup of that name, once the new one has been verified.") var replace =
        false
    @Flag(help: "Say nothing when all went well.") var quiet = false

    func run() throws {
        let opened = try register.open()
        let file = RegisterOptions.fileName(file)
        try InitCommand.makeFolder(of: file)
        let bar = ProgressBar(isWanted: !quiet)
        defer { bar.clear() }
        let outcome = try opened.backup(
            to: file, replacing: replace, clock: Environment.now, progress: bar.show)
        bar.clear()
        if !quiet {
            Output.say("Backed up to \(file): \(outcome.words), verified. Root \(outcome.root.hex).")
            if let aside = outcome.previousCopy { Output.say("The earlier backup is kept as \(aside).") }
        }
        try outcome.tellWhatIsLacking()
    }
}

extension CopyOutcome {
    /// What it holds, in words.
    var words: String {
        let entries = size == 1 ? "1 entry" : "\(size) entries"
        let files = evidenceFiles == 1 ? "1 evidence file" : "\(evidenceFiles) evidence files"
        return
            "\(entries) (\(Self.size(bytes))), \(files)\(evidenceFiles == 0 ? "" : " (\(Self.size(evidenceBytes)))")"
    }

    /// - Throws: `AnswerIsNo` where evidence is lacking, after saying which.
    func tellWhatIsLacking() throws {
        for loss in lost { Output.note("\(loss.prefix(1).uppercased() + loss.dropFirst()).") }
        guard !lacking.isEmpty else { return }
        for fault in lacking { Output.note("\(fault.prefix(1).uppercased() + fault.dropFirst()).") }
        throw AnswerIsNo(
            sentence:
                "the copy is whole but for \(lacking.count == 1 ? "1 evidence file" : "\(lacking.count) evidence files") that its source lacks. Run: trackerctl check"
        )
    }

    private static func size(_ bytes: Int64) -> String {
        bytes < 10 << 20 ? "\((bytes + 1023) >> 10) KiB" : "\(bytes >> 20) MiB"
    }
}
