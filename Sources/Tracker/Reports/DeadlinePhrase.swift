import TrackerValues

/// The words that say by when, and whom an item is addressed to, as they stand in its words.
struct DeadlinePhrase {
    /// "By March 2026", "within three months"; nil where none stand there.
    private(set) var deadline: String?
    /// Whether the deadline stands within the sentence rather than at its head, where it may belong to something else.
    private(set) var isWithin = false
    /// "Chief constables", "Metropolitan Police Service"; nil where it can't be told.
    private(set) var addressee: String?

    init(_ text: String) {
        let run = WordRun(text.utf8.count <= 4000 ? text : String(text.prefix(4000)))
        guard !run.words.isEmpty else { return }
        var start = 0
        // "We recommend that", "To address this cause of concern, we recommend that".
        for asking in ["recommend", "recommends", "recommended"] {
            if let found = run.find([asking, "that"], upTo: 24) { start = found + 2 }
        }
        if let found = Self.deadline(run, at: start) {
            deadline = run.quote(start..<found)
            start = found
        } else if let at = run.words.indices.first(where: { $0 > start && Self.isFirm(run, at: $0) }),
            let end = Self.deadline(run, at: at)
        {
            deadline = run.quote(at..<end)
            isWithin = end < run.words.count
        }
        addressee = Self.addressee(run, from: start)
    }

    /// Past the words of a deadline that begin at `start`; nil where none do.
    private static func deadline(_ run: WordRun, at start: Int) -> Int? {
        guard start < run.words.count else { return nil }
        for phrase in [["with", "immediate", "effect"], ["as", "soon", "as", "possible"], ["immediately"]]
        where run.has(phrase, at: start) {
            return start + phrase.count
        }
        if run.words[start].plain == "within" { return period(run, at: start + 1) }
        for phrase in [["by"], ["no", "later", "than"], ["not", "later", "than"], ["before"]]
        where run.has(phrase, at: start) {
            return date(run, at: start + phrase.count)
        }
        return nil
    }

    private static let units: Set<String> = [
        "day", "days", "week", "weeks", "month", "months", "year", "years",
    ]

    /// "three months of the date of this report"
    private static func period(_ run: WordRun, at start: Int) -> Int? {
        var next = start
        if run.has(["the", "next"], at: next) { next += 2 }
        guard next + 1 < run.words.count, units.contains(run.words[next + 1].plain),
            isNumber(run.words[next].plain)
        else {
            return nil
        }
        next += 2
        for phrase in [
            ["of", "the", "date", "of", "publication", "of", "this", "report"],
            ["of", "the", "publication", "of", "this", "report"],
            ["of", "publication", "of", "this", "report"],
            ["of", "the", "date", "of", "this", "final", "report"],
            ["of", "the", "date", "of", "this", "report"],
            ["of", "the", "date", "of", "publication"], ["of", "this", "report"], ["of", "publication"],
            ["of", "receiving", "this", "report"], ["of", "this", "final", "report"],
        ] where run.words[next - 1].tail.isEmpty && run.has(phrase, at: next) {
            return next + phrase.count
        }
        return next
    }

    private static func isNumber(_ word: String) -> Bool {
        Int(word) != nil
            || [
                "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                "twelve",
                "eighteen", "twenty-four", "28", "56",
            ].contains(word)
    }

    /// "the end of March 2026", "31 March 2026"
    private static func date(_ run: WordRun, at start: Int) -> Int? {
        var next = start
        for phrase in [["the", "end", "of"], ["end", "of"]] where run.has(phrase, at: next) {
            next += phrase.count
        }
        return QuotedDate.first(in: run, from: next, within: 1)?.end
    }

    /// Whether a deadline that stands within a sentence is surely one: a date, or a time from the report's publication.
    private static func isFirm(_ run: WordRun, at start: Int) -> Bool {
        guard let end = deadline(run, at: start) else { return false }
        let words = run.words[start..<end].map(\.plain)
        guard words[0] == "within" else {
            return words.count > 1 && ["by", "no", "not"].contains(words[0])
        }
        return words.contains("report") || words.contains("publication")
    }

    private static let modals: Set<String> = ["should", "must", "needs", "need"]

    /// The words before "should", where they name somebody who is to act: "the force", "Chief constables", "Norfolk County
    /// Council". What should *be* done is done by somebody else.
    private static func addressee(_ run: WordRun, from start: Int) -> String? {
        guard
            let modal = run.words.indices.dropFirst(start).prefix(16).first(where: {
                modals.contains(run.words[$0].plain)
            }),
            modal > start, modal - start <= 12, !run.has(["be"], at: modal + 1)
        else { return nil }
        let subject = run.words[start..<modal]
        let isBroken = subject.contains {
            $0.tail.contains { ".;:".contains($0) } || verbs.contains($0.plain)
        }
        let first = subject[start].plain
        guard !isBroken, articles.contains(first) || isName(run, start..<modal) else { return nil }
        return run.quote(start + (first == "the" && subject.count > 1 ? 1 : 0)..<modal)
    }

    private static let articles: Set<String> = [
        "the", "all", "each", "every", "both", "chief", "police", "local", "his", "her", "forces", "leaders",
        "governors",
        "ministers",
    ]
    private static let verbs: Set<String> = [
        "is", "are", "was", "were", "has", "have", "to", "that", "which", "it", "this", "these", "they",
        "there", "we", "what",
    ]

    /// Whether words are a name: capitals but for the small words between, or two or three words after a capital.
    private static func isName(_ run: WordRun, _ range: Range<Int>) -> Bool {
        let small: Set<String> = ["of", "and", "for", "the", "in", "with", "its", "on"]
        guard run.text[run.words[range.lowerBound].range].first?.isUppercase == true,
            !run.words[range].contains(where: { $0.tail.contains(",") })
        else { return false }
        let others = run.words[range].dropFirst().filter { !small.contains($0.plain) }
        return range.count == 1 || others.allSatisfy { run.text[$0.range].first?.isUppercase == true }
    }
}
