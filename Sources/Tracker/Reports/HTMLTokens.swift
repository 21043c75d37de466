/// The tags and words of a saved web page, one after the other: as much of the tokens of HTML
/// (<https://html.spec.whatwg.org/multipage/parsing.html>, 13.2.5) as tells words from what isn't shown. Nothing is an
/// error; nothing is run or fetched. Why not a library's parser: docs/decisions/0100-published-reports.md.
struct HTMLTokens {
    enum Token: Equatable {
        case open(String, attributes: [String: String], isEmpty: Bool)
        case close(String)
        case text(String)
    }

    private let bytes: [UInt8]
    private var position = 0
    /// The line that is being read.
    private(set) var line = 1
    /// The element whose words are no markup, until its end tag.
    private var raw: String?

    init(_ page: String) { bytes = Array(page.utf8) }

    /// The next token; nil at the page's end.
    mutating func next() -> Token? {
        while position < bytes.count {
            if let name = raw {
                raw = nil
                let words = take(toEndOf: name)
                if name == "title" || name == "textarea", !words.isEmpty {
                    return .text(HTMLEntities.resolved(words))
                }
                continue
            }
            guard bytes[position] == UInt8(ascii: "<") else {
                return .text(HTMLEntities.resolved(takeText()))
            }
            if let token = takeMarkup() { return token }
        }
        return nil
    }

    /// The words up to the next sign that can begin a tag.
    private mutating func takeText() -> String {
        let start = position
        repeat { step() } while position < bytes.count && bytes[position] != UInt8(ascii: "<")
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func step() {
        if bytes[position] == 0x0A { line += 1 }
        position += 1
    }

    private func peek(_ ahead: Int) -> UInt8 {
        position + ahead < bytes.count ? bytes[position + ahead] : 0
    }

    /// A tag; nil for what shows nothing (comments, declarations). A "<" that begins nothing is a word.
    private mutating func takeMarkup() -> Token? {
        let next = peek(1)
        if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
            if peek(2) == UInt8(ascii: "-"), peek(3) == UInt8(ascii: "-") {
                skip(past: Array("-->".utf8), from: 4)
            } else {
                skip(past: [UInt8(ascii: ">")], from: 2)
            }
            return nil
        }
        let isClosing = next == UInt8(ascii: "/")
        guard Self.isLetter(peek(isClosing ? 2 : 1)) else {
            step()
            return .text(
                "<" + (position < bytes.count && bytes[position] != UInt8(ascii: "<") ? takeText() : ""))
        }
        position += isClosing ? 2 : 1
        let name = takeName()
        let (attributes, isEmpty) = takeAttributes()
        if isClosing { return .close(name) }
        if Self.rawElements.contains(name), !isEmpty { raw = name }
        return .open(name, attributes: attributes, isEmpty: isEmpty)
    }

    private static let rawElements: Set<String> = [
        "script", "style", "title", "textarea", "noscript", "iframe", "noembed", "noframes", "xmp",
        "template", "svg",
    ]

    /// What stands before an element's end tag, which is left standing.
    private mutating func take(toEndOf name: String) -> String {
        let end = Array("</\(name)".utf8)
        let start = position
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "<"), matches(end) { break }
            step()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private func matches(_ words: [UInt8]) -> Bool {
        position + words.count <= bytes.count
            && words.indices.allSatisfy { Self.lowered(bytes[position + $0]) == words[$0] }
    }

    private mutating func skip(past end: [UInt8], from ahead: Int) {
        position = min(position + ahead, bytes.count)
        while position < bytes.count {
            if matches(end) {
                position += end.count
                return
            }
            step()
        }
    }

    private mutating func takeName() -> String {
        var name: [UInt8] = []
        while position < bytes.count, !Self.endsName(bytes[position]) {
            if name.count < 64 { name.append(Self.lowered(bytes[position])) }
            step()
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// The attributes that are looked at, up to the tag's end.
    private mutating func takeAttributes() -> ([String: String], isEmpty: Bool) {
        var attributes: [String: String] = [:]
        var isEmpty = false
        while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
            if Self.isBlank(bytes[position]) || bytes[position] == UInt8(ascii: "/") {
                isEmpty = bytes[position] == UInt8(ascii: "/") || isEmpty && Self.isBlank(bytes[position])
                step()
                continue
            }
            isEmpty = false
            let before = position
            let name = takeName()
            if position == before { step() }
            skipBlanks()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else {
                attributes[name] = attributes[name] ?? ""
                continue
            }
            step()
            skipBlanks()
            let value = takeValue()
            if attributes.count < 32 { attributes[name] = attributes[name] ?? value }
        }
        if position < bytes.count { step() }
        return (attributes, isEmpty)
    }

    private mutating func skipBlanks() {
        while position < bytes.count, Self.isBlank(bytes[position]) { step() }
    }

    private mutating func takeValue() -> String {
        guard position < bytes.count else { return "" }
        let quote = bytes[position]
        let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        if isQuoted { step() }
        let start = position
        while position < bytes.count,
            isQuoted
                ? bytes[position] != quote
                : !Self.isBlank(bytes[position]) && bytes[position] != UInt8(ascii: ">")
        { step() }
        let value = String(decoding: bytes[start..<position], as: UTF8.self)
        if isQuoted, position < bytes.count { step() }
        return HTMLEntities.resolved(value)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= lowered(byte) }
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
    private static func lowered(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte + 0x20 : byte }
    private static func endsName(_ byte: UInt8) -> Bool {
        isBlank(byte) || [UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: "=")].contains(byte)
    }
}
