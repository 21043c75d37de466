import ArgumentParser
import Tracker

struct SubmitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Submits an item for assurance: pending sign-off.",
        discussion: """
            The owner says it is done; name the evidence first. With --for-closure whoever published it is asked to close it, and \
            decides. Examples:
              trackerctl submit LEG-1 --note "All boroughs confirmed" --by "AC Frontline"
              trackerctl submit LEG-1 --for-closure --note "Letter to the inspectorate of 3 May"
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var published: PublicOption
    @OptionGroup var filter: WhereOptions
    @Argument(help: ArgumentHelp("The items' references.", valueName: "ref"), completion: .register(.items))
    var refs: [String] = []
    @Flag(help: "Whoever published it is asked to close it: proposed for closure.") var forClosure = false
    @Option(help: "What was done.") var note: String

    func run() throws {
        try acting.act(onEach: refs, filter, words: [.note: note], isPublic: published.isPublic) { _ in
            forClosure ? .submitForClosure : .submit
        }
    }
}
