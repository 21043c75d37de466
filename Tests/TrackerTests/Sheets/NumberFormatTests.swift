import Testing
@testable import TrackerSheets

import Tracker

/// Which numbers of a spreadsheet are dates, and which days these are.
struct NumberFormatTests {
    static let days: [(SerialDate, Double, String?)] = [
        (.since1900, 1, "1900-01-01"), (.since1900, 59, "1900-02-28"), (.since1900, 60, nil),
        (.since1900, 61, "1900-03-01"), (.since1900, 44835.99, "2022-10-01"),
        (.since1900, 44835.999999, "2022-10-02"), (.since1904, 43372.99999999999, "2022-10-01"),
        (.since1900, 0, nil),
        (.since1900, 0.5, nil), (.since1900, -1, nil), (.since1900, 2_958_465, "9999-12-31"),
        (.since1900, 2_958_466, nil), (.since1900, .nan, nil), (.since1900, .infinity, nil),
        (.since1904, 0, "1904-01-01"), (.since1904, 1, "1904-01-02"), (.since1904, 43373.5, "2022-10-01"),
        (.since1904, -1, nil), (.since1904, 2_958_465, nil),
    ]

    @Test(arguments: days)
    func daysOfNumbers(system: SerialDate, number: Double, day: String?) {
        #expect(system.day(number)?.description == day)
    }

    @Test(arguments: [14, 17, 22, 31, 57])
    func builtInFormatsOfDays(number: Int) {
        #expect(NumberFormat(builtIn: number).isDate)
    }

    @Test(arguments: [
        (0, 7.0, "7"), (1, 7.4, "7"), (2, 7, "7.00"), (4, 1234.5, "1,234.50"), (9, 0.07, "7%"),
        (10, 0.125, "12.50%"),
        (11, 1234, "1.23E+03"), (18, 0.6, "2:24 PM"), (20, 0.6, "14:24"), (32, 7, "7"), (37, -1234, "-1,234"),
        (44, -5, "-£5.00"), (46, 1.5, "36:00:00"), (49, 7, "7"), (164, 7, "7"),
    ])
    func builtInFormats(number: Int, value: Double, shown: String) {
        #expect(NumberFormat(builtIn: number).shown(value) == shown)
        #expect(!NumberFormat(builtIn: number).isDate)
    }

    @Test(arguments: [
        "dd/mm/yyyy", "[$-809]d mmmm yyyy;@", "mmm-yy", "MMMM", "d\\-mmm", "yyyy\\-mm\\-dd\\Thh:mm",
        "[Red]dd/mm/yyyy",
    ])
    func codesOfDates(code: String) {
        #expect(NumberFormat(code: code).isDate)
    }

    @Test(arguments: [
        "h:mm AM/PM", "mm:ss", "[h]:mm", "[mm]:ss", "General", "0.00", "#,##0;[Red]-#,##0", "0 \"days\"",
        "0\\d", "0_d", "[Red]0", "0.00E+00", "0.0\\%", "\"unclosed", "[unclosed", "", "0;dd", "0%",
    ])
    func codesOfNumbers(code: String) {
        #expect(!NumberFormat(code: code).isDate)
    }

    /// What spreadsheets show, as LibreOffice's CSV has it.
    static let shown: [(String, Double, String)] = [
        ("General", 1.4000000000000001, "1.4"), ("General", 0.1 + 0.2, "0.3"), ("General", 1e7, "10000000"),
        ("General", 12_345_678_901, "12345678901"), ("General", -0.5, "-0.5"), ("General", 0, "0"),
        ("General", 1e-3, "0.001"), ("General", 1.5e20, "1.5E+20"), ("General", 5.1000000000000005, "5.1"),
        ("000", 1, "001"), ("000", 1234, "1234"), ("\"REC-\"000", 1, "REC-001"),
        ("\"REC-\"General", 7, "REC-7"),
        ("00\\-00", 1234, "12-34"), ("000-00-0000", 12_345_678, "012-34-5678"),
        ("0%", 0.333333, "33%"), ("0.0%;[Red]-0.0%", -0.125, "-12.5%"), ("0%", 0.07, "7%"),
        ("0\"%\"", 50, "50%"),
        ("#,##0", 1_234_567, "1,234,567"), ("[$£-809]#,##0.00", 1234.5, "£1,234.50"),
        ("£#,##0.0,,\"m\"", 390_000_000, "£390.0m"), ("0.##", 5.5, "5.5"), ("0.00", 1.005, "1.01"),
        ("_-* #,##0.00_-", 12, "12.00"), ("0;(0)", -3, "(3)"), ("0;-0;\"nil\"", 0, "nil"),
        ("[<100]0.0;0", 5, "5.0"), ("[<100]0.0;0", 500, "500"), (";;;", 5, "5"), ("0.0", 9.96, "10.0"),
        ("0.00E+00", 99_999, "1.00E+05"), ("##0.0E+0", 12_345, "12.3E+3"),
        ("hh:mm", 0.604166666666667, "14:30"),
        ("[h]:mm", 2.5, "60:00"), ("mm:ss.0", 0.00001157, "00:01.0"), ("h:mm:ss AM/PM", 0.0, "12:00:00 AM"),
        ("# ?/?", 0.5, "0.5"), ("0", -0.4, "0"),
    ]

    @Test(arguments: shown)
    func showsWhatTheCellShows(code: String, value: Double, text: String) {
        #expect(NumberFormat(code: code).shown(value) == text)
    }

    @Test func wordsAreShownWithWhatTheFormatAdds() {
        #expect(NumberFormat(code: "\"REC-\"@").shown("7a") == "REC-7a")
        #expect(NumberFormat(code: "0;-0;0;\"n/a: \"@").shown("later") == "n/a: later")
        #expect(NumberFormat(code: "dd/mm/yyyy;@").shown("TBC") == "TBC")
    }
}
