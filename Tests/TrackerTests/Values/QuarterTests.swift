import Testing

import Tracker

/// Financial and calendar quarters: the vectors of both notations, and that quarters cover every day once.
struct QuarterTests {
    @Test(arguments: [
        ("2022/23-Q3", "2022/23 Q3", "2022-10-01", "2022-12-31"),
        ("2022/23 q4", "2022/23 Q4", "2023-01-01", "2023-03-31"),
        ("2022/23 Q1", "2022/23 Q1", "2022-04-01", "2022-06-30"),
        ("2022-Q4", "2022 Q4", "2022-10-01", "2022-12-31"),
        ("2022 q1", "2022 Q1", "2022-01-01", "2022-03-31"),
        ("2099/00-Q4", "2099/00 Q4", "2100-01-01", "2100-03-31"),
        ("2023/24-Q4", "2023/24 Q4", "2024-01-01", "2024-03-31"),
    ])
    func reads(text: String, label: String, first: String, last: String) throws {
        let quarter = try Quarter(parsing: text)
        #expect(quarter.label == label)
        #expect(quarter.first.description == first)
        #expect(quarter.last.description == last)
        #expect(try Quarter(parsing: quarter.argument) == quarter)
        #expect(try Quarter(parsing: quarter.label) == quarter)
    }

    @Test(arguments: [
        "", "2022/24-Q3", "2022/22 Q1", "2022/23-Q5", "2022/23-Q0", "2022-Q", "2022Q4", "2022/23Q3",
        "22/23-Q3",
        "2022/2023-Q3", "2022-4", "Q4 2022", "2022--Q4", "2022-Q44", "0000-Q1", "9999/00-Q1",
    ])
    func refuses(text: String) {
        #expect(throws: InvalidValue.self) { try Quarter(parsing: text) }
    }

    @Test func theErrorNamesBothNotations() {
        let error = #expect(throws: InvalidValue.self) { try Quarter(parsing: "Q3") }
        #expect(
            error?.description == "The quarter \"Q3\" cannot be read: give 2022/23-Q3 for a quarter of the "
                + "financial year, 2022-Q4 for one of the calendar year.")
    }

    @Test func theSameMonthsAreNotTheSameQuarter() throws {
        let financial = try Quarter(parsing: "2022/23-Q3")
        let calendar = try Quarter(parsing: "2022-Q4")
        #expect(financial.first == calendar.first && financial.last == calendar.last)
        #expect(financial != calendar)
        #expect(calendar < financial)
    }

    @Test(arguments: [Quarter.Kind.calendar, .financial(.april), .financial(YearStart(parsing: "07-06")!)])
    func quartersCoverEveryDayOnce(kind: Quarter.Kind) throws {
        var day = try #require(Day(iso: "2019-12-25"))
        var quarter = Quarter.containing(day, kind: kind)
        for _ in 0..<1500 {
            if day > quarter.last {
                #expect(quarter.last.adding(days: 1) == day)
                #expect(quarter.next.previous == quarter)
                #expect(quarter < quarter.next)
                quarter = quarter.next
                #expect(quarter.first == day)
            }
            #expect(Quarter.containing(day, kind: kind) == quarter)
            day = day.adding(days: 1)
        }
    }

    @Test func followsTheYearStart() throws {
        let july = try #require(YearStart(parsing: "07-06"))
        let quarter = try Quarter(parsing: "2022/23-Q3", yearStart: july)
        #expect(quarter.first.description == "2023-01-06")
        #expect(quarter.last.description == "2023-04-05")
        let lastDayOfYear = try Day(parsing: "2022-07-05")
        #expect(Quarter.containing(lastDayOfYear, yearStart: july).label == "2021/22 Q4")
    }

    @Test func theEndsOfTimeDoNotBreakIt() {
        #expect(Quarter.containing(.distantFuture, kind: .calendar).last == .distantFuture)
        #expect(Quarter.containing(.distantPast, kind: .financial(.april)).first == .distantPast)
        var quarter = Quarter.containing(.distantPast, kind: .financial(.april))
        for _ in 0..<6 { quarter = quarter.previous }
        #expect((1...4).contains(quarter.number))
    }

    @Test(arguments: ["", "4-1", "04-31", "02-29", "13-01", "00-10", "04-00", "04/01", "04-01 "])
    func refusesYearStart(text: String) {
        #expect(YearStart(parsing: text) == nil)
    }

    @Test func yearStartPrintsAsItReads() {
        #expect(YearStart(parsing: "04-01") == .april)
        #expect(YearStart(parsing: "10-28")?.description == "10-28")
    }
}
