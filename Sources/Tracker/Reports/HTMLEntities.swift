/// The characters that a web page writes by name or number.
enum HTMLEntities {
    /// `text` with the named and numbered characters put in; what names none stays as it is written.
    static func resolved(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var resolved = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            resolved += rest[..<start]
            rest = rest[start...]
            let name = rest.dropFirst().prefix(32).prefix {
                $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#")
            }
            let end = rest.index(start, offsetBy: 1 + name.count)
            if let character = character(name) {
                resolved.unicodeScalars.append(character)
                rest = rest[end...]
                if rest.first == ";" { rest = rest.dropFirst() }
            } else {
                resolved += rest[..<end]
                rest = rest[end...]
            }
        }
        return resolved + rest
    }

    private static func character(_ name: Substring) -> Unicode.Scalar? {
        guard name.first == "#" else { return named[String(name)] }
        let digits = name.dropFirst()
        let isHex = digits.first == "x" || digits.first == "X"
        guard let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits) else { return nil }
        // Pages of old write Windows' numbers (HTML, 13.2.5.80).
        let windows: [UInt32: UInt32] = [
            0x80: 0x20AC, 0x85: 0x2026, 0x91: 0x2018, 0x92: 0x2019, 0x93: 0x201C, 0x94: 0x201D, 0x95: 0x2022,
            0x96: 0x2013,
            0x97: 0x2014,
        ]
        return Unicode.Scalar(windows[number] ?? number).flatMap { $0.value == 0 ? nil : $0 }
    }

    private static let named: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "ensp": "\u{2002}",
        "emsp": "\u{2003}", "thinsp": "\u{2009}", "shy": "\u{AD}", "ndash": "–", "mdash": "—", "lsquo": "‘",
        "rsquo": "’",
        "ldquo": "“", "rdquo": "”", "sbquo": "‚", "bdquo": "„", "hellip": "…", "bull": "•", "middot": "·",
        "pound": "£",
        "euro": "€", "copy": "©", "reg": "®", "trade": "™", "deg": "°", "frac12": "½", "frac14": "¼",
        "frac34": "¾",
        "times": "×", "sect": "§", "para": "¶", "laquo": "«", "raquo": "»", "prime": "′", "minus": "−",
        "zwnj": "\u{200C}",
        "zwj": "\u{200D}", "eacute": "é", "egrave": "è", "agrave": "à", "aacute": "á", "acirc": "â",
        "ecirc": "ê",
        "icirc": "î", "ocirc": "ô", "ucirc": "û", "uuml": "ü", "ouml": "ö", "auml": "ä", "ccedil": "ç",
        "ntilde": "ñ",
        "iacute": "í", "oacute": "ó", "uacute": "ú", "wcirc": "ŵ", "ycirc": "ŷ",
    ]
}
