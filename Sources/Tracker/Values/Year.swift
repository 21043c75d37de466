/// Twelve months for which a table is drawn up: a financial year ("2023/24") or a calendar year ("2023").
public struct Year: Hashable, Sendable, CustomStringConvertible {
    /// Its quarters, in order.
    public let quarters: [Quarter]

    /// Reads `2023/24` (the financial year that begins on `yearStart`) or `2023` (the calendar year).
    ///
    /// - Throws: the sentence to show for anything else.
    public init(parsing text: String, yearStart: YearStart = .april) throws(InvalidValue) {
        let read: (year: Int, second: Int?)? = ValueCursor.whole(text) { cursor in
            guard let year = cursor.number(digits: 4) else { return nil }
            guard cursor.take("/") else { return (year, nil) }
            return cursor.number(digits: 2).map { (year, $0) }
        }
        guard let read else { throw Year.malformed(text) }
        if let second = read.second, second != (read.year + 1) % 100 { throw Year.malformed(text) }
        let kind = read.second == nil ? Quarter.Kind.calendar : .financial(yearStart)
        quarters = (1...4).compactMap { Quarter(year: read.year, number: $0, kind: kind) }
        guard quarters.count == 4 else { throw Year.malformed(text) }
    }

    private static func malformed(_ text: String) -> InvalidValue {
        let digits = text.drop { !$0.isASCII || !$0.isNumber }.prefix(4)
        let year = Int(digits).flatMap { (1000...9998).contains($0) ? $0 : nil }
        let nearest = year.flatMap { Quarter(year: $0, number: 1, kind: .financial(.april)) }
        return InvalidValue(
            what: "year", given: text,
            expected:
                "2023/24 for a financial year, of two years that follow each other, 2023 for a calendar year",
            nearest: nearest.map { [$0.yearLabel] } ?? [])
    }

    /// Its first day.
    public var first: Day { quarters[0].first }

    /// Its last day.
    public var last: Day { quarters[3].last }

    /// How papers name it and how it is typed: "2023/24", "2023".
    public var label: String { quarters[0].yearLabel }

    /// The label.
    public var description: String { label }
}
