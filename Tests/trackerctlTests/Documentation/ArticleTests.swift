import Foundation
import Testing

/// The library's article explains the example program: each piece of code in it is a piece of the program, which is compiled,
/// and whose output DocumentationRunTests compares.
@Suite struct ArticleTests {
    @Test func theCodeIsTheExamples() throws {
        let top = DocumentationRunTests.repository
        let article = try String(
            contentsOf: top.appendingPathComponent("Sources/Tracker/Umbrella/Tracker.docc/FirstRegister.md"),
            encoding: .utf8)
        let program = try String(
            contentsOf: top.appendingPathComponent(
                "Examples/StatusTable/Sources/StatusTable/StatusTable.swift"),
            encoding: .utf8)
        let pieces = article.components(separatedBy: "```swift\n").dropFirst().map {
            $0.components(separatedBy: "\n```")[0]
        }
        #expect(pieces.count == 5)
        for piece in pieces {
            let indented = piece.components(separatedBy: "\n").map { $0.isEmpty ? $0 : "        " + $0 }
            #expect(program.contains(indented.joined(separator: "\n")), "not in the program:\n\(piece)")
        }
    }
}
