import ArgumentParser
import Glibc
import Tracker

// How long evidence is kept: rule, holds, disposal.

extension EvidenceCommand {
    struct Retain: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names the rule that a file of evidence is kept by.",
            discussion: """
                The rules are those of "retention list". Example:
                  trackerctl evidence retain E14 --rule board-papers
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The evidence, as evidence list shows it: E14.") var id: String
        @Option(help: ArgumentHelp("The rule, or none for the register's own.", valueName: "name"))
        var rule: String

        func run() throws {
            let register = try acting.register.open(for: .writing)
            let (item, evidence) = try register.evidence(id)
            try acting.act(on: item.text, in: register) { _ in
                .retainEvidence(
                    evidence,
                    rule: rule.lowercased() == "none" ? nil : try register.retentionRule(rule).name)
            }
        }
    }

    struct Hold: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Holds evidence: until it is released, nothing disposes of it, nor redacts its file.",
            discussion: """
                For an inquest, litigation or a public inquiry. Each hold is released by itself, and a file may have several. \
                Examples:
                  trackerctl evidence hold E14 --reason "Inquest opened, coroner's reference 2024/17"
                  trackerctl evidence hold --item LEG-1 --reason "Public inquiry: all of it, and what is added"
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The evidence, as evidence list shows it: E14.") var id: String?
        @Option(
            help: ArgumentHelp("All evidence of an item, and what is added to it.", valueName: "ref"),
            completion: .register(.items)) var item: String?
        @Option(help: "Why.") var reason: String

        func validate() throws {
            guard (id == nil) != (item == nil) else {
                throw ValidationError("Name a piece of evidence, or an item with --item.")
            }
        }

        func run() throws {
            let register = try acting.register.open(for: .writing)
            let piece = try id.map { try register.evidence($0) }
            try acting.act(
                on: piece?.item.text ?? item ?? "", in: register, words: [.reason: reason],
                naming: { "H\($0)" }
            ) { _ in .holdEvidence(piece?.seq) }
        }
    }

    struct Release: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Releases a hold on evidence.",
            discussion: """
                Example:
                  trackerctl evidence release H55 --reason "Inquest concluded"
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The hold, as evidence disposal shows it: H55.") var id: String
        @Option(help: "Why.") var reason: String

        func run() throws {
            let register = try acting.register.open(for: .writing)
            let (item, hold) = try register.hold(id)
            try acting.act(on: item.text, in: register, words: [.reason: reason]) { _ in .releaseHold(hold) }
        }
    }

    struct Disposal: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists which files may be disposed of, are held, are kept still, or are gone.",
            discussion: """
                Examples:
                  trackerctl evidence disposal
                  trackerctl evidence disposal --by 2026-03-31 --report LEG -o disposal.xlsx
                """)
        @OptionGroup var paper: PaperOptions
        @Option(
            help: ArgumentHelp("What may be disposed of by a day to come; else by today.", valueName: "date"))
        var by: String?

        func run() throws {
            let day = try by.map { try Day(parsing: $0) }
            let register = try paper.register.open()
            let result = try register.reading {
                try DisposalPaper(register, by: day, frame: try paper.frame(register))
            }
            try paper.output.print(result.document, json: result.json)
        }
    }

    struct Dispose: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Disposes of files whose day has come; their hashes stay, and the trail still verifies.",
            discussion: """
                Needs an approver who had no part in the work, and who neither gave the file, closed the item, wrote or chose \
                the rule, dated the report that it runs from, released a hold nor put an entry of the item right. What other \
                evidence still names stays in the folder. Copies made earlier (backups, exports) are not reached. At a \
                terminal you are shown what goes and asked; a script is not. If a file could not be removed, it is said \
                (exit code 74): finish with --finish. \
                Examples:
                  trackerctl evidence dispose --due --dry-run
                  trackerctl evidence dispose E14 E15
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The evidence, as evidence list shows it: E14.") var ids: [String] = []
        @Flag(help: "Whatever may be disposed of today.") var due = false
        @Flag(help: "Only remove files that an earlier disposal could not.") var finish = false
        @Flag(help: "Only show what would go.") var dryRun = false
        @Flag(help: "Don't ask at a terminal.") var yes = false

        func validate() throws {
            guard [!ids.isEmpty, due, finish].filter({ $0 }).count == 1 else {
                throw ValidationError("Name the evidence, or give --due, or --finish.")
            }
        }

        func run() throws {
            let register = try acting.register.open(for: .writing)
            let store = try register.evidenceStore()
            let choice: Register.DisposalChoice = due ? .due : finish ? .leftovers : .pieces(ids)
            func dispose(keep: Bool) throws -> DisposalOutcome {
                try register.dispose(
                    choice, evidence: store, keep: keep, session: try acting.session(in: register))
            }
            guard !dryRun else {
                show(try dispose(keep: false).files, done: false)
                return Output.say("Nothing was disposed of.")
            }
            if !yes, !finish, isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 {
                show(try dispose(keep: false).files, done: false)
                guard
                    Terminal.line("Dispose of this for good? Nothing brings it back. [y/N] ")?.lowercased()
                        .first == "y"
                else { throw AnswerIsNo(sentence: "nothing was disposed of.") }
            }
            let outcome = try dispose(keep: true)
            for warning in outcome.warnings { Output.note("Warning: \(warning)") }
            let removed = "\(outcome.removed.counted("file", "files")) removed"
            if finish { return acting.say("\(removed). Nothing more was recorded.") }
            if !acting.quiet { show(outcome.files, done: true) }
            let gone = outcome.files.filter { $0.refusal == nil }
            acting.say(
                """
                \(gone.count.counted("piece", "pieces")) of evidence disposed of, \(removed). Backups and exports made before \
                still hold them.
                """)
        }

        /// Says what goes, or went, and what is left and why.
        private func show(_ files: [DisposedEvidence], done: Bool) {
            for file in files {
                let name = "\(file.item): E\(file.piece)"
                if let refusal = file.refusal {
                    Output.say("\(name) is left: \(refusal).")
                } else {
                    Output.say(
                        "\(name) \(done ? "is disposed of" : "would be disposed of"): \(file.disposal.rule), its day \(file.disposal.day.shortForm), \(file.disposal.size) bytes, SHA-256 \(file.disposal.sha256)"
                    )
                }
            }
        }
    }
}
