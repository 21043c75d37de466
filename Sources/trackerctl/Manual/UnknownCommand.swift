import ArgumentParser
import Tracker

/// A word that should have been a command and is none: told with the nearest ones and how to list all.
struct UnknownCommand: Error, CustomStringConvertible {
    /// The commands before it, as typed.
    let path: [String]
    let given: String
    /// What could have stood there.
    let known: [String]

    /// The first such word of a command line; nil where all of them are known.
    static func first(in arguments: [String]) -> UnknownCommand? {
        var path = ["trackerctl"]
        var commands = Trackerctl.configuration.subcommands
        var words = arguments.dropFirst()
        let isHelp = words.first == "help"
        if isHelp { words = words.dropFirst() }
        for word in words {
            guard !commands.isEmpty, !word.hasPrefix("-") else { return nil }
            if let command = commands.first(where: { $0._commandName == word }) {
                path.append(word)
                commands = command.configuration.subcommands
                continue
            }
            let topics = isHelp && path.count == 1 ? HelpTopic.allCases.map(\.rawValue) : []
            let names = commands.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
            return UnknownCommand(
                path: path, given: word, known: names + topics + (path.count == 1 ? ["help"] : []))
        }
        return nil
    }

    var description: String {
        let near = NearestMatch.suggestions(for: given, among: known)
        let suggestion = near.isEmpty ? "" : " Did you mean \(near.joined(separator: ", "))?"
        let help = path.count == 1 ? "trackerctl help" : "\(path.joined(separator: " ")) --help"
        return
            "There is no command \"\((path.dropFirst() + [given.excerpt]).joined(separator: " "))\".\(suggestion) See: \(help)"
    }
}
