import Foundation
import Testing

import Tracker

/// The sheet that offices have, taken in with a mapping: nothing lost, every text the same.
@Suite struct ImportRunTests {
    @Test func mappedColumns() throws {
        let run = try CommandLineRun()
        #expect(try run("init").code == 0)
        let texts = [
            "Plain words", "With \"quotes\", commas and\na second line",
            "Accents: élan, naïve; a dash – and £390m",
            "=not a formula", "  spaces kept  ",
        ]
        var sheet = "report,publisher,force,published,kind,number,text,grade_or_question,url,remark\r\n"
        for (index, text) in texts.enumerated() {
            let published = index == 0 ? "2016-11" : "2016-11-25"
            sheet +=
                "Child protection,HMIC,Metropolitan Police Service,\(published),area for improvement,\(index),"
            sheet += "\"\(text.replacingOccurrences(of: "\"", with: "\"\""))\",Q\(index),,kept \(index)\r\n"
        }
        let file = try run.file("tracker.csv", sheet)
        let mapping = ["--map", "grade_or_question=question", "--map", "Remark=keep"]
        let rehearsal = try run(["import", file] + mapping + ["--dry-run"])
        #expect(rehearsal.code == 0, "\(rehearsal.error)")
        #expect(try run.size() == 2)
        let taken = try run(["import", file] + mapping)
        #expect(taken.code == 0, "\(taken.error)")
        let items = try #require(try run("list", "--format", "json").json?["items"]?.array)
        #expect(items.map { $0["text"]?.string } == texts)
        #expect(items.map { $0["question"]?.string } == (0..<5).map { "Q\($0)" })
        #expect(items.allSatisfy { $0["opened"]?.string == "2016-11-25" })
        let history = try run("history", "child-protection-3", "--format", "json")
        #expect(history.output.contains("remark: kept 2"))
        let again = try run(["import", file] + mapping)
        #expect(again.code == 65)
        #expect(again.error.contains("already"))
    }
}
