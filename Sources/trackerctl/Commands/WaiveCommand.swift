import ArgumentParser
import Tracker

struct WaiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waive", abstract: "Lets somebody assure an item who had a part in the work.",
        discussion: """
            Whoever ever led or supported an item, started it, wrote its progress, submitted it or had a step of its plan may \
            not assure it, whatever was corrected since. Only an officer or approver who had no part in it can allow it, \
            for one person and one item, from then on; papers print who allowed it and why. Example:
              trackerctl waive LEG-1 --assurer "Audit Panel" --reason "Led it for a week in May; nobody else can judge it"
            """)
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
    @Option(help: ArgumentHelp("Who may assure it.", valueName: "name"), completion: .register(.people))
    var assurer: String
    @Option(help: "Why; papers show it.") var reason: String

    func run() throws {
        try acting.act(on: ref, words: [.reason: reason]) {
            .waive(try $0.people().named(assurer).id)
        }
    }
}
