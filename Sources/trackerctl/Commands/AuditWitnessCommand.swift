import ArgumentParser
import Tracker

struct AuditWitnessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Witnesses: who else has seen the ledger, and being a witness for another office.",
        discussion: """
            A witness doesn't keep the register. It remembers how far it has seen a ledger, cosigns each later checkpoint that goes \
            on from there, and refuses one that was put back or rewritten. For an office that is a witness: create, add, list, serve. \
            For the register's keeper: trust, take. Examples:
              trackerctl audit witness create --name audit.example/witness
              trackerctl audit witness add oversight.example/register+1f2e…+AQ…
              trackerctl audit witness trust witnesses.policy
            """,
        subcommands: [Create.self, Add.self, List.self, Serve.self, Trust.self, Take.self])

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a witness's key and the folder of what it has seen.",
            discussion: """
                Prints the line by which others check its cosignatures: publish it. The folder is the witness's memory: keep copies \
                of the key, but never put an old copy of the rest back. Example:
                  trackerctl audit witness create --name audit.example/witness
                """)
        @OptionGroup var place: WitnessOptions
        @Option(help: "The witness's name without spaces, as papers and policies have it.") var name: String
        @Flag(help: "Say nothing when all went well.") var quiet = false

        func run() throws {
            var generator = SystemRandomNumberGenerator()
            let signer = try WitnessSigner(name: name, using: &generator)
            try place.witness.create(signer)
            if quiet { return }
            Output.note(
                "Made the witness's key \(place.witness.keyFile). Publish this line, best on paper, so that others can check what it cosigns:"
            )
            Output.say(signer.key.description)
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tells the witness of a ledger that it is to cosign from now on.",
            discussion: """
                Compare the line with one that came another way: whoever has that key can have a ledger cosigned. A running witness \
                knows it at once. Example:
                  trackerctl audit witness add oversight.example/register+1f2e…+AQ…
                """)
        @OptionGroup var place: WitnessOptions
        @Argument(help: "The ledger's verifier key, as key show prints it, or a file that holds it.")
        var key: String
        @Flag(help: "Say nothing when all went well.") var quiet = false

        func run() throws {
            let log = try VerifierOption.requiredKey(key)
            let isNew = try place.witness.add(log)
            if quiet { return }
            Output.say(
                isNew
                    ? "The witness knows \(log.name) from now on." : "The witness knows \(log.name) already.")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the witness's own key, and what it has seen of each ledger.",
            discussion: """
                With a ledger's name it prints the checkpoint that was cosigned last, for the register's keeper, who proves with it \
                what came since. Examples:
                  trackerctl audit witness list
                  trackerctl audit witness list oversight.example/register > last.checkpoint
                """)
        @OptionGroup var place: WitnessOptions
        @Argument(help: "A ledger's name.") var origin: String?

        func run() throws {
            let logs = try place.witness.logs()
            if let origin {
                guard let last = logs.first(where: { $0.key.name == origin })?.last else {
                    throw AnswerIsNo(sentence: "this witness has cosigned nothing of \(origin).")
                }
                var sink = try FileSink(nil)
                sink.write(last.encoded)
                return try sink.close()
            }
            let key = try place.witness.signer().key
            Output.say(key.description)
            for log in logs {
                guard let last = log.last, let checkpoint = try? Checkpoint(parsing: last.text),
                    let time = try? last.cosignatures(by: [key]).last?.time
                else {
                    Output.say("\(log.key.name): nothing cosigned yet")
                    continue
                }
                Output.say(
                    "\(log.key.name): \(checkpoint.size) entries, root \(checkpoint.root.hex), cosigned \(Instant(millisecondsSince1970: time * 1000))"
                )
            }
        }
    }

    struct Serve: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Answers ledgers that ask to be witnessed (C2SP tlog-witness).",
            discussion: """
                Listens on this computer alone: an office's own proxy is what others reach, with HTTPS, and hands on \
                POST /add-checkpoint. Ctrl-C or SIGTERM ends it. The program trackerd, which serves, lies beside this one. Example:
                  trackerctl audit witness serve --port 8092
                """)
        @OptionGroup var place: WitnessOptions
        @Option(help: ArgumentHelp("The port; else one that is free.", valueName: "number")) var port: Int?

        func run() throws {
            // What is wrong with the key is told here, in this program's words.
            _ = try place.witness.signer()
            try PagesProgram.start(
                ["--witness", place.witness.path] + (port.map { ["--port", String($0)] } ?? []))
        }
    }

    struct Trust: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says whose cosignatures count for the register, by a policy.",
            discussion: """
                The file is a C2SP tlog-policy: log KEY for the register itself, witness NAME KEY ADDRESS for each witness, group and \
                quorum for how many are enough. It is copied beside the register, where papers, the pages' program and take look \
                for it. Example:
                  trackerctl audit witness trust witnesses.policy
                """)
        @OptionGroup var register: RegisterOptions
        @Argument(help: "The policy's file.", completion: .file()) var file: String
        @Flag(help: "Say nothing when all went well.") var quiet = false

        func run() throws {
            let opened = try register.open()
            let bytes = try EvidenceStore.read(file, atMost: WitnessPolicy.greatestSize + 1)
            let policy = try opened.trust(bytes, kept: try register.witnessed())
            if quiet { return }
            let names = policy.witnesses.map(\.name).joined(separator: ", ")
            Output.say("Trusted as witnesses: \(names). Enough: \(policy.quorumWords).")
        }
    }

    struct Take: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Keeps a checkpoint that witnesses cosigned, once it is sure that it is of this ledger.",
            discussion: """
                From then on papers say who has witnessed the ledger. What is given by several witnesses is kept together. Example:
                  trackerctl audit witness take 2026-11.cosigned
                """)
        @OptionGroup var register: RegisterOptions
        @Argument(help: "The cosigned checkpoint.", completion: .file()) var file: String
        @Flag(help: "Say nothing when all went well.") var quiet = false

        func run() throws {
            let opened = try register.open()
            let kept = try register.witnessed()
            guard let policy = try kept.policy() else {
                throw CannotRead(
                    path: kept.policyFile,
                    why:
                        "it isn't there, and nothing else says which witnesses count; trackerctl audit witness trust FILE makes it"
                )
            }
            let taken = try PolicyFile.answering(file) {
                try opened.keepWitnessed(
                    try CheckpointFile.note(file), in: file, kept: kept, policy: policy)
            }
            if quiet { return }
            let zone = try opened.timeZone()
            for witness in taken.witnesses { Output.say(PolicyFile.words(witness, taken.checkpoint, zone)) }
        }
    }
}

struct AuditCosignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cosign",
        abstract: "Cosigns another office's checkpoint by file, as a witness of its ledger.",
        discussion: """
            For offices without a network between them. The first file of a ledger is a checkpoint; each later one is the proof that \
            the register's keeper makes with audit prove --from the checkpoint that was cosigned last. It is remembered before it is \
            handed out; what was put back or rewritten is refused, with 1. The result goes back to the keeper, who takes it with audit \
            witness take. Examples:
              trackerctl audit cosign 2026-11.checkpoint -o 2026-11.cosigned
              trackerctl audit cosign growth.proof -o 2026-12.cosigned
            """)
    @OptionGroup var place: WitnessOptions
    @Argument(help: "A checkpoint, or a proof of growth.", completion: .file()) var file: String
    @Option(
        name: [.short, .long], help: ArgumentHelp("Write to a file.", valueName: "file"), completion: .file())
    var output: String?

    func run() throws {
        var sink = try FileSink(output, as: .checkpoint, keeping: [file, place.witness.keyFile])
        let signer = try place.witness.signer()
        let request = try request()
        do {
            let note = try place.witness.cosign(request, by: signer, at: Environment.now())
            sink.write(note.encoded)
        } catch WitnessRefusal.otherSize(let last) {
            throw AnswerIsNo(
                sentence:
                    "this witness cosigned \(last) entries of \(request.checkpoint.origin) last, and \(file) doesn't begin there. Ask its keeper for a proof from that checkpoint (audit prove --from); audit witness list \(request.checkpoint.origin) prints it."
            )
        } catch let refusal as WitnessRefusal { throw AnswerIsNo(sentence: refusal.description) }
        try sink.close()
    }

    private func request() throws -> WitnessRequest {
        let bytes = try EvidenceStore.read(file)
        guard bytes.first == UInt8(ascii: "{") else {
            let note = try CheckpointFile.note(file)
            let checkpoint = try Checkpoint(parsing: note.text)
            // Asked once more about what it cosigned last, a witness says when it saw that it is still so.
            let last = try place.witness.logs().first { $0.key.name == checkpoint.origin }?.last
            let isSame = try last.map { try Checkpoint(parsing: $0.text).size == checkpoint.size } ?? false
            return try WitnessRequest(oldSize: isSame ? checkpoint.size : 0, proof: [], note: note)
        }
        guard case .consistency(let proof) = try Proof(parsing: bytes) else {
            throw InvalidValue(
                what: "file", given: file,
                expected: "a checkpoint, or a proof that audit prove --from made; this one proves entries")
        }
        return try WitnessRequest(
            oldSize: try Checkpoint(parsing: proof.old.text).size, proof: proof.path, note: proof.new)
    }
}
