// Names for sheets that every spreadsheet program accepts: at most 31 UTF-16 units, none of []:*?/\, no
// apostrophe at either end, not the reserved "History", and unlike every other name whatever the case
// (Microsoft, "Rename a worksheet").

/// Hands out legal sheet names, each once.
struct SheetNames {
    private var taken: Set<String> = ["history"]

    /// A legal name as near to `wanted` as can be, unlike those handed out before.
    package mutating func name(for wanted: String) -> String {
        let legal = String(
            ControlCharacters.shown(in: wanted).map { "[]:*?/\\\n".contains($0) ? "-" : $0 })
        var trimmed = legal[...]
        while trimmed.first == "'" || trimmed.first == " " { trimmed.removeFirst() }
        var name = Self.cut(trimmed, to: SheetLimit.name)
        if name.isEmpty { name = "Table" }
        var number = 1
        let base = name
        while !taken.insert(name.lowercased()).inserted {
            number += 1
            let suffix = " (\(number))"
            name = Self.cut(base[...], to: SheetLimit.name - suffix.utf16.count) + suffix
        }
        return name
    }

    private static func cut(_ text: Substring, to limit: Int) -> String {
        var text = text
        while text.utf16.count > limit || text.last == "'" || text.last == " " { text.removeLast() }
        return String(text)
    }
}
