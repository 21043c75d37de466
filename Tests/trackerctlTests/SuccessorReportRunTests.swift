import Foundation
import Testing

import Tracker

/// A later report as a whole takes the place of an item.
@Suite struct SuccessorReportRunTests {
    private static let title = "PEEL 2023/25: Metropolitan Police"

    private func prepared() throws -> CommandLineRun {
        let run = try CommandLineRun.withBoard(items: 3)
        let added = try run(
            "report", "add", "PEEL-2023", Self.title, "--publisher", "HMICFRS", "--force",
            "Metropolitan Police Service", "--published", "2018-06-01")
        #expect(added.code == 0, "\(added.error)")
        return run
    }

    private func close(_ run: CommandLineRun) throws {
        let done = try run(
            "close", "L-1", "--as", "superseded", "--successor-report", "peel-2023", "--on", "2018-06-02",
            "--public")
        #expect(done.code == 0, "\(done.error)")
    }

    @Test func itIsPrintedWhereTheItemAndTheReportAre() throws {
        let run = try prepared()
        try close(run)
        let item = try run.item("L-1")
        #expect(item["closed_as"]?.string == "superseded" && item["successor_report"]?.string == "PEEL-2023")
        #expect(item["successor"]?.isNull == true)
        for edition in [[], ["--audience", "public"]] {
            let show = try run(["show", "L-1"] + edition + ["--format", "markdown"]).output
            #expect(show.contains("\(Self.title) (PEEL-2023)"), "\(show)")
            #expect(
                try run(["history", "L-1"] + edition + ["--format", "markdown"]).output.contains(
                    "see the report PEEL-2023"))
            let report = try run(["report", "show", "PEEL-2023"] + edition + ["--format", "markdown"]).output
            #expect(
                report.contains("Items of earlier reports that this report superseded")
                    && report.contains("L-1"),
                "\(report)")
        }
        let data = try run("report", "show", "PEEL-2023", "--format", "json").json
        #expect(data?["superseded"]?.array?.compactMap(\.string) == ["L-1"])
        #expect(data?["count"]?.int == 0)
        #expect(try !run("report", "show", "LEG").output.contains("superseded by this"))
        let csv = try run("list", "--format", "csv").output.split(separator: "\r\n")
        #expect(csv.first { $0.hasPrefix("L-1,") }?.contains(",PEEL-2023,") == true, "\(csv)")
        // As at the day before, and as known before it was typed, it had no successor.
        #expect(try !run("show", "L-1", "--as-at", "2018-06-01").output.contains("Superseded by"))
        let before = try #require(run.history("L-1").last?["seq"]?.int) - 1
        let known = try run("report", "show", "PEEL-2023", "--known-at", "\(before)", "--format", "json").json
        #expect(known?["superseded"]?.array?.isEmpty == true)
        #expect(try run("audit", "verify").code == 0)
        let published = try run("publish", "site")
        #expect(published.code == 0, "\(published.error)")
        let site = run.folder.appendingPathComponent("site")
        let pages = try #require(FileManager.default.enumerator(atPath: site.path)).compactMap {
            $0 as? String
        }
        .filter { $0.hasSuffix(".html") }.map {
            try String(contentsOf: site.appendingPathComponent($0), encoding: .utf8)
        }
        #expect(pages.contains { $0.contains("<dt>Superseded by</dt>") }, "no page names it")
        #expect(pages.contains { $0.contains("Items of earlier reports that this report superseded") })
    }

    @Test func whatCannotBeMeantIsRefused() throws {
        let run = try prepared()
        for (arguments, code, words) in [
            (["--as", "superseded"], 77, "--successor or --successor-report"),
            (["--as", "superseded", "--successor-report", "PEEL-2032"], 66, "PEEL-2023"),
            (["--as", "superseded", "--successor-report", "LEG"], 77, "comes from the report LEG"),
            (
                ["--as", "superseded", "--successor-report", "PEEL-2023", "--successor", "L-2"], 77,
                "not both"
            ),
            (["--as", "duplicate", "--successor-report", "PEEL-2023"], 77, "only what is superseded"),
        ] as [([String], Int32, String)] {
            let refused = try run(["close", "L-1"] + arguments)
            #expect(refused.code == code && refused.error.contains(words), "\(arguments): \(refused)")
        }
        #expect(try run.item("L-1")["status"]?.string == "open")
        try close(run)
        // A report that took an item's place isn't taken back, and another can be put right.
        let report = try #require(
            run("audit", "log", "PEEL-2023", "--format", "json").json?["entries"]?.array?.first?["seq"]?.int)
        let voided = try run("correct", "\(report)", "--void", "--reason", "Never was")
        #expect(voided.error.contains("because L-1 refers"), "\(voided.error)")
        let seq = try #require(run.history("L-1").last?["seq"]?.int)
        let corrected = try run(
            "correct", "\(seq)", "--set", "successor_report=none", "--set", "successor=L-2", "--reason",
            "Its successor")
        #expect(corrected.code == 0, "\(corrected.error)")
        #expect(try run.item("L-1")["successor"]?.string == "L-2")
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func sheetsNameReports() throws {
        let run = try prepared()
        let filled = try run.file(
            "log.csv",
            "Reference,Act\nL-2,closed - superseded by PEEL-2023\nL-3,superseded by \(Self.title)\n")
        let logged = try run("meeting", "log", "OB-2", filled)
        #expect(logged.code == 0, "\(logged.error)")
        for item in ["L-2", "L-3"] { #expect(try run.item(item)["successor_report"]?.string == "PEEL-2023") }
        let sheet = try run.file(
            "old.csv",
            """
            Ref,Recommendation,Status,Superseded by
            S-1,One,Superseded by PEEL-2023,
            S-2,Two,Superseded,\(Self.title)
            S-3,Three,Superseded by PEEL 2023/25,
            S-4,Four,Superseded by S-1,
            S-5,Five,Superseded by LEG,
            """)
        let taken = try run(
            "import", sheet, "--report", "LEG", "--map-status",
            "Superseded by PEEL 2023/25=superseded by PEEL-2023")
        #expect(taken.code == 0, "\(taken.error)")
        for item in ["S-1", "S-2", "S-3"] {
            #expect(try run.item(item)["successor_report"]?.string == "PEEL-2023", "\(item)")
        }
        #expect(try run.item("S-4")["successor"]?.string == "S-1")
        // The report that it came from takes nothing's place.
        #expect(try run.item("S-5")["closed_as"]?.string == "no-further-action")
        #expect(try run("audit", "verify").code == 0)
    }
}
