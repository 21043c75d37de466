// Values as people type them into sheets: days in UK order or as serial numbers, percentages, names and
// references with the blanks, quotes and dashes that word processors put in.

extension String {
    /// For what is compared (headings, acts, names, references): plain blanks, quotes and dashes, one blank
    /// between words, none at the ends, and nothing that can't be seen.
    var plain: String {
        // Most are, and by byte that is seen at once.
        if isPlain { return self }
        var plain = ""
        var isBlank = false
        for scalar in unicodeScalars {
            switch scalar {
            case "\u{00AD}", "\u{200B}"..."\u{200D}", "\u{2060}", "\u{FEFF}": continue
            case "\u{2018}", "\u{2019}", "\u{201B}", "\u{2032}": plain.append("'")
            case "\u{201C}"..."\u{201F}", "\u{2033}": plain.append("\"")
            case "\u{2010}"..."\u{2015}", "\u{2212}": plain.append("-")
            default:
                isBlank = scalar.properties.isWhitespace
                if !isBlank { plain.unicodeScalars.append(scalar) }
            }
            if isBlank, let last = plain.last, last != " " { plain.append(" ") }
            isBlank = false
        }
        return plain.last == " " ? String(plain.dropLast()) : plain
    }
}

extension String {
    /// Whether it is ASCII that can be seen, with single blanks between words.
    private var isPlain: Bool {
        var isBlank = true
        for byte in utf8 {
            guard 0x21..<0x7F ~= byte || byte == 0x20 && !isBlank else { return false }
            isBlank = byte == 0x20
        }
        return !isBlank || isEmpty
    }
}

extension SheetCell {
    /// The forms of a date that are understood, for a problem's sentence.
    static let dayForms = "a date as YYYY-MM-DD, DD/MM/YYYY or 6 March 2018"
    /// The forms of a percentage that are understood.
    static let percentForms = "a whole number from 0 to 100, with or without %"

    /// The day that the cell holds, or nil where it can't be read.
    ///
    /// - Parameter epoch: what a serial number counts from, for dates that lost their format.
    func day(since epoch: Day) -> Day? {
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
        // A time of the day behind the date doesn't matter.
        if let day = Day(iso: text.prefix(10)), text.dropFirst(10).first.map({ "T ".contains($0) }) ?? true {
            return day
        }
        let date = text.split(separator: " ").filter { !$0.contains(":") }.joined(separator: " ")
        if date.utf8.count == 5, let serial = Double(date) { return day(serial: serial, since: epoch) }
        let parts = date.split { " /.-,".contains($0) }
        guard parts.count == 3, parts[2].count == 4, let year = Int(parts[2]),
            let day = Int(parts[0].filter(\.isNumber)), parts[0].count <= 4, let month = month(parts[1])
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    private static func month(_ word: Substring) -> Int? {
        if let number = Int(word) { return number }
        let names = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ]
        let typed = word.lowercased()
        guard typed.count >= 3 else { return nil }
        return names.firstIndex { $0.hasPrefix(typed) || typed == "sept" && $0 == "september" }.map { $0 + 1 }
    }

    /// The percentage that the cell holds, 0 to 100, or nil: a cell of 0.75 shown as 75%, "75%", "75 %" or 75.
    var percent: Int? {
        guard !isBlank else { return nil }
        var digits = text.plain
        if digits.hasSuffix("%") { digits = String(digits.dropLast()).trimmed }
        guard let value = Double(digits), let whole = Int(exactly: value), (0...100).contains(whole) else {
            return nil
        }
        return whole
    }
}
