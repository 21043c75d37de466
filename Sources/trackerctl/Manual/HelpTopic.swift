import ArgumentParser
import Tracker

/// What `trackerctl help` explains beside the commands. What a page says of the rules is computed from the rules.
enum HelpTopic: String, CaseIterable {
    case lifecycle, quarters, dates, formats

    /// What a page is about, in a few words.
    var abstract: String {
        switch self {
        case .lifecycle: "Which act is allowed where, and what it needs."
        case .quarters: "Quarters of the financial and the calendar year."
        case .dates: "How dates, instants and deadlines are written."
        case .formats: "In what a paper can be printed."
        }
    }

    /// The topic that `trackerctl help TOPIC` asks for; nil for everything else.
    ///
    /// - Throws: `UnknownCommand` where `help` is asked about something that is neither topic nor command.
    static func asked(in arguments: [String]) throws -> HelpTopic? {
        guard arguments.dropFirst().first == "help", arguments.count > 2 else { return nil }
        if arguments.count == 3, let topic = HelpTopic(rawValue: arguments[2].lowercased()) { return topic }
        if let unknown = UnknownCommand.first(in: arguments) { throw unknown }
        return nil
    }

    /// Prints the page.
    func print() throws {
        var sink = try FileSink(nil, pager: Pager.ofTerminal())
        try TextRenderer.render(
            page, width: Output.width(toFile: false), colour: Output.colour(toFile: false), to: &sink)
        try sink.close()
    }

    /// The page.
    var page: Document {
        switch self {
        case .lifecycle: HelpPages.lifecycle
        case .quarters: HelpPages.quarters
        case .dates: HelpPages.dates
        case .formats: HelpPages.formats
        }
    }

    /// The topic that explains how a value is written, by what the value was meant to be.
    init?(explaining what: String) {
        switch what {
        case "quarter", "start of the financial year": self = .quarters
        case let what where what.contains("date") || what.contains("day"): self = .dates
        case "time", "\"known at\"": self = .dates
        default: return nil
        }
    }
}
