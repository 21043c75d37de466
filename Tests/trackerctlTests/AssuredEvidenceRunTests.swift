import Foundation
import Testing

import Tracker

/// Evidence that comes or goes after an assurance is told wherever the item is printed, until it is assured again.
@Suite struct AssuredEvidenceRunTests {
    private func assured() throws -> CommandLineRun {
        let run = try CommandLineRun.prepared()
        for arguments in [
            ["assign", "L-1", "--lead", "Owen Owner", "--board", "OB", "--on", "2018-01-05"],
            ["start", "L-1", "--on", "2018-01-06"],
            ["evidence", "add", "L-1", "https://www.example.org/leaflet", "--dated", "2018-02-01"],
            ["assure", "L-1", "--by", "Ada Assurer", "--on", "2018-02-20"],
        ] { #expect(try run(arguments).code == 0, "\(arguments)") }
        return run
    }

    @Test func toldWhereverTheItemIsPrinted() throws {
        let run = try assured()
        let quiet = try run("quarterly", "2017/18-Q4")
        #expect(!quiet.output.contains("Evidence changed since"))
        #expect(try run("list", "--evidence-changed", "--format", "json").json?["count"]?.int == 0)
        let survey = try run.file("survey.csv", "borough,complaints\nCamden,12\n")
        let added = try run("evidence", "add", "L-1", survey, "--dated", "2018-03-05")
        #expect(added.output.hasPrefix("L-1: assured, evidence changed since"), "\(added)")
        for question in [
            ["show", "L-1"], ["list"], ["outstanding"], ["show", "L-1", "--audience", "public"],
        ] {
            let told = try run(question, environment: ["COLUMNS": "400"]).output
            #expect(told.contains("evidence changed since"), "\(question): \(told)")
        }
        #expect(try run("list", "--format", "csv").output.contains("\"assured, evidence changed since\""))
        let found = try run("list", "--evidence-changed", "--format", "json").json
        #expect(found?["items"]?.array?.first?["evidence_changed"]?.bool == true)
        #expect(found?["scope"]?.string == "evidence changed since it was assured")
        let pack = try run(["meeting", "pack", "OB-1"], environment: ["COLUMNS": "400"]).output
        #expect(pack.contains("Evidence changed since it was assured: L-1."), "\(pack)")
        let quarter = try run("quarterly", "2017/18-Q4").output
        #expect(
            quarter.split(whereSeparator: \.isNewline).joined(separator: " ").contains(
                "Evidence changed since assurance: 1 item, until assured again (L-1)."), "\(quarter)")
        let table = try run("quarterly", "2017/18-Q4", "--format", "json").json
        #expect(table?["evidence_changed_refs"]?.array == ["L-1"])
        // Before it came, nothing was different.
        let before = try run("quarterly", "2017/18-Q4", "--as-at", "2018-02-28", "--format", "json")
        #expect(before.json?["evidence_changed"] == nil && before.code == 0, "\(before)")

        #expect(try run("assure", "L-1", "--by", "Owen Owner").code == 77)
        let again = try run("assure", "L-1", "--by", "Ada Assurer", "--on", "2018-03-07")
        #expect(again.output.hasPrefix("L-1: assured (entry"), "\(again)")
        #expect(try run("list", "--evidence-changed", "--format", "json").json?["count"]?.int == 0)
        #expect(try run("audit", "verify").code == 0)
    }

    /// A meeting's sheet assures as a command does.
    @Test func aMeetingsSheetTellsWhatWasSeen() throws {
        let run = try assured()
        #expect(try run("return", "L-1", "--reason", "Look again", "--on", "2018-02-21").code == 0)
        #expect(try run("submit", "L-1", "--note", "Done", "--on", "2018-02-22").code == 0)
        let sheet = try run.file("sheet.csv", "Reference,Act,Note\nL-1,assured,Agreed\n")
        let logged = try run("meeting", "log", "OB-1", sheet, "--assurer", "Ada Assurer")
        #expect(logged.code == 0, "\(logged.error)")
        let log = try run("audit", "log", "L-1", "--format", "json").json?["entries"]?.array ?? []
        let entry = log.last { $0["act"] == "assure" }
        #expect(entry?["data"]?["evidence_seen"]?.array?.count == 1, "\(log)")
    }

    @Test func evidenceOverAPeriod() throws {
        let run = try assured()
        func add(_ more: String...) throws -> CommandLineRun.Result {
            try run(["evidence", "add", "L-1", "https://e.org/dips", "--dated", "2018-04-02"] + more)
        }
        #expect(try add("--from", "2018-01-01").code == 64)
        let backwards = try add("--from", "2018-03-31", "--to", "2018-01-01")
        #expect(backwards.code == 65)
        #expect(backwards.error.contains("a last day that isn't before the first"), "\(backwards.error)")
        #expect(try add("--from", "2018-01-01", "--to", "2999-01-01").code == 65)
        #expect(try add("--from", "1 Jan 2018", "--to", "2018-03-31").code == 0)
        let listed = try run("evidence", "list", "L-1", "--format", "json").json?["evidence"]?.array?.last
        #expect(listed?["from"]?.string == "2018-01-01")
        #expect(listed?["to"]?.string == "2018-03-31")
        #expect(listed?["dated"]?.string == "2018-04-02")
        let shown = try run(["show", "L-1"], environment: ["COLUMNS": "400"]).output
        #expect(shown.contains("about 1 Jan 2018 to 31 Mar 2018"), "\(shown)")
        #expect(try run("audit", "verify").code == 0)
    }
}
