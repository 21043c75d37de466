import Testing

import Tracker

@Suite struct ResponseDutyTests {
    private func duty(_ publisher: String, _ published: String) throws -> ResponseDuty {
        ResponseDuty(
            to: ReportDetails(
                publisher: publisher, force: "Metropolitan Police Service",
                published: try PartialDate(parsing: published)), start: ResponseClock.commencement)
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
        #expect(try duty(publisher, "2017-11-09") == .notCovered)
    }

    @Test func beginsWithTheRule() throws {
        #expect(try duty("HMIC", "2017-03-02") == .beforeRule)
        #expect(try duty("HMIC", "2017-05-01") == .beforeRule)
        #expect(try duty("HMIC", "2017-05-02").clock?.lastDay.description == "2017-06-26")
        #expect(try duty("HMIC", "2017-04") == .beforeRule)
        #expect(try duty("HMIC", "2016") == .beforeRule)
        #expect(try duty("HMICFRS", "2018-03") == .undated)
    }
}
