import ArgumentParser
import Tracker

struct NoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Writes a note to an item.",
        discussion: """
            Internal notes stay out of public papers. Example:
              trackerctl note LEG-1 "Ask again in autumn" --internal
            """)
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
    @Argument(help: "The note.") var text: String
    @Flag(name: .customLong("internal"), help: "Keep it out of public papers.") var isInternal = false

    func run() throws {
        try acting.act(on: ref, words: [.note: text]) { _ in .note(isInternal: isInternal) }
    }
}
