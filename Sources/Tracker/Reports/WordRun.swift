import TrackerValues

/// A text as its words, for rules that look for a few words in a row.
struct WordRun {
    struct Word {
        /// In lower case, with plain quotes and dashes, without the punctuation around it.
        let plain: String
        /// Where it stands in the text, with its punctuation.
        let range: Range<String.Index>
        /// The punctuation that follows it.
        let tail: String
    }

    let text: String
    let words: [Word]

    init(_ text: String) {
        self.text = text
        var words: [Word] = []
        var start = text.startIndex
        while start < text.endIndex {
            guard let first = text[start...].firstIndex(where: { !$0.isWhitespace }) else { break }
            let end = text[first...].firstIndex(where: \.isWhitespace) ?? text.endIndex
            let word = text[first..<end]
            let inner = word.drop { !$0.isLetter && !$0.isNumber }
            let tail = inner.reversed().prefix { !$0.isLetter && !$0.isNumber }.reversed()
            words.append(
                Word(
                    plain: String(inner.dropLast(tail.count)).lowercased().plain, range: first..<end,
                    tail: String(tail)))
            start = end
        }
        self.words = words
    }

    /// Whether these words stand at `index`.
    func has(_ expected: [String], at index: Int) -> Bool {
        index >= 0 && index + expected.count <= words.count
            && expected.indices.allSatisfy { words[index + $0].plain == expected[$0] }
    }

    /// Where these words first stand in a row.
    func find(_ expected: [String], upTo limit: Int = .max) -> Int? {
        words.indices.prefix(limit).first { has(expected, at: $0) }
    }

    /// The text from one word to another, without the punctuation around it.
    func quote(_ range: Range<Int>) -> String {
        guard let last = range.last else { return "" }
        let quote = text[words[range.lowerBound].range.lowerBound..<words[last].range.upperBound]
        return String(quote.dropLast(words[last].tail.count).drop { !$0.isLetter && !$0.isNumber })
    }

    /// The text from a word on.
    func rest(from index: Int) -> String {
        index < words.count ? String(text[words[index].range.lowerBound...]) : ""
    }
}
