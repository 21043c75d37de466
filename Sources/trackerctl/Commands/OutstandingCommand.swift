import ArgumentParser
import Tracker

struct OutstandingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outstanding",
        abstract: "What is outstanding, report by report, or by date.",
        discussion: """
            Parted by report, unless --group says otherwise: "date" puts overdue items first, then those due, those without a \
            date, and those assured that wait to be closed. So do --overdue, --due-within and --limit by themselves. Long \
            texts are cut; CSV and JSON always have them whole, overdue first. Examples:
              trackerctl outstanding --owner "AC Frontline"
              trackerctl outstanding --as-at 2018-03-31 --known-at 2018-04-05 -o board.html
            """)
    @OptionGroup var paper: PaperOptions
    @Flag(help: "Only items past their date.") var overdue = false
    @Option(help: ArgumentHelp("Only items past their date or due within so many days.", valueName: "days"))
    var dueWithin: Int?
    @Option(
        help: ArgumentHelp(
            "Part the list by date, owner, report, publisher, board, kind, force, question, tag or addressee.",
            valueName: "key"))
    var group: ListGrouping?
    @Option(help: ArgumentHelp("Show at most so many; with --group, of each part.", valueName: "n"))
    var limit: Int?
    @Flag(help: "Print long texts whole.") var full = false
    @Flag(help: "Exit with 1 when anything shown is overdue, for scheduled checks.") var failOnOverdue = false

    func run() throws {
        let register = try paper.register.open()
        let selection: ItemListPaper.Selection =
            overdue ? .overdue : dueWithin.map { .dueWithin($0) } ?? .outstanding
        let overdue = try register.reading {
            let frame = try paper.frame(register)
            let list = try ItemListPaper(
                register, selection, frame: frame, ragRule: try paper.ragRule(register),
                grouping: try grouping(of: selection), limit: limit, isFull: full, isData: try isData)
            let snapshot = try frame.snapshot(of: register, progress: paper.output.progress())
            try paper.output.print(list.document, from: snapshot) {
                try list.writeJSON(from: snapshot, to: &$0)
            }
            return list.counts.overdue
        }
        if failOnOverdue, overdue > 0 { throw AnswerIsNo(sentence: "\(overdue) overdue.") }
    }

    /// What was asked for; else by report what people read of the whole list.
    private func grouping(of selection: ItemListPaper.Selection) throws -> RowKey? {
        switch group {
        case .date: nil
        case .row(let rowKey): rowKey
        case nil:
            try selection == .outstanding && limit == nil && !isData ? .report : nil
        }
    }

    private var isData: Bool { get throws { try [.csv, .json].contains(paper.output.chosen()) } }
}

/// What a list can be parted by.
enum ListGrouping: ExpressibleByArgument {
    /// Overdue, due, undated and assured items.
    case date
    /// The rows of a table.
    case row(RowKey)

    init?(argument: String) {
        if argument == "date" {
            self = .date
        } else if let rowKey = RowKey(argument: argument) {
            self = .row(rowKey)
        } else {
            return nil
        }
    }

    static var allValueStrings: [String] { ["date"] + RowKey.allValueStrings }
}
