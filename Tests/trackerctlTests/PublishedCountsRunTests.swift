import Foundation
import Testing

import Tracker

/// Counts that public bodies have published, come out of the papers of registers that lived through them, command by command.
@Suite struct PublishedCountsRunTests {
    @discardableResult
    private func must(_ run: CommandLineRun, _ arguments: [String]) throws -> CommandLineRun.Result {
        let result = try run(arguments)
        #expect(result.code == 0, "\(arguments): \(result.error)")
        return result
    }

    private func json(_ run: CommandLineRun, _ arguments: String...) throws -> JSON {
        let result = try run(arguments + ["--format", "json"])
        return try #require(result.json, "\(arguments): \(result.error)")
    }

    private func expect(_ row: JSON?, _ figures: [String: Int64]) {
        for (figure, number) in figures { #expect(row?[figure]?.int == number, "\(figure)") }
        // What is carried forward is what stands in the five positions.
        let positions = ["awaiting_allocation", "open", "in_progress", "pending_sign_off", "assured"]
        #expect(positions.map { row?[$0]?.int ?? 0 }.reduce(0, +) == row?["carried_forward"]?.int)
        let moved = ["brought_forward", "opened", "reopened", "scope_change", "restated"]
            .map { row?[$0]?.int ?? 0 }.reduce(0, +)
        let closed = ["closed_implemented", "closed_other"].map { row?[$0]?.int ?? 0 }.reduce(0, +)
        #expect(moved - closed == row?["carried_forward"]?.int)
    }

    private func register(
        body: String, force: String, report: String, publisher: String, published: String, kind: String,
        items: Int, due: String
    ) throws -> CommandLineRun {
        let run = try CommandLineRun()
        try must(run, ["init", "--by", "Olive Officer", "--body", body, "--force", force])
        try must(run, ["person", "add", "Owen Owner", "--role", "owner"])
        try must(run, ["person", "add", "Ada Assurer", "--role", "assurer"])
        try must(run, ["board", "add", "B", "The board"])
        try must(run, ["report", "add", "R", report, "--publisher", publisher, "--published", published])
        let rows = (1...items).map { "R-\($0),R,\(kind),Do the thing number \($0),\($0),\(due),B" }
        let sheet = try run.file(
            "sheet.csv",
            (["Ref,Report,Type,Recommendation,Number,Due date,Board"] + rows).joined(separator: "\n") + "\n")
        try must(run, ["import", sheet, "--on", published])
        return run
    }

    private func references(_ numbers: some Sequence<Int>) -> [String] { numbers.map { "R-\($0)" } }

    /// The owner names evidence and says it is done, somebody else assures it, and it is closed.
    private func implement(_ run: CommandLineRun, _ numbers: ClosedRange<Int>, _ day: String) throws {
        let items = references(numbers)
        for item in items {
            try must(
                run,
                [
                    "evidence", "add", item, "https://example.org/\(item)", "--dated", day, "--by",
                    "Owen Owner",
                ])
        }
        try must(run, ["submit"] + items + ["--note", "Done", "--by", "Owen Owner", "--on", day])
        try must(run, ["assure"] + items + ["--basis", "Looked at", "--by", "Ada Assurer", "--on", day])
        try must(run, ["close"] + items + ["--as", "implemented", "--on", day])
    }

    /// The independent review of complaints about the police in Scotland (Dame Elish Angiolini), as reported in May 2023: 55
    /// done and 3 since make 58; 10 in progress, 2 under review, 2 beyond policing; 72 in all.
    @Test func angiolini() throws {
        let run = try register(
            body: "Scottish Police Authority", force: "Police Scotland",
            report: "Complaints handling, investigations and misconduct", publisher: "Angiolini review",
            published: "2020-11-11", kind: "Independent review", items: 72, due: "2023-12-31")
        try must(
            run, ["assign", "--where", "report=R", "--yes", "--lead", "Owen Owner", "--on", "2020-12-01"])
        try must(
            run,
            ["start"] + references(Array(1...55) + Array(56...68)) + [
                "--note", "Begun", "--on", "2021-02-01",
            ])
        for item in references(1...4) {
            try must(
                run,
                [
                    "progress", item, "--note", "Half of it", "--complete", "50", "--by", "Owen Owner",
                    "--on", "2021-09-01",
                ])
        }
        try implement(run, 1...30, "2022-03-15")
        try implement(run, 31...55, "2023-02-20")
        let before = try json(run, "quarterly", "2022/23-Q4", "--rows", "publisher")
        expect(before["total"], ["brought_forward": 42, "closed_implemented": 25, "carried_forward": 17])
        // In the weeks before the paper of May 2023.
        try implement(run, 56...58, "2023-04-28")
        try must(
            run,
            ["close"] + references(71...72)
                + [
                    "--as", "no-further-action", "--reason", "Beyond policing: for the Government", "--on",
                    "2023-05-02",
                ])
        let paper = try json(run, "quarterly", "2023/24-Q1", "--as-at", "2023-05-31", "--expand")
        expect(
            paper["total"],
            [
                "brought_forward": 17, "opened": 0, "closed_implemented": 3, "closed_other": 2,
                "carried_forward": 12, "in_progress": 10, "open": 2,
            ])
        #expect(
            paper["total"]?["closed_implemented_refs"]?.array?.compactMap(\.string) == references(56...58))
        let items = try #require(try json(run, "list", "--as-at", "2023-05-31")["items"]?.array)
        func count(_ key: String, _ value: String) -> Int { items.count { $0[key]?.string == value } }
        #expect(items.count == 72)
        #expect(count("closed_as", "implemented") == 55 + 3)
        #expect(count("position", "in-progress") == 10)
        #expect(count("position", "open") == 2)
        #expect(count("closed_as", "no-further-action") == 2)
        #expect(items.allSatisfy { $0["kind"]?.string == "independent-review-recommendation" })
        // All of it in one table: the time from the report on.
        let years = try ["2020/21", "2021/22", "2022/23", "2023/24"].map {
            try json(run, "annual", $0)["total"]
        }
        #expect(years.map { $0?["closed_implemented"]?.int ?? 0 }.reduce(0, +) == 58)
        try must(run, ["audit", "verify"])
    }

    /// North Devon Council's audit recommendations, March 2022: 34 completed since the last meeting, 13 extensions asked for, 7
    /// outstanding without one.
    @Test func northDevon() throws {
        let run = try register(
            body: "North Devon Council", force: "North Devon", report: "Internal audit 2021/22",
            publisher: "Internal Audit", published: "2021-06-01", kind: "Audit action", items: 54,
            due: "2022-02-28")
        try must(run, ["meeting", "add", "B-1", "--board", "B", "--date", "2021-11-09"])
        try must(run, ["meeting", "add", "B-2", "--board", "B", "--date", "2022-03-08"])
        try must(
            run, ["assign", "--where", "report=R", "--yes", "--lead", "Owen Owner", "--on", "2021-06-08"])
        try must(run, ["start"] + references(1...54) + ["--note", "Begun", "--on", "2021-09-01"])
        try implement(run, 1...20, "2021-12-14")
        try implement(run, 21...34, "2022-02-15")
        for item in references(35...47) {
            try must(
                run,
                [
                    "due", item, "2022-06-30", "--request", "--reason", "The new system is late", "--by",
                    "Owen Owner", "--on", "2022-02-25",
                ])
        }
        let pack = try json(run, "meeting", "pack", "B-2")
        func counted(_ key: String) -> Int? { pack[key]?.array?.count }
        #expect(counted("completed") == 34)
        #expect(counted("extensions") == 13)
        #expect(counted("overdue_without_extension") == 7)
        #expect(counted("live") == 13 + 7)
        let printed = try must(run, ["meeting", "pack", "B-2", "--format", "markdown"]).output
        #expect(printed.contains("20 live: 20 overdue"), "\(printed)")
        #expect(printed.contains("34 completed"), "\(printed)")
        let before = try json(run, "quarterly", "2021/22-Q3")
        expect(before["total"], ["brought_forward": 54, "closed_implemented": 20, "carried_forward": 34])
        let paper = try json(run, "quarterly", "2021/22-Q4", "--as-at", "2022-03-08", "--expand")
        expect(
            paper["total"],
            ["brought_forward": 34, "closed_implemented": 14, "carried_forward": 20, "overdue": 20])
        #expect(paper["extensions"]?["asked"]?.int == 13)
        // What the committee decided is in the quarter's last figures.
        for item in references(35...45) {
            try must(run, ["due", item, "2022-06-30", "--grant", "--meeting", "B-2"])
        }
        for item in references(46...47) {
            try must(
                run,
                ["due", item, "2022-06-30", "--refuse", "--meeting", "B-2", "--reason", "Too long already"])
        }
        let last = try json(run, "quarterly", "2021/22-Q4")
        expect(
            last["total"], ["carried_forward": 20, "overdue": 9, "revised_once": 11, "due_next_quarter": 11])
        #expect(last["extensions"]?["granted"]?.int == 11 && last["extensions"]?["refused"]?.int == 2)
        try must(run, ["audit", "verify"])
    }

    /// The Metropolitan Police Service was in Engage from 28 June 2022 to 23 January 2025: 940 days.
    @Test func engage() throws {
        let force = "Metropolitan Police Service"
        let run = try CommandLineRun()
        try must(run, ["init", "--by", "Olive Officer", "--body", "MOPAC", "--force", force])
        try must(
            run,
            [
                "report", "add", "PEEL", "PEEL 2021/22", "--publisher", "HMICFRS", "--published",
                "2022-09-22",
            ])
        try must(
            run,
            [
                "monitoring", "set", force, "Engage", "--from", "2022-06-28", "--reason",
                "Systemic failings",
            ])
        try must(run, ["monitoring", "set", force, "Scan", "--from", "2025-01-23"])
        let stages = try #require(try json(run, "monitoring", "list")["monitoring"]?.array)
        #expect(stages.map { $0["stage"]?.string } == ["Engage", "Scan"])
        #expect(stages.map { $0["until"]?.string } == ["2025-01-23", nil])
        #expect(stages.first?["days"]?.int == 940)
        for (day, stage) in [
            ("2022-06-27", nil), ("2022-06-28", "Engage"), ("2025-01-22", "Engage"), ("2025-01-23", "Scan"),
        ] {
            let paper = try json(run, "outstanding", "--as-at", day)
            #expect(paper["monitoring"]?.array?.first?["stage"]?.string == stage, "\(day)")
        }
        let table = try must(run, ["quarterly", "2024/25-Q3", "--format", "markdown"]).output
        #expect(table.contains("Metropolitan Police Service: Engage since 28 Jun 2022"), "\(table)")
    }
}
