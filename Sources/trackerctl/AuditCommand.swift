import ArgumentParser
import Tracker

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The audit trail: log, verify.",
        subcommands: [Log.self, Verify.self])

    struct Log: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the ledger's entries.",
            discussion: "Examples:\n  trackerctl audit log --format json\n  trackerctl audit log LEG-1")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "Only entries about this item, report, board, meeting or person.") var subject:
            String?

        func run() throws {
            let paper = try AuditLogPaper(try register.open(), subject: subject)
            try output.print(paper.document, json: paper.json)
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks every entry, hash and word, the root, the tables and the evidence.",
            discussion: """
                Exits with 0 when all is well and with 1 when anything was tampered with. Example:
                  trackerctl audit verify
                """)
        @OptionGroup var register: RegisterOptions
        @Flag(help: "Only entries, hashes and root: quick.") var hashes = false
        @Flag(help: "Everything; the default.") var full = false

        func run() throws {
            let store = EvidenceStore(beside: register.location)
            let result = try register.open().verify(evidence: store, hashesOnly: hashes && !full)
            for finding in result.findings { Output.say(finding.description) }
            guard result.findings.isEmpty else {
                throw AnswerIsNo(
                    sentence:
                        "the register does not verify: \(result.findings.count) findings, the first in \(result.findings[0].description)"
                )
            }
            let redacted = result.redacted == 0 ? "" : ", \(result.redacted) words redacted"
            Output.say(
                "Verified: \(result.size) entries, root \(result.root.hex)\(redacted)\(hashes ? " (hashes only)" : "")."
            )
        }
    }
}
