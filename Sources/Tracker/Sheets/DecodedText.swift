/// The text of a file whose encoding nobody wrote down, and which encoding was found.
///
/// A byte order mark decides (UTF-8, or UTF-16 of either order). Without one it is UTF-8 if the whole file is
/// valid UTF-8, else Windows-1252, which is what British spreadsheets save as "CSV". The mark is not part of
/// the text.
public struct DecodedText: Hashable, Sendable {
    /// An encoding that is recognised.
    public enum Encoding: String, Hashable, Sendable {
        /// UTF-8, with or without a byte order mark.
        case utf8 = "UTF-8"
        /// UTF-16, the less significant byte first.
        case utf16LittleEndian = "UTF-16LE"
        /// UTF-16, the more significant byte first.
        case utf16BigEndian = "UTF-16BE"
        /// Windows code page 1252, Western European.
        case windows1252 = "Windows-1252"
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
            encoding = .utf8
            text = decoded
        } else if let decoded = String(validating: bytes, as: UTF8.self) {
            encoding = .utf8
            text = decoded
        } else {
            encoding = .windows1252
            text = try DecodedText.windows1252(bytes)
        }
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

    private static func windows1252(_ bytes: [UInt8]) throws(UndecodableText) -> String {
        var text = String.UnicodeScalarView()
        text.reserveCapacity(bytes.count)
        for byte in bytes {
            let scalar = (0x80...0x9F).contains(byte) ? upperControls[Int(byte) - 0x80] : Unicode.Scalar(byte)
            guard let scalar else { throw UndecodableText(.windows1252, text: String(text), mark: 0) }
            text.append(scalar)
        }
        return String(text)
    }

    /// What Windows-1252 has at 0x80 to 0x9F (Unicode's mapping table CP1252.TXT); five places are undefined.
    private static let upperControls: [Unicode.Scalar?] = [
        "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
        nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
    ]
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
            case .windows1252: mark + text.unicodeScalars.count
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
