import TrackerValues

/// Where in its source a passage stands.
public struct SourcePlace: Equatable, Sendable, CustomStringConvertible {
    /// The page, where the source has pages.
    public var page: Int?
    /// The line of the file, where it has none.
    public var line: Int?

    /// "page 12", "line 34".
    public var description: String {
        if let page { return "page \(page)" }
        return line.map { "line \($0)" } ?? ""
    }
}

/// A heading, a paragraph or a point of a list, as a reader of the source sees it: what all kinds of sources are brought to
/// before their words are looked at.
package struct Passage: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// The lower the level, the greater the heading.
        case heading(level: Int)
        case paragraph
        /// A point of a list, `depth` lists deep.
        case point(depth: Int)
        /// A footnote.
        case note
    }

    package var kind: Kind
    /// What the source puts in front of a point: "1.", "(a)", "•"; empty for none.
    package var marker = ""
    package var text: String
    package var place: SourcePlace
    /// Whether it goes on over a page's end, with the page's foot and head left out between.
    package var crossesPage = false

    package init(_ kind: Kind, marker: String = "", _ text: String, at place: SourcePlace) {
        (self.kind, self.marker, self.text, self.place) = (kind, marker, text, place)
    }

    var isPoint: Bool { if case .point = kind { true } else { false } }
    var level: Int? { if case .heading(let level) = kind { level } else { nil } }

    /// The number that a point's marker gives; nil for bullets.
    var number: String? {
        let number = String(
            marker.drop { "([".contains($0) }.prefix { $0.isLetter || $0.isNumber || $0 == "." })
        let bare = number.last == "." ? String(number.dropLast()) : number
        return bare.isEmpty || !bare.utf8.contains { 0x30...0x39 ~= $0 } ? nil : bare
    }
}

/// What stands in front of the points of a list.
enum ListMarker {
    /// Splits "• Words" or "12. Words" into its marker and the rest; nil where there is no marker. A line that is nothing
    /// but a marker has an empty rest.
    static func split(_ line: String) -> (marker: String, rest: String)? {
        let words = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        guard let first = words.first else { return nil }
        let rest = words.count > 1 ? String(words[1]).trimmed : ""
        if isBullet(first) || isNumber(first) { return (String(first), rest) }
        // "1.Words", without a blank.
        let digits = first.prefix { $0.isNumber }
        let afterNumber = first.dropFirst(digits.count)
        if isDigits(digits, atMost: 3), afterNumber.first == ".",
            afterNumber.dropFirst().first?.isUppercase == true
        {
            return ("\(digits).", String(line.trimmed.dropFirst(digits.count + 1)))
        }
        // "•Words", without a blank.
        if let sign = first.unicodeScalars.first, bullets.contains(sign) || isPrivate(sign), first.count > 1 {
            return (String(sign), String(line.trimmed.dropFirst()).trimmed)
        }
        return nil
    }

    private static let bullets: Set<Unicode.Scalar> = [
        "•", "◦", "▪", "▫", "■", "□", "●", "○", "◼", "◾", "➢", "►", "▶", "❑", "❖", "✓", "✔", "‣", "⁃", "∙",
        "·", "➔", "→",
    ]

    /// Whether a word is a bullet: one of the usual signs, a dash or an asterisk, or a sign of a font of signs.
    static func isBullet(_ word: some StringProtocol) -> Bool {
        guard word.unicodeScalars.count == 1, let sign = word.unicodeScalars.first else { return false }
        return bullets.contains(sign) || ["-", "–", "—", "*"].contains(sign) || isPrivate(sign)
    }

    /// Fonts of signs (Wingdings, Symbol) put theirs where Unicode leaves room for private use.
    private static func isPrivate(_ sign: Unicode.Scalar) -> Bool { 0xE000...0xF8FF ~= sign.value }

    /// Whether a word is "12.", "3)", "(4)", "1.2", "(a)" or "a)"; a number of four digits is a year.
    static func isNumber(_ word: some StringProtocol) -> Bool {
        var inner = word[...]
        let opens = inner.first == "("
        if opens { inner = inner.dropFirst() }
        guard let last = inner.last, ".):".contains(last) else {
            let parts = inner.split(separator: ".", omittingEmptySubsequences: false)
            return !opens && parts.count == 2 && parts.allSatisfy { isDigits($0, atMost: 2) }
        }
        inner = inner.dropLast()
        if last == ")", inner.count == 1, inner.first?.isLowercase == true { return true }
        if last == ")", (1...4).contains(inner.count), inner.allSatisfy({ "ivx".contains($0) }) {
            return true
        }
        let parts = inner.split(separator: ".", omittingEmptySubsequences: false)
        return (1...3).contains(parts.count) && parts.allSatisfy { isDigits($0, atMost: 3) }
    }

    private static func isDigits(_ part: some StringProtocol, atMost most: Int) -> Bool {
        (1...most).contains(part.utf8.count) && part.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }
}
