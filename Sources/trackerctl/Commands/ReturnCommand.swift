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
    @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
    @Option(help: "Why.") var reason: String

    func run() throws {
        try acting.act(on: ref, words: [.reason: reason], isPublic: published.isPublic) { _ in .return }
    }
}
