import ArgumentParser
import Tracker

struct AuditCheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Signs the ledger's present size and root.",
        discussion: """
            Handed out or printed, it fixes everything recorded so far: audit verify --checkpoint tells any later change. The file \
            is a C2SP tlog-checkpoint. The key remembers in KEY.signed what it signed last, and signs nothing that doesn't \
            continue it. Example:
              trackerctl audit checkpoint -o 2018-03.checkpoint
            """)
    @OptionGroup var register: RegisterOptions
    @OptionGroup var signing: SigningOptions
    @Option(
        name: [.short, .long], help: ArgumentHelp("Write to a file.", valueName: "file"), completion: .file())
    var output: String?

    func run() throws {
        var sink = try FileSink(output, as: .checkpoint, keeping: signing.inputs)
        let register = try register.open()
        let note = try signing.sign(register) { key in
            let note = try register.checkpoint(signedBy: key)
            return (note, try Checkpoint(parsing: note.text))
        }
        sink.write(note.encoded)
        try sink.close()
    }
}
