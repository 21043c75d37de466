// Characters that act instead of showing are shown, never sent: in a terminal they move the cursor and set
// colours (ECMA-48), in any text the bidirectional overrides make words read other than they are stored (UAX
// #9; "Trojan Source", CVE-2021-42574).

import TrackerValues

/// Makes characters that act visible.
public enum ControlCharacters {
    /// `text` with every acting character written as an escape such as `\u{1B}`. Newlines stay, CR LF becomes
    /// one, and a tab becomes `tab`.
    public static func shown(in text: String, tab: String = " ") -> String {
        // Plain ASCII, which most text is, needs no look at its scalars.
        let isPlain = text.utf8.allBytes { 0x20..<0x7F ~= $0 || $0 == UInt8(ascii: "\n") }
        if isPlain { return text }
        guard text.unicodeScalars.contains(where: { acts($0) && $0 != "\n" }) else { return text }
        var shown = ""
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\n": shown += "\n"
            case "\t": shown += tab
            case "\r" where scalars.first == "\n": break
            case _ where acts(scalar): shown += escape(scalar)
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// Whether `scalar` acts: C0, DEL and C1 controls, bidirectional marks, embeddings, overrides and
    /// isolates, the deprecated format characters, line and paragraph separators, the byte order mark and
    /// noncharacters.
    package static func acts(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x206F, 0xFEFF: true
        case 0xFDD0...0xFDEF: true
        case let value: value & 0xFFFE == 0xFFFE
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
}
