import Testing

import Tracker

@Suite struct ResponseDutyTests {
    private func duty(
        _ publisher: String, _ published: String, clocks: [Clock] = Clock.builtIn
    ) throws -> ResponseDuty {
        ResponseDuty(
            to: ReportDetails(
                publisher: publisher, force: "Metropolitan Police Service",
                published: try PartialDate(parsing: published)), start: Clock.section55.from ?? .distantPast,
            clocks: clocks)
    }

    @Test(arguments: [
        "HMIC", "hmicfrs", "HMICFRS and HMI Probation", "HM Inspectorate of Constabulary",
        "His Majesty's Inspectorate of Constabulary and Fire & Rescue Services",
    ])
    func runsForTheInspectorate(publisher: String) throws {
        #expect(try duty(publisher, "2017-11-09").clock?.lastDay.description == "2018-01-03")
    }

    @Test(arguments: ["London Assembly", "HMICS", "HM Inspectorate of Constabulary in Scotland", "IOPC"])
    func doesNotRunForOthers(publisher: String) throws {
        #expect(try duty(publisher, "2017-11-09", clocks: [.section55]) == .notCovered)
    }

    @Test func beginsWithTheRule() throws {
        #expect(try duty("HMIC", "2017-03-02") == .beforeRule)
        #expect(try duty("HMIC", "2017-05-01") == .beforeRule)
        #expect(try duty("HMIC", "2017-05-02").clock?.lastDay.description == "2017-06-26")
        #expect(try duty("HMIC", "2017-04") == .beforeRule)
        #expect(try duty("HMIC", "2016") == .beforeRule)
        #expect(try duty("HMICFRS", "2018-03") == .undated)
    }

    @Test(arguments: [
        ("IOPC", "2014-10-01", Clock.policeConduct),
        ("Coroner for Inner West London", "2013-07-25", .coroner),
        ("Victims' Commissioner", "2025-01-29", .victimsCommissioner),
        ("Domestic Abuse Commissioner", "2021-11-01", .domesticAbuseCommissioner),
    ])
    func runsForOthersByTheirOwnLaw(publisher: String, from: String, clock: Clock) throws {
        #expect(try duty(publisher, from).clock?.clock == clock)
        #expect(try duty(publisher, Day(parsing: from).adding(days: -1).description) == .beforeRule)
        #expect(try duty(publisher, "2025-02") == .undated)
        #expect(try duty("London's Victims' Commissioner", "2025-02-01") == .notCovered)
    }
}
