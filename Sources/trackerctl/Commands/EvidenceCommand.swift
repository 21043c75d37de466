import ArgumentParser
import Tracker

struct EvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Evidence for an item: add, list, show, export, withdraw, lost; how long it is kept.",
        discussion: "Example:\n  trackerctl evidence list LEG-1",
        subcommands: [
            Add.self, List.self, Show.self, Export.self, Withdraw.self, Lost.self, Retain.self, Hold.self,
            Release.self, Disposal.self, Dispose.self,
        ])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Names a file or a web address as evidence.",
            discussion: """
                The file is copied into the evidence folder beside the register, known by its SHA-256. Its own date counts, \
                not the day it was sent; what it is about may be a longer time, with --from and --to. Examples:
                  trackerctl evidence add LEG-1 survey.pdf --dated 2018-03-01 --title "Complainant survey"
                  trackerctl evidence add LEG-1 dips.csv --dated 2018-04-02 --from 2018-01-01 --to 2018-03-31
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
        @Argument(help: "A file, or an address beginning with http:// or https://.", completion: .file())
        var source: String
        @Option(help: "The evidence's own date.") var dated: String
        @Option(help: "What it is.") var title: String?
        @Option(help: ArgumentHelp("The first of the days that it is about.", valueName: "date"))
        var from: String?
        @Option(help: ArgumentHelp("The last of them.", valueName: "date")) var to: String?
        @Option(
            help: ArgumentHelp(
                "The retention rule that a file is kept by; else the register's.", valueName: "name"))
        var rule: String?

        private func period() throws -> EvidencePeriod? {
            guard from != nil || to != nil else { return nil }
            guard let from, let to else {
                throw ValidationError("Evidence over a period needs both: --from DATE --to DATE.")
            }
            return try EvidencePeriod(from: try Day(parsing: from), to: try Day(parsing: to))
        }

        func run() throws {
            let day = try Day(parsing: dated)
            let period = try period()
            guard source.hasPrefix("http://") || source.hasPrefix("https://") else {
                let given = try GivenEvidence(source)
                return try acting.act(on: ref) {
                    try $0.addEvidence(
                        given, to: $1, title: title, dated: day, over: period, keptBy: rule)
                }
            }
            guard rule == nil else {
                throw ValidationError("A retention rule is for files: of an address no file is kept.")
            }
            try acting.act(on: ref, words: [.title: title ?? "", .address: source], day: day) { _ in
                .addEvidence(nil, over: period)
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists an item's evidence.", discussion: "Example:\n  trackerctl evidence list LEG-1")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String

        func run() throws {
            let register = try register.open()
            let listing = try Listing.evidence(register, of: try register.item(ref))
            try output.print(listing)
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes an item's evidence out into a folder or a zip file, with a manifest of hashes.",
            discussion: """
                Files that were withdrawn, lost, redacted or disposed of stay behind. Check what you were given with: sha256sum -c SHA256SUMS \
                Examples:
                  trackerctl evidence export LEG-1 evidence-of-LEG-1
                  trackerctl evidence export LEG-1 evidence.zip
                """)
        @OptionGroup var register: RegisterOptions
        @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
        @Argument(help: "A folder, or a new file ending in .zip.", completion: .file()) var target: String

        func run() throws {
            let opened = try register.open()
            let export = try EvidenceExport(
                opened, of: try opened.item(ref), from: try opened.evidenceStore(toRead: true))
            if target.lowercased().hasSuffix(".zip") {
                #if Spreadsheets
                    try export.write(toZip: target)
                #else
                    throw ValidationError(
                        "This trackerctl was built without zip files. Give a folder, or build it with scripts/demo once libzip is installed."
                    )
                #endif
            } else {
                try export.write(toFolder: target)
            }
            Output.say("Exported \(export.count) files of evidence to \(target).")
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows one piece of evidence.", discussion: "Example:\n  trackerctl evidence show E14")
        @OptionGroup var register: RegisterOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The evidence, as evidence list shows it: E14.") var id: String

        func run() throws {
            let register = try register.open()
            let (item, seq) = try register.evidence(id)
            let listing = try Listing.evidence(register, of: item, only: seq)
            try output.print(listing)
        }
    }

    struct Withdraw: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says that a piece of evidence no longer counts.",
            discussion: """
                It is kept, marked as withdrawn; an assurance that rested on it falls. Example:
                  trackerctl evidence withdraw E14 --reason "The survey was of another borough"
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The evidence, as evidence list shows it: E14.") var id: String
        @Option(help: "Why.") var reason: String

        func run() throws {
            let register = try acting.register.open(for: .writing)
            let (item, evidence) = try register.evidence(id)
            try acting.act(on: item.text, in: register, words: [.reason: reason]) { _ in
                .withdrawEvidence(evidence)
            }
        }
    }
    struct Lost: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says that a piece of evidence is gone: nobody can look at it any more.",
            discussion: """
                It stays listed, as lost. An assurance that was given on it stands, and papers show it; a new one needs other \
                evidence. What audit verify, check and backup find missing is then as told. Found again, it is said by: \
                trackerctl correct ENTRY --void. Example:
                  trackerctl evidence lost E14 --reason "The shared drive was wiped; no backup holds it"
                """)
        @OptionGroup var acting: ActingOptions
        @Argument(help: "The evidence, as evidence list shows it: E14.") var id: String
        @Option(help: "How it was lost, and where it was looked for.") var reason: String

        func run() throws {
            let register = try acting.register.open(for: .writing)
            let (item, evidence) = try register.evidence(id)
            try acting.act(on: item.text, in: register, words: [.reason: reason]) { _ in
                .loseEvidence(evidence)
            }
        }
    }
}
