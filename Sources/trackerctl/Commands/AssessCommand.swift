import ArgumentParser
import Tracker

struct AssessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess",
        abstract: "Says the local risk of an item, the reason for its delay, and what limits the risk.",
        discussion: """
            Local risk is the body's own grade beside the publisher's priority: high, medium, low or another word. Reasons for \
            delay are short phrases, counted in the quarterly paper: use the same phrase again. Only an officer or an assurer \
            assesses. Examples:
              trackerctl assess LEG-1 --risk high --delay "awaiting national guidance" --control "Weekly dip sample by the superintendent"
              trackerctl assess LEG-1 --no-delay
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var published: PublicOption
    @OptionGroup var filter: WhereOptions
    @Argument(help: ArgumentHelp("The items' references.", valueName: "ref"), completion: .register(.items))
    var refs: [String] = []
    @Option(
        help: ArgumentHelp("The local risk: high, medium, low or the body's own word.", valueName: "grade"))
    var risk: String?
    @Flag(help: "It has no local risk any more.") var noRisk = false
    @Option(help: ArgumentHelp("Why it is delayed, in a short phrase.", valueName: "reason"))
    var delay: String?
    @Flag(help: "It isn't delayed any more.") var noDelay = false
    @Option(help: ArgumentHelp("What limits the risk while it is open.", valueName: "text"))
    var control: String?

    func validate() throws {
        for (value, isNone, name) in [(risk, noRisk, "risk"), (delay, noDelay, "delay")]
        where value != nil && isNone {
            throw ValidationError("Give --\(name) or --no-\(name), but not both.")
        }
        guard risk != nil || noRisk || delay != nil || noDelay || control != nil else {
            throw ValidationError("Say what is assessed: --risk, --delay or --control.")
        }
    }

    func run() throws {
        func change(_ value: String?, _ isNone: Bool) -> Change<String> {
            isNone ? .set(nil) : value.map { .set($0) } ?? .keep
        }
        try acting.act(
            onEach: refs, filter, words: [.control: control ?? ""], isPublic: published.isPublic
        ) { try $0.assessment(risk: change(risk, noRisk), delay: change(delay, noDelay)) }
    }
}
