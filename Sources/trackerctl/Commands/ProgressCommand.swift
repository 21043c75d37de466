public import ArgumentParser
import Tracker

struct ProgressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "progress", abstract: "Logs progress.",
        discussion: """
            Progress on an item that is still open starts it. Example:
              trackerctl progress LEG-1 --note "Leaflets printed in nine languages" --complete 40 --meeting OB-2018-03
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var published: PublicOption
    @OptionGroup var filter: WhereOptions
    @Argument(help: ArgumentHelp("The items' references.", valueName: "ref"), completion: .register(.items))
    var refs: [String] = []
    @Option(help: "What was said or found.") var note: String
    @Option(help: ArgumentHelp("How much is done.", valueName: "percent")) var complete: Int?
    @Option(help: "red, amber or green as stated; papers compute their own by a rule.") var rag: Rating?

    func run() throws {
        if let complete, !(0...100).contains(complete) {
            throw InvalidValue(
                what: "percentage", given: String(complete), expected: "a whole number from 0 to 100")
        }
        try acting.act(onEach: refs, filter, words: [.note: note], isPublic: published.isPublic) { _ in
            .progress(complete: complete, rating: rag)
        }
    }
}

extension Rating: ExpressibleByArgument {}
