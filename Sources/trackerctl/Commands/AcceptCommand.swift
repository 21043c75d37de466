import ArgumentParser
import Tracker

struct AcceptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "Records what is said to items: accepted, in part, or not.",
        discussion: """
            Apart from progress: not accepting does not close them. Examples:
              trackerctl accept LEG-1 --partly --reason "Only for telephone complaints"
              trackerctl accept --where report=LEG
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var published: PublicOption
    @OptionGroup var filter: WhereOptions
    @Argument(help: ArgumentHelp("The items' references.", valueName: "ref"), completion: .register(.items))
    var refs: [String] = []
    @Flag(help: "Accepted in part; say which with --reason.") var partly = false
    @Flag(name: .customLong("not"), help: "Not accepted; say why with --reason.") var notAccepted = false
    @Option(help: "The explanation.") var reason: String?

    func run() throws {
        if partly && notAccepted { throw ValidationError("--partly and --not exclude each other.") }
        let acceptance: Acceptance = notAccepted ? .notAccepted : partly ? .partly : .accepted
        try acting.act(onEach: refs, filter, words: [.reason: reason ?? ""], isPublic: published.isPublic) {
            _ in
            .accept(acceptance)
        }
    }
}
