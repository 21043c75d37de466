/// How texts are trimmed, compared and shown.
extension String {
    /// Without blanks at either end.
    package var trimmed: String {
        // Most have none, and by byte that is seen at once.
        if let first = utf8.first, let last = utf8.last, 0x21..<0x7F ~= first, 0x21..<0x7F ~= last {
            return self
        }
        return trimmedByCharacter
    }

    /// Its paragraphs, which blank lines part; a break of line within one stays.
    package var paragraphs: [String] {
        split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map { String($0).trimmed }
            .split(separator: "").map { $0.joined(separator: "\n") }
    }

    /// Whether it holds nothing but blanks.
    package var isBlank: Bool {
        if let first = utf8.first, 0x21..<0x7F ~= first { return false }
        return allSatisfy(\.isWhitespace)
    }

    private var trimmedByCharacter: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// With no more than so many characters: what is longer is cut behind a word, and "…" says that it goes on.
    package func cut(to length: Int) -> String {
        guard utf8.count > length, let end = index(startIndex, offsetBy: length, limitedBy: endIndex),
            end < endIndex
        else { return self }
        let kept = self[..<end]
        let word = kept.lastIndex { $0.isWhitespace }.map { kept[..<$0] } ?? kept
        return String(word).trimmed + " …"
    }

    /// With its first letter in upper case: "Owner" from "owner".
    package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

    /// For what is compared (headings, acts, names, references): plain blanks, quotes and dashes, one blank
    /// between words, none at the ends, and nothing that can't be seen.
    package var plain: String {
        // Most are, and by byte that is seen at once.
        if isPlain { return self }
        var plain = ""
        var isBlank = false
        for scalar in unicodeScalars {
            switch scalar {
            case "\u{00AD}", "\u{200B}"..."\u{200D}", "\u{2060}", "\u{FEFF}": continue
            case "\u{2018}", "\u{2019}", "\u{201B}", "\u{2032}": plain.append("'")
            case "\u{201C}"..."\u{201F}", "\u{2033}": plain.append("\"")
            case "\u{2010}"..."\u{2015}", "\u{2212}": plain.append("-")
            default:
                isBlank = scalar.properties.isWhitespace
                if !isBlank { plain.unicodeScalars.append(scalar) }
            }
            if isBlank, let last = plain.last, last != " " { plain.append(" ") }
            isBlank = false
        }
        return plain.last == " " ? String(plain.dropLast()) : plain
    }

    /// Whether it is ASCII that can be seen, with single blanks between words.
    private var isPlain: Bool {
        var isBlank = true
        for byte in utf8 {
            guard 0x21..<0x7F ~= byte || byte == 0x20 && !isBlank else { return false }
            isBlank = byte == 0x20
        }
        return !isBlank || isEmpty
    }
}

extension BinaryInteger {
    /// So many of something, in words: "1 entry", "2 entries".
    package func counted(_ one: String, _ many: String) -> String { "\(self) \(self == 1 ? one : many)" }
}

extension Collection<UInt8> {
    /// Whether all of them are so. From their storage, where they have one, and without an early way out, so that many are
    /// looked at at once: a list of a few hundred cells asks this of each.
    @inlinable package func allBytes(_ hold: (UInt8) -> Bool) -> Bool {
        withContiguousStorageIfAvailable { bytes in
            var all = true
            for byte in bytes { all = all && hold(byte) }
            return all
        } ?? allSatisfy(hold)
    }
}
