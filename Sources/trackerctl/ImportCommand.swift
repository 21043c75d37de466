import ArgumentParser
import Tracker

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes in the items of a sheet: all or nothing.",
        discussion: """
            The headings say what the columns hold; --map says it where they don't. Fields: \(fields).
            Examples:
              trackerctl import tracker.csv --report PEEL-2017-LEG --dry-run
              trackerctl import tracker.csv --map "Area=question" --map "RAG last year=ignore"
            """)
    private static let fields = ImportField.allCases.map(\.rawValue).joined(separator: ", ")

    @OptionGroup var acting: ActingOptions
    @Argument(help: "A .csv or .xlsx file.") var file: String
    @Option(help: "The report of rows that name none.") var report: String?
    @Option(
        name: .customLong("map"), parsing: .singleValue,
        help: ArgumentHelp("What a column holds; give it once for each.", valueName: "column=field"))
    var mappings: [String] = []
    @Flag(help: "Say what would be taken in, and write nothing.") var dryRun = false

    func run() throws {
        let bytes = try EvidenceStore.read(file)
        let name = String(file.split(separator: "/").last ?? "")
        let sheet = try Sheet.read(bytes, file: name)
        let mapping = try ImportMapping(sheet, given: mappings, file: name)
        let rows = ImportedRow.rows(of: sheet, mapping: mapping, file: name)
        let hash = Hash.sha256(bytes).hex
        let register = try acting.register.open(for: .writing)
        let taken = try register.write(try acting.session(), keep: !dryRun) {
            try $0.takeIn(rows, report: report, file: name, sha256: hash)
        }
        for (heading, field) in zip(sheet.headings, mapping.fields) {
            Output.say("  \(heading.text) → \(field.rawValue)")
        }
        let reports = taken.reports.isEmpty ? "" : ", with \(taken.reports.count) new reports"
        Output.say(
            "\(dryRun ? "Would take in" : "Took in") \(taken.items.count) items\(reports)\(dryRun ? "; nothing was written" : "")."
        )
    }
}
