import ArgumentParser
import Tracker

struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Finds items by references, numbers, texts, notes and titles.",
        discussion: """
            All the words must stand in one place, in any order; capitals don't matter, and parts of words count. Words that \
            were redacted are never found. Entries that still hold the words though papers no longer print them are named, so \
            that they can be redacted. Example:
              trackerctl search complaints leaflet
            """)
    @OptionGroup var paper: PaperOptions
    @Argument(help: "The words.") var words: [String]

    func run() throws {
        guard paper.asAt == nil, paper.knownAt == nil else {
            throw ValidationError(
                "A search looks at the register as it is: leave out --as-at and --known-at.")
        }
        let register = try paper.register.open()
        let result = try register.reading {
            try SearchPaper(register, words: words, frame: try paper.frame(register))
        }
        try paper.output.print(result.document, json: result.json, hints: result.remedies)
    }
}
