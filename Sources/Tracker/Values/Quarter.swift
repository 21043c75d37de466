/// Three months for which a table is drawn up: of the financial year ("2022/23 Q3") or of the calendar year
/// ("2022 Q4").
///
/// Both name 1 October to 31 December 2022, yet they are different values: a table for the one is never filed
/// as the other.
public struct Quarter: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Which year a quarter is a quarter of.
    public enum Kind: Hashable, Sendable {
        /// The financial year that begins on this day.
        case financial(YearStart)
        /// The calendar year.
        case calendar
    }

    /// Which year it is a quarter of.
    public let kind: Kind
    /// The year in which that year begins: 2022 for 2022/23.
    public let year: Int
    /// 1 to 4.
    public let number: Int

    /// The quarter with this number (1 to 4) in the year that begins in `year` (1 to 9998); nil outside
    /// these.
    public init?(year: Int, number: Int, kind: Kind) {
        guard (1...9998).contains(year), (1...4).contains(number) else { return nil }
        self.init(index: year * 4 + number - 1, kind: kind)
    }

    /// Quarters counted through all years, so that the next is one more.
    private init(index: Int, kind: Kind) {
        self.kind = kind
        let index = max(index, 0)
        (year, number) = (index / 4, index % 4 + 1)
    }

    private var index: Int { year * 4 + number - 1 }

    /// Reads `2022/23-Q3` or `2022/23 Q3` (of the financial year that begins on `yearStart`), `2022-Q4` or
    /// `2022 Q4` (calendar); `q` will do for `Q`. Throws the sentence to show for anything else.
    public init(parsing text: String, yearStart: YearStart = .april) throws(InvalidValue) {
        guard let parts = ValueCursor.whole(text, { $0.quarter() }) else {
            throw Quarter.malformed(text)
        }
        guard let second = parts.secondYear else {
            guard let quarter = Quarter(year: parts.year, number: parts.number, kind: .calendar) else {
                throw Quarter.malformed(text)
            }
            self = quarter
            return
        }
        guard second == (parts.year + 1) % 100 else {
            throw InvalidValue(
                what: "quarter", given: text,
                expected: "a financial year of two years that follow each other, for example 2022/23-Q3",
                nearest: Quarter.nearest(to: text))
        }
        guard let quarter = Quarter(year: parts.year, number: parts.number, kind: .financial(yearStart))
        else {
            throw Quarter.malformed(text)
        }
        self = quarter
    }

    private static func malformed(_ text: String) -> InvalidValue {
        InvalidValue(
            what: "quarter", given: text,
            expected: "2022/23-Q3 for a quarter of the financial year, 2022-Q4 for one of the calendar year",
            nearest: nearest(to: text))
    }

    /// The quarter that somebody nearly typed, or all of the year that they did.
    private static func nearest(to text: String) -> [String] {
        let digits = text.drop { !$0.isASCII || !$0.isNumber }.prefix(4)
        guard let year = Int(digits), (1000...9998).contains(year) else { return [] }
        let quarters = [Kind.financial(.april), .calendar].flatMap { kind in
            (1...4).compactMap { Quarter(year: year, number: $0, kind: kind)?.argument }
        }
        let namesQuarter = text.lowercased().contains("q")
        return NearestMatch.suggestions(for: text, among: quarters, limit: namesQuarter ? 1 : 4)
    }

    /// The quarter of this kind in which `day` falls.
    public static func containing(_ day: Day, kind: Kind) -> Quarter {
        let start = kind.yearStart
        // Whole months since the first year of this kind began.
        let months = day.year * 12 + day.month - start.month - (day.day < start.day ? 1 : 0)
        return Quarter(index: months / 3, kind: kind)
    }

    /// The quarter of the financial year beginning on `yearStart` in which `day` falls.
    public static func containing(_ day: Day, yearStart: YearStart) -> Quarter {
        containing(day, kind: .financial(yearStart))
    }

    /// Its first day.
    public var first: Day { Day(clamping: beginning(of: index)) }

    /// Its last day.
    public var last: Day { Day(clamping: beginning(of: index + 1) - 1) }

    /// Days from 1970-01-01 to the first day of a quarter.
    private func beginning(of index: Int) -> Int {
        let months = index * 3 + kind.yearStart.month - 1
        return Day.count(year: months / 12, month: months % 12 + 1, day: kind.yearStart.day)
    }

    /// The quarter after it.
    public var next: Quarter { Quarter(index: index + 1, kind: kind) }

    /// The quarter before it.
    public var previous: Quarter { Quarter(index: index - 1, kind: kind) }

    /// How papers name it: "2022/23 Q3", "2022 Q4".
    public var label: String { "\(yearLabel) Q\(number)" }

    /// How it is typed and recorded: "2022/23-Q3", "2022-Q4".
    public var argument: String { "\(yearLabel)-Q\(number)" }

    /// The label.
    public var description: String { label }

    /// How papers name its year: "2022/23", "2022".
    package var yearLabel: String {
        switch kind {
        case .calendar:
            return Quarter.padded(year, to: 4)
        case .financial:
            return Quarter.padded(year, to: 4) + "/" + Quarter.padded((year + 1) % 100, to: 2)
        }
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Ordered by first day; of two that begin on the same day the calendar quarter comes first.
    public static func < (left: Quarter, right: Quarter) -> Bool {
        (left.first, left.kind.order) < (right.first, right.kind.order)
    }
}

extension Quarter.Kind {
    /// The day on which a year of this kind begins.
    public var yearStart: YearStart {
        switch self {
        case .financial(let start): start
        case .calendar: .january
        }
    }

    fileprivate var order: Int {
        switch self {
        case .calendar: 0
        case .financial(let start): start.month * 100 + start.day
        }
    }
}

extension ValueCursor {
    fileprivate mutating func quarter() -> (year: Int, secondYear: Int?, number: Int)? {
        guard let year = number(digits: 4) else { return nil }
        var secondYear: Int?
        if take("/") {
            guard let second = number(digits: 2) else { return nil }
            secondYear = second
        }
        guard take("-") || take(" "), take("Q") || take("q"), let number = number(digits: 1) else {
            return nil
        }
        return (year, secondYear, number)
    }
}
