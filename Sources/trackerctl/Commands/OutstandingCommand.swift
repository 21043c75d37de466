import ArgumentParser
import Tracker

struct OutstandingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outstanding",
        abstract: "What is outstanding: overdue first, then due, then without a date.",
        discussion: """
            Examples:
              trackerctl outstanding --owner "AC Frontline"
              trackerctl outstanding --as-at 2018-03-31 --known-at 2018-04-05 -o board.html
            """)
    @OptionGroup var paper: PaperOptions
    @Flag(help: "Only items past their date.") var overdue = false
    @Option(help: ArgumentHelp("Only items past their date or due within so many days.", valueName: "days"))
    var dueWithin: Int?
    @Option(
        help: ArgumentHelp(
            "Part the list by owner, report, board, kind, force, question or tag.", valueName: "key"))
    var group: RowKey?
    @Option(help: ArgumentHelp("Show at most so many; with --group, of each part.", valueName: "n"))
    var limit: Int?
    @Flag(help: "Exit with 1 when anything shown is overdue, for scheduled checks.") var failOnOverdue = false

    func run() throws {
        let register = try paper.register.open()
        let selection: ItemListPaper.Selection =
            overdue ? .overdue : dueWithin.map { .dueWithin($0) } ?? .outstanding
        let overdue = try register.reading {
            let frame = try paper.frame(register)
            let list = try ItemListPaper(
                register, selection, frame: frame, ragRule: try paper.ragRule(register), grouping: group,
                limit: limit)
            let snapshot = try frame.snapshot(of: register, progress: paper.output.progress())
            try paper.output.print(list.document, from: snapshot) {
                try list.writeJSON(from: snapshot, to: &$0)
            }
            return list.counts.overdue
        }
        if failOnOverdue, overdue > 0 { throw AnswerIsNo(sentence: "\(overdue) overdue.") }
    }
}
