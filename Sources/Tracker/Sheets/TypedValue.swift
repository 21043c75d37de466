package import TrackerValues

// Values as people type them into sheets: days in UK order or as serial numbers, percentages, names and
// references with the blanks, quotes and dashes that word processors put in.

extension SheetCell {
    /// The forms of a date that are understood, for a problem's sentence.
    package static let dayForms = "a date as YYYY-MM-DD, DD/MM/YYYY or 6 March 2018"
    /// The forms of a percentage that are understood.
    package static let percentForms = "a whole number from 0 to 100, with or without %"

    /// The day that the cell holds, or nil where it can't be read.
    ///
    /// - Parameter epoch: what a serial number counts from, for dates that lost their format.
    package func day(since epoch: Day) -> Day? {
        switch self {
        case .date(let day): day
        case .number(_, let value): Self.day(serial: value, since: epoch)
        case .text(let text): Self.day(text.plain, since: epoch)
        case .empty, .boolean: nil
        }
    }

    /// Serial numbers of 1982 to 2119: whatever else stands in a column of dates isn't taken for one.
    private static func day(serial: Double, since epoch: Day) -> Day? {
        guard (30_000..<80_000).contains(serial) else { return nil }
        return epoch.adding(days: Int(serial))
    }

    private static func day(_ text: String, since epoch: Day) -> Day? {
        if text.utf8.count == 5, let serial = Double(text) { return day(serial: serial, since: epoch) }
        return WrittenDate(text)?.day()
    }

    /// The percentage that the cell holds, 0 to 100, or nil: a cell of 0.75 shown as 75%, "75%", "75 %" or 75.
    package var percent: Int? {
        guard !isBlank else { return nil }
        var digits = text.plain
        if digits.hasSuffix("%") { digits = String(digits.dropLast()).trimmed }
        guard let value = Double(digits), let whole = Int(exactly: value), (0...100).contains(whole) else {
            return nil
        }
        return whole
    }
}
