import ArgumentParser
import Tracker

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every item in scope, closed ones included.",
        discussion: "Example:\n  trackerctl list --report PEEL-2017-LEG --format csv")
    @OptionGroup var paper: PaperOptions
    @Option(help: ArgumentHelp("Show at most so many.", valueName: "n")) var limit: Int?

    func run() throws {
        let register = try paper.register.open()
        try register.reading {
            let list = try ItemListPaper(
                register, .all, frame: try paper.frame(register), ragRule: try paper.ragRule(register),
                limit: limit, progress: paper.output.progress())
            try paper.output.print(list.document) { try list.writeJSON(to: &$0) }
        }
    }
}
