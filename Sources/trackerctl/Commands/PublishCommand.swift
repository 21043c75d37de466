import ArgumentParser
import Tracker

struct PublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Writes the public register: accessible pages for any web server.",
        discussion: """
            A page for every item and report, the status table with the items behind each count, what is outstanding, \
            downloads, a feed of changes, and how to verify all of it: what the public edition shows, and nothing else. No \
            script, nothing from elsewhere, relative links only, so that the folder works wherever it is put. Run again into \
            the same folder, it says what changes and writes only that. Examples:
              trackerctl publish ~/public-register --dry-run
              trackerctl publish ~/public-register --sign
              trackerctl publish ~/public-register --from-issued T120
            """)
    @OptionGroup var register: RegisterOptions
    @OptionGroup var signing: SigningOptions
    @Argument(help: "A new or empty folder, or that of an earlier publication.", completion: .directory)
    var folder: String
    @Option(
        name: .customLong("as-at"),
        help: ArgumentHelp("How things stood at the end of a day; else today.", valueName: "date"))
    var asAt: String?
    @Option(
        help: ArgumentHelp("Only what this issued table was made of: T120.", valueName: "id"),
        completion: .register(.issuedTables)) var fromIssued: String?
    @Flag(help: "Say what would change, every file of it, and write nothing.") var dryRun = false
    @Flag(help: "Sign the checkpoint with the signing key.") var sign = false
    @Flag(help: "Say nothing when all went well.") var quiet = false

    func run() throws {
        if fromIssued != nil, sign || asAt != nil {
            throw ValidationError(
                "An issued table has its own day, and only the register as it is now is signed: leave out --as-at and --sign with --from-issued."
            )
        }
        let register = try register.open()
        let today = Environment.now().day(in: try register.timeZone())
        let day = try asAt.map { try Day(parsing: $0) } ?? today
        let edition = try register.reading {
            try fromIssued.map { try PublicRegister(register, fromIssued: $0, today: today) }
                ?? PublicRegister(register, asAt: day, today: today)
        }
        let bar = ProgressBar(isWanted: !quiet)
        defer { bar.clear() }
        func publish(_ key: SignerKey?) throws -> (PublicationChanges, Checkpoint?) {
            try register.publish(
                edition, to: folder, signedBy: key, isTrial: dryRun, progress: bar.show
            ) { changes in
                bar.clear()
                if !quiet { Output.say(words(for: changes)) }
            }
        }
        if sign, dryRun {
            // The key needn't remember what is signed for nobody.
            _ = try publish(try signing.signer())
        } else if sign {
            _ = try signing.sign(register) { key in
                let (changes, checkpoint) = try publish(key)
                return (changes, checkpoint!)
            }
        } else {
            _ = try publish(nil)
        }
        if quiet { return }
        Output.say(
            dryRun
                ? "Nothing was written: this was a dry run."
                : "Published in \(folder): open \(folder)/index.html.")
    }

    /// The difference: at most so many names of each kind, unless it is all that is asked for.
    private func words(for changes: PublicationChanges) -> String {
        if changes.isEmpty { return "Nothing has changed: \(files(changes.unchanged)) as they were." }
        var lines: [String] = []
        for (what, paths) in [("New", changes.new), ("Changed", changes.changed), ("Gone", changes.gone)]
        where !paths.isEmpty {
            lines.append("\(what): \(files(paths.count))")
            let most = dryRun ? paths.count : 8
            lines += paths.prefix(most).map { "  \($0)" }
            if paths.count > most { lines.append("  and \(paths.count - most) more") }
        }
        lines.append("Unchanged: \(files(changes.unchanged))")
        return lines.joined(separator: "\n")
    }

    private func files(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }
}
