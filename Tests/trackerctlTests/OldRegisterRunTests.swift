import Foundation
import Testing

import Tracker

/// A register of 1,000 items and six years, made by version 0.1.0 command by command, with the papers that it printed
/// (`Fixtures/make_old_register.py` says how): it opens, verifies, goes on, and its papers print what they printed.
///
/// Tables that were issued and CSV of the quarterly table are the same byte for byte; elsewhere columns and keys have been
/// added since, and every value that was printed is printed still. Text and pages have another layout on purpose.
@Suite(.ofFiles("an earlier version made it")) struct OldRegisterRunTests {
    private static let size = 7081
    private static let root = "180cf20ccd3a7615650793643c12962beafd47a2eb953323abd88154009d7bfa"

    /// What is otherwise on purpose, by paper.
    private static let changed: [String: Set<String>] = [
        // The clock of section 55 runs for reports published from 2 May 2017: SI 2017/399.
        "response-status.json": ["rule_start", "state", "day", "days_late", "last_day"],
        // What people wrote is published only where somebody said that it may be: decision 0080.
        "overdue-public.csv": ["progress", "tags"],
        // A search is as at today.
        "search.json": ["as_at"],
    ]

    private struct Paper {
        let name: String
        let command: [String]
        let printed: String
    }

    /// A value that isn't what it was, and where it stands.
    private struct Difference {
        let field: String
        let place: String
        let old: String
        let new: String?
        var sentence: String { "\(place): \(old) is \(new ?? "gone")" }
    }

    private func unpacked() throws -> (run: CommandLineRun, papers: [Paper]) {
        let run = try CommandLineRun()
        let archive = CommandLineRun.fixture("register-0.1.0.tar.gz")
        let unpacked = try run.execute("/bin/sh", ["-c", "gzip -dc '\(archive)' | tar xf -"])
        #expect(unpacked.code == 0, "\(unpacked.error)")
        func text(_ name: String) throws -> String {
            String(
                decoding: try Data(contentsOf: run.folder.appendingPathComponent("papers/\(name)")),
                as: UTF8.self)
        }
        let papers = try rows(of: text("commands.csv")).map { row in
            Paper(name: row[0], command: Array(row.dropFirst()), printed: try text(row[0]))
        }
        return (run, papers)
    }

    @Test func itsPapersPrintWhatTheyPrinted() throws {
        let (run, papers) = try unpacked()
        let before = try Data(contentsOf: URL(fileURLWithPath: run.register))
        #expect(papers.count > 35)
        var same = 0
        for paper in papers {
            let again = try run(paper.command)
            #expect(again.code == 0, "\(paper.name): \(again.error)")
            if again.output == paper.printed { same += 1 }
            try expect(again.output, is: paper)
        }
        // Tables as CSV, the list of those issued, and the verification.
        #expect(same >= 4)
        #expect(
            try run("audit", "verify", "--full").output
                == "Verified: \(Self.size) entries, root \(Self.root), 1 words redacted.\n")
        // Reading has changed nothing.
        #expect(try Data(contentsOf: URL(fileURLWithPath: run.register)) == before)
    }

    @Test func itGoesOnAndItsPastStays() throws {
        let (run, papers) = try unpacked()
        for arguments in [
            ["note", "R01-1", "It goes on.", "--by", "Olive Officer", "--clock-is-right"],
            [
                "add", "R05-900", "--report", "R05", "--kind", "internal-audit-action", "--text",
                "Count the vans", "--by", "Olive Officer",
            ],
            [
                "add", "R05-901", "--report", "R05", "--kind", "PFD", "--text", "Mend", "--by",
                "Olive Officer",
            ],
        ] {
            let result = try run(arguments)
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
        let verified = try run(
            "audit", "verify", "--full", "--size", "\(Self.size)", "--root", Self.root)
        #expect(verified.code == 0, "\(verified.output)\(verified.error)")
        // The register's own kind of a name that has been built in since is neither lost nor there twice.
        let kinds = try #require(try run("kind", "list", "--format", "json").json?["kinds"]?.array)
        #expect(kinds.count { $0["kind"]?.string == "internal-audit-action" } == 1)
        for paper in papers where !["search.json", "verify.txt"].contains(paper.name) {
            let takes = ["outstanding", "list", "quarterly", "response", "benefits", "show"]
            let known =
                takes.contains(paper.command[0]) && !paper.command.contains("--known-at")
                ? ["--known-at", "\(Self.size)"] : []
            let again = try run(paper.command + known)
            #expect(again.code == 0, "\(paper.name): \(again.error)")
            try expect(again.output, is: paper)
        }
        try run.verifyElsewhere()
    }

    // MARK: - Comparing

    private func expect(_ output: String, is paper: Paper) throws {
        guard output != paper.printed else { return }
        let differences: [Difference]
        if paper.name.hasSuffix(".json") {
            let old = try JSON(parsing: Array(paper.printed.utf8))
            differences = compare(old, try JSON(parsing: Array(output.utf8)), "", at: "")
        } else {
            differences = compare(csv: paper.printed, output)
        }
        let changed = Self.changed[paper.name] ?? []
        let unmeant = differences.filter { !changed.contains($0.field) }
        #expect(unmeant.isEmpty, "\(paper.name): \(unmeant.prefix(5).map(\.sentence))")
        // What was taken out of a public paper is taken out, not changed.
        if paper.name.hasSuffix("public.csv") { #expect(differences.allSatisfy { $0.new == "" }) }
        if paper.name == "response-status.json" {
            let items = try JSON(parsing: Array(output.utf8))["items"]?.array ?? []
            let moved = Set(
                differences.compactMap { $0.place.split(separator: "/").lazy.compactMap { Int($0) }.first })
            #expect(!moved.isEmpty)
            for index in moved {
                #expect(items[index]["published"]?.string ?? "" < "2017-05-02")
                #expect(items[index]["state"]?.string == "before-rule")
            }
        }
    }

    /// Where the new value lacks something of the old one; what has been added is no difference.
    private func compare(_ old: JSON, _ new: JSON?, _ field: String, at place: String) -> [Difference] {
        if let old = old.object, let new = new?.object {
            return old.sorted { $0.key < $1.key }.flatMap {
                compare($0.value, new[$0.key], $0.key, at: "\(place)/\($0.key)")
            }
        }
        if let old = old.array, let new = new?.array, old.count == new.count {
            return old.indices.flatMap { compare(old[$0], new[$0], field, at: "\(place)/\($0)") }
        }
        return old == new
            ? [] : [Difference(field: field, place: place, old: "\(old)", new: new.map { "\($0)" })]
    }

    private func compare(csv old: String, _ new: String) -> [Difference] {
        let (old, new) = (rows(of: old), rows(of: new))
        guard old.count == new.count else {
            return [Difference(field: "", place: "rows", old: "\(old.count)", new: "\(new.count)")]
        }
        let columns = old[0].map { new[0].firstIndex(of: $0) }
        return zip(old, new).enumerated().flatMap { number, rows in
            zip(old[0], zip(rows.0, columns)).compactMap { heading, cell in
                let again = cell.1.map { rows.1[$0] }
                return cell.0 == again
                    ? nil
                    : Difference(field: heading, place: "row \(number)", old: cell.0, new: again)
            }
        }
    }

    /// The rows of CSV as the program writes it (RFC 4180).
    private func rows(of text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell = ""
        var isQuoted = false
        var characters = Array(text.unicodeScalars)[...]
        while let next = characters.popFirst() {
            switch next {
            case "\"" where isQuoted && characters.first == "\"":
                cell.append("\"")
                characters.removeFirst()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                row.append(cell)
                cell = ""
            case "\r" where !isQuoted: break
            case "\n" where !isQuoted:
                rows.append(row + [cell])
                (row, cell) = ([], "")
            default: cell.unicodeScalars.append(next)
            }
        }
        if !row.isEmpty || !cell.isEmpty { rows.append(row + [cell]) }
        return rows
    }
}
