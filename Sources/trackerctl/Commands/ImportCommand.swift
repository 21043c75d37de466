import ArgumentParser
import Tracker

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes in the items of a sheet: all or nothing.",
        discussion: """
            The headings say what the columns hold; --map says it where they don't. Fields: \(fields). \
            Titles above the headings don't matter. A status column brings each item to where it stands, on the days that \
            columns give (started, submitted, assured, closed). That an item is assured or implemented is the sheet's word, \
            and printed so, until somebody assures it here; where there is evidence and whoever imports may assure it, \
            they do. A sheet that was changed is taken in again with --update: \
            what differs is shown, and only that recorded. Examples:
              trackerctl import tracker.csv --report PEEL-2017-LEG --dry-run
              trackerctl import tracker.xlsx --sheet Actions --map "Area=question" --save-mapping force
              trackerctl import tracker-march.xlsx --mapping force --update --dry-run
            """)
    private static let fields = ImportField.allCases.map(\.rawValue).joined(separator: ", ")

    @OptionGroup var acting: ActingOptions
    @Argument(help: "A .csv or .xlsx file.", completion: .file(extensions: ["csv", "xlsx"])) var file: String
    @Option(help: "The report of rows that name none.", completion: .register(.reports)) var report: String?
    @Option(
        name: .customLong("map"), parsing: .singleValue,
        help: ArgumentHelp("What a column holds; give it once for each.", valueName: "column=field"))
    var mappings: [String] = []
    @Option(help: ArgumentHelp("The workbook's sheet, else the first.", valueName: "name")) var sheet: String?
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("What a status in the sheet stands for; once for each.", valueName: "words=status")
    )
    var mapStatus: [String] = []
    @Option(help: ArgumentHelp("Read it as kept under this name.", valueName: "name")) var mapping: String?
    @Option(help: ArgumentHelp("Keep how it is read under this name.", valueName: "name"))
    var saveMapping: String?
    @Flag(help: "Register owners who aren't registered yet.") var addPeople = false
    @Flag(help: "For items that are in the register: record what differs.") var update = false
    @Flag(help: "Say what would be taken in, and write nothing.") var dryRun = false

    func run() throws {
        let register = try acting.register.open(for: .writing)
        let saved = try mapping.map { try register.mapping($0) }
        let (read, name, hash) = try read(ImportMapping.search(given: mappings, saved: saved))
        let mapping = try ImportMapping(read, given: mappings, saved: saved, file: name)
        var options = ImportOptions(report: report)
        options.addPeople = addPeople
        options.update = update
        options.statuses = try StatusWords(given: mapStatus, saved: saved?.statuses ?? StatusWords())
        let rows = ImportedRows(read, mapping: mapping, file: name)
        let session = try acting.session(in: register)
        let kept = try saveMapping.map { try Reference(parsing: $0, what: "mapping name") }
        let bar = ProgressBar(isWanted: !acting.quiet)
        for remark in read.remarks { acting.say("  \(remark.sentence)") }
        for (heading, field) in zip(read.headings, mapping.fields) where !heading.isBlank {
            acting.say("  \(heading.text) → \(field.rawValue)")
        }
        let reading = kept.map {
            (mapping: SavedMapping(mapping, of: read, statuses: options.statuses), name: $0)
        }
        func importRows() throws -> ImportResult {
            defer { bar.clear() }
            return try register.importRows(
                rows, options: options, file: name, sha256: hash, saving: reading, session: session,
                keep: !dryRun, progress: bar.show)
        }
        try say(try importRows())
    }

    /// The sheet; the file's bytes aren't held any longer than it takes to read it.
    private func read(_ search: HeadingSearch) throws -> (Sheet, name: String, hash: String) {
        let handed = try SheetFile(file)
        let read = try Sheet.read(handed.bytes, file: handed.name, tab: sheet, headings: search)
        return (read, handed.name, handed.hash)
    }

    private func say(_ taken: ImportResult) throws {
        if !taken.differences.isEmpty {
            let width = Output.width(toFile: false)
            var sink = try FileSink(nil)
            try TextRenderer.render(
                Listing.differences(taken.differences).document, width: width,
                colour: Output.colour(toFile: false), to: &sink)
            try sink.close()
        }
        if !taken.people.isEmpty {
            acting.say(
                "\(dryRun ? "Would register" : "Registered"): \(taken.people.joined(separator: ", ")).")
        }
        if taken.isNothing { return acting.say("Nothing differs from the register; nothing was written.") }
        let reports = taken.reports.isEmpty ? "" : ", with \(taken.reports.count) new reports"
        let differences =
            update
            ? "\(dryRun ? ", and record" : ", and recorded") \(taken.differences.count) differences" : ""
        if let first = taken.onWord.first {
            acting.say(
                "On the sheet's word alone, until somebody assures them (trackerctl assure \(first)): \(taken.onWord.map(\.text).joined(separator: ", "))."
            )
        }
        acting.say(
            "\(dryRun ? "Would take in" : "Took in") \(taken.items.count) items\(reports)\(differences)\(dryRun ? "; nothing was written" : "")."
        )
    }
}
