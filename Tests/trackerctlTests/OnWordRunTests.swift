import Foundation
import Testing

import Tracker

/// A sheet can say that something is assured; that is the sheet's word and printed so, until somebody assures it.
@Suite struct OnWordRunTests {
    private static let headings =
        "ref,kind,text,lead,status,opened,started,submitted,assured,closed,evidence\n"

    private func prepared() throws -> CommandLineRun {
        let run = try CommandLineRun.prepared()
        for arguments in [
            ["person", "add", "Pure Officer", "--role", "officer"],
            ["assign", "L-1", "--lead", "Owen Owner", "--on", "2018-01-02"],
        ] { #expect(try run(arguments).code == 0) }
        return run
    }

    private func take(_ rows: String, into run: CommandLineRun, _ options: String...) throws -> String {
        let sheet = try run.file("tracker.csv", Self.headings + rows)
        let taken = try run(["import", sheet, "--report", "LEG"] + options)
        #expect(taken.code == 0, "\(taken.error)")
        return taken.output
    }

    private func statuses(_ run: CommandLineRun) throws -> [String?] {
        let rows = try run("list", "--format", "csv").output.split(whereSeparator: \.isNewline)
        return rows.dropFirst().map { row in
            row.split(separator: ",").first { $0.contains("sheet's word") }.map { String($0) }
        }
    }

    @Test func anOfficerWhoIsNoAssurer() throws {
        let run = try prepared()
        #expect(try run("assure", "L-1", "--by", "Pure Officer").code == 77)
        let said = try take(
            "L-1,recommendation,x,,closed: implemented,,,,2018-02-10,2018-03-01,\n", into: run, "--update",
            "--by",
            "Pure Officer")
        #expect(
            said.contains(
                "On the sheet's word alone, until somebody assures them (trackerctl assure L-1): L-1."))
        #expect(try statuses(run) == ["closed: implemented (on the sheet's word)"])
        // No evidence is made up.
        #expect(
            try run("evidence", "list", "L-1", "--format", "json").json?["evidence"]?.array?.isEmpty == true)
        let item = try #require(try run("list", "--format", "json").json?["items"]?.array?.first)
        #expect(item["on_word"]?.bool == true)
        let quarter = try #require(
            try run("quarterly", "2017/18-Q4", "--expand", "--format", "json").json?["total"])
        #expect(quarter["closed_implemented"]?.int == 1)
        #expect(quarter["closed_implemented_on_word"]?.int == 1)
        #expect(quarter["closed_implemented_on_word_refs"]?.array == ["L-1"])
        #expect(quarter["assured_on_word"] == nil)
        let history = try run(["history", "L-1"], environment: ["COLUMNS": "200"]).output
        #expect(history.contains("on the sheet's word; As recorded in tracker.csv, row 2"))

        // Somebody assures it: with evidence, and who had no part in it.
        #expect(try run("assure", "L-1", "--by", "Ada Assurer").code == 77)
        let add = ["evidence", "add", "L-1", "https://www.example.org/leaflet", "--dated", "2018-02-01"]
        #expect(try run(add).code == 0)
        let assured = try run("assure", "L-1", "--by", "Ada Assurer", "--on", "2018-03-20")
        #expect(assured.output.hasPrefix("L-1: closed: implemented (entry"))
        #expect(try statuses(run) == [nil])
        let since = try #require(try run("quarterly", "2017/18-Q4", "--format", "json").json?["total"])
        #expect(since["closed_implemented"]?.int == 1)
        #expect(since["closed_implemented_on_word"] == nil)
        #expect(try run("assure", "L-1", "--by", "Ada Assurer").code == 77)
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func newItems() throws {
        let run = try prepared()
        // The first names evidence and whoever imports may assure it; they may not assure what they lead.
        _ = try take(
            """
            I-1,recommendation,txt,Owen Owner,closed: implemented,2018-01-01,2018-01-05,2018-02-01,2018-02-10,2018-03-01,https://www.example.org/a
            I-2,recommendation,txt,Olive Officer,closed: implemented,2018-01-01,2018-01-05,2018-02-01,2018-02-10,2018-03-01,https://www.example.org/b
            I-3,recommendation,txt,Owen Owner,assured,2018-01-01,2018-01-05,2018-02-01,2018-02-10,,

            """, into: run)
        #expect(
            try statuses(run) == [
                nil, nil, "closed: implemented (on the sheet's word)", "assured (on the sheet's word)",
            ])
        let outstanding = try run(["outstanding"], environment: ["COLUMNS": "200"]).output
        #expect(outstanding.contains("assured (on the sheet's word)"))
        let table = try run(["quarterly", "2017/18-Q4"], environment: ["COLUMNS": "300"]).output
        #expect(table.contains("Of which assured on the sheet's word"))
        #expect(table.contains("Of which implemented on the sheet's word"))
        let rows = try run("quarterly", "2017/18-Q4", "--format", "csv").output
        let total = try #require(rows.split(whereSeparator: \.isNewline).last)
        #expect(total.hasSuffix(",1,1,OFFICIAL"))
        #expect(try run("audit", "verify").code == 0)
    }
}
