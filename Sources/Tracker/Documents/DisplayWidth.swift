// How many terminal columns text takes. Follows UAX #11 (East Asian Width) and UAX #29 (grapheme clusters):
// wide and emoji clusters take two columns, combining marks and format characters none. Ambiguous characters
// count as narrow, as terminals outside East Asia draw them.

import TrackerValues

/// The width of text in terminal columns.
enum DisplayWidth {
    /// The columns that `text` takes; it holds no control characters.
    package static func of(_ text: some StringProtocol) -> Int {
        // Of ASCII, which most text is, every byte is a column.
        if text.utf8.allBytes({ $0 < 0x80 }) { return text.utf8.count }
        var scalars = 0
        for scalar in text.unicodeScalars {
            // From the first combining mark on, what counts are clusters.
            if scalar.value >= 0x300 { return text.reduce(0) { $0 + of($1) } }
            scalars += 1
        }
        return scalars
    }

    /// The columns that one grapheme cluster takes: 0, 1 or 2.
    package static func of(_ character: Character) -> Int {
        var width = 0
        for scalar in character.unicodeScalars {
            // Variation selector 16 asks for the emoji form (UTS #51), which is wide.
            if scalar == "\u{FE0F}" { return 2 }
            width += columns(of: scalar)
        }
        return min(width, 2)
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        // A few format characters show, such as the Arabic number sign.
        case .format: return scalar.properties.isDefaultIgnorableCodePoint ? 0 : 1
        default: break
        }
        if joiningJamo.contains(where: { $0 ~= scalar.value }) { return 0 }
        let wide = scalar.properties.isEmojiPresentation || wide.contains { $0 ~= scalar.value }
        return wide ? 2 : 1
    }

    /// Vowels and finals that join the leading consonant before them in one syllable.
    private static let joiningJamo: [ClosedRange<UInt32>] = [0x1160...0x11FF, 0xD7B0...0xD7FF]

    /// East Asian Wide and Fullwidth outside the emoji, blocks taken whole: EastAsianWidth.txt of Unicode 17.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E, 0x3041...0x3247,
        0x3250...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
        0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D376,
        0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}
