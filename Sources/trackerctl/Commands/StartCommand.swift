import ArgumentParser
import Tracker

struct StartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Says that work has begun.",
        discussion: """
            What has begun already stays as it is, so that earlier history can be told later. Example:
              trackerctl start LEG-1 --note "Working group met"
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var published: PublicOption
    @OptionGroup var filter: WhereOptions
    @Argument(help: ArgumentHelp("The items' references.", valueName: "ref"), completion: .register(.items))
    var refs: [String] = []
    @Option(help: "What was said or found.") var note: String?

    func run() throws {
        try acting.act(onEach: refs, filter, words: [.note: note ?? ""], isPublic: published.isPublic) { _ in
            .start
        }
    }
}
