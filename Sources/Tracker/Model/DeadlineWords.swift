public import TrackerValues

/// Works out the date that an inspectorate's words for a deadline name: "Within three months", "By July
/// 2021".
///
/// It never guesses. Words that name no day ("autumn 2021", a meeting, "by 2022") give nil, and so do words
/// that count from publication where the day of publication is not known; the words themselves are kept
/// beside the date.
public enum DeadlineWords {
    /// The last day on which `words` are met; nil where they name none.
    ///
    /// Accepted, in any case: "Immediately"; "within" a number of days, weeks, months or years (of
    /// publication); "by" or "no later than" a month (its last day), a day, or the end of a month or year; a
    /// day alone, in British order.
    public static func day(from words: String, published: Day?) -> Day? {
        var phrase = Phrase(words)
        if phrase.isOneOf(["immediately", "immediate", "with immediate effect"]) { return published }
        if phrase.take(["within"]) { return relative(phrase, to: published) }
        // The day that the words name, as everywhere else; a month alone names none of its days.
        return WrittenDate(words)?.day()
    }

    private static func relative(_ given: Phrase, to published: Day?) -> Day? {
        var phrase = given
        _ = phrase.take(["the", "next"])
        guard let published, phrase.words.count >= 2, let number = number(phrase.words[0]) else { return nil }
        let unit = phrase.words[1]
        phrase.words.removeFirst(2)
        guard
            phrase.isOneOf([
                "", "of publication", "of the date of publication", "of publication of this report",
                "of the publication of this report", "of this report's publication",
            ])
        else { return nil }
        switch unit {
        case "day", "days": return published.adding(days: number)
        case "week", "weeks": return published.adding(days: number * 7)
        case "month", "months": return published.adding(months: number)
        case "year", "years": return published.adding(months: number * 12)
        default: return nil
        }
    }

    private static let numberWords = [
        "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "twenty-four": 24,
    ]

    private static func number(_ word: Substring) -> Int? {
        if let number = numberWords[String(word)] { return number }
        guard let number = digits(word, atMost: 3), number > 0 else { return nil }
        return number
    }

    private static func digits(_ word: Substring, atMost longest: Int) -> Int? {
        guard (1...longest).contains(word.utf8.count), word.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(word)
    }
}

/// The words of a deadline in lower case, taken from the front.
private struct Phrase {
    var words: [Substring]

    init(_ text: String) {
        var text = text.lowercased().replacing("\u{2019}", with: "'")[...]
        while let last = text.last, last == "." || last.isWhitespace { text.removeLast() }
        words = text.split(whereSeparator: \.isWhitespace)
    }

    /// Takes these words if they come first.
    mutating func take(_ expected: [Substring]) -> Bool {
        guard words.starts(with: expected) else { return false }
        words.removeFirst(expected.count)
        return true
    }

    /// Whether all the words are one of these phrases.
    func isOneOf(_ phrases: [String]) -> Bool {
        phrases.contains(words.joined(separator: " "))
    }
}
