import ArgumentParser
import Tracker

struct AcceptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "Records what is said to items: accepted, in part, or not.",
        discussion: """
            Apart from progress: not accepting does not close them. Examples:
              trackerctl accept LEG-1 --partly --reason "Only for telephone complaints"
              trackerctl accept --where report=LEG
              trackerctl accept NAT-4 --for "Essex Police" --note "Letter of 3 May"
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var published: PublicOption
    @OptionGroup var filter: WhereOptions
    @Argument(help: ArgumentHelp("The items' references.", valueName: "ref"), completion: .register(.items))
    var refs: [String] = []
    @Flag(help: "Accepted in part; say which with --reason.") var partly = false
    @Flag(name: .customLong("not"), help: "Not accepted; say why with --reason.") var notAccepted = false
    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("Only for one of the bodies that it is directed at.", valueName: "name"),
        completion: .register(.addressees))
    var addressee: String?
    @Option(help: "The explanation.") var reason: String?
    @Option(help: "What was answered.") var note: String?

    func run() throws {
        if partly && notAccepted { throw ValidationError("--partly and --not exclude each other.") }
        let acceptance: Acceptance = notAccepted ? .notAccepted : partly ? .partly : .accepted
        try acting.act(
            onEach: refs, filter, words: [.reason: reason ?? "", .note: note ?? ""],
            isPublic: published.isPublic
        ) { _ in
            addressee.map { .addressee($0, .answered(acceptance)) } ?? .accept(acceptance)
        }
    }
}
