// Reading JSON strictly (RFC 8259 narrowed to I-JSON, RFC 7493): one text, one meaning, or a sentence saying
// where it goes wrong. Bytes are read in place, since an audit reads every entry of a register.

/// Why a text is not the JSON that this program writes and reads.
public struct JSONSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Where the trouble begins, in bytes from the start of the text.
    public let offset: Int
    /// What is wrong there, as a sentence without a full stop.
    public let reason: String

    /// The whole sentence.
    public var description: String { "The JSON is not well formed at byte \(offset): \(reason)." }
}

extension JSON {
    /// The deepest nesting of arrays and objects that is read.
    public static let greatestDepth = 64

    /// Reads one JSON text that fills `bytes`.
    ///
    /// White space between values is allowed. Refused are: a key given twice, fractions and exponents,
    /// numbers beyond ``wholeNumbers``, leading zeros and -0, half a surrogate pair, invalid UTF-8, anything
    /// after the value, and nesting deeper than ``greatestDepth``.
    public init(parsing bytes: some Collection<UInt8>) throws(JSONSyntaxError) {
        self = try JSON.parse(bytes, takesFractions: false)
    }

    /// Reads what another program wrote, as ``init(parsing:)`` does but for numbers with a point or an exponent, which are read as
    /// null.
    package init(parsingOthers bytes: some Collection<UInt8>) throws(JSONSyntaxError) {
        self = try JSON.parse(bytes, takesFractions: true)
    }

    private static func parse(
        _ bytes: some Collection<UInt8>, takesFractions: Bool
    ) throws(JSONSyntaxError) -> JSON {
        let parse = { (buffer: UnsafeBufferPointer<UInt8>) -> Result<JSON, JSONSyntaxError> in
            Result { () throws(JSONSyntaxError) in
                try JSONParser.parse(buffer, takesFractions: takesFractions)
            }
        }
        let parsed = bytes.withContiguousStorageIfAvailable(parse)
        return try (parsed ?? Array(bytes).withUnsafeBufferPointer(parse)).get()
    }
}

/// A recursive descent over bytes already known to be valid UTF-8.
private struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    let takesFractions: Bool
    var position = 0

    static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, takesFractions: Bool
    ) throws(JSONSyntaxError) -> JSON {
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            let offset = error.byteOffsets.lowerBound
            throw JSONSyntaxError(offset: offset, reason: "this is not valid UTF-8 text")
        }
        var parser = JSONParser(bytes: bytes, takesFractions: takesFractions)
        parser.skipWhiteSpace()
        let value = try parser.value(depth: 0)
        parser.skipWhiteSpace()
        if parser.position < bytes.count { throw parser.error("something follows the end of the value") }
        return value
    }

    /// The byte at the position, or NUL, which no rule accepts, past the end.
    var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

    func error(_ reason: String, at offset: Int? = nil) -> JSONSyntaxError {
        let atEnd = position >= bytes.count && offset == nil
        return JSONSyntaxError(offset: offset ?? position, reason: atEnd ? "the text ends too early" : reason)
    }

    mutating func skipWhiteSpace() {
        while byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    mutating func value(depth: Int) throws(JSONSyntaxError) -> JSON {
        switch byte {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number().map { .int($0) } ?? .null
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: throw error("a value is missing here")
        }
    }

    mutating func literal(_ word: StaticString, _ value: JSON) throws(JSONSyntaxError) -> JSON {
        for index in 0..<word.utf8CodeUnitCount {
            if byte != word.utf8Start[index] { throw error("only true, false and null may stand unquoted") }
            position += 1
        }
        return value
    }

    mutating func object(depth: Int) throws(JSONSyntaxError) -> [String: JSON] {
        // Enough for an entry: growing step by step costs more than all else here.
        var members = [String: JSON](minimumCapacity: 12)
        try list(closing: UInt8(ascii: "}"), depth: depth) { (parser) throws(JSONSyntaxError) in
            let start = parser.position
            if parser.byte != UInt8(ascii: "\"") {
                throw parser.error("a key in double quotes is missing here")
            }
            let key = try parser.string()
            parser.skipWhiteSpace()
            if parser.byte != UInt8(ascii: ":") { throw parser.error("a colon is missing after the key") }
            parser.position += 1
            parser.skipWhiteSpace()
            if members.updateValue(try parser.value(depth: depth), forKey: key) != nil {
                throw parser.error("the key \"\(key)\" is given twice", at: start)
            }
        }
        return members
    }

    mutating func array(depth: Int) throws(JSONSyntaxError) -> [JSON] {
        var elements: [JSON] = []
        try list(closing: UInt8(ascii: "]"), depth: depth) { (parser) throws(JSONSyntaxError) in
            elements.append(try parser.value(depth: depth))
        }
        return elements
    }

    /// Reads from the opening bracket to the closing one, calling `item` at the start of each item.
    @inline(__always)
    mutating func list(
        closing: UInt8,
        depth: Int,
        item: (inout JSONParser) throws(JSONSyntaxError) -> Void
    ) throws(JSONSyntaxError) {
        if depth > JSON.greatestDepth {
            throw error("values are nested deeper than \(JSON.greatestDepth) levels")
        }
        position += 1
        skipWhiteSpace()
        if byte == closing {
            position += 1
            return
        }
        while true {
            try item(&self)
            skipWhiteSpace()
            if byte == UInt8(ascii: ",") {
                position += 1
                skipWhiteSpace()
            } else if byte == closing {
                position += 1
                return
            } else {
                throw error("a comma or a closing bracket is missing here")
            }
        }
    }

    /// Nil for one that isn't whole, where such are taken.
    mutating func number() throws(JSONSyntaxError) -> Int64? {
        let start = position
        let negative = byte == UInt8(ascii: "-")
        if negative { position += 1 }
        let digits = position
        var magnitude: Int64 = 0
        while byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            magnitude = magnitude * 10 + Int64(byte - UInt8(ascii: "0"))
            if magnitude > JSON.wholeNumbers.upperBound {
                throw error("whole numbers go up to 9007199254740991 and no further", at: start)
            }
            position += 1
        }
        if position == digits { throw error("a digit is missing after the minus sign") }
        if bytes[digits] == UInt8(ascii: "0"), position > digits + 1 || negative {
            throw error("a number may not begin with 0, nor may zero have a sign", at: start)
        }
        if byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") {
            if takesFractions {
                while "0123456789.eE+-".utf8.contains(byte) { position += 1 }
                return nil
            }
            throw error("only whole numbers are allowed, without a point or an exponent", at: start)
        }
        return negative ? -magnitude : magnitude
    }

    mutating func string() throws(JSONSyntaxError) -> String {
        position += 1
        let start = position
        skipPlainText()
        if byte == UInt8(ascii: "\"") {
            position += 1
            return text(start..<position - 1)
        }
        var unescaped = Array(bytes[start..<position])
        while true {
            if byte == UInt8(ascii: "\"") {
                position += 1
                return String(decoding: unescaped, as: UTF8.self)
            }
            if byte != UInt8(ascii: "\\") {
                throw error("a line break or other control character must be written as an escape")
            }
            try escape(into: &unescaped)
            let plain = position
            skipPlainText()
            unescaped += bytes[plain..<position]
        }
    }

    /// Moves to the next quotation mark, backslash or control character, or to the end.
    private mutating func skipPlainText() {
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return }
            position += 1
        }
    }

    /// The text of a range between two ASCII bytes: valid UTF-8, as the whole is.
    private func text(_ range: Range<Int>) -> String {
        let part = UnsafeBufferPointer(rebasing: bytes[range])
        return String(copying: UTF8Span(unchecked: part.span))
    }

    private mutating func escape(into out: inout [UInt8]) throws(JSONSyntaxError) {
        let start = position
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "u"):
            position += 1
            out += String(Character(try escapedScalar(from: start))).utf8
            return
        default: throw error("this escape is not one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u")
        }
        position += 1
    }

    /// The code point after `\u`, its second half included where it is a surrogate pair (RFC 8259 section 7).
    private mutating func escapedScalar(from start: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
        let first = try fourHexDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        if first < 0xDC00, byte == UInt8(ascii: "\\") {
            position += 1
            if byte == UInt8(ascii: "u") {
                position += 1
                let second = try fourHexDigits()
                if (0xDC00..<0xE000).contains(second) {
                    let point = 0x10000 + ((UInt32(first) - 0xD800) << 10) + (UInt32(second) - 0xDC00)
                    return Unicode.Scalar(point)!
                }
            }
        }
        throw error("this escape is half of a surrogate pair", at: start)
    }

    private mutating func fourHexDigits() throws(JSONSyntaxError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("\\u must be followed by four hexadecimal digits")
            }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }
}
