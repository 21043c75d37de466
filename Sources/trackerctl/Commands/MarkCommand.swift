import ArgumentParser
import Tracker

struct MarkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mark", abstract: "Gives items a protective marking of their own.",
        discussion: """
            Items marked above OFFICIAL stay out of public papers. Examples:
              trackerctl mark LEG-1 OFFICIAL-SENSITIVE
              trackerctl mark LEG-1 none
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var filter: WhereOptions
    @Argument(
        help: ArgumentHelp(
            "The items' references (not with --where), then the marking, or none for the register's.",
            valueName: "ref> <marking"), completion: .register(.items)) var typed: [String]

    func run() throws {
        guard typed.count > 1 || filter.isGiven else {
            throw ValidationError("Say which items, then the marking.")
        }
        let last = typed[typed.count - 1]
        let marking = last.lowercased() == "none" ? nil : Marking(last)
        if let marking, !marking.isKnown {
            throw InvalidValue(
                what: "protective marking", given: marking.description,
                expected: "OFFICIAL, OFFICIAL-SENSITIVE, SECRET or TOP SECRET, with or without a caveat")
        }
        try acting.act(onEach: typed.dropLast(), filter) { _ in .mark(marking?.description) }
    }
}
