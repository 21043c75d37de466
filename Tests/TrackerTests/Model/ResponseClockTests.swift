import Testing

import Tracker

/// Section 55 against real reports: published, last day, days late of the comments.
struct ResponseClockTests {
    @Test(arguments: [
        // PEEL: Police efficiency 2017; PEEL: Police legitimacy 2017; PEEL 2021/22: Metropolitan Police.
        ("2017-11-09", "2018-01-03", "2018-01-08", 5), ("2017-12-12", "2018-02-05", "2018-04-25", 79),
        ("2022-09-22", "2022-11-16", "2022-11-18", 2),
    ])
    func countsPublicationAsDayOne(published: String, last: String, dated: String, late: Int) throws {
        let clock = try #require(ResponseClock(published: Day(parsing: published)))
        let comments = try Day(parsing: dated)
        #expect(clock.lastDay.description == last)
        #expect(clock.daysLate(stopped: comments, asAt: .distantFuture) == late)
        #expect(clock.daysLate(stopped: nil, asAt: comments) == late)
        #expect(clock.daysLate(stopped: clock.lastDay, asAt: comments) == 0)
        #expect(clock.day(on: clock.published) == 1)
        #expect(clock.day(on: clock.lastDay) == 56)
        #expect(clock.day(on: comments) == 56 + late)
        #expect(clock.day(on: clock.published.adding(days: -1)) == nil)
    }

    @Test func commentsPublishedLaterDoNotCountYet() throws {
        let clock = try #require(ResponseClock(published: Day(parsing: "2022-09-22")))
        let published = try Day(parsing: "2022-11-18")
        #expect(clock.daysLate(stopped: published, asAt: try Day(parsing: "2022-11-17")) == 1)
        #expect(clock.daysLate(stopped: published, asAt: try Day(parsing: "2022-11-16")) == 0)
    }

    @Test func doesNotRunOnReportsBeforeTheRule() throws {
        for day in ["2017-01-31", "2017-03-02", "2017-05-01"] {
            #expect(ResponseClock(published: try Day(parsing: day)) == nil)
        }
        let first = try #require(ResponseClock(published: try Day(parsing: "2017-05-02")))
        #expect(first.lastDay.description == "2017-06-26")
        let start = try Day(parsing: "2017-04-03")
        #expect(ResponseClock(published: try Day(parsing: "2017-04-02"), ruleStart: start) == nil)
        #expect(ResponseClock(published: start, ruleStart: start)?.lastDay.description == "2017-05-28")
    }

    /// Each clock's own last day, and the day before it was in force.
    @Test(arguments: [
        (Clock.section55, "2024-02-09", "2024-04-04"), (.section55, "2025-02-26", "2025-04-22"),
        (.section55, "2025-07-28", "2025-09-21"), (.victimsCommissioner, "2025-01-29", "2025-03-25"),
        (.domesticAbuseCommissioner, "2021-11-01", "2021-12-26"),
        (.policeConduct, "2024-02-09", "2024-04-04"),
        (.coroner, "2024-02-09", "2024-04-05"),
    ])
    func countsByItsOwnLaw(clock: Clock, start: String, last: String) throws {
        let running = try #require(ResponseClock(clock, published: Day(parsing: start)))
        #expect(running.lastDay.description == last)
        #expect(running.day(on: running.lastDay) == clock.length)
        #expect(running.daysLate(stopped: nil, asAt: running.lastDay.adding(days: 1)) == 1)
        let from = try #require(clock.from)
        #expect(ResponseClock(clock, published: from.adding(days: -1)) == nil)
        #expect(ResponseClock(clock, published: from) != nil)
    }

    @Test func aLastDayOnAWeekendIsSaid() throws {
        func friday(_ published: String) throws -> String? {
            try #require(ResponseClock(published: Day(parsing: published))).workingDayBefore?.description
        }
        #expect(try friday("2025-07-28") == "2025-09-19")
        #expect(try friday("2025-07-27") == "2025-09-19")
        #expect(try friday("2025-07-29") == nil)
        #expect(try friday("2025-07-26") == nil)
    }
}
