import ArgumentParser
import Tracker

struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "The key that signs checkpoints: create, show.",
        discussion: "Example:\n  trackerctl key show",
        subcommands: [Create.self, Show.self])

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a signing key, outside the register and readable by you alone.",
            discussion: """
                Its name is printed in every checkpoint as the register's own: give each register a key of its own. With \
                --passphrase a copied key file alone signs nothing; there is no way back to a forgotten passphrase. Examples:
                  trackerctl key create --name oversight.example/register --passphrase
                  trackerctl key create --key /media/stick/register.key
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
}
