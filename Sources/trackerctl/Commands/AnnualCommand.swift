public import ArgumentParser
import Tracker

struct AnnualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annual", abstract: "The year's status table, for the annual report.",
        discussion: """
            The quarterly table over the four quarters of a year, with each of them beside it. 2023/24 is a financial year, \
            2023 a calendar year; one that runs is counted to today. A year that its quarters don't make is not printed. Example:
              trackerctl annual 2023/24 -o year.docx
            """)
    @OptionGroup var paper: PaperOptions
    @Argument(help: "The year: 2023/24 or 2023.") var year: String
    @Option(help: "report, publisher, kind, owner, force, question, board, tag or addressee.") var rows:
        RowKey = .report

    func run() throws {
        let register = try paper.register.open(for: .reading)
        let year = try Year(
            parsing: year, yearStart: try register.yearStart(knownAt: paper.known(register)))
        guard paper.asAt == nil else {
            throw ValidationError(
                "A year is counted to its end, or to today while it runs: leave out --as-at.")
        }
        let today = Environment.now().day(in: try register.timeZone())
        let result = try register.reading {
            try AnnualPaper(
                register, year, scope: try paper.scope(register), rowKey: rows,
                ragRule: try paper.ragRule(register), knownAt: try paper.knowledge(), today: today,
                audience: paper.audience, marking: paper.marking,
                quartersBefore: try paper.output.chosen().quartersInCharts)
        }
        try paper.output.print(result.document, json: result.json())
    }
}
