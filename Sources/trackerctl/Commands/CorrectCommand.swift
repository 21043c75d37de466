import ArgumentParser
import Tracker

struct CorrectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "Puts an earlier entry right, by a later one that names it.",
        discussion: """
            The earlier entry stays in the ledger; papers use the correction from when it is known. Examples:
              trackerctl correct 120 --void --reason "Logged against the wrong item"
              trackerctl correct 118 --effective 2018-03-06 --reason "The minutes say the 6th"
              trackerctl correct 95 --set kind=recommendation --reason "Not an area for improvement"
              trackerctl correct 101 --words note="Forty, not fourteen" --reason "Misheard"
            """)
    @OptionGroup var acting: ActingOptions
    @OptionGroup var published: PublicOption
    @Argument(help: "The number of the entry that is wrong, as history shows it.") var seq: Int64
    @Option(help: "Why.") var reason: String
    @Flag(help: "It should never have been recorded.") var void = false
    @Option(help: ArgumentHelp("The day it should have counted from.", valueName: "date"))
    var effective: String?
    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("A field that was wrong; none clears it.", valueName: "field=value"))
    var fields: [String] = []
    @Option(parsing: .singleValue, help: ArgumentHelp("Words that were wrong.", valueName: "name=text"))
    var words: [String] = []

    func run() throws {
        var texts: Words = [.reason: reason]
        for pair in words {
            let (name, text) = try Self.parts(pair, "words")
            guard let name = WordName(rawValue: name) else {
                throw InvalidValue(
                    what: "name of words", given: name,
                    expected: "one of \(WordName.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            texts[name] = text
        }
        var values: [String: JSON] = [:]
        for pair in fields {
            let (name, value) = try Self.parts(pair, "set")
            values[name] = value.lowercased() == "none" ? .null : .string(value)
        }
        let day = try effective.map { try Day(parsing: $0) }
        let result = try acting.write {
            try $0.correct(
                seq, isVoid: void, effectiveOn: day, fields: values, words: texts,
                isPublic: published.isPublic)
        }
        acting.say("\(result.subject): entry \(seq) corrected (entry \(result.seq))")
    }

    private static func parts(_ pair: String, _ option: String) throws -> (String, String) {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw ValidationError("--\(option) takes NAME=VALUE, not \"\(pair)\".")
        }
        return (String(parts[0]), String(parts[1]))
    }
}
