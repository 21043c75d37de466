public import ArgumentParser
import Tracker

struct DisputeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dispute", abstract: "Holds against an assurer's refusal that an item is done.",
        discussion: """
            For an item that an assurer sent back. It is pending sign-off again, disputed, until the board that oversees it \
            decides. Example:
              trackerctl dispute LEG-1 --claim "All boroughs have had them since May" --by "AC Frontline"
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var published: PublicOption
    @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
    @Option(help: "What the owner says against it.") var claim: String

    func run() throws {
        try acting.act(on: ref, words: [.note: claim], isPublic: published.isPublic) { _ in .dispute }
    }
}

struct DecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Records what a board decided in a dispute.",
        discussion: """
            For the owner: it waits for an assurer again, who still needs evidence. For the assurer: there is work left. Example:
              trackerctl decide LEG-1 --for assurer --meeting OB-2018-06 --reason "Two boroughs are missing"
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var chair: ChairOption
    @OptionGroup var published: PublicOption
    @Argument(help: "The item's reference.", completion: .register(.items)) var ref: String
    @Option(name: .customLong("for"), help: "Whom the board finds right: owner or assurer.")
    var party: DisputeParty
    @Option(help: "Why.") var reason: String?

    func run() throws {
        try acting.act(
            on: ref, words: [.reason: reason ?? ""], isPublic: published.isPublic, chair: chair
        ) { _ in
            .decide(for: party)
        }
    }
}

extension DisputeParty: ExpressibleByArgument {}
