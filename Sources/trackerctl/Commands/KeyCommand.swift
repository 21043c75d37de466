import ArgumentParser
import Glibc
import Tracker

struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Keys: create, show, enrol, list, revoke.",
        discussion: """
            One kind of key file serves for both: the register's own key signs checkpoints, a person's what they do (--sign-with). \
            Which acts must be signed is a setting: trackerctl config signed assure,close,issue. Example:
              trackerctl key show
            """,
        subcommands: [Create.self, Show.self, Enrol.self, List.self, Revoke.self])

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Makes a signing key, outside the register and readable by you alone: the register's or your own.",
            discussion: """
                Its name is printed in every checkpoint as the register's own: give each register a key of its own. With \
                --passphrase a copied key file alone signs nothing; there is no way back to a forgotten passphrase. Examples:
                  trackerctl key create --name oversight.example/register --passphrase
                  trackerctl key create --key /media/stick/register.key
                  trackerctl key create --key asha.key --name asha.assurer --passphrase
                """)
        @OptionGroup var register: RegisterOptions
        @OptionGroup var signing: SigningOptions
        @Option(help: "The register's name without spaces; else made from the body's name.")
        var name: String?
        @Flag(help: "Keep the key under a passphrase, typed or from --passphrase-file.") var passphrase =
            false
        @Flag(help: "Say nothing when all went well.") var quiet = false

        func run() throws {
            let name = try name ?? KeyFile.name(forBody: register.open().setting(.body))
            var generator = SystemRandomNumberGenerator()
            let key = try SignerKey(name: name, using: &generator)
            let sealed: SealedKey
            if passphrase || signing.passphraseFile != nil {
                let words = try signing.passphrase(asking: "Passphrase for the new key: ")
                if signing.passphraseFile == nil, try signing.passphrase(asking: "Once more: ") != words {
                    throw InvalidValue(
                        what: "passphrase", given: "…", expected: "the same words both times; no key was made"
                    )
                }
                sealed = try SealedKey(key, passphrase: words, salt: Session.randomSalt())
            } else {
                sealed = .open(key)
            }
            try signing.file.create(sealed)
            if quiet { return }
            Output.note(
                "Made the signing key \(signing.file.path). Publish this line, best on paper, so that others can check what it signs:"
            )
            Output.say(key.verifier.description)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the public half: what others need to check a signature.",
            discussion: "Example:\n  trackerctl key show")
        @OptionGroup var signing: SigningOptions

        func run() throws { Output.say(try signing.file.read().verifier.description) }
    }

    struct Enrol: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says with which key a person signs from now on.",
            discussion: """
                An approver's act. The first key of a register is enrolled on the approver's word: have its fingerprint kept outside. \
                Every other one is signed (--sign-with) by whoever enrols it. Let an approver have two keys, one of them in a safe: \
                with all of them lost no other can be enrolled. The key is the line of trackerctl key show, of an OpenSSH .pub \
                file or of a passkey as the pages show it, or a file that holds such a line; compare its fingerprint with whose it \
                is. Examples:
                  trackerctl key enrol "Ann Approver" ann.key
                  trackerctl key enrol "Asha Assurer" asha.pub --sign-with ann.key
                  trackerctl key enrol "Petra Assurer" "passkey tracker.example pQECAy…" --sign-with ann.key
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "Whose key it is.", completion: .register(.people)) var name: String
        @Argument(help: "The key's public line, or a file that holds it.", completion: .file()) var key:
            String
        @Option(help: "Where it is kept, or what else is to be known of it.") var note: String?

        func run() throws {
            let key = try PersonKey(typed: key)
            let done = try acting.write { try $0.enrol(key, of: name, note: note ?? "") }
            acting.say("Enrolled K\(done.seq), \(key.fingerprint), of \(name).")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the keys with which people sign.",
            discussion: "Example:\n  trackerctl key list")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions

        func run() throws { try output.print(try Listing.keys(try register.open())) }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says that a key is not to be trusted from a day on, and signs nothing more.",
            discussion: """
                An approver's act, or of whoever's key it is. What was signed with it stays; audit verify names what was signed on or \
                after the day (--on). Example:
                  trackerctl key revoke K12 --on 2026-11-20 --reason "The stick was lost on the train" --sign-with ann.key
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The key, as key list shows it.") var key: String
        @Option(help: "Why.") var reason: String?

        func run() throws {
            let number = try KeyName.number(key)
            let register = try acting.register.open(for: .writing)
            guard let key = try register.keys().first(where: { $0.id == number }) else {
                throw InvalidValue(what: "key", given: key, expected: "one that key list shows")
            }
            try register.write(try acting.session(in: register)) {
                _ = try $0.revoke(key, reason: reason ?? "")
            }
            acting.say("Revoked \(key.name).")
        }
    }
}

extension PersonKey {
    /// A key as typed: its public line, or a file that holds it.
    init(typed: String) throws {
        let line =
            access(typed, F_OK) == 0
            ? String(decoding: try EvidenceStore.read(typed, atMost: 1 << 16), as: UTF8.self).firstLine
            : typed
        if let key = PersonKey(line: line) {
            self = key
        } else if let key = try? VerifierOption.key(typed) {
            self.init(key)
        } else {
            throw InvalidValue(
                what: "key", given: typed,
                expected:
                    "the line that trackerctl key show prints, an OpenSSH public key of type ed25519 or ecdsa (also sk-), a passkey's line as the pages show it, or a file that holds one"
            )
        }
    }
}
