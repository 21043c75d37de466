// The few SVG shapes that charts are made of (SVG 2).

/// Pieces of SVG, as text.
enum SVG {
    /// Where text stands against its point.
    enum Anchor: String { case start, middle, end }

    /// The width of a figure or letter at the charts' 12 px, for installAtomically labels.
    package static let letter = 7.2

    /// `value` to one decimal place.
    package static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, tenth) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        return tenth == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(tenth)"
    }

    /// The colour of the series at `index`, as the style sheet names it.
    package static func colour(_ index: Int) -> String { "var(--s\(index % 6 + 1))" }

    /// A straight line of the style sheet's class `name`.
    package static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ name: String) -> String
    {
        "<path class=\"\(name)\" d=\"M\(number(x1)) \(number(y1))L\(number(x2)) \(number(y2))\"/>\n"
    }

    /// A bar's outline.
    static func bar(x: Double, y: Double, width: Double, height: Double) -> String {
        "M\(number(x)) \(number(y))h\(number(width))v\(number(height))h-\(number(width))z"
    }

    /// The bars of one series, filled and edged; nothing where there are none.
    static func bars(_ outlines: some Sequence<String>, fill: String, colour: String) -> String {
        let path = outlines.joined()
        return path.isEmpty ? "" : "<path fill=\"\(fill)\" stroke=\"\(colour)\" d=\"\(path)\"/>\n"
    }

    /// `words` on one line, their base line at `y`, in the style sheet's class `name`, if in any.
    package static func text(
        _ words: String, x: Double, y: Double, _ anchor: Anchor = .start, _ name: String? = nil
    ) -> String {
        let classes = [name, anchor == .start ? nil : anchor.rawValue].compactMap { $0 }
        let style = classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
        return
            "<text\(style) x=\"\(number(x))\" y=\"\(number(y))\">\(HTMLText.escaped(words, newline: " "))</text>\n"
    }

    /// `words` on one line, cut with an ellipsis where they are wider than `width`; the table beside the
    /// chart has them whole.
    static func shortened(_ words: String, width: Double) -> String {
        let words = String(ControlCharacters.shown(in: words).map { $0 == "\n" ? " " : $0 })
        let room = max(1, Int(width / letter))
        guard DisplayWidth.of(words) > room else { return words }
        var kept = ""
        var used = 1
        for character in words {
            used += DisplayWidth.of(character)
            if used > room { break }
            kept.append(character)
        }
        return kept + "…"
    }
}
