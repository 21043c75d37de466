/// The numbers and words of a date, in the order in which they were written.
struct DateTokens {
    private enum Token: Equatable {
        /// A number as written.
        case number(Substring)
        /// A number with its ordinal ending: 31st.
        case ordinal(Int)
        /// A month, 1 to 12.
        case month(Int)
    }

    private let tokens: [Token]
    /// Whether nothing but dashes parts the numbers, as in years that come first.
    private let isDashed: Bool

    /// Takes a lower-case text apart; nil where it holds what no date does.
    init?(_ text: Substring) {
        if let last = text.last, "-/".contains(last) { return nil }
        var tokens: [Token] = []
        var rest = text
        while let first = rest.first {
            if first.isDigit {
                let digits = rest.prefix(while: \.isDigit)
                rest = rest.dropFirst(digits.count)
                if rest.first == ":" || rest.hasPrefix(".") && tokens.count >= 3 { break }
                let letters = rest.prefix(while: \.isLetter)
                guard let number = Int(digits) else { return nil }
                if ["st", "nd", "rd", "th"].contains(letters) {
                    guard digits.utf8.count <= 2, letters == Self.ending(of: number) else { return nil }
                    rest = rest.dropFirst(2)
                    tokens.append(.ordinal(number))
                } else {
                    tokens.append(.number(digits))
                }
            } else if first.isLetter {
                let word = rest.prefix(while: \.isLetter)
                rest = rest.dropFirst(word.count)
                if let month = Self.month(word) {
                    tokens.append(.month(month))
                } else if !Self.fillers.contains(String(word)), !(tokens.isEmpty && Self.isWeekday(word)) {
                    return nil
                }
            } else if " /.,-'".contains(first) {
                rest = rest.dropFirst()
            } else {
                return nil
            }
        }
        // A time of the day behind the date doesn't matter.
        if !rest.isEmpty {
            guard tokens.count >= 3, Self.isTime(text.split(separator: " ").dropFirst(Self.words(text)))
            else { return nil }
        }
        self.tokens = tokens
        isDashed = !text.contains { "/. ".contains($0) }
    }

    /// How many of its words come before a time of the day.
    private static func words(_ text: Substring) -> Int {
        text.split(separator: " ").prefix { !$0.contains(":") }.count
    }

    private static func isTime(_ words: ArraySlice<Substring>) -> Bool {
        !words.isEmpty
            && words.allSatisfy { word in
                ["am", "pm", "gmt", "bst", "utc"].contains(word)
                    || word.allSatisfy { $0.isDigit || $0 == ":" || $0 == "." }
                    || ["am", "pm"].contains { word.hasSuffix($0) } && word.contains(":")
            }
    }

    private static let fillers: Set<String> = ["the", "of"]

    private static func isWeekday(_ word: Substring) -> Bool {
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].contains {
            $0 == word || (3...4).contains(word.count) && $0.hasPrefix(word)
        }
    }

    /// What they name.
    var date: WrittenDate? {
        switch (tokens.count, tokens.first, tokens.dropFirst().first, tokens.dropFirst(2).first) {
        case (1, .number(let year)?, nil, nil) where year.utf8.count == 4:
            return PartialDate(iso: year).map { .part($0) }
        case (2, .month(let month)?, .number(let year)?, nil): return part(month, year)
        case (2, .number(let month)?, .number(let year)?, nil) where year.utf8.count == 4:
            return Int(month).flatMap { part($0, year) }
        case (2, .number(let year)?, .number(let month)?, nil)
        where year.utf8.count == 4 && month.utf8.count == 2 && isDashed:
            return Int(month).flatMap { part($0, year) }
        case (3, let day?, .month(let month)?, .number(let year)?):
            return dayOfMonth(day).flatMap { Self.day(year, month, $0) }.map { .day($0) }
        case (3, .month(let month)?, let day?, .number(let year)?) where year.utf8.count == 4:
            return dayOfMonth(day).flatMap { Self.day(year, month, $0) }.map { .day($0) }
        case (3, .number(let year)?, .number(let month)?, .number(let day)?) where year.utf8.count == 4:
            guard let month = Int(month), let day = Int(day) else { return nil }
            return Self.day(year, month, day).map { .day($0) }
        case (3, .number(let first)?, .number(let second)?, .number(let year)?):
            return inNumbers(first, second, year)
        default: return nil
        }
    }

    private func part(_ month: Int, _ year: Substring) -> WrittenDate? {
        guard let year = Self.year(year), (1...12).contains(month) else { return nil }
        return PartialDate(iso: (Day(year: year, month: month, day: 1)?.description ?? "").prefix(7))
            .map { .part($0) }
    }

    private func dayOfMonth(_ token: Token) -> Int? {
        switch token {
        case .number(let digits): digits.utf8.count <= 2 ? Int(digits) : nil
        case .ordinal(let number): number
        case .month: nil
        }
    }

    private func inNumbers(_ first: Substring, _ second: Substring, _ year: Substring) -> WrittenDate? {
        guard first.utf8.count <= 2, second.utf8.count <= 2, let one = Int(first), let two = Int(second)
        else { return nil }
        // 22-10-01 could have its year first.
        if isDashed, year.utf8.count == 2, first.utf8.count == 2 { return nil }
        let dayFirst = Self.day(year, two, one)
        let monthFirst = Self.day(year, one, two)
        switch (dayFirst, monthFirst) {
        case (let day?, let other?):
            return day == other ? .day(day) : .eitherOrder(dayFirst: day, monthFirst: other)
        case (let day?, nil): return .day(day)
        case (nil, let day?): return .monthFirst(day)
        case (nil, nil): return nil
        }
    }

    private static func day(_ year: Substring, _ month: Int, _ day: Int) -> Day? {
        Self.year(year).flatMap { Day(year: $0, month: month, day: day) }
    }

    /// Four digits, or two: those up to 79 are of this century, as spreadsheets and people read them.
    static func year(_ digits: Substring) -> Int? {
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let year = Int(digits) else {
            return nil
        }
        switch digits.utf8.count {
        case 4: return year
        case 2: return year < 80 ? 2000 + year : 1900 + year
        default: return nil
        }
    }

    /// The number of a month by its name, its first three letters or more, or "sept".
    private static func month(_ word: Substring) -> Int? {
        guard word.count >= 3 else { return nil }
        return Day.monthNames.firstIndex { $0.lowercased().hasPrefix(word) }.map { $0 + 1 }
    }

    private static func ending(of day: Int) -> Substring {
        switch day {
        case 1, 21, 31: "st"
        case 2, 22: "nd"
        case 3, 23: "rd"
        default: "th"
        }
    }
}

extension Character {
    /// Whether it is one of 0 to 9.
    fileprivate var isDigit: Bool { isASCII && isNumber }
}

/// What people write where there is no date yet, or none at all.
package enum UndatedWords {
    private static let phrases: Set<String> = [
        "tbc", "tba", "tbd", "to be confirmed", "to be agreed", "to be advised", "to be decided", "n/a", "na",
        "n.a", "not applicable", "none", "no date", "no target date", "not set", "not known", "unknown",
        "ongoing", "on-going", "on going", "continuous", "rolling", "asap", "a.s.a.p", "as soon as possible",
        "bau", "business as usual", "-", "--", "?", "open ended", "open-ended", "awaiting",
    ]
    private static let seasons: Set<Substring> = [
        "spring", "summer", "autumn", "winter", "early", "mid", "late", "easter", "christmas", "new",
    ]

    /// Whether a lower-case text is one of them: TBC, ongoing, Spring 2023, Summer 2023 (tbc).
    static func contains(_ text: String) -> Bool {
        if phrases.contains(text) { return true }
        let words = text.split { " -(),/".contains($0) }.filter { !phrases.contains(String($0)) }
        guard let first = words.first, seasons.contains(first) else { return false }
        return words.dropFirst().allSatisfy { word in
            seasons.contains(word) || word == "year" || DateTokens.year(word) != nil
                || DateTokens(word)?.date != nil
                || Day.monthNames.contains { $0.lowercased().hasPrefix(word) }
        }
    }
}
