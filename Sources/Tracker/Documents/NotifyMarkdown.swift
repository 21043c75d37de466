/// Words in the Markdown that GOV.UK Notify draws messages from
/// (https://www.notifications.service.gov.uk/using-notify/formatting): headings, lists, quotes behind `^`, links and addresses.
package enum NotifyMarkdown {
    /// Those before which a backslash makes them mean themselves.
    private static let special = Set("\\`*{}[]()#+-.!_>~|")
    /// What Notify has no backslash for: a quotation, a list or an underline, at the beginning of a line.
    private static let beginnings: [Character: String] = ["^": "ˆ", "•": "·", "=": "＝"]

    /// A line as it stands: nothing in it is a heading, a list, a link or a tag, and an address in it can't be pressed.
    ///
    /// - Parameter keepsAddresses: whether addresses can be, in words of the office's own.
    package static func plain(_ words: String, keepsAddresses: Bool = false) -> String {
        words.split(whereSeparator: \.isWhitespace).enumerated().map { index, word in
            if keepsAddresses, word.hasPrefix("https://") { return String(word) }
            return escaped(word, isFirst: index == 0)
        }.joined(separator: " ")
    }

    private static func escaped(_ word: Substring, isFirst: Bool) -> String {
        var out = ""
        for character in word {
            if special.contains(character) {
                out += "\\\(character)"
            } else if character == "<" {
                out += "‹"
            } else if isFirst, out.isEmpty, let other = beginnings[character] {
                out += other
            } else {
                out.append(character)
            }
        }
        return out.replacing("://", with: ": //")
    }
}
