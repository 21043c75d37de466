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
    @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
    @Option(help: "What was done.") var note: String

    func run() throws {
        try acting.act(on: ref, words: [.note: note], isPublic: published.isPublic) { _ in .submit }
    }
}
