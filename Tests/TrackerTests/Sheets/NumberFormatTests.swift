import Testing
@testable import TrackerSheets

import Tracker

/// Which numbers of a spreadsheet are dates, and which days these are.
struct NumberFormatTests {
    static let days: [(SerialDate, Double, String?)] = [
        (.since1900, 1, "1900-01-01"), (.since1900, 59, "1900-02-28"), (.since1900, 60, nil),
        (.since1900, 61, "1900-03-01"), (.since1900, 44835.99, "2022-10-01"), (.since1900, 0, nil),
        (.since1900, 0.5, nil), (.since1900, -1, nil), (.since1900, 2_958_465, "9999-12-31"),
        (.since1900, 2_958_466, nil), (.since1900, .nan, nil), (.since1900, .infinity, nil),
        (.since1904, 0, "1904-01-01"), (.since1904, 1, "1904-01-02"), (.since1904, 43373.5, "2022-10-01"),
        (.since1904, -1, nil), (.since1904, 2_958_465, nil),
    ]

    @Test(arguments: days)
    func daysOfNumbers(system: SerialDate, number: Double, day: String?) {
        #expect(system.day(number)?.description == day)
    }

    @Test(arguments: [
        (14, NumberFormat.date), (22, .date), (18, .plain), (45, .plain), (0, .plain), (9, .percentage),
        (10, .percentage), (31, .date), (32, .plain), (57, .date), (164, .plain),
    ])
    func builtInFormats(number: Int, format: NumberFormat) {
        #expect(NumberFormat(builtIn: number) == format)
    }

    @Test(arguments: [
        "dd/mm/yyyy", "[$-809]d mmmm yyyy;@", "mmm-yy", "MMMM", "d\\-mmm", "yyyy\\-mm\\-dd\\Thh:mm",
        "[Red]dd/mm/yyyy",
    ])
    func codesOfDates(code: String) {
        #expect(NumberFormat(code: code) == .date)
    }

    @Test(arguments: [
        "h:mm AM/PM", "mm:ss", "[h]:mm", "[mm]:ss", "General", "0.00", "#,##0;[Red]-#,##0", "0 \"days\"",
        "0\\d",
        "0_d", "[Red]0", "0.00E+00", "0.0\\%", "\"unclosed", "[unclosed", "", "0;dd",
    ])
    func codesOfNumbers(code: String) {
        #expect(NumberFormat(code: code) == .plain)
    }

    @Test(arguments: ["0%", "0.0%;[Red]-0.0%"])
    func codesOfPercentages(code: String) {
        #expect(NumberFormat(code: code) == .percentage)
    }
}
