import Foundation
import Testing

import Tracker

extension CommandLineRun {
    /// A register with a board that has sat three times and seven items that it oversees.
    static func withBoard(items: Int = 7) throws -> CommandLineRun {
        let run = try CommandLineRun()
        var commands = [
            ["init", "--by", "Olive Officer", "--body", "Oversight body"],
            [
                "report", "add", "LEG", "PEEL: Police legitimacy 2017", "--publisher", "HMICFRS", "--force",
                "Metropolitan Police Service", "--published", "2017-12-12", "--cycle", "2017",
            ],
            ["person", "add", "Owen Owner", "--role", "owner"],
            ["person", "add", "Ada O'Neil", "--role", "assurer"],
            ["board", "add", "OB", "Oversight Board"],
            ["meeting", "add", "OB-1", "--board", "OB", "--date", "2018-03-06"],
            ["meeting", "add", "OB-2", "--board", "OB", "--date", "2018-06-05"],
            ["meeting", "add", "OB-3", "--board", "OB", "--date", "2018-09-04"],
        ]
        for number in 0..<items {
            commands += [
                [
                    "add", "L-\(number + 1)", "--report", "LEG", "--kind", "recommendation", "--text",
                    "Make complaining easy, part \(number + 1)", "--due", "2018-0\(number + 2)-20",
                    "--opened",
                    "2017-12-12",
                ],
                ["assign", "L-\(number + 1)", "--lead", "Owen Owner", "--board", "OB", "--on", "2018-01-05"],
            ]
        }
        for arguments in commands {
            let result = try run(arguments)
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
        return run
    }

    /// The path of a file beside the tests.
    static func fixture(_ name: String, beside source: String = #filePath) -> String {
        URL(fileURLWithPath: source).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)")
            .path
    }

    /// An item as `list` shows it.
    func item(_ reference: String) throws -> JSON {
        let items = try #require(try self("list", "--format", "json").json?["items"]?.array)
        return try #require(items.first { $0["ref"]?.string == reference })
    }

    /// An item's history: each act with its day and words.
    func history(_ reference: String) throws -> [JSON] {
        try #require(try self("history", reference, "--format", "json").json?["history"]?.array)
    }
}
