import ArgumentParser
import Tracker

struct NoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Writes a note to an item.",
        discussion: """
            A note stays out of public papers unless --public says otherwise; --internal marks one that must. Examples:
              trackerctl note LEG-1 "Ask again in autumn"
              trackerctl note LEG-1 "The leaflet is at every front counter" --public
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var published: PublicOption
    @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
    @Argument(help: "The note.") var text: String
    @Flag(name: .customLong("internal"), help: "It must never stand in public papers.") var isInternal = false

    func run() throws {
        if isInternal && published.isPublic {
            throw ValidationError("--internal and --public exclude each other.")
        }
        try acting.act(on: ref, words: [.note: text], isPublic: published.isPublic) { _ in
            .note(isInternal: isInternal)
        }
    }
}
