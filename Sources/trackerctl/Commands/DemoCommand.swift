import ArgumentParser
import Glibc
import Tracker

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Makes a small register to look around in, and prints its papers.",
        discussion: """
            Real inspection reports on the Metropolitan Police Service, items in our own words. Without --register it is \
            made in a temporary folder. Example:
              trackerctl demo --register demo.db
            """)
    @OptionGroup var options: RegisterOptions

    func run() throws {
        let path = try options.path ?? Self.temporaryFolder() + "/register.db"
        try InitCommand.makeFolder(of: path)
        let session = Session(account: Environment.account, clock: Environment.now)
        let register = try Register.create(
            at: path, founder: "Oversight officer",
            settings: [.body: "Oversight body (demonstration)", .force: "Metropolitan Police Service"],
            session: session)
        try Demonstration.fill(register, sheet: PackageResources.met_inspections_csv, session: session)
        let quarter = try Quarter(parsing: Demonstration.quarter)
        let today = Environment.now().day(in: .london)
        let snapshot = try register.snapshot(asAt: quarter.last, today: today)
        let frame = try PaperContext(snapshot, scope: .everything)
        let width = Output.width(toFile: false)
        let colour = Output.colour(toFile: false)
        Output.say(introduction)
        var sink = try FileSink(nil)
        let list = try ItemListPaper(register, .outstanding, frame: frame, ragRule: .date)
        try TextRenderer.render(list.document, from: snapshot, width: width, colour: colour, to: &sink)
        let table = try QuarterlyPaper(
            register, QuarterlySpec(quarter, ageBands: try register.ageBands()), today: today)
        try TextRenderer.render(table.document(), width: width, colour: colour, to: &sink)
        try sink.close()
        Output.say(
            """

            The demonstration register is at \(path). Look around:
              export TRACKER_REGISTER=\(path)
              trackerctl show NCPI16-3
              trackerctl quarterly \(Demonstration.quarter) --expand
              trackerctl quarterly \(Demonstration.quarter) -o quarter.docx
              trackerctl annual 2017/18
              trackerctl audit verify
            """)
    }

    /// What is shown, before it is.
    private var introduction: String {
        """
        This is a register of inspection recommendations, as an oversight board keeps it: 13 items of six published reports on
        the Metropolitan Police Service, in our own words; the people and what they did are made up. Two papers follow.
        1. Outstanding items at the end of December 2017: what the force still has to do, the overdue first, each with its
           lead, its date and the latest progress. This is what a board reads before it meets.
        2. The quarterly status table, October to December 2017: what came in and was closed, where the rest stands, how late
           and how old it is. Every figure is computed from the register, and each row adds up, or nothing is printed.
        A dash is nought; "(nobody yet)" has no lead; Red, Amber and Green follow a rule that the foot of the paper names.
        The foot also says as at which day, and as known when: the same paper prints again exactly, for as long as you like.
        On paper: -o quarter.pdf or quarter.docx; for a spreadsheet: -o quarter.xlsx.

        """
    }

    private static func temporaryFolder() throws -> String {
        var template = Array("\(Environment.value("TMPDIR") ?? "/tmp")/trackerctl-demo-XXXXXX".utf8CString)
        guard template.withUnsafeMutableBufferPointer({ mkdtemp($0.baseAddress!) }) != nil else {
            throw CannotWrite(path: "The temporary folder", why: String(cString: strerror(errno)))
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
