import ArgumentParser
import Tracker

struct AuditExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes the ledger as public files that a stranger can verify.",
        discussion: """
            The folder follows C2SP tlog-tiles, with the words beside it (docs/guides/auditor.md says how to check it). Run again, \
            it writes only what is new. Keep exports where whoever keeps the register can't write. Examples:
              trackerctl audit export ~/exports/register --evidence
              trackerctl audit export /srv/public/register --without-words
            """)
    @OptionGroup var register: RegisterOptions
    @OptionGroup var signing: SigningOptions
    @Argument(help: "A new or empty folder, or that of an earlier export.", completion: .directory)
    var folder: String
    @Flag(help: "Hashes and entries only: no words, no names.") var withoutWords = false
    @Flag(help: "The evidence files too.") var evidence = false
    @Flag(help: "Say nothing when all went well.") var quiet = false

    func run() throws {
        let open = try register.open()
        let key = try signing.signer()
        let memory = SignedState(of: signing.file)
        let bar = ProgressBar(isWanted: !quiet)
        defer { bar.clear() }
        let store = try open.evidenceStore(toRead: true)
        let outcome = try memory.sign(open) {
            let outcome = try open.export(
                to: ExportFolder(folder), signedBy: key, words: !withoutWords,
                evidence: evidence ? store : nil,
                progress: bar.show)
            return (outcome, outcome.checkpoint)
        }
        bar.clear()
        if quiet { return }
        Output.say(
            "Exported \(outcome.checkpoint.size) entries to \(folder): \(outcome.written) files written, \(outcome.unchanged) unchanged. Root \(outcome.checkpoint.root.hex)."
        )
    }
}
