import Testing
import TrackerFigures
@testable import TrackerPapers

import Tracker

/// The year's table against its quarters'.
@Suite struct AnnualPaperTests {
    /// Two reports; something closed, reopened, moved out of scope and issued in three quarters of 2022/23.
    private func fixture() throws -> RegisterFixture {
        let fixture = try RegisterFixture(on: "2022-03-01", settings: [.body: "Oversight body"])
        try fixture.report("R")
        try fixture.report("S")
        for (reference, report) in [("A-1", "R"), ("A-2", "R"), ("A-3", "S")] {
            try fixture.item(reference, from: report, opened: "2022-03-01", due: "2022-05-31")
        }
        fixture.clock.set(day("2022-07-02"))
        try fixture.record(.close(as: .noFurtherAction, successor: nil), "A-1", on: "2022-05-02")
        fixture.clock.set(day("2022-10-03"))
        try fixture.item("A-4", from: "S", opened: "2022-08-02")
        try fixture.record(.reopen(to: .open), "A-1", on: "2022-09-02")
        try issue("2022/23-Q2", fixture)
        // Late, about the quarter that was issued.
        try fixture.item("A-5", from: "S", opened: "2022-09-20")
        fixture.clock.set(day("2023-05-01"))
        try fixture.record(.scope(.out), "A-3", on: "2022-11-02")
        try fixture.record(.close(as: .noFurtherAction, successor: nil), "A-2", on: "2023-02-02")
        return fixture
    }

    private func issue(_ quarter: String, _ fixture: RegisterFixture) throws {
        let spec = QuarterlySpec(try Quarter(parsing: quarter), ageBands: [90, 180, 365])
        let table = try QuarterlyPaper(fixture.register, spec, today: fixture.today)
        try fixture.write { try $0.issue(table.issue) }
    }

    @Test func theYearIsWhatItsQuartersMake() throws {
        let fixture = try fixture()
        let paper = try AnnualPaper(fixture.register, Year(parsing: "2022/23"), today: fixture.today)
        let total = paper.paper.table.total
        #expect(total[.broughtForward] == 3)
        #expect(total[.opened] == 2 && total[.reopened] == 1 && total[.closedOther] == 2)
        #expect(total.scopeChange == -1 && total[.carriedForward] == 3)
        #expect(paper.quarters.map { $0.table.total[.carriedForward] } == [2, 5, 4, 3])
        let columns = try CSVRenderer.render(paper.document).split(separator: "\r\n").map(String.init)
        #expect(columns.first?.hasPrefix("key,brought_forward,opened,reopened") == true)
        #expect(columns.last == "Total,3,2,1,0,2,-1,0,3,3,0,0,0,0,1,1,0,2,0,0,395,1,0,0,2,0,0,2,1,OFFICIAL")
    }

    @Test func whatWasIssuedStandsBesideIt() throws {
        let fixture = try fixture()
        let paper = try AnnualPaper(fixture.register, Year(parsing: "2022/23"), today: fixture.today)
        #expect(paper.quarters.map { $0.issued?.carriedForward["total"] } == [nil, 4, nil, nil])
        let text = try TextRenderer.render(paper.document, width: 200)
        #expect(text.contains("recorded since about 2022/23 Q2 makes the difference"))
        #expect(text.contains("3 items are outstanding at 31 March 2023, 1 of them overdue."))
        let quarters = try paper.json()["quarters"]?.array ?? []
        #expect(quarters.count == 4)
        #expect(quarters[1]["issued_carried_forward"] == .int(4))
        #expect(quarters[1]["carried_forward"] == .int(5))
    }

    @Test func aYearThatRunsIsCountedToToday() throws {
        let fixture = try fixture()
        fixture.clock.set(day("2023-05-01"))
        let paper = try AnnualPaper(fixture.register, Year(parsing: "2023/24"), today: fixture.today)
        #expect(paper.quarters.count == 1)
        #expect(paper.document.subtitle?.hasSuffix("(positions as at 1 May 2023)") == true)
        #expect(throws: InvalidValue.self) {
            try AnnualPaper(fixture.register, Year(parsing: "2024/25"), today: fixture.today)
        }
    }

    @Test func aYearThatItsQuartersDontMakeIsRefused() throws {
        let fixture = try fixture()
        let paper = try AnnualPaper(fixture.register, Year(parsing: "2022/23"), today: fixture.today)
        let tables = paper.quarters.map(\.table)
        #expect(throws: ReconciliationError.self) {
            try AnnualPaper.reconcile(paper.paper.table, tables.dropLast())
        }
        #expect(throws: ReconciliationError.self) {
            try AnnualPaper.reconcile(paper.paper.table, [tables[0], tables[2], tables[1], tables[3]])
        }
    }

    @Test func aYearIsReadAsItIsPrinted() throws {
        for (text, first, last) in [
            ("2022/23", "2022-04-01", "2023-03-31"), ("2022", "2022-01-01", "2022-12-31"),
        ] {
            let year = try Year(parsing: text)
            #expect(year.label == text)
            #expect(year.first == day(first) && year.last == day(last))
        }
        for text in ["", "2022/24", "22/23", "2022-23", "2022/23-Q1", "0000"] {
            #expect(throws: InvalidValue.self) { try Year(parsing: text) }
        }
        let error = #expect(throws: InvalidValue.self) { try Year(parsing: "2022-23") }
        #expect(error?.description.contains("2022/23") == true)
    }
}
