import Testing

import TrackerDocuments
import TrackerValues

/// Dates as people read them, and as data.
@Suite struct PrintedDateTests {
    @Test(arguments: [
        ("2016-11-25", "25 Nov 2016", "25 November 2016"), ("2016-11", "Nov 2016", "November 2016"),
        ("2016", "2016", "2016"), ("0987-05-01", "1 May 987", "1 May 987"),
    ])
    func saysAsMuchAsIsKnown(iso: String, short: String, long: String) throws {
        let date = try #require(PartialDate(iso: iso))
        #expect(date.shortForm == short)
        #expect(date.longForm == long)
        #expect(Cell.date(iso).words(in: .date) == short)
    }

    @Test func aMomentIsTheBodysOwnAndInDataUTC() throws {
        let instant = try #require(Instant(iso: "2018-06-30T23:05:59Z"))
        #expect(instant.shortForm(in: .london) == "1 Jul 2018, 00:05")
        #expect(instant.shortForm(in: .utc) == "30 Jun 2018, 23:05")
        let table = Table(
            name: "t", columns: [Column(title: "Recorded", key: "recorded_at")],
            rows: [[.time(instant, in: .london)]])
        #expect(try CSVRenderer.render(table).contains("2018-06-30T23:05:59.000Z"))
    }
}
