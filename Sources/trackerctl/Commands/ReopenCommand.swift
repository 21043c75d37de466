public import ArgumentParser
import Tracker

struct ReopenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Puts closed items back on the list.",
        discussion: """
            Example:
              trackerctl reopen LEG-1 --reason "The leaflets ran out" --to in-progress
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var chair: ChairOption
    @OptionGroup var published: PublicOption
    @OptionGroup var filter: WhereOptions
    @Argument(help: ArgumentHelp("The items' references.", valueName: "ref"), completion: .register(.items))
    var refs: [String] = []
    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "Reopens the part of one of the bodies that it is directed at.", valueName: "name"),
        completion: .register(.addressees))
    var addressee: String?
    @Option(help: "Why.") var reason: String
    @Option(help: "open or in-progress.") var to: Status = .open

    func run() throws {
        guard to == .open || to == .inProgress else {
            throw ValidationError("An item is reopened to open or to in-progress.")
        }
        try acting.act(
            onEach: refs, filter, words: [.reason: reason], isPublic: published.isPublic, chair: chair
        ) { _ in
            addressee.map { .addressee($0, .reopened) } ?? .reopen(to: to)
        }
    }
}

extension Status: ExpressibleByArgument {}
