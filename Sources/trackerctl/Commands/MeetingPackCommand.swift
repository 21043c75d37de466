import ArgumentParser
import Tracker

extension MeetingCommand {
    struct Pack: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints what the board needs before it sits.",
            discussion: """
                Overdue, due before it sits again (or within 30 days), pending sign-off, changes since its last meeting, what its chair decided since; and \
                the tables A live, B completed since then, C extensions requested, D overdue without an extension. Each item \
                stands in full once, in A under its report or in B; elsewhere it has a line. Example:
                  trackerctl meeting pack OB-2018-03 -o pack.html
                """)
        @OptionGroup var paper: PaperOptions
        @Flag(help: "Print long texts whole.") var full = false
        @Argument(help: "The meeting.", completion: .register(.meetings)) var meeting: String

        func run() throws {
            let register = try paper.register.open()
            let pack = try register.reading {
                let meeting = try register.meeting(meeting, knownAt: paper.known(register))
                let today = Environment.now().day(in: try register.timeZone())
                return try MeetingPackPaper(
                    register, meeting: meeting,
                    frame: try paper.frame(
                        register, day: MeetingPackPaper.day(of: meeting, today: today),
                        board: meeting.board),
                    ragRule: try paper.ragRule(register), isFull: full)
            }
            try paper.output.print(pack.document, json: pack.json)
        }
    }
}
