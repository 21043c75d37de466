import ArgumentParser
import Tracker

struct RedactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact", abstract: "Removes the words of an entry for good; the trail still verifies.",
        discussion: """
            For words that must go: a victim named by mistake, a person's right. Needs an approver. What stays says that \
            something stood there, who removed it, when and why. Copies made earlier (backups, exports) are not reached. \
            Example:
              trackerctl redact 120 --reason "Named a victim"
            """)
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The number of the entry, as history shows it.") var seq: Int64
    @Option(help: "Why.") var reason: String
    @Option(
        name: .customLong("word"), parsing: .singleValue,
        help: ArgumentHelp(
            "Only these words, for example note; else all of them, and the evidence file.", valueName: "name")
    )
    var names: [String] = []

    func run() throws {
        let words = try names.map { name in
            guard let word = WordName(rawValue: name) else {
                throw MalformedValue(
                    what: "name of words", given: name,
                    expected: "one of \(WordName.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return word
        }
        let register = try acting.register.open(for: .writing)
        let entry = try register.redact(
            seq, names: words.isEmpty ? nil : words, reason: reason,
            evidence: EvidenceStore(beside: acting.register.location), session: try acting.session())
        acting.say(
            "Entry \(seq) redacted (entry \(entry)). Backups and exports made before still hold the words.")
    }
}
