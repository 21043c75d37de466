import ArgumentParser
import Tracker

struct ReturnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: "Refuses or withdraws assurance: back to in progress.",
        discussion: """
            Example:
              trackerctl return LEG-1 --reason "Two boroughs have no leaflets"
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var published: PublicOption
    @OptionGroup var filter: WhereOptions
    @Argument(help: ArgumentHelp("The items' references.", valueName: "ref"), completion: .register(.items))
    var refs: [String] = []
    @Option(help: "Why.") var reason: String

    func run() throws {
        try acting.act(onEach: refs, filter, words: [.reason: reason], isPublic: published.isPublic) { _ in
            .return
        }
    }
}
