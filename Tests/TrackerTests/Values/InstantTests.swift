import Testing

import Tracker

/// Instants after RFC 3339, and the civil day in a zone against Python's `zoneinfo`.
struct InstantTests {
    @Test(arguments: [
        ("2018-03-06T14:02:11Z", "2018-03-06T14:02:11.000Z"),
        ("2018-03-06T14:02:11.1Z", "2018-03-06T14:02:11.100Z"),
        ("2018-03-06T14:02:11.12Z", "2018-03-06T14:02:11.120Z"),
        ("2018-03-06T14:02:11.123999999Z", "2018-03-06T14:02:11.123Z"),
        ("2018-03-06T00:30:00+01:00", "2018-03-05T23:30:00.000Z"),
        ("2018-12-31T23:30:00.5-05:30", "2019-01-01T05:00:00.500Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
        ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
    ])
    func reads(text: String, canonical: String) throws {
        let instant = try Instant(parsing: text)
        #expect(instant.description == canonical)
        #expect(Instant(iso: canonical) == instant)
        #expect(instant.dayUTC.description == canonical.prefix(10))
    }

    @Test(arguments: [
        "", "2018-03-06", "2018-03-06T14:02Z", "2018-03-06T14:02:11", "2018-03-06 14:02:11Z",
        "2018-03-06T24:00:00Z",
        "2018-03-06T14:60:00Z", "2018-03-06T14:02:60Z", "2018-03-06T14:02:11.Z",
        "2018-03-06T14:02:11.1234567890Z",
        "2018-03-06T14:02:11+0100", "2018-03-06T14:02:11+24:00", "2018-02-30T14:02:11Z",
        "2018-03-06t14:02:11z",
        "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-00:01", "2018-03-06T14:02:11Z ",
    ])
    func refuses(text: String) {
        #expect(Instant(iso: text) == nil)
        #expect(throws: InvalidValue.self) { try Instant(parsing: text) }
    }

    @Test func countsMilliseconds() {
        #expect(Instant(iso: "1970-01-01T00:00:00Z")?.millisecondsSince1970 == 0)
        #expect(Instant(iso: "2018-03-06T14:02:11.123Z")?.millisecondsSince1970 == 1_520_344_931_123)
        #expect(Instant(millisecondsSince1970: -1).dayUTC.description == "1969-12-31")
        #expect(Instant(millisecondsSince1970: .max).description == "9999-12-31T23:59:59.999Z")
        #expect(Instant(millisecondsSince1970: .min).description == "0001-01-01T00:00:00.000Z")
        #expect(Instant(millisecondsSince1970: 1) < Instant(millisecondsSince1970: 2))
    }

    @Test(arguments: [
        // The changes of 1996, 2016, 2022, 2024 and 2027, as zoneinfo has them.
        ("1996-03-31T00:59:59Z", 0), ("1996-03-31T01:00:00Z", 60), ("1996-10-27T00:59:59Z", 60),
        ("1996-10-27T01:00:00Z", 0), ("2016-03-27T00:59:59Z", 0), ("2016-03-27T01:00:00Z", 60),
        ("2016-10-30T00:59:59Z", 60), ("2016-10-30T01:00:00Z", 0), ("2022-03-27T01:00:00Z", 60),
        ("2022-10-30T01:00:00Z", 0), ("2024-03-31T00:59:59Z", 0), ("2024-03-31T01:00:00Z", 60),
        ("2024-10-27T01:00:00Z", 0), ("2027-03-28T01:00:00Z", 60), ("2027-10-31T00:59:59.999Z", 60),
        ("2027-10-31T01:00:00Z", 0), ("2022-01-01T00:00:00Z", 0), ("2022-07-01T00:00:00Z", 60),
    ])
    func knowsSummerTimeInLondon(text: String, offset: Int) throws {
        #expect(TimeZoneRule.london.offsetMinutes(at: try Instant(parsing: text)) == offset)
    }

    @Test func theDayDependsOnTheZone() throws {
        let summerNight = try Instant(parsing: "2022-06-30T23:30:00Z")
        #expect(summerNight.day(in: .utc).description == "2022-06-30")
        #expect(summerNight.day(in: .london).description == "2022-07-01")
        #expect(summerNight.day(in: .fixed(minutes: -1439)).description == "2022-06-29")
        let winterNight = try Instant(parsing: "2022-12-31T23:30:00Z")
        #expect(winterNight.day(in: .london).description == "2022-12-31")
        #expect(winterNight.day(in: .fixed(minutes: 330)).description == "2023-01-01")
    }

    @Test func zonesAreFoundByTheirName() {
        for rule in [
            TimeZoneRule.utc, .london, .fixed(minutes: 330), .fixed(minutes: -90), .fixed(minutes: 0),
        ] {
            #expect(TimeZoneRule(name: rule.description) == rule)
        }
        #expect(TimeZoneRule(name: "+05:30") == .fixed(minutes: 330))
        for name in ["", "utc", "Europe/Paris", "+5:30", "05:30", "+24:00", "+05:60", "+05:30 "] {
            #expect(TimeZoneRule(name: name) == nil)
        }
    }
}
