import Glibc

/// The text of a file whose encoding nobody wrote down, and which encoding was found.
///
/// A byte order mark decides (UTF-8, or UTF-16 of either order). Without one it is UTF-8 if the whole file is
/// valid UTF-8, else the code page whose letters make the best words: Windows-1252, which is what British
/// spreadsheets save as "CSV", unless another makes better ones. The mark is not part of the text.
public struct DecodedText: Hashable, Sendable {
    /// An encoding that is recognised.
    public enum Encoding: String, Hashable, Sendable, CaseIterable {
        /// UTF-8, with or without a byte order mark.
        case utf8 = "UTF-8"
        /// UTF-16, the less significant byte first.
        case utf16LittleEndian = "UTF-16LE"
        /// UTF-16, the more significant byte first.
        case utf16BigEndian = "UTF-16BE"
        /// Windows code page 1252, Western European.
        case windows1252 = "Windows-1252"
        /// That of the old Macintosh.
        case macRoman = "MacRoman"
        /// DOS code page 850, Western European.
        case codePage850 = "CP850"
        /// UTF-8 with bytes of Windows-1252 in between.
        case mixed = "UTF-8 mixed with Windows-1252"
        /// UTF-8 that was taken for Windows-1252 and encoded once more.
        case doubledUTF8 = "UTF-8 encoded twice"

        /// Its name, and where it comes from.
        package var explained: String {
            switch self {
            case .macRoman: "MacRoman (a Mac's CSV)"
            case .codePage850: "code page 850 (\"CSV (MS-DOS)\")"
            case .doubledUTF8: "UTF-8 that was encoded twice"
            case .mixed, .utf8, .utf16LittleEndian, .utf16BigEndian, .windows1252: rawValue
            }
        }

        /// Whether it was worked out from the letters alone, so that a person should look at how they came out.
        package var isGuessed: Bool {
            switch self {
            case .utf8, .utf16LittleEndian, .utf16BigEndian: false
            case .windows1252, .macRoman, .codePage850, .mixed, .doubledUTF8: true
            }
        }
    }

    /// The whole text.
    public let text: String
    /// The encoding it was in.
    public let encoding: Encoding

    /// Decodes the bytes of a file; throws where they are text in none of the encodings.
    public init(_ bytes: [UInt8]) throws(UndecodableText) {
        if bytes.starts(with: [0xFF, 0xFE]) {
            encoding = .utf16LittleEndian
            text = try DecodedText.utf16(bytes, low: 0, high: 1)
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            encoding = .utf16BigEndian
            text = try DecodedText.utf16(bytes, low: 1, high: 0)
        } else if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            guard let decoded = String(validating: bytes.dropFirst(3), as: UTF8.self) else {
                throw UndecodableText(.utf8, text: DecodedText.validStart(of: bytes.dropFirst(3)), mark: 3)
            }
            (text, encoding) = DecodedText.undoubled(decoded)
        } else if let decoded = String(validating: bytes, as: UTF8.self) {
            (text, encoding) = DecodedText.undoubled(decoded)
        } else {
            (text, encoding) = try EncodingGuess.text(of: bytes)
        }
    }

    /// A line that shows how letters beyond ASCII came out, and its number; nil where there is none.
    package var sample: (words: String, line: Int)? {
        var line = 1
        var start = text.startIndex
        var index = text.startIndex
        while index < text.endIndex {
            let character = text[index]
            if character.isNewline {
                line += 1
                start = text.index(after: index)
            } else if !character.isASCII {
                let before = text[start..<index].suffix(24).drop { $0 != " " && $0 != "," }
                let end = text[index...].prefix { !$0.isNewline }.prefix(40)
                let words = (before.isEmpty ? text[start..<index].suffix(24) : before) + end
                return (String(words.drop { $0 == "," || $0 == " " || $0 == "\"" }), line)
            }
            index = text.index(after: index)
        }
        return nil
    }

    private static func validStart(of bytes: ArraySlice<UInt8>) -> String {
        var start = String.UnicodeScalarView()
        var decoder = UTF8()
        var rest = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&rest) { start.append(scalar) }
        return String(start)
    }

    private static func utf16(_ bytes: [UInt8], low: Int, high: Int) throws(UndecodableText) -> String {
        let encoding = low == 0 ? Encoding.utf16LittleEndian : .utf16BigEndian
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
            UInt16(bytes[$0 + high]) << 8 | UInt16(bytes[$0 + low])
        }
        var text = String.UnicodeScalarView()
        var decoder = UTF16()
        var rest = units.makeIterator()
        decoding: while true {
            switch decoder.decode(&rest) {
            case .scalarValue(let scalar): text.append(scalar)
            case .emptyInput: break decoding
            case .error: throw UndecodableText(encoding, text: String(text), mark: 2)
            }
        }
        guard bytes.count.isMultiple(of: 2) else {
            throw UndecodableText(encoding, text: String(text), mark: 2)
        }
        return String(text)
    }
}

// MARK: - UTF-8 that was encoded twice

extension DecodedText {
    /// The text with "â€™" and "Ã©" as the ’ and é that they were before somebody took UTF-8 for Windows-1252.
    private static func undoubled(_ text: String) -> (String, Encoding) {
        guard mayBeDoubled(text) else { return (text, .utf8) }
        var result = String.UnicodeScalarView()
        var isDoubled = false
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            if let (scalar, length) = undoubled(scalars[index...].prefix(3)) {
                result.append(scalar)
                index += length
                isDoubled = true
            } else {
                result.append(scalars[index])
                index += 1
            }
        }
        return isDoubled ? (String(result), .doubledUTF8) : (text, .utf8)
    }

    /// Whether there is an Â, Ã or â (0xC3 0x82, 0x83 or 0xA2) with something beyond ASCII behind it.
    private static func mayBeDoubled(_ text: String) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { bytes in
            guard var next = bytes.baseAddress else { return false }
            let end = next + bytes.count
            while next < end, let found = memchr(next, 0xC3, end - next) {
                let lead = found.assumingMemoryBound(to: UInt8.self)
                next = UnsafePointer(lead + 1)
                if end - UnsafePointer(lead) > 2, [0x82, 0x83, 0xA2].contains(lead[1]), lead[2] >= 0x80 {
                    return true
                }
            }
            return false
        } ?? false
    }

    /// The character that two or three were before; of those that English texts have.
    private static func undoubled(_ scalars: ArraySlice<Unicode.Scalar>) -> (Unicode.Scalar, Int)? {
        guard let first = scalars.first, ["Â", "Ã", "â"].contains(first) else { return nil }
        let length = first == "â" ? 3 : 2
        let bytes = scalars.prefix(length).compactMap { scalar -> UInt8? in
            // The places that Windows-1252 leaves undefined pass through as control characters.
            (0x80...0x9F).contains(scalar.value) ? UInt8(scalar.value) : CodePage.windows1252.byte(scalar)
        }
        guard bytes.count == length, let word = String(validating: bytes, as: UTF8.self) else { return nil }
        let scalar = word.unicodeScalars.first!
        let isWestern = (0xA0...0xFF).contains(scalar.value) || (0x2000...0x22FF).contains(scalar.value)
        return word.unicodeScalars.count == 1 && isWestern ? (scalar, length) : nil
    }
}

/// Bytes that are not text: where the first of them is.
public struct UndecodableText: Error, Hashable, Sendable, CustomStringConvertible {
    /// The encoding that the rest of the file seems to have.
    public let encoding: DecodedText.Encoding
    /// How many bytes come before the one that does not fit.
    public let offset: Int
    /// The line it is in, from 1.
    public let line: Int
    /// Its place in the line in characters, from 1.
    public let column: Int

    /// - Parameters:
    ///   - text: all that could be decoded before it.
    ///   - mark: the length in bytes of the byte order mark.
    init(_ encoding: DecodedText.Encoding, text: String, mark: Int) {
        self.encoding = encoding
        offset =
            switch encoding {
            case .utf8: mark + text.utf8.count
            case .utf16LittleEndian, .utf16BigEndian: mark + text.utf16.count * 2
            default: mark + text.unicodeScalars.count
            }
        var line = 1
        var column = 1
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            let endsLine = scalar == "\n" || scalar == "\r"
            if endsLine, !(previous == "\r" && scalar == "\n") { line += 1 }
            column = endsLine ? 1 : column + 1
            previous = scalar
        }
        (self.line, self.column) = (line, column)
    }

    /// What is wrong and what to do, without the place.
    public var sentence: String {
        "The file is not plain text here (byte \(offset) does not fit \(encoding.rawValue)): "
            + "save it again as CSV UTF-8."
    }

    /// The sentence with the place.
    public var description: String { "Line \(line), column \(column): \(sentence)" }
}
