import ArgumentParser
import Tracker

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Says whether the register is whole and well kept, and what to do.",
        discussion: """
            Looks at the database, the evidence files, who can get at them, the room on the disk and what kind of disk it is.
            --deep adds all that audit verify does. Exits with 1 when something is wrong; warnings alone exit with 0. Examples:
              trackerctl check
              trackerctl check --deep --format json
            """)
    @OptionGroup var register: RegisterOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Also every entry, hash and word, and every table against a replay.") var deep = false

    func run() throws {
        if let note = RegisterFiles(register.location).readingNote { Output.note(note) }
        let bar = ProgressBar()
        defer { bar.clear() }
        let check = try HealthCheck(
            register.location, key: KeyFile(SigningOptions.ownKey), isDeep: deep,
            busyTimeout: try register.busyTimeout(), clock: Environment.now(), progress: bar.show)
        bar.clear()
        let paper = CheckPaper(check, advice: \.sentence)
        try output.print(paper.document, json: try paper.json)
        // Whole lines for whoever reads the log: in the table, names are broken.
        for line in check.lines where line.verdict == .wrong { Output.note("\(line.subject): \(line.found)") }
        if check.verdict == .wrong { throw AnswerIsNo(sentence: paper.summary.sentenceStart) }
    }
}

extension String {
    /// As it goes on after "trackerctl: ".
    fileprivate var sentenceStart: String { prefix(1).lowercased() + dropFirst() }
}
