import ArgumentParser
import Tracker

struct DueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "Changes a due date, or asks for, grants or refuses a change.",
        discussion: """
            The original date is never overwritten. A change is asked for, then granted or refused at a meeting, or by the board's \
            chair between meetings. Examples:
              trackerctl due LEG-1 2018-09-30 --request --reason "Supplier is late"
              trackerctl due LEG-1 2018-09-30 --grant --meeting OB-2018-06
              trackerctl due LEG-1 2018-12-31 --grant --chair-of OB --reason "By e-mail"
              trackerctl due LEG-1 LEG-2 31/12/2018 --reason "The programme moved"
              trackerctl due LEG-1 none --reason "Overtaken by the new programme"
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var chair: ChairOption
    @OptionGroup var published: PublicOption
    @OptionGroup var filter: WhereOptions
    @Argument(
        help: ArgumentHelp(
            "The items' references, then the date, such as 31/10/2023 or 2023-10-31, or none.",
            valueName: "ref> ... <date"), completion: .register(.items))
    var typed: [String]
    @Option(help: "The deadline in words.") var words: String?
    @Option(help: "Why.") var reason: String?
    @Flag(help: "Ask for the date.") var request = false
    @Flag(help: "Grant it; needs --meeting or --chair-of.") var grant = false
    @Flag(help: "Refuse it; needs --meeting or --chair-of.") var refuse = false

    func run() throws {
        let chosen = [(request, DueOutcome.request), (grant, .grant), (refuse, .refuse)].filter(\.0)
        if chosen.count > 1 { throw ValidationError("--request, --grant and --refuse exclude each other.") }
        guard let date = typed.last, typed.count > 1 || filter.isGiven else {
            throw ValidationError("Give the item's reference, and then the date or none.")
        }
        let day = date.lowercased() == "none" ? nil : try Day(parsing: date)
        try acting.act(
            onEach: Array(typed.dropLast()), filter, words: [.reason: reason ?? "", .deadline: words ?? ""],
            isPublic: published.isPublic, chair: chair
        ) { _ in
            .due(day, chosen.first?.1 ?? .set)
        }
    }
}
