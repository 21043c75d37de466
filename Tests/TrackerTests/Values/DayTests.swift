import Testing

import Tracker

/// Days against Python's `datetime.date`, and their arithmetic at the ends of months, years and of the range.
struct DayTests {
    @Test(arguments: [
        ("0001-01-01", -719162, Weekday.monday), ("0004-02-29", -718008, .sunday),
        ("1582-10-15", -141427, .friday), ("1900-02-28", -25509, .wednesday),
        ("1969-12-31", -1, .wednesday), ("1970-01-01", 0, .thursday), ("2000-02-29", 11016, .tuesday),
        ("2017-01-31", 17197, .tuesday), ("2100-03-01", 47541, .monday), ("9999-12-31", 2_932_896, .friday),
        ("3719-10-10", 639091, .tuesday), ("1733-04-18", -86455, .saturday),
        ("4535-01-01", 936847, .saturday),
        ("7476-01-31", 2_011_055, .monday), ("0555-07-03", -516635, .thursday),
        ("0832-10-30", -415343, .saturday),
    ])
    func countsDaysAsPythonDoes(iso: String, count: Int, weekday: Weekday) throws {
        let day = try #require(Day(iso: iso))
        #expect(Int(day.daysSince1970) == count)
        #expect(day.weekday == weekday)
        #expect(day.description == iso)
        #expect(Day(daysSince1970: count) == day)
    }

    @Test func everyDayFollowsTheOneBefore() throws {
        var day = try #require(Day(iso: "1895-12-31"))
        for year in 1896...2105 {
            let isLeap = year % 4 == 0 && year != 1900 && year != 2100
            for (index, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated()
            {
                for date in 1...length {
                    day = day.adding(days: 1)
                    #expect((day.year, day.month, day.day) == (year, index + 1, date))
                    #expect(Day(year: year, month: index + 1, day: date) == day)
                }
                #expect(day.lastOfMonth == day)
                #expect(Day(year: year, month: index + 1, day: length + 1) == nil)
            }
        }
    }

    @Test(arguments: [
        "", "2022", "2022-10", "2022-10-1", "2022-10-011", "22-10-01", "2022/10/01", "2022-13-01",
        "2022-00-10",
        "2022-10-00", "2022-02-29", "2022-04-31", "0000-01-01", "+022-10-01", "2022-10-01 ", " 2022-10-01",
        "2022-1٠-01", "20221001", "2022-10-01T00:00",
    ])
    func refusesWhatIsNoDay(text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test func readsSubstringsAndBytes() throws {
        let line = "due,2022-10-01,open"
        #expect(Day(iso: line.dropFirst(4).prefix(10)) == Day(year: 2022, month: 10, day: 1))
        let read = Array("2022-10-01".utf8).withUnsafeBufferPointer { Day(isoBytes: $0) }
        #expect(read == Day(year: 2022, month: 10, day: 1))
    }

    @Test func wordsAreBritish() {
        #expect(Day(iso: "2022-10-01")?.longForm == "1 October 2022")
        #expect(Day(iso: "0850-02-28")?.longForm == "28 February 850")
    }

    @Test(arguments: [
        ("2022-01-31", 1, "2022-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2022-01-31", 3, "2022-04-30"),
        ("2024-02-29", 12, "2025-02-28"), ("2022-03-31", -1, "2022-02-28"), ("2022-01-15", -1, "2021-12-15"),
        ("2022-12-15", 1, "2023-01-15"), ("2022-06-30", 0, "2022-06-30"), ("0001-01-31", -1, "0001-01-01"),
        ("9999-12-01", 1, "9999-12-31"), ("2022-01-01", Int.max, "9999-12-31"),
        ("2022-01-01", Int.min, "0001-01-01"),
    ])
    func addsMonths(from: String, months: Int, to: String) {
        #expect(Day(iso: from)?.adding(months: months) == Day(iso: to))
    }

    @Test func addsDays() throws {
        let day = try #require(Day(iso: "2024-02-28"))
        #expect(day.adding(days: 2).description == "2024-03-01")
        #expect(day.adding(days: -28).days(since: day) == -28)
        #expect(day.adding(days: .max) == .distantFuture)
        #expect(day.adding(days: .min) == .distantPast)
        #expect(Day.distantPast.description == "0001-01-01")
        #expect(Day.distantFuture.description == "9999-12-31")
        #expect(day < day.adding(days: 1))
    }

    @Test func errorIsASentence() {
        let error = #expect(throws: InvalidValue.self) { try Day(parsing: "soon") }
        #expect(
            error?.description
                == "The date \"soon\" cannot be read: give a date as 31/10/2023, 31 October 2023 or 2023-10-31 (YYYY-MM-DD)."
        )
        let empty = #expect(throws: InvalidValue.self) { try Day(parsing: "") }
        #expect(empty?.description.hasPrefix("The date is empty: give a date as 31/10/2023") == true)
        let american = #expect(throws: InvalidValue.self) { try Day(parsing: "10/31/2023") }
        #expect(
            american?.description
                == "The date \"10/31/2023\" cannot be read: give the day first: 31/10/2023.")
        let long = #expect(throws: InvalidValue.self) {
            try Day(parsing: String(repeating: "9", count: 5000))
        }
        #expect((long?.description.count ?? 0) < 200)
    }
}
