import ArgumentParser
import Tracker

struct AuditCheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Signs the ledger's present size and root.",
        discussion: """
            Handed out or printed, it fixes everything recorded so far: audit verify --checkpoint tells any later change. The file
            is a C2SP tlog-checkpoint. Example:
              trackerctl audit checkpoint -o 2018-03.checkpoint
            """)
    @OptionGroup var register: RegisterOptions
    @OptionGroup var signing: SigningOptions
    @Option(
        name: [.short, .long], help: ArgumentHelp("Write to a file.", valueName: "file"), completion: .file())
    var output: String?

    func run() throws {
        let note = try register.open().checkpoint(signedBy: try signing.signer())
        var sink = try FileSink(output)
        sink.write(note.encoded)
        try sink.close()
    }
}
