import ArgumentParser
import Tracker

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every item in scope, closed ones included.",
        discussion: "Example:\n  trackerctl list --report PEEL-2017-LEG --format csv")
    @OptionGroup var paper: PaperOptions
    @Option(help: ArgumentHelp("Show at most so many.", valueName: "n")) var limit: Int?
    @Flag(help: "Print long texts whole.") var full = false

    func run() throws {
        let register = try paper.register.open()
        try register.reading {
            let frame = try paper.frame(register)
            let list = try ItemListPaper(
                register, .all, frame: frame, ragRule: try paper.ragRule(register), limit: limit,
                isFull: full)
            let snapshot = try frame.snapshot(of: register, progress: paper.output.progress())
            try paper.output.print(list.document, from: snapshot) {
                try list.writeJSON(from: snapshot, to: &$0)
            }
        }
    }
}
