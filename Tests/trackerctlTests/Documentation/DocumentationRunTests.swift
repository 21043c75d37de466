import Foundation
import Testing

/// Every command that the README and the pages under docs/ show, run as a reader would type it: page by page, in
/// order, in a folder and on a register of the page's own. How a page says what it expects: `GuidePage`.
@Suite struct DocumentationRunTests {
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Paths of the pages from the repository's top. Decisions hold no commands for readers, and the examples of the
    /// command reference are one command each, on registers that don't exist: `ManualTests` checks them.
    static let pages: [String] = {
        let files = FileManager.default.enumerator(atPath: repository.appendingPathComponent("docs").path)
        let names = (files?.allObjects as? [String] ?? []).filter {
            $0.hasSuffix(".md") && $0 != "commands.md" && !$0.hasPrefix("decisions/")
        }
        return ["README.md", "Examples/StatusTable/README.md"] + names.map { "docs/\($0)" }.sorted()
    }()

    @Test func pagesAreFound() { #expect(Self.pages.count > 8) }

    @Test(arguments: pages) func commandsDoWhatThePageSays(page: String) throws {
        let url = Self.repository.appendingPathComponent(page)
        let steps = GuidePage(try String(contentsOf: url, encoding: .utf8)).steps
        guard !steps.isEmpty else { return }
        let run = try CommandLineRun()
        defer { try? FileManager.default.removeItem(at: run.folder) }
        var script = "set -u\nexport LC_ALL=C.UTF-8\n"
        var awaited: [GuidePage.Step] = []
        for step in steps {
            if let why = step.notRun ?? step.needs.flatMap({ Self.has($0) ? nil : "\($0) is missing" }) {
                print("NOT RUN: \(page):\(step.line): \(why)")
                continue
            }
            // The marks tell the outputs apart and name the step at which a page came to its end.
            script += "printf '\\001%s\\n' \(awaited.count)\n"
            script += step.output == nil ? "set -e\n\(step.commands)\nset +e\n" : "\(step.commands)\n"
            awaited.append(step)
        }
        script += "printf '\\001end\\n'\n"
        let result = try Self.shell(script, in: run)
        let parts = result.components(separatedBy: "\u{1}").dropFirst().map {
            var lines = $0.components(separatedBy: "\n")
            if lines.last == "" { lines.removeLast() }
            return Array(lines.dropFirst())
        }
        for (step, printed) in zip(awaited, parts) {
            if let shown = step.output {
                #expect(
                    GuidePage.shows(shown, printed),
                    "\(page):\(step.line): $ \(step.commands)\nprinted:\n\(printed.joined(separator: "\n"))")
            }
        }
        // As many parts as steps, and the end: otherwise the last one that began has failed.
        if parts.count <= awaited.count, let last = parts.last {
            Issue.record(
                "\(page):\(awaited[parts.count - 1].line): failed after printing:\n\(last.joined(separator: "\n"))"
            )
        }
        #expect(parts.count == awaited.count + 1)
    }

    private static func has(_ program: String) -> Bool {
        #if !Spreadsheets
            if program == "spreadsheets" { return false }
        #endif
        if program == "spreadsheets" { return true }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
        }
    }

    /// What a script prints on both channels, in bash with `trackerctl` on its path and 100 columns.
    private static func shell(_ script: String, in run: CommandLineRun) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = [try run.file(".page.sh", script)]
        process.currentDirectoryURL = run.folder
        var variables = ProcessInfo.processInfo.environment
        let programs = CommandLineRun.program.deletingLastPathComponent().path
        variables["PATH"] = "\(programs):\(variables["PATH"] ?? "")"
        variables["TRACKER_REGISTER"] = "register.db"
        variables["TRACKER_SOURCES"] = repository.path
        variables["HOME"] = run.folder.path
        variables["COLUMNS"] = "100"
        process.environment = variables
        let output = run.folder.appendingPathComponent(".page.out")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = handle
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return try String(contentsOf: output, encoding: .utf8)
    }
}
