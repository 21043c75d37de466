import ArgumentParser
import Tracker

struct MarkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mark", abstract: "Gives an item a protective marking of its own.",
        discussion: """
            Items marked above OFFICIAL stay out of public papers. Examples:
              trackerctl mark LEG-1 OFFICIAL-SENSITIVE
              trackerctl mark LEG-1 none
            """)
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
    @Argument(help: "The marking, or none for the register's.") var marking: String

    func run() throws {
        let marking = marking.lowercased() == "none" ? nil : Marking(marking)
        if let marking, !marking.isKnown {
            throw InvalidValue(
                what: "protective marking", given: marking.description,
                expected: "OFFICIAL, OFFICIAL-SENSITIVE, SECRET or TOP SECRET, with or without a caveat")
        }
        try acting.act(on: ref) { _ in .mark(marking?.description) }
    }
}
