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
            """)
    @OptionGroup var paper: PaperOptions
    @Argument(help: "The quarter: 2022/23-Q3 or 2022-Q4.", completion: .register(.quarters)) var quarter:
        String
    @Option(help: "report, kind, owner, force, question, board or tag.") var rows: RowKey = .report
    @Flag(help: "Show the references behind each count.") var expand = false
    @Flag(help: "Record in the ledger that this table is issued.") var issue = false
    @Option(
        help: "Who issues it; else the person registered for your account.", completion: .register(.people))
    var by: String?
    @OptionGroup var clock: ClockOptions
    @Flag(help: "With --issue: don't say under which number it was issued.") var quiet = false

    func run() throws {
        let register = try paper.register.open(for: issue ? .writing : .reading)
        let quarter = try Quarter(
            parsing: quarter, yearStart: try register.yearStart(knownAt: paper.known(register)))
        let today = Environment.now().day(in: try register.timeZone())
        guard quarter.first <= today else {
            throw InvalidValue(
                what: "quarter", given: quarter.argument,
                expected: "a quarter that has begun; this one begins on \(quarter.first)")
        }
        if let asked = try paper.asAt.map({ try Day(parsing: $0) }),
            asked < quarter.first || asked > quarter.last
        {
            throw InvalidValue(
                what: "day of the positions (--as-at)", given: asked.description,
                expected: "a day of the quarter, \(quarter.first) to \(quarter.last)")
        }
        if issue {
            // Nothing is issued that then can't be written.
            try paper.output.check()
            guard paper.asAt == nil, paper.knownAt == nil else {
                throw ValidationError(
                    "A table is issued as things are known now: leave out --as-at and --known-at.")
            }
            try Self.requireSound(register)
            let session = clock.trusted(
                Session(try Actor(named: by, in: register), clock: Environment.now))
            let (result, seq) = try register.write(session) { writer in
                let result = try make(register, quarter, today)
                return (result, try writer.issue(result.issue))
            }
            try print(result)
            if !quiet {
                Output.note("Issued as T\(seq). Print it again with: trackerctl issued show T\(seq)")
            }
        } else {
            try print(try register.reading { try make(register, quarter, today) })
        }
    }

    /// What is published rests on a register that verifies: a table misread from a damaged disk must not go out.
    private static func requireSound(_ register: Register) throws {
        let bar = ProgressBar()
        let checked = try register.verify(progress: bar.show)
        bar.clear()
        guard let first = checked.findings.first else { return }
        throw AnswerIsNo(
            sentence:
                "the table is not issued, because the register does not verify: \(first.description) See all that is wrong with: trackerctl audit verify"
        )
    }

    private func make(_ register: Register, _ quarter: Quarter, _ today: Day) throws -> QuarterlyPaper {
        let asAt = try paper.asAt.map { try Day(parsing: $0) } ?? min(quarter.last, today)
        let spec = QuarterlySpec(
            quarter, asAt: asAt, scope: try paper.scope(register), rowKey: rows,
            ragRule: try paper.ragRule(register),
            ageBands: try register.ageBands(knownAt: paper.known(register)))
        return try QuarterlyPaper(
            register, spec, knownAt: try paper.knowledge(), today: today, audience: paper.audience,
            marking: paper.marking, quartersBefore: try paper.output.chosen().quartersInCharts)
    }

    private func print(_ result: QuarterlyPaper) throws {
        try paper.output.print(result.document(expand: expand), json: result.json(expand: expand))
    }
}

extension RowKey: ExpressibleByArgument {}
