/// A date as people in the UK write it, read into what it says and no more.
///
/// What could be one day or another stays open until a `DateRule` says which; what names no day keeps its words.
package enum WrittenDate: Hashable, Sendable {
    /// One day that can't be read otherwise: 31/12/2022, 31st March 2023, 01-Jul-23.
    case day(Day)
    /// Numbers that make a day in either order: 03/04/2023.
    case eitherOrder(dayFirst: Day, monthFirst: Day)
    /// Numbers that make a day with the month first alone: 04/13/2023.
    case monthFirst(Day)
    /// A month or a year alone: Mar-23, 2022.
    case part(PartialDate)
    /// The last day of what is named: end of May 2023, Q3 22/23, by March 2023.
    case end(Day)
    /// A date that took another one's place: "Was 31/12/2022, now 30/06/2023".
    indirect case moved(from: WrittenDate, to: WrittenDate)
    /// Words that stand for no day: TBC, N/A, ongoing, asap, Spring 2023.
    case words

    /// Reads a date; nil for what isn't known to be one.
    ///
    /// - Parameters:
    ///   - zone: where an instant with an offset becomes a day.
    ///   - year: where the years begin whose quarters are meant (Q3 22/23).
    package init?(_ text: String, zone: TimeZoneRule = .london, year: YearStart = .april) {
        // Most are digits and two signs between them, and by byte that is seen at once.
        if Self.isInDigits(text) {
            let read = Day(iso: text).map { WrittenDate.day($0) } ?? DateTokens(text[...])?.date
            guard let read else { return nil }
            self = read
            return
        }
        var given = text.plain.lowercased()
        while let last = given.last, ".,;".contains(last) { given.removeLast() }
        if let iso = Self.iso(given, zone) {
            self = iso
        } else if let moved = Self.moved(given, zone, year) {
            self = moved
        } else if let simple = Self.simple(given, year) {
            self = simple
        } else if UndatedWords.contains(given) {
            self = .words
        } else {
            return nil
        }
    }

    private static func isInDigits(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (6...10).contains(bytes.count) else { return false }
        var signs = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): continue
            case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"): signs += 1
            default: return false
            }
        }
        return signs == 2
    }

    // MARK: - Forms

    /// 2023-03-31, with a time behind it or not.
    private static func iso(_ text: String, _ zone: TimeZoneRule) -> WrittenDate? {
        guard let day = Day(iso: text.prefix(10)) else { return nil }
        let time = text.dropFirst(10)
        guard let first = time.first else { return .day(day) }
        guard first == "t" || first == " ", time.dropFirst().first?.isNumber == true else { return nil }
        let instant = text.prefix(10) + "T" + time.dropFirst().uppercased()
        return .day(Instant(iso: instant)?.day(in: zone) ?? day)
    }

    private static let movers = [
        ", now ", "; now ", " now ", " revised to ", " extended to ", " moved to ", " -> ", "->",
        " \u{2192} ",
        "\u{2192}",
    ]

    /// "was 31/12/2022, now 30/06/2023".
    private static func moved(_ text: String, _ zone: TimeZoneRule, _ year: YearStart) -> WrittenDate? {
        guard text.utf8.count > 12 else { return nil }
        for mover in movers {
            guard let place = text.firstRange(of: mover) else { continue }
            var was = text[..<place.lowerBound]
            for word in ["was ", "originally ", "original ", "from "] where was.hasPrefix(word) {
                was = was.dropFirst(word.count)
            }
            let now = text[place.upperBound...].drop { $0 == ":" || $0 == " " }
            guard let from = WrittenDate(String(was), zone: zone, year: year),
                let to = WrittenDate(String(now), zone: zone, year: year), from.namesDay, to.namesDay
            else { continue }
            return .moved(from: from, to: to)
        }
        return nil
    }

    private static let limits = ["by ", "no later than ", "not later than ", "on or before ", "due "]
    private static let endings = ["the end of ", "end of ", "end ", "eo "]

    private static func simple(_ given: String, _ year: YearStart) -> WrittenDate? {
        var text = given[...]
        let limit = limits.first { text.hasPrefix($0) }
        text = text.dropFirst(limit?.count ?? 0)
        if let ending = endings.first(where: { text.hasPrefix($0) }) {
            guard let period = simple(String(text.dropFirst(ending.count)), year) else { return nil }
            switch period {
            case .part(let part): return .end(part.lastDay)
            case .end: return period
            default: return nil
            }
        }
        if let quarter = quarter(text, year) { return .end(quarter.last) }
        guard let read = DateTokens(text)?.date else { return nil }
        if limit != nil, case .part(let part) = read {
            // "By 2022" could be its first day or its last; "by March 2022" is the month's last.
            return part.precision == .month ? .end(part.lastDay) : nil
        }
        return read
    }

    /// Q3 22/23, 2022/23 Q3, Q3 FY2022-23. A quarter of one year alone could be of either kind.
    private static func quarter(_ text: Substring, _ start: YearStart) -> Quarter? {
        let parts = text.split { " ,-/".contains($0) }
        guard parts.count == 3, let name = parts.first(where: { $0.first == "q" || $0.hasPrefix("qtr") }),
            let number = name.last?.wholeNumberValue, name == "q\(number)" || name == "qtr\(number)"
        else { return nil }
        let years = parts.filter { $0 != name }.map { $0.hasPrefix("fy") ? $0.dropFirst(2) : $0 }
        guard years.count == 2, let first = DateTokens.year(years[0]), years[1].utf8.count == 2,
            Int(years[1]) == (first + 1) % 100
        else { return nil }
        return Quarter(year: first, number: number, kind: .financial(start))
    }

    private var namesDay: Bool {
        switch self {
        case .words, .moved: false
        case .day, .eitherOrder, .monthFirst, .part, .end: true
        }
    }
}

/// How dates are read that could be one day or another.
package enum DateRule: String, CaseIterable, Sendable {
    /// 03/04/2023 is 3 April.
    case dayFirst = "day-first"
    /// 03/04/2023 is 4 March.
    case monthFirst = "month-first"
    /// Mar-23 is 1 March 2023.
    case firstOfMonth = "first-of-month"
    /// Mar-23 is 31 March 2023.
    case endOfMonth = "end-of-month"
}

/// How dates are read that people wrote: by which rules, in whose zone, and by whose financial year.
package struct DateReading: Hashable, Sendable {
    package var rules: Set<DateRule> = []
    /// Where an instant with an offset becomes a day.
    package var zone = TimeZoneRule.london
    /// Where the years begin whose quarters are meant.
    package var year = YearStart.april

    package init() {}

    /// What a date says; nil for what isn't known to be one.
    package func written(_ text: String) -> WrittenDate? { WrittenDate(text, zone: zone, year: year) }

    /// The day that it is; nil where the rules leave that open, or it names none.
    package func day(_ text: String) -> Day? { written(text)?.day(rules) }
}

extension WrittenDate {
    /// The day that it is by these rules; nil where they leave it open or it names none.
    ///
    /// A date that took another's place is that one. 03/04/2023 is 3 April where nothing speaks against it.
    package func day(_ rules: Set<DateRule> = []) -> Day? {
        switch self {
        case .day(let day), .end(let day): day
        case .eitherOrder(let dayFirst, let monthFirst): rules.contains(.monthFirst) ? monthFirst : dayFirst
        case .monthFirst(let day): rules.contains(.monthFirst) ? day : nil
        case .part(let part) where part.precision == .month && rules.contains(.endOfMonth): part.lastDay
        case .part(let part) where part.precision == .month && rules.contains(.firstOfMonth): part.firstDay
        case .part, .words: nil
        case .moved(_, let to): to.day(rules)
        }
    }

    /// As much of a date as it names, for publications; nil where it names none or it could be another.
    package func partialDate(_ rules: Set<DateRule> = []) -> PartialDate? {
        if case .part(let part) = self { return part }
        return day(rules).map { PartialDate($0) }
    }

    /// A date that somebody types for one question is never ambiguous: the day comes first.
    ///
    /// - Throws: the sentence to show for what is no day.
    package static func typed(_ text: String) throws(InvalidValue) -> WrittenDate {
        let read = WrittenDate(text)
        switch read {
        case .monthFirst(let day):
            throw InvalidValue(
                what: "date", given: text, expected: "the day first: \(day.typedForm)")
        case let read?: return read
        case nil:
            throw InvalidValue(what: "date", given: text, expected: "a date as \(Day.forms)")
        }
    }
}

extension String {
    /// Whether it is a date in numbers that can only have the day first: 31/12/2022.
    package var hasDayFirst: Bool {
        let parts =
            plain.split(separator: "/").count == 3 ? plain.split(separator: "/") : plain.split(separator: ".")
        return parts.count == 3 && (parts.first.flatMap { Int($0) } ?? 0) > 12
            && (parts.first?.count ?? 0) <= 2
    }
}

extension Day {
    /// The forms that a typed date can have.
    package static let forms = "31/10/2023, 31 October 2023 or 2023-10-31 (YYYY-MM-DD)"

    /// 31/10/2023.
    fileprivate var typedForm: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(day))/\(two(month))/\(year)"
    }
}
