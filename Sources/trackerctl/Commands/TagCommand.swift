import ArgumentParser
import Tracker

struct TagCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tag", abstract: "Puts programmes and themes on an item, or takes them off.",
        discussion: """
            Examples:
              trackerctl tag LEG-1 "One Met Model 2020" ICT
              trackerctl tag LEG-1,LEG-2 ICT
              trackerctl tag --where report=LEG ICT
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var filter: WhereOptions
    @Argument(
        help: ArgumentHelp(
            "The item's reference, or several with commas between them (not with --where), then the tags.",
            valueName: "ref> <tag"),
        completion: .register(.tags)) var typed: [String]
    @Flag(help: "Take them off.") var remove = false

    func run() throws {
        let tags = filter.isGiven ? typed : Array(typed.dropFirst())
        guard !tags.isEmpty else { throw ValidationError("Say which tags.") }
        let items = typed[0].split(separator: ",").map { String($0).trimmed }
        try acting.act(onEach: filter.isGiven ? [] : items, filter) { _ in .tag(tags, remove: remove) }
    }
}
