import ArgumentParser
import Tracker

struct SignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Signs a statement with a key file, where the register isn't at hand.",
        discussion: """
            A statement is what --statement wrote: what is to be recorded, as it will stand in the ledger. It is shown, with its \
            words, before it is signed. OpenSSH's keys sign it by: ssh-keygen -Y sign -n \(ActStatement.namespace) -f KEY FILE. \
            Example:
              trackerctl sign assurance --sign-with asha.key
            """)
    @Argument(
        help: ArgumentHelp("The statement; its words lie beside it.", valueName: "file"), completion: .file())
    var statement: String
    @Option(help: ArgumentHelp("Your key file.", valueName: "file"), completion: .file()) var signWith: String
    @Option(
        help: ArgumentHelp("A file with the key file's passphrase on its first line.", valueName: "file"),
        completion: .file())
    var keyPassphraseFile: String?

    func run() throws {
        let read = try SignatureFiles.statement(statement)
        for line in read.lines { Output.say(line) }
        var options = SigningOptions()
        options.key = signWith
        options.passphraseFile = keyPassphraseFile
        let made = try options.signer().signature(of: read.bytes)
        try SignatureFiles.write(
            ActStatement.file(of: made), to: "\(statement)\(SignatureFiles.signature)")
        Output.note(
            "Signed. Send back \(statement)\(SignatureFiles.signature); it is recorded by: trackerctl record \(statement)"
        )
    }
}

struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Records what somebody signed elsewhere.",
        discussion: """
            Takes the statement that --statement wrote, FILE.words and the signature, FILE.sig. It is judged by the same rules as \
            any act. Once something else about the same item was recorded, it must be signed anew. Example:
              trackerctl record assurance
            """)
    @OptionGroup var options: RecordOptions
    @Argument(help: ArgumentHelp("The statement.", valueName: "file"), completion: .file())
    var statement: String
    @Option(
        name: .customLong("signature"),
        help: ArgumentHelp("The signature's file; else FILE.sig.", valueName: "file"), completion: .file())
    var made: String?

    func run() throws {
        let path = made ?? "\(statement)\(SignatureFiles.signature)"
        let read = try SignatureFiles.statement(statement)
        guard let signature = ActStatement.signature(try EvidenceStore.read(path)) else {
            throw InvalidValue(
                what: "signature", given: path,
                expected: "the file that trackerctl sign or ssh-keygen -Y sign wrote")
        }
        try options.record(read, signature: signature)
    }
}

/// Where and how something is recorded that was signed before; who acts, and when, was signed with it.
struct RecordOptions: ParsableArguments, Sendable {
    @OptionGroup var register: RegisterOptions
    @OptionGroup var clock: ClockOptions
    @Flag(help: "Say nothing when all went well.") var quiet = false

    init() {}

    init(register: RegisterOptions, clock: ClockOptions, quiet: Bool) {
        self.register = register
        self.clock = clock
        self.quiet = quiet
    }

    func record(_ statement: ActStatement, signature: [UInt8]) throws {
        let session = clock.trusted(Session(account: Environment.account, clock: Environment.now))
        let done = try register.open(for: .writing).record(statement, signature: signature, session)
        if quiet { return }
        let stage = done.after.map { ": \($0.label)" } ?? ""
        Output.say("\(done.subject)\(stage), signed with \(statement.key) (entry \(done.seq))")
    }
}
