import Foundation
import Testing

import Tracker

/// Mistakes and words that must go, as an officer meets them.
struct CorrectionRunTests {
    private let run: CommandLineRun

    init() throws { run = try .prepared() }

    /// The number of the first entry of an act.
    private func entry(_ act: String) throws -> String {
        let entries = try run("audit", "log", "--format", "json").json?["entries"]?.array ?? []
        return try #require(entries.first { $0["act"]?.string == act }?["seq"]?.int.map { String($0) })
    }

    @Test func aReportsTitleAndDayArePutRight() throws {
        let report = try entry("report add")
        let size = try run.size()
        let before = try run("report", "show", "LEG", "--as-at", "2018-03-01", "--known-at", "\(size)")
        #expect(before.output.contains("PEEL: Police legitimacy 2017"))
        let result = try run(
            "correct", report, "--set", "published=2017-12-02", "--set", "cycle=none", "--words",
            "title=PEEL: Legitimacy", "--reason", "Read again")
        #expect(result.code == 0, "\(result.error)")
        #expect(result.output == "LEG: entry \(report) corrected (entry \(size + 1))\n")
        let after = try run("report", "show", "LEG")
        #expect(after.output.contains("PEEL: Legitimacy"))
        #expect(after.output.contains("2 Dec 2017"))
        #expect(!after.output.contains("Cycle"))
        let status = try run("response", "status", "--format", "json")
        #expect(status.json?["items"]?.array?.first?["last_day"]?.string == "2018-01-26")
        let again = try run("report", "show", "LEG", "--as-at", "2018-03-01", "--known-at", "\(size)")
        #expect(again.output == before.output)
        #expect(try run("audit", "verify").code == 0)
        let search = try run("search", "legitimacy", "2017", "--format", "json")
        #expect(search.json?["items"]?.array?.isEmpty == true)
        #expect(
            search.json?["elsewhere"]?.array?.first?["state"]?.string == "put right by entry \(size + 1)")
    }

    @Test func whatCantBePutRightSaysWhatToDo() throws {
        let board = try entry("board add")
        let refused = try run("correct", board, "--void", "--reason", "No such board")
        #expect(refused.code == 77)
        #expect(refused.error.contains("the meeting OB-1 refers to what it brought in"))
        let field = try run("correct", board, "--set", "colour=red", "--reason", "x")
        #expect(field.code == 77)
        #expect(field.error.contains("it has: name"))
        let day = try run("correct", try entry("meeting add"), "--set", "held_on=soon", "--reason", "x")
        #expect(day.code == 65)
        #expect(try run("correct", board, "--set", "name=Oversight", "--reason", "Shorter").code == 0)
        #expect(try run("board", "list").output.contains("Oversight\n"))
    }

    /// What an item is reopened to is a status, and no day as the end of a period is.
    @Test func whereAnItemIsReopenedToIsPutRight() throws {
        for arguments in [
            ["close", "L-1", "--as", "no-further-action", "--reason", "Enough"],
            ["reopen", "L-1", "--reason", "Not enough"],
        ] {
            #expect(try run(arguments).code == 0)
        }
        let corrected = try run(
            "correct", try entry("reopen"), "--set", "to=in-progress", "--reason", "It was begun")
        #expect(corrected.code == 0, "\(corrected.error)")
        #expect(try run.item("L-1")["status"]?.string == "in-progress")
    }

    @Test(.ofFiles("its evidence lies in a folder")) func lostEvidenceIsToldAndTheTrailPasses() throws {
        let file = try run.file("survey.txt", "The survey.")
        #expect(
            try run("evidence", "add", "L-1", file, "--dated", "2018-01-05", "--title", "Survey").code == 0)
        let id = "E\(try run.size())"
        #expect(try run("evidence", "lost", id, "--reason", "Gone").error.contains("its file is there"))
        try FileManager.default.removeItem(atPath: run.register + ".evidence")
        #expect(try run("audit", "verify").code == 1)
        let check = try run("check")
        #expect(check.code == 1)
        #expect(check.output.contains("evidence lost"))
        let lost = try run("evidence", "lost", id, "--reason", "The drive was wiped")
        #expect(lost.code == 0, "\(lost.error)")
        let told = try run.size()
        let verified = try run("audit", "verify")
        #expect(verified.code == 0)
        #expect(verified.error.contains("of \(id) is lost, as entry \(told) tells."))
        #expect(try run("check").code == 0)
        let backup = try run("backup", run.folder.appendingPathComponent("backup.db").path)
        #expect(backup.code == 0)
        #expect(backup.error.contains("is lost, as entry \(told) tells."))
        #expect(try run("evidence", "list", "L-1").output.contains("lost"))
    }

    @Test(.ofFiles("its evidence lies in a folder")) func aRedactionIsShownFirstAndFinished() throws {
        let file = try run.file("statement.txt", "By Jane Doe.")
        let add = [
            "evidence", "add", "L-1", file, "--dated", "2018-01-05", "--title", "Jane Doe's statement",
        ]
        #expect(try run(add).code == 0)
        let entry = "\(try run.size())"
        #expect(try run("note", "L-1", "Jane Doe's statement was read").code == 0)
        let note = try run.size()
        let shown = try run("redact", entry, "--dry-run")
        #expect(shown.code == 0)
        #expect(shown.output.contains("goes: title: Jane Doe's statement"))
        #expect(shown.output.contains("goes: the evidence file \(run.register).evidence/"))
        #expect(shown.output.contains("stand in entry \(note) too (note)"))
        #expect(shown.output.contains("Nothing was removed."))
        #expect(try run.size() == note)
        #expect(try run("redact", entry).code == 64)
        // Something that is no file lies in its place.
        let evidence = URL(fileURLWithPath: run.register + ".evidence")
        let shelf = try #require(try FileManager.default.subpathsOfDirectory(atPath: evidence.path).last)
        let place = evidence.appendingPathComponent(shelf)
        let bytes = try Data(contentsOf: place)
        try FileManager.default.removeItem(at: place)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
        let unfinished = try run("redact", entry, "--reason", "A victim")
        #expect(unfinished.code == 74)
        #expect(unfinished.error.contains("that is recorded"))
        #expect(unfinished.error.contains(place.path))
        #expect(try run("audit", "verify").code == 0)
        let check = try run("check", "--format", "json")
        #expect(check.output.contains("is still there, although entry \(entry) was redacted"))
        try FileManager.default.removeItem(at: place)
        try bytes.write(to: place)
        let finished = try run("redact", entry, "--reason", "A victim")
        #expect(finished.code == 0, "\(finished.error)")
        #expect(finished.output.contains("Nothing more was recorded"))
        #expect(!FileManager.default.fileExists(atPath: place.path))
        #expect(try run.size() == note + 1)
        #expect(try run("check").code == 0)
    }

    @Test func atATerminalARedactionAsks() throws {
        #expect(try run("note", "L-1", "Jane Doe was there").code == 0)
        let note = try run.size()
        let arguments = ["redact", "\(note)", "--reason", "A victim"]
        let refusing = try TerminalRun(run, arguments)
        try refusing.answer("goes: note: Jane Doe was there", with: "n\n")
        #expect(refusing.end() == 1)
        #expect(try run.size() == note)
        let agreeing = try TerminalRun(run, arguments)
        try agreeing.answer("[y/N] ", with: "y\n")
        #expect(agreeing.end() == 0)
        #expect(try run.size() == note + 1)
        #expect(try TerminalRun(run, ["redact", "1", "--reason", "Asked for", "--yes"]).end() == 0)
        #expect(try run.size() == note + 2)
    }
}
