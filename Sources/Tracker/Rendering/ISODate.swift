// Reads the civil dates that cells carry (ISO 8601, year-month-day), so that a workbook can hold them as
// dates and HTML can print them in words. Text that isn't a real date stays text.

/// A civil date taken from a cell.
struct ISODate: Equatable {
    let year: Int
    let month: Int
    let day: Int

    /// The date that `text` writes as `YYYY-MM-DD`; nil when it is anything else, or no day of the Gregorian
    /// calendar.
    init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2],
            parts.allSatisfy({ $0.allSatisfy { 0x30...0x39 ~= $0 } })
        else { return nil }
        let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        (year, month, day) = (numbers[0], numbers[1], numbers[2])
        guard 1...12 ~= month, 1...Self.days(in: month, of: year) ~= day else { return nil }
    }

    /// The date in words, e.g. "6 Mar 2018".
    var words: String { "\(day) \(Self.months[month - 1]) \(year)" }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func days(in month: Int, of year: Int) -> Int {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}
