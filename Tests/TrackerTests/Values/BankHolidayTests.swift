import Testing

import Tracker

/// The bank holidays that are kept as data, against the rules that they follow and Easter as it is computed.
@Suite struct BankHolidayTests {
    /// Easter Sunday by Oudin's algorithm (Meeus, Astronomical Algorithms, chapter 8).
    private func easter(_ year: Int) throws -> Day {
        let (golden, century) = (year % 19, year / 100)
        let epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30
        let moon = epact - epact / 28 * (1 - epact / 28 * (29 / (epact + 1)) * ((21 - golden) / 11))
        let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7
        let offset = moon - weekday
        let month = 3 + (offset + 40) / 44
        return try #require(Day(year: year, month: month, day: offset + 28 - 31 * (month / 4)))
    }

    private func date(_ year: Int, _ month: Int, _ day: Int) throws -> Day {
        try #require(Day(year: year, month: month, day: day))
    }

    /// The first Monday from a day on.
    private func monday(_ day: Day) -> Day {
        var day = day
        while day.weekday != .monday { day = day.adding(days: 1) }
        return day
    }

    /// What the Banking and Financial Dealings Act 1971 and custom give, and what was proclaimed besides.
    private func expected(_ year: Int) throws -> Set<Day> {
        var days: Set<Day> = [
            try easter(year).adding(days: -2), try easter(year).adding(days: 1),
            monday(try date(year, 5, 1)), monday(try date(year, 5, 25)), monday(try date(year, 8, 25)),
        ]
        // One that falls on a weekend is moved to the next day that is free for it.
        for day in [try date(year, 1, 1), try date(year, 12, 25), try date(year, 12, 26)] {
            var day = day
            while day.isWeekend || days.contains(day) { day = day.adding(days: 1) }
            days.insert(day)
        }
        let proclaimed = [
            2012: (["2012-05-28"], ["2012-06-04", "2012-06-05"]), 2020: (["2020-05-04"], ["2020-05-08"]),
            2022: (["2022-05-30"], ["2022-06-02", "2022-06-03", "2022-09-19"]), 2023: ([], ["2023-05-08"]),
        ]
        for gone in proclaimed[year]?.0 ?? [] { days.remove(try #require(Day(iso: gone))) }
        for new in proclaimed[year]?.1 ?? [] { days.insert(try #require(Day(iso: new))) }
        return days
    }

    @Test func everyYearHasTheDaysOfTheRulesAndOfTheProclamations() throws {
        #expect(try easter(2024) == date(2024, 3, 31) && easter(2025) == date(2025, 4, 20))
        for year in BankHoliday.years {
            let kept = BankHoliday.all.filter { $0.day.year == year }
            #expect(try Set(kept.map(\.day)) == expected(year), "\(year)")
            #expect(kept.count == [2012: 9, 2022: 10, 2023: 9][year] ?? 8, "\(year)")
        }
        #expect(BankHoliday.all.map(\.day) == BankHoliday.all.map(\.day).sorted())
        #expect(BankHoliday.all.allSatisfy { BankHoliday.years.contains($0.day.year) && !$0.day.isWeekend })
    }

    @Test func workingDaysLeaveOutWeekendsAndBankHolidays() throws {
        func day(_ text: String) throws -> Day { try Day(parsing: text) }
        // Maundy Thursday, then Good Friday to Easter Monday.
        #expect(try day("2025-04-17").workingDay(1) == day("2025-04-17"))
        #expect(try day("2025-04-17").workingDay(2) == day("2025-04-22"))
        #expect(try day("2025-04-18").workingDay(1) == day("2025-04-22"))
        #expect(try day("2025-04-18").isWorkingDay == false)
        #expect(try day("2025-04-17").workingDay(0) == nil)
        #expect(try day("2025-04-20").workingDayBefore == day("2025-04-17"))
        #expect(try day("2025-12-25").workingDayBefore == day("2025-12-24"))
        #expect(try day("2025-04-22").workingDayBefore == nil)
    }

    @Test func yearsThatAreNotKnownAreNotGuessed() throws {
        let day = try Day(parsing: "2028-03-01")
        #expect(day.isWorkingDay == nil)
        #expect(day.workingDay(1) == nil)
        #expect(try Day(parsing: "2027-12-20").workingDay(8) == Day(parsing: "2027-12-31").workingDay(1))
        #expect(try Day(parsing: "2027-12-20").workingDay(20) == nil)
        // A Sunday is one in any year.
        #expect(try Day(parsing: "2028-03-05").workingDayBefore == Day(parsing: "2028-03-03"))
    }

    @Test func clocksCountInTheirUnit() throws {
        func last(_ start: String, _ length: Int, _ unit: Clock.Unit, counts: Bool) throws -> String? {
            var clock = Clock("own", title: "Own", law: "Rule 1")
            (clock.length, clock.unit, clock.countsFirstDay) = (length, unit, counts)
            return clock.lastDay(from: try Day(parsing: start))?.description
        }
        #expect(try last("2025-04-16", 3, .workingDays, counts: true) == "2025-04-22")
        #expect(try last("2025-04-16", 3, .workingDays, counts: false) == "2025-04-23")
        #expect(try last("2025-04-19", 1, .workingDays, counts: true) == "2025-04-22")
        #expect(try last("2027-12-20", 20, .workingDays, counts: true) == nil)
        #expect(try last("2025-01-31", 1, .months, counts: false) == "2025-02-28")
        #expect(try last("2025-03-01", 1, .months, counts: true) == "2025-03-31")
        #expect(try last("2025-01-31", 1, .months, counts: true) == "2025-02-28")
        #expect(try last("2025-01-01", 10, .days, counts: false) == "2025-01-11")
    }
}
