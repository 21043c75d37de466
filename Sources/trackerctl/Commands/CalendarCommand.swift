import ArgumentParser
import Tracker

struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Due dates, last days of answers and meetings for Outlook or any other calendar.",
        discussion: """
            With a name: what that person or post leads or supports, and the meetings of the boards that it is before; for an \
            officer also every meeting and the clocks of all reports. Without: everybody's. Open the file in the calendar \
            program, and again when dates have moved: each date is found again, moved, or struck out where nothing is due any \
            more. What is marked above OFFICIAL is named by its reference alone. Examples:
              trackerctl calendar Harper -o harper.ics
              trackerctl calendar -o board.ics
            """)
    @OptionGroup var register: RegisterOptions
    @Argument(
        help: ArgumentHelp(
            "Whose: a person or post; words of the name that only one has will do.", valueName: "name"),
        completion: .register(.owners)) var owner: String?
    @Option(
        name: [.short, .long],
        help: ArgumentHelp("An .ics file; else standard output.", valueName: "file"),
        completion: .file(extensions: ["ics"])) var output: String?

    func run() throws {
        if let output, !output.lowercased().hasSuffix(".ics") {
            throw ValidationError("A calendar is an .ics file: end the file's name so.")
        }
        let register = try register.open()
        let today = Environment.now().day(in: try register.timeZone())
        let paper = try register.reading {
            try CalendarPaper(register, of: owner.map { try register.owner(withWords: $0) }, today: today)
        }
        var sink = try FileSink(output, isPrivate: Marking.isConfidential(paper.marking))
        sink.write(Array(paper.calendar.text.utf8))
        try sink.close()
        guard let output else { return }
        let count = paper.calendar.events.count { !$0.isCancelled }
        Output.note("Wrote \(count == 1 ? "1 date" : "\(count) dates") to \(output).")
    }
}
