import ArgumentParser
import Tracker

struct TagCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tag", abstract: "Puts programmes and themes on an item, or takes them off.",
        discussion: """
            Example:
              trackerctl tag LEG-1 "One Met Model 2020" ICT
            """)
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
    @Argument(help: "The tags.", completion: .register(.tags)) var tags: [String]
    @Flag(help: "Take them off.") var remove = false

    func run() throws {
        try acting.act(on: ref) { _ in .tag(tags, remove: remove) }
    }
}
