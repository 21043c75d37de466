import ArgumentParser
import Tracker

struct ScopeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scope", abstract: "Takes an item out of the counted scope, or back in.",
        discussion: """
            It stays in the register; tables show the change in a column of its own. Example:
              trackerctl scope LEG-1 --out --reason "Members narrowed the scope" --meeting AC-2023-04
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var chair: ChairOption
    @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
    @Flag(name: .customLong("in"), help: "Count it again.") var isIn = false
    @Flag(name: .customLong("out"), help: "No longer count it.") var isOut = false
    @Option(help: "Why.") var reason: String

    func run() throws {
        guard isIn != isOut else { throw ValidationError("Say either --in or --out.") }
        try acting.act(on: ref, words: [.reason: reason], chair: chair) { _ in .scope(isIn ? .in : .out) }
    }
}
