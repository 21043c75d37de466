public import ArgumentParser
import Tracker

struct CloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Closes an item, always for a reason.",
        discussion: """
            implemented needs standing assurance; superseded its successor, an item or a report; no-further-action and not-accepted an \
            explanation. Examples:
              trackerctl close LEG-1 --as implemented --meeting OB-2018-06
              trackerctl close LEG-2 --as superseded --successor LEG-7
              trackerctl close LEG-3 --as superseded --successor-report PEEL-2023
              trackerctl close NAT-4 --for "Essex Police" --as implemented
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var chair: ChairOption
    @OptionGroup var published: PublicOption
    @OptionGroup var filter: WhereOptions
    @Argument(help: ArgumentHelp("The items' references.", valueName: "ref"), completion: .register(.items))
    var refs: [String] = []
    @Option(
        name: .customLong("as"),
        help: "implemented, superseded, no-further-action, not-accepted or duplicate.")
    var closeReason: CloseReason
    @Option(help: "The item that takes its place, or that it repeats.", completion: .register(.items))
    var successor: String?
    @Option(
        help: ArgumentHelp("The report that takes its place as a whole.", valueName: "report"),
        completion: .register(.reports))
    var successorReport: String?
    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("Closes the part of one of the bodies that it is directed at.", valueName: "name"),
        completion: .register(.addressees))
    var addressee: String?
    @Option(help: "The explanation.") var reason: String?

    func run() throws {
        try acting.act(
            onEach: refs, filter, words: [.reason: reason ?? ""], isPublic: published.isPublic, chair: chair
        ) {
            writer in
            if let addressee {
                guard successor == nil, successorReport == nil else {
                    throw ValidationError(
                        "Only a whole item has a successor: leave --for or the successor out.")
                }
                return .addressee(addressee, .closed(closeReason))
            }
            return .close(
                as: closeReason, successor: try successor.map { try writer.item($0) },
                successorReport: try successorReport.map { try writer.register.report($0).reference })
        }
    }
}

extension CloseReason: ExpressibleByArgument {}
