// Text on its way into HTML or SVG: the five characters that mean something there are written as references
// (HTML Living Standard, 13.3), so that it is safe between tags and inside quoted attributes alike.

/// Text made safe for HTML.
package enum HTMLText {
    /// `text` with control characters shown, markup escaped and each newline written as `newline`.
    package static func escaped(_ text: String, newline: String = "<br>") -> String {
        let shown = ControlCharacters.shown(in: text)
        guard shown.unicodeScalars.contains(where: { $0 == "\n" || reference(to: $0) != nil }) else {
            return shown
        }
        var escaped = ""
        for scalar in shown.unicodeScalars {
            if scalar == "\n" {
                escaped += newline
            } else if let reference = reference(to: scalar) {
                escaped += reference
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func reference(to scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        case "'": "&#39;"
        default: nil
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
