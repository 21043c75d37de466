import ArgumentParser
import Tracker

struct AuditProveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Proves entries, or that the ledger only grew, to somebody without the register.",
        discussion: """
            The file holds the entries, a signed checkpoint and the hashes between them; of the rest of the register it tells \
            nothing but the number of entries. Examples:
              trackerctl audit prove LEG-1 -o leg-1.proof          # all entries of an item
              trackerctl audit prove 73 -o entry-73.proof          # one entry
              trackerctl audit prove --from 2018-03.checkpoint -o growth.proof
            """)
    @OptionGroup var register: RegisterOptions
    @OptionGroup var signing: SigningOptions
    @Argument(
        help: "An item, report, board, meeting or person; or an entry's number.",
        completion: .register(.items)) var subject: String?
    @Option(
        name: .customLong("from"),
        help: ArgumentHelp("The earlier checkpoint that the ledger has grown from.", valueName: "file"),
        completion: .file())
    var from: String?
    @Option(
        name: [.short, .long], help: ArgumentHelp("Write to a file.", valueName: "file"), completion: .file())
    var output: String?

    func run() throws {
        guard (subject == nil) != (from == nil) else {
            throw ValidationError("Name an item or an entry's number, or an earlier checkpoint with --from.")
        }
        var sink = try FileSink(output, as: .proof, keeping: signing.inputs + (from.map { [$0] } ?? []))
        let register = try register.open()
        let proof: Proof
        if let subject {
            proof = try signing.sign(register) { key in
                let proof = try register.proof(of: subject, signedBy: key)
                return (.inclusion(proof), try Checkpoint(parsing: proof.checkpoint.text))
            }
        } else {
            let old = try CheckpointFile.note(from ?? "")
            proof = try signing.sign(register) { key in
                let proof = try register.proof(from: old, in: from ?? "", signedBy: key)
                return (.consistency(proof), try Checkpoint(parsing: proof.new.text))
            }
        }
        sink.write(proof.encoded)
        try sink.close()
    }
}

struct AuditCheckProofCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-proof", abstract: "Checks a proof file; needs no register.",
        discussion: """
            Exits with 0 when it proves what it says and with 1 when it doesn't. Example:
              trackerctl audit check-proof leg-1.proof --key oversight.example+1f2e…+AQ…
            """)
    @Argument(help: "The proof file.", completion: .file()) var file: String
    @Option(
        help: ArgumentHelp(
            "Whose signature it must carry: a verifier key or a file that holds it; else your own key's.",
            valueName: "key"))
    var key: String?

    func run() throws {
        let trusted = try VerifierOption.requiredKey(key)
        do {
            switch try Proof(parsing: try EvidenceStore.read(file)) {
            case .inclusion(let proof):
                let checkpoint = try proof.verify(with: [trusted])
                Output.say(
                    "Proven: these \(proof.entries.count) entries are in the ledger of \(checkpoint.origin), among \(checkpoint.size)."
                )
                for entry in proof.entries { Output.say("\(entry.index + 1)  \(entry.text)") }
            case .consistency(let proof):
                let (old, new) = try proof.verify(with: [trusted])
                Output.say(
                    "Proven: the \(new.size) entries of \(new.origin) begin with the \(old.size) signed before."
                )
            }
        } catch let error as ProofError {
            if error.isDamage { throw error }
            throw AnswerIsNo(sentence: error.description)
        }
    }
}
