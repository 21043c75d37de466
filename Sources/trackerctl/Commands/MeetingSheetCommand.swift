import ArgumentParser
import Tracker

extension MeetingCommand {
    struct SheetCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sheet", abstract: "Writes the sheet to fill in after a meeting.",
            discussion: """
                It has the live items that the meeting's board oversees, where each stands, and empty columns. Hand it back \
                with: meeting log. Without -o it goes to standard output as CSV. Example:
                  trackerctl meeting sheet OB-2018-03 -o sheet.xlsx
                """)
        @OptionGroup var register: RegisterOptions
        @Argument(help: "The meeting.", completion: .register(.meetings)) var meeting: String
        @Option(
            name: [.short, .long], help: ArgumentHelp("An .xlsx or .csv file.", valueName: "file"),
            completion: .file(extensions: ["xlsx", "csv"]))
        var output: String?

        func run() throws {
            _ = try Format.ofSheet(output, "A meeting sheet")
            let register = try register.open()
            let today = Environment.now().day(in: try register.timeZone())
            var form = try register.reading {
                try MeetingForm.make(register, meeting: meeting, today: today)
            }
            form.guide.insert(
                Fact(
                    label: "How to hand it back",
                    value: "trackerctl meeting log \(meeting) FILE --dry-run shows what it would do; "
                        + "without --dry-run it is recorded, all of it or nothing."), at: 0)
            try Output.writeForm(form, to: output, isPrivate: Marking.isConfidential(form.marking))
            if let output {
                Output.note(
                    "Wrote \(form.rows.count == 1 ? "1 item" : "\(form.rows.count) items") to \(output).")
            }
        }
    }
}
