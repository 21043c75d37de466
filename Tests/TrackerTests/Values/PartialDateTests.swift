import Testing

import Tracker

/// Dates known only so far.
struct PartialDateTests {
    @Test(arguments: [
        ("2013", "2013-01-01", "2013-12-31"), ("2016-11", "2016-11-01", "2016-11-30"),
        ("2024-02", "2024-02-01", "2024-02-29"), ("2016-11-25", "2016-11-25", "2016-11-25"),
    ])
    func spansWhatItCanBe(iso: String, first: String, last: String) throws {
        let date = try #require(PartialDate(iso: iso))
        #expect(date.description == iso)
        #expect(date.firstDay.description == first)
        #expect(date.lastDay.description == last)
        #expect(date.day == (first == last ? date.firstDay : nil))
    }

    @Test(arguments: [
        "", "13", "2013-", "2016-13", "2016-1", "2016-11-", "2016-11-31", "0000", "2016-11-25T",
        "Nov. or Dec. 2016",
    ])
    func refuses(text: String) {
        #expect(PartialDate(iso: text) == nil)
        #expect(throws: InvalidValue.self) { try PartialDate(parsing: text) }
    }

    @Test(arguments: [
        ("2016", "2016", true), ("2016", "2016-11", true), ("2016", "2016-11-25", true),
        ("2016-11", "2016", false),
        ("2016-11", "2016-11-30", true), ("2016-11", "2016-12-01", false), ("2016-11-25", "2016-11-25", true),
        ("2016-11-25", "2016-11-26", false), ("2016-11-25", "2016-11", false), ("2016-01", "2016", false),
    ])
    func isRefinedByMoreOfTheSame(date: String, other: String, expected: Bool) throws {
        #expect(try PartialDate(parsing: date).isRefined(by: PartialDate(parsing: other)) == expected)
    }

    @Test func ordersByFirstDayThenPrecision() throws {
        let sorted = try ["2016-01-01", "2016-02", "2015-12-31", "2016", "2016-01"].map(
            PartialDate.init(parsing:)
        )
        .sorted().map(\.description)
        #expect(sorted == ["2015-12-31", "2016", "2016-01", "2016-01-01", "2016-02"])
    }
}
