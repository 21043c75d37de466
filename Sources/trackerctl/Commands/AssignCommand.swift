import ArgumentParser
import Tracker

struct AssignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: "Says who leads and supports items, and which boards they are before.",
        discussion: """
            Several items are one transaction: all, or none. Examples:
              trackerctl assign LEG-1 --lead "AC Frontline" --support "DAC Professionalism" --board OB
              trackerctl assign LEG-1 LEG-2 --board OB
              trackerctl assign LEG-1 --board OB --board JAP
              trackerctl assign LEG-1 --also-board RAB --no-also-board JAP
              trackerctl assign --where report=LEG --where board=none --board OB
              trackerctl assign --where owner="AC Frontline" --owner "Jo Example"
              trackerctl assign LEG-1 --no-lead
              trackerctl assign NAT-4 --for "Essex Police" --lead "ACC Example"
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
    @Option(
        name: .customLong("board"), parsing: .singleValue,
        help:
            "The board that oversees it, and under which it is counted. Given again: a board that it is before too.",
        completion: .register(.boards)) var boards: [String] = []
    @Option(
        parsing: .singleValue, help: "A board that it is before too; once for each. Those before stay.",
        completion: .register(.boards)) var alsoBoard: [String] = []
    @Option(
        parsing: .singleValue, help: "A board that it is no longer before too; once for each.",
        completion: .register(.boards)) var noAlsoBoard: [String] = []

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("Who leads for one of the bodies that it is directed at.", valueName: "name"),
        completion: .register(.addressees))
    var addressee: String?

    func run() throws {
        if let addressee { return try assign(for: addressee) }
        if lead == nil, !noLead, supporting.isEmpty, !noSupport, boards.isEmpty,
            alsoBoard.isEmpty, noAlsoBoard.isEmpty
        {
            throw ValidationError("Say who leads it with --lead NAME (or --support, --board, --no-lead).")
        }
        try acting.act(onEach: refs, filter) { writer in
            let named = try boards.map { try writer.board($0).reference }
            let otherBoards = OtherBoards(
                added: named.dropFirst() + (try alsoBoard.map { try writer.board($0).reference }),
                taken: try noAlsoBoard.map { try writer.board($0).reference })
            if let both = otherBoards.taken.first(where: {
                otherBoards.added.contains($0) || named.contains($0)
            }) {
                throw ValidationError("\(both) is both named and taken away: say one of them.")
            }
            return .assign(
                lead: try lead.map { .set(try writer.owner($0)) } ?? (noLead ? .set(nil) : .keep),
                supporting: supporting.isEmpty
                    ? (noSupport ? [] : nil) : try supporting.map { try writer.owner($0) },
                board: named.first.map { .set($0) } ?? .keep, otherBoards: otherBoards)
        }
    }

    private func assign(for addressee: String) throws {
        guard lead != nil || noLead, supporting.isEmpty, !noSupport, boards.isEmpty, alsoBoard.isEmpty,
            noAlsoBoard.isEmpty
        else {
            throw ValidationError("Of one addressee only the lead can be said: --lead NAME or --no-lead.")
        }
        try acting.act(onEach: refs, filter) { writer in
            .addressee(addressee, .assigned(try lead.map { try writer.owner($0) }))
        }
    }
}
