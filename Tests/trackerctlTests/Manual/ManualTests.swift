import Foundation
import Testing
import Tracker

@testable import trackerctl

/// The reference says what the commands say, and every command has an example that works.
@Suite struct ManualTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func commands() throws -> [CommandPage] {
        func all(_ page: CommandPage) -> [CommandPage] { [page] + page.subcommands.flatMap(all) }
        return try Manual().chapters.flatMap(\.commands).flatMap(all)
    }

    /// The commands of an example: quotes and line ends with a backslash as the shell takes them.
    private static func lines(_ examples: String) -> [[String]] {
        examples.replacing("\\\n", with: " ").split(separator: "\n").map { line in
            var words: [String] = []
            var word: String?
            var isQuoted = false
            for character in line {
                switch character {
                case "\"":
                    isQuoted.toggle()
                    word = word ?? ""
                case " " where !isQuoted:
                    if let word { words.append(word) }
                    word = nil
                default: word = (word ?? "") + String(character)
                }
            }
            return words + (word.map { [$0] } ?? [])
        }
    }

    @Test func theReferenceIsFresh() throws {
        let manual = try Manual()
        for (made, kept) in [
            (MarkdownManual.render(manual), "docs/commands.md"),
            (ManPage.render(manual), "docs/man/trackerctl.1"),
        ] {
            let text = try String(contentsOf: Self.root.appendingPathComponent(kept), encoding: .utf8)
            // Compared as a whole but not printed: the pages are long.
            let isFresh = made == text
            #expect(isFresh, "\(kept) is stale: run scripts/reference and commit what it writes")
        }
    }

    @Test func everyCommandIsListed() throws {
        let listed = try Set(Manual().chapters.flatMap(\.commands).map(\.name))
        let all = Trackerctl.configuration.subcommands.filter { $0.configuration.shouldDisplay }
        #expect(listed == Set(all.map { "trackerctl \($0.configuration.commandName ?? "")" }))
    }

    @Test func everyCommandHasAnExampleThatParses() throws {
        let commands = try Self.commands()
        #expect(commands.count > 70)
        for command in commands {
            let own = command.subcommands.isEmpty ? command.name + " " : "trackerctl "
            let examples = Self.lines(command.examples)
            #expect(
                (command.examples + " ").replacing("\n", with: " \n").contains(own),
                "\(command.name): no example of it")
            for words in examples {
                guard let first = words.first, first == "trackerctl" else {
                    Issue.record("\(command.name): \(words) is no example")
                    continue
                }
                let typed = words.dropFirst().prefix { $0 != ">" && $0 != "#" }
                #expect(throws: Never.self, "\(command.name): \(words.joined(separator: " "))") {
                    _ = try Trackerctl.parseAsRoot(Array(typed))
                }
            }
        }
    }

    @Test func everyParameterIsExplained() throws {
        for command in try Self.commands() {
            for parameter in command.parameters {
                #expect(!parameter.words.isEmpty, "\(command.name) \(parameter.spelling)")
            }
        }
    }

    /// mandoc's own check of manual pages, where it is installed.
    @Test func theManualPageIsWellFormed() throws {
        let mandoc = "/usr/bin/mandoc"
        guard FileManager.default.isExecutableFile(atPath: mandoc) else {
            print(
                "SKIPPED: mandoc is not installed, so the manual page was not checked (apt-get install mandoc)"
            )
            return
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: mandoc)
        process.arguments = ["-T", "lint", "-W", "warning", "docs/man/trackerctl.1"]
        process.currentDirectoryURL = Self.root
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(said)")
    }
}
