import TrackerValues

/// A date that stands in running words.
struct QuotedDate {
    /// What it says, as far as it says it; of numbers that make a day in either order the British one.
    let date: PartialDate
    /// The words: from the first to past the last.
    let start: Int
    let end: Int

    /// The first date of a text, at or after `from`, that begins among the next `within` words.
    static func first(in run: WordRun, from: Int = 0, within: Int = .max) -> QuotedDate? {
        guard from < run.words.count else { return nil }
        let last = within > run.words.count - from ? run.words.count : from + within
        return (from..<last).lazy.compactMap { read(run, at: $0) }.first
    }

    /// A day, or a month of a year: a year alone is a number like others.
    private static func read(_ run: WordRun, at start: Int) -> QuotedDate? {
        guard let first = run.words[start].plain.first, first.isNumber || isMonth(run.words[start].plain)
        else { return nil }
        for count in stride(from: min(3, run.words.count - start), through: 1, by: -1)
        where run.words[start + count - 1].plain.last?.isNumber == true {
            guard let date = WrittenDate(run.quote(start..<start + count)).flatMap(date),
                count > 1 || date.precision == .day
            else { continue }
            return QuotedDate(date: date, start: start, end: start + count)
        }
        return nil
    }

    private static func isMonth(_ word: String) -> Bool {
        word.utf8.count >= 3
            && Day.monthNames.contains {
                $0.lowercased().hasPrefix(word) || word == "sept" && $0 == "September"
            }
    }

    private static func date(_ written: WrittenDate) -> PartialDate? {
        switch written {
        case .day(let day), .eitherOrder(let day, _): PartialDate(day)
        case .part(let part) where part.precision != .year: part
        case .part, .monthFirst, .end, .moved, .words: nil
        }
    }
}
