import ArgumentParser
import Tracker

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One item, whole.", discussion: "Example:\n  trackerctl show LEG-1")
    @OptionGroup var paper: PaperOptions
    @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String

    func run() throws {
        let register = try paper.register.open()
        let result = try register.reading {
            try ItemPaper(register, try register.item(ref), frame: try paper.frame(register))
        }
        try paper.output.print(result.document, json: result.json())
    }
}

struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Every act on an item: effective and recorded, who, on what authority.",
        discussion: "Example:\n  trackerctl history LEG-1")
    @OptionGroup var paper: PaperOptions
    @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String

    func run() throws {
        let register = try paper.register.open()
        let result = try register.reading {
            try ItemPaper(register, try register.item(ref), frame: try paper.frame(register))
        }
        try paper.output.print(result.historyDocument, json: result.json())
    }
}
