import ArgumentParser
import Tracker

struct AssignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Says who leads and supports items, and which board oversees them.",
        discussion: """
            Several items are one transaction: all, or none. Examples:
              trackerctl assign LEG-1 --lead "AC Frontline" --support "DAC Professionalism" --board OB
              trackerctl assign LEG-1 LEG-2 --board OB
              trackerctl assign --where report=LEG --where board=none --board OB
              trackerctl assign --where owner="AC Frontline" --owner "Jo Example"
              trackerctl assign LEG-1 --no-lead
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var filter: WhereOptions
    @Argument(help: ArgumentHelp("The items' references.", valueName: "ref"), completion: .register(.items))
    var refs: [String] = []
    @Option(
        name: [.long, .customLong("owner")], help: "Who leads it: a person or a post.",
        completion: .register(.owners)) var lead: String?
    @Flag(help: "Nobody leads it: awaiting allocation.") var noLead = false
    @Option(
        name: .customLong("support"), parsing: .singleValue,
        help: "Who supports; give it once for each. Replaces those before.", completion: .register(.owners))
    var supporting: [String] = []
    @Flag(help: "Nobody supports it.") var noSupport = false
    @Option(help: "The board that oversees it.", completion: .register(.boards)) var board: String?

    func run() throws {
        if lead == nil, !noLead, supporting.isEmpty, !noSupport, board == nil {
            throw ValidationError("Say who leads it with --lead NAME (or --support, --board, --no-lead).")
        }
        try acting.act(onEach: refs, filter) { writer in
            .assign(
                lead: try lead.map { .set(try writer.owner($0)) } ?? (noLead ? .set(nil) : .keep),
                supporting: supporting.isEmpty
                    ? (noSupport ? [] : nil) : try supporting.map { try writer.owner($0) },
                board: try board.map { .set(try writer.board($0).reference) } ?? .keep)
        }
    }
}
