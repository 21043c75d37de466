// JSON is printed on terminals too. RFC 8785 leaves all but the C0 controls as they are; RFC 8259 lets any character
// be written as an escape, which reads back as the same text.

import TrackerValues

extension ControlCharacters {
    /// JSON text with every acting character in it written as `\uXXXX`; the newlines between values stay.
    public static func escaped(inJSON json: String) -> String {
        // Most JSON is plain ASCII, which is quicker to see in bytes.
        guard !json.utf8.allBytes({ $0 < 0x7F }),
            json.unicodeScalars.contains(where: { $0 != "\n" && acts($0) })
        else { return json }
        var escaped = ""
        for scalar in json.unicodeScalars {
            guard scalar != "\n", acts(scalar) else {
                escaped.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return escaped
    }
}
