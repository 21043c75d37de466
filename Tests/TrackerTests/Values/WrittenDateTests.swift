import Testing
@testable import TrackerValues

import Tracker

/// Dates as people in the UK write them, by table: what each says, and what it leaves open.
struct WrittenDateTests {
    @Test(arguments: [
        ("31/12/2022", "2022-12-31"), ("31.12.2022", "2022-12-31"), ("31.12.22", "2022-12-31"),
        ("31-12-2022", "2022-12-31"), ("31/12/22", "2022-12-31"), ("1/2/2023", "2023-02-01"),
        ("03/04/2023", "2023-04-03"), ("03/03/2023", "2023-03-03"), ("31st March 2023", "2023-03-31"),
        ("31 March 2023", "2023-03-31"), ("the 31st of March 2023", "2023-03-31"),
        ("01-Jul-23", "2023-07-01"), ("1 jul 23", "2023-07-01"), ("30 Sept 2023", "2023-09-30"),
        ("Fri 31 March 2023", "2023-03-31"), ("Friday, 31 March, 2023", "2023-03-31"),
        ("March 31, 2023", "2023-03-31"), ("2023-07-01", "2023-07-01"), ("2023/07/01", "2023-07-01"),
        ("2023-07-01 00:00", "2023-07-01"), ("31/05/2018 12:00 AM", "2018-05-31"),
        ("31/May/18 12:00 AM", "2018-05-31"), ("31/05/2018 00:00:00", "2018-05-31"),
        ("end of May 2023", "2023-05-31"), ("End May 2023", "2023-05-31"), ("by July 2022", "2022-07-31"),
        ("by the end of 2022", "2022-12-31"), ("no later than 5 June 2023", "2023-06-05"),
        ("Q3 22/23", "2022-12-31"), ("Q4 2022/23", "2023-03-31"), ("2022-23 Q1", "2022-06-30"),
        ("Q2 FY23/24", "2023-09-30"), ("end of Q3 22/23", "2022-12-31"),
        ("2018-05-30T23:00:00Z", "2018-05-31"), ("2018-05-31T00:00:00+01:00", "2018-05-31"),
        ("2018-12-31T00:00:00Z", "2018-12-31"), ("2018-05-30T23:00:00", "2018-05-30"),
        ("Was 31/12/2022, now 30/06/2023", "2023-06-30"), ("31/12/22 revised to 30/06/23", "2023-06-30"),
        ("31 Dec 2022 \u{2192} 30 Jun 2023", "2023-06-30"), ("31/12/1999", "1999-12-31"),
        ("31/12/99", "1999-12-31"), (" 31/12/2022. ", "2022-12-31"),
    ])
    func isThisDay(written: String, day: String) {
        #expect(
            WrittenDate(written)?.day()?.description == day, "\(String(describing: WrittenDate(written)))")
    }

    @Test func theDateBeforeIsKept() throws {
        let from = try #require(Day(iso: "2022-12-31"))
        let to = try #require(Day(iso: "2023-06-30"))
        for written in [
            "Was 31/12/2022, now 30/06/2023", "31/12/22 extended to 30 June 2023",
            "was 31.12.22 now 30.06.23",
        ] {
            #expect(WrittenDate(written) == .moved(from: .day(from), to: .day(to)), "\(written)")
        }
    }

    @Test(arguments: ["Mar-23", "March 2023", "Mar 23", "03/2023", "2023-03", "MARCH 2023"])
    func aMonthIsOneOfItsDaysByARule(written: String) {
        let read = WrittenDate(written)
        #expect(read?.day() == nil)
        #expect(read?.day([.endOfMonth])?.description == "2023-03-31")
        #expect(read?.day([.firstOfMonth])?.description == "2023-03-01")
        #expect(read?.partialDate()?.description == "2023-03")
    }

    @Test func orders() {
        #expect(WrittenDate("03/04/2023")?.day([.monthFirst])?.description == "2023-03-04")
        #expect(WrittenDate("31/04/2023") == nil)
        #expect(WrittenDate("04/13/2023") == .monthFirst(Day(iso: "2023-04-13")!))
        #expect(WrittenDate("04/13/2023")?.day() == nil)
        #expect(WrittenDate("04/13/2023")?.day([.monthFirst])?.description == "2023-04-13")
    }

    @Test(arguments: [
        "TBC", "tbc.", "N/A", "n/a", "ongoing", "On-going", "asap", "ASAP", "To be confirmed", "-",
        "\u{2013}",
        "Spring 2023", "Summer 2023 (tbc)", "late 2023", "mid-March 2023", "early spring 2023", "Autumn",
    ])
    func wordsStandForNoDay(written: String) {
        #expect(WrittenDate(written) == .words)
        #expect(WrittenDate(written)?.day(Set(DateRule.allCases)) == nil)
    }

    @Test(arguments: [
        "", "soon", "31/02/2023", "32/01/2023", "31/13/2023", "1th March 2023", "22-10-01", "12/23", "1.5",
        "2011/12", "Q3 2022", "Q5 22/23", "Q3 22/24", "31 March", "March", "by 2022", "10", "31/12/202",
        "31 Marsh 2023",
        "10:30", "Within six months", "12:00 AM", "31/12/2022 and 1/1/2023",
    ])
    func isNoDateThatIsKnown(written: String) {
        #expect(WrittenDate(written) == nil, "\(String(describing: WrittenDate(written)))")
    }

    @Test func typed() throws {
        #expect(try Day(parsing: "30/10/2023").description == "2023-10-30")
        #expect(try Day(parsing: "3/4/2023").description == "2023-04-03")
        #expect(try Day(parsing: "30 October 2023").description == "2023-10-30")
        #expect(try PartialDate(parsing: "October 2023").description == "2023-10")
        #expect(try PartialDate(parsing: "30/10/2023").description == "2023-10-30")
        for refused in ["10/30/2023", "October 2023", "TBC", "22-10-01", "2022-10-1x"] {
            #expect(throws: InvalidValue.self) { try Day(parsing: refused) }
        }
    }
}
