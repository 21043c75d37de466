public import ArgumentParser
import Tracker

struct QuarterlyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarterly", abstract: "The quarterly status table.",
        discussion: """
            2022/23-Q3 is October to December 2022 of a financial year, 2022-Q4 the same months of a calendar year. \
            Every count is computed; a table that does not reconcile is not printed. Examples:
              trackerctl quarterly 2022/23-Q3 --expand
              trackerctl quarterly 2022/23-Q3 --issue -o table.html
              trackerctl quarterly 2022/23-Q3 --moves -o moves.csv
            """)
    @OptionGroup var paper: PaperOptions
    @Argument(help: "The quarter: 2022/23-Q3 or 2022-Q4.", completion: .register(.quarters)) var quarter:
        String
    @Option(help: "report, publisher, kind, owner, force, question, board, tag or addressee.") var rows:
        RowKey = .report
    @Flag(help: "Show the references behind each count.") var expand = false
    @Flag(help: "In place of the table: each date moved more than once, when and by whose decision.")
    var moves = false
    @Flag(help: "Record in the ledger that this table is issued.") var issue = false
    @Option(
        help: "Who issues it; else the person registered for your account.", completion: .register(.people))
    var by: String?
    @OptionGroup var clock: ClockOptions
    @OptionGroup var signature: SignatureOptions
    @Flag(help: "With --issue: don't say under which number it was issued.") var quiet = false

    func run() throws {
        if issue && moves {
            throw ValidationError("--moves prints no table to be issued: leave out --issue.")
        }
        let register = try paper.register.open(for: issue ? .writing : .reading)
        let quarter = try Quarter(
            parsing: quarter, yearStart: try register.yearStart(knownAt: paper.known(register)))
        let today = Environment.now().day(in: try register.timeZone())
        guard issue else {
            return try print(
                try register.reading {
                    try QuarterlyPaper(
                        register, try spec(register, quarter, today), knownAt: try paper.knowledge(),
                        today: today,
                        audience: paper.audience, marking: paper.marking,
                        quartersBefore: try paper.output.chosen().quartersInCharts)
                })
        }
        // Nothing is issued that then can't be written.
        try paper.output.check()
        guard paper.asAt == nil, paper.knownAt == nil else {
            throw ValidationError(
                "A table is issued as things are known now: leave out --as-at and --known-at.")
        }
        let bar = ProgressBar()
        let (result, seq) = try register.issueTable(
            try spec(register, quarter, today), audience: paper.audience, marking: paper.marking,
            quartersBefore: try paper.output.chosen().quartersInCharts,
            session: try signature.signing(
                clock.trusted(Session(try Actor(named: by, in: register), clock: Environment.now)),
                register: paper.register, clock),
            progress: bar.show)
        bar.clear()
        try print(result)
        if !quiet {
            Output.note("Issued as T\(seq). Print it again with: trackerctl issued show T\(seq)")
        }
    }

    private func spec(_ register: Register, _ quarter: Quarter, _ today: Day) throws -> QuarterlySpec {
        QuarterlySpec(
            quarter, asAt: try paper.asAt.map { try Day(parsing: $0) } ?? min(quarter.last, today),
            scope: try paper.scope(register), rowKey: rows, ragRule: try paper.ragRule(register),
            ageBands: try register.ageBands(knownAt: paper.known(register)))
    }

    private func print(_ result: QuarterlyPaper) throws {
        try paper.output.print(
            moves ? result.moves : result.document(expand: expand), json: result.json(expand: expand))
    }
}

extension RowKey: ExpressibleByArgument {}
