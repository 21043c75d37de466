import Testing
@testable import TrackerPapers

import Tracker

/// What the quarterly paper says in words, and which quarters its charts draw.
@Suite struct QuarterlyWordsTests {
    private func paper(
        _ fixture: RegisterFixture, _ quarter: String, quartersBefore: Int = 0
    ) throws -> QuarterlyPaper {
        try QuarterlyPaper(
            fixture.register, QuarterlySpec(try Quarter(parsing: quarter), ageBands: [90]),
            today: fixture.today, quartersBefore: quartersBefore)
    }

    @Test func theHeadlineIsMadeOfTheCounts() throws {
        let fixture = try RegisterFixture(on: "2022-03-01")
        try fixture.report("R")
        #expect(try paper(fixture, "2021/22-Q4").headline == "Nothing was counted in this time.")
        try fixture.item("A-1", opened: "2022-03-01", due: "2022-03-20")
        try fixture.item("A-2", opened: "2022-03-01", due: "2022-05-31")
        fixture.clock.set(day("2022-07-02"))
        #expect(
            try paper(fixture, "2022/23-Q1").headline
                == "2 items are outstanding at 30 June 2022, overdue. That is the same number as at the end of 31 March 2022 (2), when 1 was overdue. None closed in the quarter; none opened. 2 have no lead yet."
        )
        let table = try paper(fixture, "2021/22-Q4")
        try fixture.write { try $0.issue(table.issue) }
        try fixture.item("A-3", opened: "2022-03-30")
        try fixture.record(.close(as: .noFurtherAction, successor: nil), "A-1", on: "2022-05-02")
        try fixture.record(.close(as: .noFurtherAction, successor: nil), "A-2", on: "2022-06-02")
        #expect(
            try paper(fixture, "2022/23-Q1").headline
                == "1 item is outstanding at 30 June 2022, none of them overdue. That is 1 fewer than in the table issued for 2021/22 Q4 (2; +1 of the change is restated); at the end of 31 March 2022 1 was overdue. 2 closed in the quarter, none as implemented; none opened. 1 has no lead yet."
        )
    }

    @Test func longNamesAreCutAtAWordAndStayApart() {
        let long = "A joint inspection of the police response to rape, phase "
        #expect(
            QuarterlyPaper.shortened([
                "Short", "PEEL: police efficiency 2016 (effective use of resources) - a force",
            ])
                == ["Short", "PEEL: police efficiency 2016 (effective use of…"])
        #expect(
            QuarterlyPaper.shortened(["Understanding the difference: the initial responses - summaries"])
                == ["Understanding the difference: the initial responses…"])
        #expect(QuarterlyPaper.shortened([long + "one", long + "two"]) == [long + "one", long + "two"])
    }

    /// An import takes over where things stand; what lay before isn't drawn as if it had been watched.
    @Test func noChartOfATimeOfWhichTheRegisterWasNotTold() throws {
        let fixture = try RegisterFixture(on: "2023-03-31")
        try fixture.report("R", published: "2020-01-01")
        let sheet = try Sheet.read(
            Array("Reference,Recommendation,Status\nI-1,Words,in progress\n".utf8), file: "s.csv", tab: nil,
            headings: ImportMapping.search(given: [], saved: nil))
        let mapping = try ImportMapping(sheet, given: [], file: "s.csv")
        try fixture.write {
            _ = try $0.importRows(
                ImportedRows(sheet, mapping: mapping, file: "s.csv"), options: ImportOptions(report: "R"),
                file: "s.csv", sha256: "0")
        }
        fixture.clock.set(day("2023-07-02"))
        func quarters() throws -> [String] {
            try paper(fixture, "2023/24-Q1", quartersBefore: 7).trend.map(\.label)
        }
        #expect(try quarters() == ["2022/23 Q4", "2023/24 Q1"])
        // Somebody types in what happened in the autumn: from then on there is something to draw.
        try fixture.item("A-1", opened: "2022-03-01")
        try fixture.record(.start, "A-1", on: "2022-11-02")
        #expect(try quarters() == ["2022/23 Q3", "2022/23 Q4", "2023/24 Q1"])
    }

    @Test func aColumnOfNoughtsIsNamedAndLeftOut() throws {
        let fixture = try RegisterFixture(on: "2022-03-01")
        try fixture.report("R")
        try fixture.item("A-1", opened: "2022-03-01")
        let document = try paper(fixture, "2021/22-Q4").document()
        let text = try TextRenderer.render(document, width: 200)
        #expect(!text.contains("Reopened  "))
        #expect(text.contains("Nought in every row, and so without a column: Reopened,"))
        #expect(try CSVRenderer.render(document).contains("key,brought_forward,opened,reopened"))
    }
}
