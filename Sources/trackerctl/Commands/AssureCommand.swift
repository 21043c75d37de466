import ArgumentParser
import Tracker

struct AssureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assure", abstract: "Decides that an item is really done.",
        discussion: """
            Needs evidence that stands, and somebody who has had no part in the work: not led or supported it, started it, written its \
            progress, submitted it or had a step of its plan, by any entry there is. What stands on a sheet's word is assured in \
            the same way, when it is closed, too. The entry names the evidence that stands; once other evidence stands, the item is \
            shown as "evidence changed since" and can be assured again. Example:
              trackerctl assure LEG-1 --basis "Dip sample of 40 complaints" --by "Audit Panel" --meeting AP-2018-05
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var published: PublicOption
    @OptionGroup var filter: WhereOptions
    @Argument(help: ArgumentHelp("The items' references.", valueName: "ref"), completion: .register(.items))
    var refs: [String] = []
    @Option(help: "What the assurance rests on.") var basis: String?
    @Option(help: "What was said or found.") var note: String?

    func run() throws {
        try acting.act(
            onEach: refs, filter, words: [.basis: basis ?? "", .note: note ?? ""],
            isPublic: published.isPublic
        ) { _ in .assure }
    }
}
