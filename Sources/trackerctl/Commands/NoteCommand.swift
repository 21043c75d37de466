import ArgumentParser
import Tracker

struct NoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Writes a note to an item, or the same to several.",
        discussion: """
            A note stays out of public papers unless --public says otherwise; --internal marks one that must. Examples:
              trackerctl note LEG-1 "Ask again in autumn"
              trackerctl note LEG-1 "The leaflet is at every front counter" --public
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var published: PublicOption
    @OptionGroup var filter: WhereOptions
    @Argument(
        help: ArgumentHelp(
            "The items' references (not with --where), then the note.", valueName: "ref> <text"),
        completion: .register(.items)) var typed: [String]
    @Flag(name: .customLong("internal"), help: "It must never stand in public papers.") var isInternal = false

    func run() throws {
        if isInternal && published.isPublic {
            throw ValidationError("--internal and --public exclude each other.")
        }
        guard typed.count > 1 || filter.isGiven else {
            throw ValidationError("Say which items, then the note.")
        }
        let text = typed[typed.count - 1]
        try acting.act(
            onEach: typed.dropLast(), filter, words: [.note: text], isPublic: published.isPublic
        ) { _ in .note(isInternal: isInternal) }
    }
}
