package import TrackerValues

// Values as people type them into sheets: days in UK order or as serial numbers, percentages, names and
// references with the blanks, quotes and dashes that word processors put in.

extension SheetCell {
    /// The forms of a date that are understood, for a problem's sentence.
    package static let dayForms = "a date as YYYY-MM-DD, DD/MM/YYYY or 6 March 2018"
    /// The forms of a percentage that are understood.
    package static let percentForms =
        "a whole number from 0 to 100, with or without % (where the cells hold parts of 1, format them as percentages)"

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
        return SerialDate.days(in: serial).flatMap { epoch.adding(days: $0) }
    }

    private static func day(_ text: String, since epoch: Day) -> Day? {
        if text.utf8.count == 5, let serial = Double(text) { return day(serial: serial, since: epoch) }
        return WrittenDate(text)?.day()
    }

    /// Why the cell can't be a reference or a number, if a spreadsheet turned what was typed (1-2, 3/4/22, MAR-03, 9) into
    /// a date: nobody can tell what it was, and a reference is for ever.
    package var turnedIntoDate: String? {
        let shown: String
        switch self {
        case .date(let day): shown = day.description
        case .text(let text) where Self.looksLikeShownDate(text.plain): shown = text.plain
        case .empty, .text, .number, .boolean: return nil
        }
        return
            "The cell holds a date (\(shown)): a spreadsheet turns what looks like one (1-2, 3/4, MAR-03) into it. "
            + "Format the column as text and type it again."
    }

    /// 02-Jan, Mar-03 or 01/02/2026, as spreadsheets write such dates into CSV files.
    private static func looksLikeShownDate(_ text: String) -> Bool {
        guard text.utf8.count <= 10 else { return false }
        // Most references begin otherwise, and every row has one.
        let start = Array(text.utf8.prefix(2))
        guard start.count == 2, (48...57).contains(start[0]) || (97...122).contains(start[1]) else {
            return false
        }
        func isMonth(_ word: Substring) -> Bool {
            word.count == 3 && "JanFebMarAprMayJunJulAugSepOctNovDec".contains(word)
                && word.first?.isUppercase == true && word.dropFirst().allSatisfy(\.isLowercase)
        }
        func isNumber(_ word: Substring, _ digits: ClosedRange<Int>) -> Bool {
            digits.contains(word.count) && word.allSatisfy { ("0"..."9").contains($0) }
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        if parts.count == 2 {
            return isNumber(parts[0], 1...2) && isMonth(parts[1])
                || isMonth(parts[0]) && isNumber(parts[1], 2...2)
        }
        let slashed = text.split(separator: "/", omittingEmptySubsequences: false)
        return slashed.count == 3 && isNumber(slashed[0], 1...2) && isNumber(slashed[1], 1...2)
            && isNumber(slashed[2], 4...4)
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
