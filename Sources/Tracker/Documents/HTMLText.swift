// Text on its way into HTML or SVG: the five characters that mean something there are written as references
// (HTML Living Standard, 13.3), so that it is safe between tags and inside quoted attributes alike.

/// Text made safe for HTML.
package enum HTMLText {
    /// `text` with control characters shown, markup escaped and each newline written as `newline`.
    package static func escaped(_ text: String, newline: String = "<br>") -> String {
        let shown = ControlCharacters.shown(in: text)
        var escaped = ""
        var rest = shown[...]
        while let index = rest.utf8.firstIndex(where: isMarkup) {
            escaped += rest[..<index]
            escaped += rest.utf8[index] == UInt8(ascii: "\n") ? newline : reference(to: rest.utf8[index])
            rest = rest[rest.utf8.index(after: index)...]
        }
        return escaped + rest
    }

    private static func isMarkup(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
            UInt8(ascii: "'"):
            true
        default: false
        }
    }

    private static func reference(to byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        default: "&#39;"
        }
    }

    /// `text` as above, for a table's cell: words too long for one, such as addresses, may be broken every so
    /// often.
    static func breakable(_ text: String) -> String {
        guard WordWrap.extent(of: text).word > longestWord else { return escaped(text) }
        var pieces: [String] = [""]
        var length = 0
        for character in text {
            length = character == " " || character == "\n" ? 0 : length + 1
            if length > longestWord {
                pieces.append("")
                length = 1
            }
            pieces[pieces.count - 1].append(character)
        }
        return pieces.map { escaped($0) }.joined(separator: "<wbr>")
    }

    /// Letters that are kept together.
    private static let longestWord = 20
}
