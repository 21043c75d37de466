/// Which code page a text is in that isn't UTF-8: the one whose letters beyond ASCII fit their neighbours best, as
/// an apostrophe fits between letters and a pound sign before a digit.
enum EncodingGuess {
    /// How many letters beyond ASCII are looked at.
    private static let enough = 2000

    static func text(of bytes: [UInt8]) throws(UndecodableText) -> (String, DecodedText.Encoding) {
        let pages: [(DecodedText.Encoding, CodePage)] = [
            (.windows1252, .windows1252), (.macRoman, .macRoman), (.codePage850, .codePage850),
        ]
        let mixed = mixedScalars(bytes)
        var best: (score: Int, encoding: DecodedText.Encoding, page: CodePage)?
        for (encoding, page) in pages {
            guard let score = score(bytes, page), score > best?.score ?? Int.min else { continue }
            // Every byte is something on these pages: without words that speak for them the file is no text.
            if encoding != .windows1252, score <= 0 { continue }
            best = (score, encoding, page)
        }
        if let mixed, score(mixed) > best?.score ?? Int.min {
            return (string(mixed), .mixed)
        }
        guard let best else { throw undecodable(bytes) }
        var text = String.UnicodeScalarView()
        text.reserveCapacity(bytes.count)
        for byte in bytes {
            guard let scalar = best.page.scalar(byte) else { throw undecodable(bytes) }
            text.append(scalar)
        }
        return (String(text), best.encoding)
    }

    private static func string(_ scalars: [Unicode.Scalar]) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    private static func undecodable(_ bytes: [UInt8]) -> UndecodableText {
        let start = bytes.prefix { CodePage.windows1252.scalar($0) != nil }
        return UndecodableText(
            .windows1252, text: string(start.compactMap { CodePage.windows1252.scalar($0) }), mark: 0)
    }

    /// UTF-8 where it is valid, and Windows-1252 for the bytes that aren't; nil where nothing beyond ASCII is valid.
    private static func mixedScalars(_ bytes: [UInt8]) -> [Unicode.Scalar]? {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(bytes.count)
        var isMixed = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let length = byte < 0xC2 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 1
            let piece = bytes[index...].prefix(length)
            if length > 1, let word = String(validating: piece, as: UTF8.self) {
                scalars.append(word.unicodeScalars.first!)
                isMixed = true
                index += length
            } else {
                guard let scalar = CodePage.windows1252.scalar(byte) else { return nil }
                scalars.append(scalar)
                index += 1
            }
        }
        return isMixed ? scalars : nil
    }

    /// How well a page fits; nil where it has no character for a byte.
    private static func score(_ bytes: [UInt8], _ page: CodePage) -> Int? {
        var score = 0
        var seen = 0
        for (index, byte) in bytes.enumerated() where byte >= 0x80 {
            guard let scalar = page.scalar(byte) else { return nil }
            seen += 1
            if seen > enough { continue }
            let before = index > 0 ? page.scalar(bytes[index - 1]) : nil
            let after = index + 1 < bytes.count ? page.scalar(bytes[index + 1]) : nil
            score += fit(scalar, Neighbour(before), Neighbour(after))
        }
        return score
    }

    private static func score(_ scalars: [Unicode.Scalar]) -> Int {
        var score = 0
        var seen = 0
        for (index, scalar) in scalars.enumerated() where !scalar.isASCII && seen < enough {
            seen += 1
            let before = index > 0 ? scalars[index - 1] : nil
            let after = index + 1 < scalars.count ? scalars[index + 1] : nil
            score += fit(scalar, Neighbour(before), Neighbour(after))
        }
        return score
    }

    private enum Neighbour {
        case capital, small, digit, blank, other

        init(_ scalar: Unicode.Scalar?) {
            guard let properties = scalar?.properties else {
                self = .blank
                return
            }
            self =
                properties.isUppercase
                ? .capital
                : properties.isAlphabetic
                    ? .small
                    : properties.numericType != nil ? .digit : properties.isWhitespace ? .blank : .other
        }

        var isLetter: Bool { self == .small || self == .capital }
        var isWord: Bool { isLetter || self == .digit }
    }

    /// How well a character stands between its neighbours in a text of this country.
    private static func fit(_ scalar: Unicode.Scalar, _ before: Neighbour, _ after: Neighbour) -> Int {
        switch scalar {
        case "£", "€": return after == .digit ? 3 : before == .blank || after == .blank ? 1 : -1
        case "’": return before.isLetter && after.isLetter ? 3 : before.isWord ? 2 : -1
        case "‘", "“": return after.isWord && !before.isWord ? 2 : -2
        case "”": return !after.isWord && before != .blank ? 2 : -2
        case "–", "—": return before == .blank && after == .blank ? 2 : before.isWord && after.isWord ? 2 : 0
        case "…": return before.isWord ? 1 : 0
        case "•", "·": return before == .blank || after == .blank ? 2 : -1
        case "°", "½", "¼", "¾", "²", "³", "±", "§", "×", "\u{A0}", "™", "©", "®":
            return before.isWord || after.isWord ? 1 : 0
        case "é", "è", "ê", "ç", "ö", "ü", "ñ", "á", "ó", "ï":
            return before.isLetter || after == .small ? 2 : -1
        case "œ", "æ": return before == .small && after == .small ? 1 : -3
        case "à"..."ÿ": return before.isLetter || after == .small ? 1 : -2
        case "À"..."Þ":
            // A capital begins a word or stands among others.
            return before == .small ? -3 : after.isLetter ? 1 : -2
        default: return -3
        }
    }
}
