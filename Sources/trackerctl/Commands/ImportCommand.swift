import ArgumentParser
import Tracker

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes in the items of a sheet: all or nothing.",
        discussion: """
            The headings say what the columns hold; --map says it where they don't, by the heading or the column's letter. \
            Fields: \(fields). Titles above the headings don't matter; a row that holds nothing but a report's title names \
            the report of the items below it; totals and keys are left out. What the sheet leaves open is told at once, \
            each value once with its rows and what is proposed; --as-proposed takes it so. A status column brings each \
            item to where it stands, on the days that columns give (started, submitted, assured, closed). That an item is \
            assured or implemented is the sheet's word, and printed so, until somebody assures it here; where there is \
            evidence and whoever imports may assure it, they do. A sheet that was changed is taken in again with --update: \
            what differs is shown, and only that recorded. Examples:
              trackerctl import tracker.csv --report PEEL-2017-LEG --dry-run
              trackerctl import tracker.xlsx --as-proposed --publisher HMICFRS --save-mapping force
              trackerctl import tracker-march.xlsx --mapping force --update --dry-run
            """)
    private static let fields = ImportField.allCases.map(\.rawValue).joined(separator: ", ")

    @OptionGroup var acting: ActingOptions
    @Argument(help: "A .csv or .xlsx file.", completion: .file(extensions: ["csv", "xlsx"])) var file: String?
    @Option(help: "The report of rows that name none.", completion: .register(.reports)) var report: String?
    @Option(
        name: .customLong("map"), parsing: .singleValue,
        help: ArgumentHelp("What a column holds; give it once for each.", valueName: "column=field"))
    var mappings: [String] = []
    @Option(
        help: ArgumentHelp(
            "The workbook's sheet, else the first that looks like a tracker.", valueName: "name"))
    var sheet: String?
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("What a status in the sheet stands for; once for each.", valueName: "words=status")
    )
    var mapStatus: [String] = []
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Whom a name in the sheet means; once for each.", valueName: "name=person"))
    var mapPerson: [String] = []
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Which kind the sheet's words mean; once for each.", valueName: "words=kind"))
    var mapKind: [String] = []
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Which board the sheet's words mean; once for each.", valueName: "words=board"))
    var mapBoard: [String] = []
    @Option(help: ArgumentHelp("Read it as kept under this name.", valueName: "name")) var mapping: String?
    @Option(help: ArgumentHelp("Keep how it is read under this name.", valueName: "name"))
    var saveMapping: String?
    @Flag(help: "Take it as the dry run proposes, where it proposes anything.") var asProposed = false
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "How dates are read: day-first, month-first, first-of-month, end-of-month; of one column alone, COLUMN=month-first.",
            valueName: "rule"))
    var dates: [String] = []
    @Option(help: ArgumentHelp("Who published reports of which no column says it.", valueName: "name"))
    var publisher: String?
    @Option(help: ArgumentHelp("When reports were published that no column dates.", valueName: "date"))
    var published: String?
    @Flag(help: "Register owners who aren't registered yet.") var addPeople = false
    @Flag(help: "For items that are in the register: record what differs.") var update = false
    @Flag(help: "Record each dated line of an update on its own day.") var splitUpdates = false
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("An item that goes a step back, as the sheet says; or all.", valueName: "ref"))
    var allowStepsBack: [String] = []
    @Option(
        help: ArgumentHelp(
            "Write what stands in the way to a copy of the sheet, to be mended.", valueName: "copy.xlsx"),
        completion: .file(extensions: ["xlsx"]))
    var marked: String?
    @Flag(help: "Write an empty sheet to fill in, to the file that -o names.") var template = false
    @Option(
        name: [.short, .long], help: ArgumentHelp("Where the empty sheet goes.", valueName: "file"),
        completion: .file(extensions: ["xlsx", "csv"]))
    var output: String?
    @Flag(help: "Say what would be taken in, and write nothing.") var dryRun = false

    func validate() throws {
        if template == (file != nil) {
            throw ValidationError("Give the file to take in, or --template -o FILE for an empty one.")
        }
        if output != nil, !template { throw ValidationError("-o goes with --template.") }
        if let marked, Format(ending: marked) != .xlsx {
            throw ValidationError("The marked copy is a workbook: end its name in .xlsx.")
        }
    }

    func run() throws {
        guard let file else { return try writeTemplate() }
        let register = try acting.register.open(for: .writing)
        let saved = try mapping.map { try register.mapping($0) }
        var options = try options(saved)
        let (read, name, hash) = try read(
            file, ImportMapping.search(given: mappings, saved: saved), sheet: options.answers.sheet)
        let mapping = try ImportMapping(
            read, given: mappings, saved: saved, needsText: !update, file: name)
        if options.answers.sheet == nil, read.source == .spreadsheet { options.answers.sheet = read.name }
        let rows = ImportedRows(read, mapping: mapping, file: name)
        let session = try acting.session(in: register)
        let kept = try saveMapping.map { try Reference(parsing: $0, what: "mapping name") }
        let bar = ProgressBar(isWanted: !acting.quiet)
        ImportWords(acting: acting, isDryRun: dryRun, isUpdate: update).say(read, mapping)
        let reading = kept.map {
            (
                mapping: SavedMapping(
                    mapping, of: read, statuses: options.statuses, answers: options.answers), name: $0
            )
        }
        func importRows() throws -> ImportResult {
            defer { bar.clear() }
            return try register.importRows(
                rows, options: options, file: name, sha256: hash, saving: reading, session: session,
                keep: !dryRun, progress: bar.show)
        }
        do {
            let taken = try importRows()
            try ImportWords(acting: acting, isDryRun: dryRun, isUpdate: update).say(taken)
        } catch let problems as InputProblems {
            try mark(problems, in: read, of: file)
            throw problems
        }
    }

    /// Writes a copy of the sheet that shows what stands in the way.
    private func mark(_ problems: InputProblems, in sheet: Sheet, of file: String) throws {
        guard let marked else { return }
        let table = MarkedTable(sheet, problems: problems.problems) { problem in
            let remedies = problem.remedies.isEmpty ? "" : " " + problem.remedies.sentence
            return problem.sentence + (problem.accepted.map { " Accepted: \($0)." } ?? "") + remedies
        }
        try Output.writeMarked(table, to: marked, keeping: [file])
        Output.note(
            "Marked \(table.marks.count.counted("cell", "cells")) in \(marked): mend them there and give that file."
        )
    }

    private func writeTemplate() throws {
        _ = try Format.ofSheet(output, "An empty sheet")
        let register = try acting.register.open()
        let form = try register.reading { try ImportTemplate.make(register) }
        try Output.writeForm(form, to: output)
        if let output { acting.say("Wrote an empty sheet to \(output).") }
    }

    /// What was typed, beside what was kept.
    private func options(_ saved: SavedMapping?) throws -> ImportOptions {
        var options = ImportOptions(report: report)
        options.update = update
        options.stepsBack = allowStepsBack
        options.statuses = try StatusWords(given: mapStatus, saved: saved?.statuses ?? StatusWords())
        var answers = ImportAnswers()
        answers.sheet = sheet
        answers.asProposed = asProposed
        answers.publisher = publisher
        answers.published = published
        answers.addPeople = addPeople
        answers.splitUpdates = splitUpdates
        try answers.read(dates: dates)
        try answers.people.read(mapPerson, what: "name of a person")
        try answers.kinds.read(mapKind, what: "kind in the sheet")
        try answers.boards.read(mapBoard, what: "board in the sheet")
        if let saved { answers.add(saved.answers) }
        options.answers = answers
        return options
    }

    /// The sheet; the file's bytes aren't held any longer than it takes to read it.
    private func read(
        _ file: String, _ search: HeadingSearch, sheet: String?
    ) throws -> (Sheet, name: String, hash: String) {
        let handed = try SheetFile(file)
        let read = try Sheet.read(handed.bytes, file: handed.name, tab: sheet, headings: search)
        return (read, handed.name, handed.hash)
    }
}
