import ArgumentParser
import Tracker

struct SubmitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Submits an item for assurance: pending sign-off.",
        discussion: """
            The owner says it is done; name the evidence first. Example:
              trackerctl submit LEG-1 --note "All boroughs confirmed" --by "AC Frontline"
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var published: PublicOption
    @OptionGroup var filter: WhereOptions
    @Argument(help: ArgumentHelp("The items' references.", valueName: "ref"), completion: .register(.items))
    var refs: [String] = []
    @Option(help: "What was done.") var note: String

    func run() throws {
        try acting.act(onEach: refs, filter, words: [.note: note], isPublic: published.isPublic) { _ in
            .submit
        }
    }
}
