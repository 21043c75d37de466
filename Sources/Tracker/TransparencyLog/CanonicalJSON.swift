// Writing JSON: the one canonical spelling of RFC 8785 (JSON Canonicalization Scheme), which is what the
// ledger hashes, and the same order laid out over lines for people.

extension JSON {
    /// The RFC 8785 bytes: no spaces, keys in UTF-16 order, each string escaped in one way only.
    ///
    /// A number beyond ``wholeNumbers``, for which RFC 8785 has no exact spelling, stands in all its digits: a paper of a
    /// damaged register may hold one, an entry never does (``Writer`` refuses it).
    public var canonical: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(256)
        append(to: &out)
        return out
    }

    /// The value over several lines, two spaces a level, keys in RFC 8785 order, without a final newline.
    public func pretty() -> String {
        var out: [UInt8] = []
        append(to: &out, indentation: 0)
        return String(decoding: out, as: UTF8.self)
    }

    /// Writes an object over several lines as ``pretty()`` does, with a final newline. `elements` brings those of the
    /// member `list` one by one, so that a long list needn't be held.
    public static func write(
        _ members: [String: JSON], list: String, to sink: inout some TextOutputStream,
        elements: (_ body: (JSON) throws -> Void) throws -> Void
    ) throws {
        var members = members
        members[list] = .array([])
        var out = Array("{".utf8)
        for (index, key) in members.keys.sorted(by: precedes).enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            appendNewline(2, to: &out)
            append(quoted: key, to: &out)
            out += ": ".utf8
            guard key == list else {
                members[key]?.append(to: &out, indentation: 2)
                continue
            }
            out.append(UInt8(ascii: "["))
            var isFirst = true
            try elements { element in
                if !isFirst { out.append(UInt8(ascii: ",")) }
                isFirst = false
                appendNewline(4, to: &out)
                element.append(to: &out, indentation: 4)
                sink.write(String(decoding: out, as: UTF8.self))
                out.removeAll(keepingCapacity: true)
            }
            if !isFirst { appendNewline(2, to: &out) }
            out.append(UInt8(ascii: "]"))
        }
        sink.write(String(decoding: out, as: UTF8.self) + "\n}\n")
    }

    /// Appends the value; over several lines when an indentation is given.
    private func append(to out: inout [UInt8], indentation: Int? = nil) {
        switch self {
        case .null: out += "null".utf8
        case .bool(let value): out += (value ? "true" : "false").utf8
        case .int(let value): out += String(value).utf8
        case .string(let value): JSON.append(quoted: value, to: &out)
        case .array(let elements):
            JSON.append(
                list: elements, between: (UInt8(ascii: "["), UInt8(ascii: "]")), to: &out, indentation
            ) { element, out, indentation in
                element.append(to: &out, indentation: indentation)
            }
        case .object(let members):
            let sorted = members.keys.sorted(by: JSON.precedes)
            JSON.append(
                list: sorted, between: (UInt8(ascii: "{"), UInt8(ascii: "}")), to: &out, indentation
            ) { key, out, indentation in
                JSON.append(quoted: key, to: &out)
                out.append(UInt8(ascii: ":"))
                if indentation != nil { out.append(UInt8(ascii: " ")) }
                members[key]?.append(to: &out, indentation: indentation)
            }
        }
    }

    private static func append<Item>(
        list items: [Item],
        between brackets: (open: UInt8, close: UInt8),
        to out: inout [UInt8],
        _ indentation: Int?,
        item append: (Item, inout [UInt8], Int?) -> Void
    ) {
        out.append(brackets.open)
        let inner = indentation.map { $0 + 2 }
        for (index, item) in items.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            if let inner { JSON.appendNewline(inner, to: &out) }
            append(item, &out, inner)
        }
        if let indentation, !items.isEmpty { JSON.appendNewline(indentation, to: &out) }
        out.append(brackets.close)
    }

    private static func appendNewline(_ indentation: Int, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\n"))
        out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
    }

    /// RFC 8785 section 3.2.2.2: only `"`, `\` and U+0000 to U+001F are escaped, the latter in lower-case
    /// hexadecimal.
    private static func append(quoted text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        defer { out.append(UInt8(ascii: "\"")) }
        var text = text
        let isPlain = text.withUTF8 { bytes in
            // No early way out, so that many bytes are looked at at once: nearly every text is plain.
            var isPlain = true
            for byte in bytes {
                isPlain = isPlain && byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
            }
            if isPlain { out.append(contentsOf: bytes) }
            return isPlain
        }
        if isPlain { return }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
            case 0x08: out += #"\b"#.utf8
            case 0x09: out += #"\t"#.utf8
            case 0x0A: out += #"\n"#.utf8
            case 0x0C: out += #"\f"#.utf8
            case 0x0D: out += #"\r"#.utf8
            case 0..<0x20:
                out += (byte < 0x10 ? #"\u000"# : #"\u001"#).utf8
                out += String(byte & 0x0F, radix: 16).utf8
            default: out.append(byte)
            }
        }
    }

    /// RFC 8785 section 3.2.3: keys in the order of their UTF-16 code units.
    ///
    /// That is the order of the UTF-8 bytes but for one case: characters beyond U+FFFF (lead byte 0xF0 and
    /// above) are surrogates in UTF-16 and come before U+E000 to U+FFFF (lead bytes 0xEE and 0xEF).
    private static func precedes(_ left: String, _ right: String) -> Bool {
        var (left, right) = (left, right)
        return left.withUTF8 { left in
            right.withUTF8 { right in
                for index in 0..<min(left.count, right.count) where left[index] != right[index] {
                    let (a, b) = (left[index], right[index])
                    if a >= 0xEE, b >= 0xEE, (a >= 0xF0) != (b >= 0xF0) { return a >= 0xF0 }
                    return a < b
                }
                return left.count < right.count
            }
        }
    }
}
