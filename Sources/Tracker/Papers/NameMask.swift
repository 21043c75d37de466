/// Names that must not stand in running text, and the text without them.
///
/// A name is found whole, as it is registered, whatever its case and whatever blanks, dots, hyphens and apostrophes part
/// its words; never as a part of another word. A surname alone is not found: "Young" and "May" are words, too.
struct NameMask: Sendable {
    /// What stands where a name stood.
    static let substitute = "(not named)"

    /// The words of each name in lower case, by the first of them, the longest names first.
    private let names: [String: [[String]]]

    /// Masks these names.
    init(_ names: some Sequence<String>) {
        let parts = names.map { Self.words(of: $0).map(\.folded) }.filter { !$0.isEmpty }
        self.names = Dictionary(grouping: parts) { $0[0] }.mapValues { $0.sorted { $0.count > $1.count } }
    }

    /// The text with each name replaced.
    func masked(_ text: String) -> String {
        guard !names.isEmpty else { return text }
        let words = Self.words(of: text)
        var masked = ""
        var copied = text.startIndex
        var index = 0
        while index < words.count {
            let length = names[words[index].folded]?.first { stands($0, in: text, words[index...]) }?.count
            guard let length else {
                index += 1
                continue
            }
            masked += text[copied..<words[index].range.lowerBound] + Self.substitute
            copied = words[index + length - 1].range.upperBound
            index += length
        }
        return copied == text.startIndex ? text : masked + text[copied...]
    }

    /// Whether a name's words follow one another there, with nothing between them that parts a sentence.
    private func stands(_ name: [String], in text: String, _ words: ArraySlice<Word>) -> Bool {
        let found = words.prefix(name.count)
        guard found.map(\.folded) == name else { return false }
        return zip(found, found.dropFirst()).allSatisfy { left, right in
            text[left.range.upperBound..<right.range.lowerBound].allSatisfy(Self.joins)
        }
    }

    private struct Word {
        let folded: String
        let range: Range<String.Index>
    }

    /// The runs of letters and digits of a text.
    private static func words(of text: String) -> [Word] {
        var words: [Word] = []
        var start: String.Index?
        for index in text.indices {
            let character = text[index]
            if character.isLetter || character.isNumber {
                if start == nil { start = index }
            } else if let first = start {
                words.append(Word(folded: text[first..<index].lowercased(), range: first..<index))
                start = nil
            }
        }
        if let start {
            words.append(Word(folded: text[start...].lowercased(), range: start..<text.endIndex))
        }
        return words
    }

    private static func joins(_ character: Character) -> Bool {
        character.isWhitespace || ".'’-‐‑–,_".contains(character)
            || character.unicodeScalars.allSatisfy { $0.properties.generalCategory == .format }
    }
}
