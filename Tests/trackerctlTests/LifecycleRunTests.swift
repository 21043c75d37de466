import Foundation
import Testing

import Tracker
import TrackerStorage

/// From the report to the assured closure, as typed.
@Suite struct LifecycleRunTests {
    /// The City of London lets a date change once.
    @Test func aDateMovesAsOftenAsTheRegisterSaysAndThenByABoard() throws {
        let run = try CommandLineRun.prepared()
        try run(
            "add", "L-9", "--report", "LEG", "--kind", "recommendation", "--text", "Words", "--due",
            "2018-06-30",
            "--opened", "2018-01-02")
        #expect(try run("config", "revisions", "once").code == 65)
        #expect(try run("config", "revisions", "1").output == "revisions: 1\n")
        func move(_ date: String, _ more: String...) throws -> CommandLineRun.Result {
            try run(["due", "L-9", date, "--on", "2018-03-08"] + more)
        }
        #expect(try move("2018-06-30", "--reason", "The same").code == 0)
        #expect(try move("2018-07-31", "--reason", "Printer late").code == 0)
        let refused = try move("2018-08-31", "--reason", "Again")
        #expect(refused.code == 77)
        for words in [
            "its due date has been moved once, and this register lets it be moved once, then only by its board",
            "trackerctl due L-9 DATE --request --reason …",
        ] {
            #expect(refused.error.contains(words), "\(refused.error)")
        }
        #expect(try move("2018-08-31", "--request", "--reason", "Again").code == 0)
        #expect(try move("2018-08-31", "--grant", "--meeting", "OB-1").code == 0)
        #expect(try move("2018-09-30", "--meeting", "OB-1", "--reason", "Decided there").code == 0)
        #expect(try run("config", "revisions", "none").code == 0)
        #expect(try move("2018-10-31", "--reason", "Free again").code == 0)
        let item = try run("show", "L-9", "--format", "json").json
        #expect(item?["revisions"]?.int == 4 || item?["item"]?["revisions"]?.int == 4, "\(item as Any)")
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func wholeCourse() throws {
        let run = try CommandLineRun.prepared()
        let steps: [([String], String)] = [
            (["assign", "L-1", "--lead", "owen owner", "--board", "OB", "--on", "2018-01-05"], "L-1: open"),
            (["accept", "L-1"], "L-1: open"),
            (
                ["progress", "l-1", "--note", "Leaflets drafted", "--complete", "40", "--meeting", "OB-1"],
                "L-1: in progress"
            ),
            (
                ["due", "L-1", "2018-09-30", "--request", "--reason", "Printer late", "--on", "2018-03-07"],
                "L-1: in progress"
            ),
            (
                ["due", "L-1", "2018-09-30", "--grant", "--meeting", "OB-1", "--on", "2018-03-07"],
                "L-1: in progress"
            ),
            (
                ["evidence", "add", "L-1", "https://www.example.org/leaflet", "--dated", "2018-02-01"],
                "L-1: in progress"
            ),
            (["submit", "L-1", "--note", "All printed", "--by", "Owen Owner"], "L-1: pending sign-off"),
            (["return", "L-1", "--reason", "Two boroughs missing"], "L-1: in progress"),
            (["submit", "L-1", "--note", "Now all", "--by", "Owen Owner"], "L-1: pending sign-off"),
            (["assure", "L-1", "--basis", "Seen", "--by", "Ada Assurer"], "L-1: assured"),
            (["close", "L-1", "--as", "implemented"], "L-1: closed: implemented"),
            (["reopen", "L-1", "--reason", "Leaflets ran out", "--to", "in-progress"], "L-1: in progress"),
            (["note", "L-1", "Ask again in autumn", "--internal"], "L-1: in progress"),
            (["tag", "L-1", "One Met Model 2020", "ICT"], "L-1: in progress"),
        ]
        for (arguments, said) in steps {
            let result = try run(arguments)
            #expect(result.code == 0, "\(arguments): \(result.error)")
            #expect(result.output.hasPrefix(said), "\(arguments): \(result.output)")
        }
        let items = try #require(try run("outstanding", "--format", "json").json?["items"]?.array)
        #expect(items.count == 1)
        let item = try #require(items.first)
        #expect(item["ref"]?.string == "L-1")
        #expect(item["status"]?.string == "in-progress")
        #expect(item["lead"]?.string == "Owen Owner")
        #expect(item["due"]?.string == "2018-09-30")
        #expect(item["original_due"]?.string == "2018-03-12")
        #expect(item["deadline"]?.string == "Within three months")
        #expect(item["revisions"]?.int == 1)
        #expect(item["tags"]?.array == ["ICT", "One Met Model 2020"])
        #expect(try run("audit", "verify").code == 0)
        let history = try run("history", "L-1").output
        #expect(history.contains("Two boroughs"))
    }

    @Test func evidenceIsTakenOutWithItsHashes() throws {
        let run = try CommandLineRun.prepared()
        let files = try ["survey 2018.txt", "..hidden/../odd.txt"].map { name in
            try run.file(name.split(separator: "/").last.map { String($0) } ?? "", "Content of \(name)")
        }
        for file in files {
            #expect(try run("evidence", "add", "L-1", file, "--dated", "2018-02-01").code == 0)
        }
        #expect(try run("evidence", "add", "L-1", "https://example.org/x", "--dated", "2018-02-01").code == 0)
        #expect(try run("evidence", "withdraw", "E10", "--reason", "Another survey").code == 0)
        #expect(try run("evidence", "withdraw", "E1", "--reason", "x").code == 66)
        #expect(try run("evidence", "show", "E10").output.contains("withdrawn"))
        let out = run.folder.appendingPathComponent("out").path
        let exported = try run("evidence", "export", "L-1", out)
        #expect(exported.code == 0, "\(exported.error)")
        #expect(exported.output.contains("Exported 1 files"))
        let names = try FileManager.default.contentsOfDirectory(atPath: out).sorted()
        #expect(names == ["E9-survey_2018.txt", "SHA256SUMS", "evidence.csv"])
        let sums = try String(contentsOfFile: "\(out)/SHA256SUMS", encoding: .utf8)
        #expect(sums == "\(Hash.sha256(Array("Content of survey 2018.txt".utf8)).hex)  E9-survey_2018.txt\n")
        #if Spreadsheets
            let zip = run.folder.appendingPathComponent("out.zip").path
            #expect(try run("evidence", "export", "L-1", zip).code == 0)
            #expect(try run("evidence", "export", "L-1", zip).code == 77)
            #expect(try Data(contentsOf: URL(fileURLWithPath: zip)).starts(with: [0x50, 0x4B]))
        #endif
    }

    @Test(.ofFiles("its evidence lies in a folder")) func evidenceThatWasSwappedIsNotHandedOn() throws {
        let run = try CommandLineRun.prepared()
        let file = try run.file("survey 2018.txt", "Content of survey 2018.txt")
        #expect(try run("evidence", "add", "L-1", file, "--dated", "2018-02-01").code == 0)
        let out = run.folder.appendingPathComponent("out").path
        #expect(try run("evidence", "export", "L-1", out).code == 0)
        let kept = EvidenceStore(beside: run.register).path(
            Hash.sha256(Array("Content of survey 2018.txt".utf8)).hex)
        try Data("Swapped".utf8).write(to: URL(fileURLWithPath: kept))
        #expect(try run("evidence", "export", "L-1", out).code == 77)
        #expect(try run("audit", "verify").code == 1)
    }

    @Test func thePublicSeesWhatWasSaidToBePublishable() throws {
        let run = try CommandLineRun.prepared()
        try run("note", "L-1", "ZEBRA", "--internal")
        try run("progress", "L-1", "--note", "ZEBRA told by Owen Owner")
        try run("note", "L-1", "GAZELLE seen by owen owner", "--public")
        #expect(try run("note", "L-1", "x", "--internal", "--public").code == 64)
        let sheet = try run.file(
            "s.csv", "Reference,Recommendation,Private,Latest update\nI-1,Do it,ZEBRA,ZEBRA\n")
        let taken = try run("import", sheet, "--report", "LEG", "--map", "Private=keep")
        #expect(taken.code == 0, "\(taken.error)")
        #expect(try run("history", "L-1").output.contains("ZEBRA"))
        for format in ["text", "markdown", "csv", "json", "html"] {
            for (command, isSaid) in [
                (["history", "L-1"], true), (["show", "L-1"], true), (["show", "I-1"], false),
                (["list"], false),
                (["outstanding"], false), (["search", "by"], true), (["quarterly", "2017/18-Q3"], false),
                (["report", "show", "LEG"], false), (["board", "show", "OB"], false),
                (["action", "list", "L-1"], false), (["benefits"], false), (["response", "status"], false),
                (["meeting", "pack", "OB-1"], false),
            ] {
                let paper = try run(command + ["--audience", "public", "--format", format])
                #expect(paper.code == 0, "\(command) \(paper.error)")
                #expect(!paper.output.contains("ZEBRA"), "\(command) \(format)")
                #expect(!paper.output.lowercased().contains("owen"), "\(command) \(format)")
                #expect(paper.output.contains("GAZELLE") == isSaid, "\(command) \(format)")
            }
        }
        #expect(try run("config", "publish", "progress").code == 0)
        #expect(
            try run("list", "--audience", "public", "--format", "json").output.contains("told by (not named)")
        )
        #expect(try run("config", "publish", "everything").code == 65)
    }

    @Test func quarterlyKeepsItsContract() throws {
        let run = try CommandLineRun.prepared()
        let table = try #require(try run("quarterly", "2017/18-Q3", "--format", "json", "--expand").json)
        for key in [
            "quarter", "from", "to", "as_at", "known_at", "scope", "rag_rule", "checkpoint", "rows", "total",
            "ledger_size",
        ] {
            #expect(table[key] != nil, "\(key)")
        }
        let total = try #require(table["total"])
        for key in [
            "key", "brought_forward", "opened", "reopened", "closed_implemented", "closed_other",
            "scope_change",
            "restated", "carried_forward", "awaiting_allocation", "open", "in_progress", "pending_sign_off",
            "assured", "closed_in_quarter", "overdue", "due_next_quarter", "no_date", "revised_once",
            "revised_more", "oldest_days",
        ] {
            #expect(total[key] != nil, "\(key)")
        }
        #expect(table["from"]?.string == "2017-10-01")
        #expect(table["to"]?.string == "2017-12-31")
        #expect(total["opened"]?.int == 1)
        #expect(total["opened_refs"]?.array == ["L-1"])
        #expect(total["due_next_quarter_refs"]?.array == ["L-1"])
        let calendar = try #require(try run("quarterly", "2017-Q4", "--format", "json").json)
        #expect(calendar["from"] == table["from"])
        #expect(calendar["total"]?["carried_forward"]?.int == 1)
    }

    @Test func theSameMonthsIssuedAndRestated() throws {
        let run = try CommandLineRun.prepared()
        #expect(try run("quarterly", "2017/18-Q3", "--issue").code == 0)
        // Typed up late: it was closed before the quarter's end.
        let late = try run(
            "close", "L-1", "--as", "no-further-action", "--reason", "Overtaken", "--on", "2017-12-20")
        #expect(late.code == 0, "\(late.error)")
        let next = try #require(try run("quarterly", "2017/18-Q4", "--format", "json").json?["total"])
        #expect(next["brought_forward"]?.int == 1)
        #expect(next["restated"]?.int == -1)
        #expect(next["carried_forward"]?.int == 0)
        let issued = try #require(try run("issued", "list", "--format", "json").json?["issued"]?.array?.first)
        let size = try #require(issued["ledger_size"]?.int)
        let again = try run("quarterly", "2017/18-Q3", "--known-at", "\(size)", "--format", "json")
        #expect(again.json?["content_hash"] == issued["content_hash"])
        #expect(try run("audit", "verify").code == 0)
    }

    /// A damaged disk can make a table that reconciles and is wrong; it is printed, but never published.
    @Test func aTableIsIssuedOnlyFromARegisterThatVerifies() throws {
        let run = try CommandLineRun.prepared()
        try run.database().execute("UPDATE item_state SET lead = 2, report = 'ELSE'")
        let size = try run("audit", "log", "--format", "json").json?["size"]
        let refused = try run("quarterly", "2017/18-Q3", "--issue")
        #expect(refused.code == 1 && refused.output.isEmpty)
        #expect(refused.error.contains("not issued") && refused.error.contains("audit verify"))
        #expect(try run("audit", "log", "--format", "json").json?["size"] == size)
    }
}
