// Emphasis for terminals: ECMA-48 "select graphic rendition", and only when colour was asked for. It never
// carries meaning alone: a rating is always its word first.

/// Emphasis, or none where colour isn't wanted.
struct ANSIStyle {
    /// How words stand out.
    enum Style: String {
        case plain = ""
        case strong = "1"
        case quiet = "2"
        case red = "31"
        case green = "32"
        case amber = "33"
        case blue = "34"

        /// The style of a rating's word.
        init(_ colour: RAGColour) {
            self =
                switch colour {
                case .red: .red
                case .amber: .amber
                case .green: .green
                case .blue: .blue
                case .none: .plain
                }
        }
    }

    package let colour: Bool

    /// `text` in `style`.
    func callAsFunction(_ text: String, _ style: Style) -> String {
        guard colour, style != .plain, !text.isEmpty else { return text }
        return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
    }
}
