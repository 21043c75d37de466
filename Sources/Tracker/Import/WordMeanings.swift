public import TrackerValues

/// What a sheet's own words stand for in the register, as was said: people by their names, kinds, boards.
public struct WordMeanings: Equatable, Sendable {
    /// The meanings, by the words as `folded` has them.
    private var meanings: [String: String] = [:]

    /// Nothing said.
    init() {}

    /// Reads `WORDS=MEANING`, as typed. - Throws: `InvalidValue` for what isn't of that form.
    public mutating func read(_ typed: [String], what: String) throws(InvalidValue) {
        for pair in typed {
            guard let place = pair.lastIndex(of: "=") else {
                throw InvalidValue(
                    what: what, given: pair, expected: "the sheet's words, =, and what they mean")
            }
            let (words, meaning) = (
                Self.folded(String(pair[..<place])), String(pair[pair.index(after: place)...]).plain
            )
            guard !words.isEmpty, !meaning.isEmpty else {
                throw InvalidValue(what: what, given: pair, expected: "words on both sides of =")
            }
            meanings[words] = meaning
        }
    }

    private static func folded(_ words: String) -> String { words.plain.lowercased() }

    /// What words stand for; nil where nothing was said of them.
    subscript(words: String) -> String? { meanings.isEmpty ? nil : meanings[Self.folded(words)] }

    /// With what was said earlier of other words.
    mutating func add(_ earlier: WordMeanings) { meanings.merge(earlier.meanings) { now, _ in now } }

    /// The same with each meaning in another spelling.
    func spelled(_ spelling: (String) -> String) -> WordMeanings {
        var other = self
        other.meanings = meanings.mapValues(spelling)
        return other
    }

    // MARK: - As kept in a register

    /// One a line, in one order; nil for none.
    var kept: String? {
        let lines = meanings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    /// What was kept.
    init(kept: String?) {
        for line in (kept ?? "").split(separator: "\n") { try? read([String(line)], what: "") }
    }
}
