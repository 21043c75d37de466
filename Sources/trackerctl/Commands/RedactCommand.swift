import ArgumentParser
import Glibc
import Tracker

struct RedactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact", abstract: "Removes the words of an entry for good; the trail still verifies.",
        discussion: """
            For words that must go: a victim named by mistake, a person's right. Needs an approver. What stays says that \
            something stood there, who removed it, when and why. Copies made earlier (backups, exports) are not reached. \
            At a terminal you are shown what goes and asked; a script is not. If something could not be removed, it is said \
            (exit code 74): give the command again to finish. Examples:
              trackerctl redact 120 --dry-run
              trackerctl redact 120 --reason "Named a victim"
            """)
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The number of the entry, as history shows it.") var seq: Int64
    @Option(help: "Why; not needed with --dry-run.") var reason: String?
    @Option(
        name: .customLong("word"), parsing: .singleValue,
        help: ArgumentHelp(
            "Only these words, for example note; else all of them, and the evidence file.", valueName: "name")
    )
    var names: [String] = []
    @Flag(help: "Only show what would go, and where else the same words stand.") var dryRun = false
    @Flag(help: "Don't ask at a terminal.") var yes = false

    func run() throws {
        let words = try names.map { name in
            guard let word = WordName(rawValue: name) else {
                throw InvalidValue(
                    what: "name of words", given: name,
                    expected: "one of \(WordName.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return word
        }
        let chosen = words.isEmpty ? nil : words
        guard !dryRun else {
            let register = try acting.register.open()
            show(try register.redactionPlan(seq, names: chosen), try register.evidenceStore())
            return Output.say("Nothing was removed.")
        }
        guard let reason else {
            throw ValidationError("Say why with --reason TEXT, or look first with --dry-run.")
        }
        let register = try acting.register.open(for: .writing)
        if !yes, isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 {
            show(try register.redactionPlan(seq, names: chosen), try register.evidenceStore())
            guard
                Terminal.line("Remove this for good? Nothing brings it back. [y/N] ")?.lowercased().first
                    == "y"
            else { throw AnswerIsNo(sentence: "nothing was removed.") }
        }
        let outcome = try register.redact(
            seq, names: chosen, reason: reason, evidence: try register.evidenceStore(),
            session: try acting.session(in: register))
        for warning in outcome.warnings { Output.note("Warning: \(warning)") }
        acting.say(
            outcome.seq.map {
                "Entry \(seq) redacted (entry \($0)). Backups and exports made before still hold the words."
            }
                ?? "Entry \(seq) was redacted before; what was left of it is removed. Nothing more was recorded."
        )
    }

    /// Says what goes, what stays, and where else the same words stand.
    private func show(_ plan: RedactionPlan, _ store: EvidenceStore) {
        Output.say("Entry \(seq), \"\(plan.entry.act)\" about \(plan.entry.subject):")
        for (name, text) in plan.words { Output.say("  goes: \(name.rawValue): \(text)") }
        for file in plan.files { Output.say("  goes: the evidence file \(store.path(file))") }
        for file in plan.keptFiles {
            Output.say("  stays: the evidence file \(store.path(file)), which another entry names too")
        }
        if plan.words.isEmpty, plan.files.isEmpty { Output.say("  all its words are gone already") }
        for (seq, name) in plan.elsewhere {
            Output.say(
                "  the same words stand in entry \(seq) too (\(name.rawValue)): trackerctl redact \(seq)")
        }
    }
}
