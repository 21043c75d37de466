import Tracker
import TrackerDocuments

/// What a browser asks, as far as pages look at it. Nothing here knows of sockets, so that every answer can be tested.
package struct PageRequest: Sendable {
    /// How it asks.
    package enum Method: Sendable {
        case get, head, post, other
    }

    package let method: Method
    /// The address as it was sent: path and question.
    package let target: String
    /// By their names in lower case.
    package let headers: [String: String]
    package let body: [UInt8]

    package init(_ method: Method, _ target: String, headers: [String: String] = [:], body: [UInt8] = []) {
        (self.method, self.target, self.headers, self.body) = (method, target, headers, body)
    }

    /// The address that it names; nil where that is none of ours.
    var address: PageAddress? { PageAddress(parsing: target) }

    /// The value of a cookie.
    func cookie(_ name: String) -> String? {
        (headers["cookie"] ?? "").split(separator: ";").lazy.map { $0.drop { $0 == " " } }
            .first { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
    }
}

/// A path and a question, taken apart.
struct PageAddress: Equatable, Sendable {
    /// The names between the slashes, as they are meant. A reference may hold a slash, written %2F.
    let path: [String]
    let question: FormFields
    /// The question as it was asked.
    let query: String

    /// - Returns: nil for what leads nowhere: empty names, dots alone, bytes that aren't UTF-8 or that act.
    init?(parsing target: String) {
        guard target.utf8.count <= 4096, target.first == "/" else { return nil }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        query = parts.count > 1 ? String(parts[1]) : ""
        guard let question = FormFields(parsing: query) else { return nil }
        self.question = question
        var path: [String] = []
        if parts[0] != "/" {
            for part in parts[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
                guard let name = FormFields.decoded(part, blanks: false), !name.isEmpty,
                    !name.contains(where: { $0.isNewline }),
                    name.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }),
                    !name.split(separator: "/", omittingEmptySubsequences: false).contains(where: {
                        $0 == "." || $0 == ".."
                    })
                else { return nil }
                path.append(name)
            }
        }
        self.path = path
    }

    /// A path in an address of ours.
    static func path(_ names: String...) -> String { names.map { "/" + encoded($0) }.joined() }

    /// Everything but letters, digits and `-._~` by its number (RFC 3986).
    static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            if byte < 128,
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "-._~".unicodeScalars.contains(scalar)
            {
                encoded.unicodeScalars.append(scalar)
            } else {
                encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}

/// What a form or a question holds: names with values, in their order.
struct FormFields: Equatable, Sendable {
    private(set) var pairs: [(name: String, value: String)] = []

    init() {}

    /// Reads `application/x-www-form-urlencoded`; nil where it isn't that, or holds more than any form of ours.
    init?(parsing text: some StringProtocol) {
        if text.isEmpty { return }
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pairs.count < 4000, let name = Self.decoded(parts[0]),
                let value = Self.decoded(parts.count > 1 ? parts[1] : ""),
                !name.utf8.contains(0), !value.utf8.contains(0)
            else { return nil }
            pairs.append((name, Self.taken(value)))
        }
    }

    static func == (one: FormFields, other: FormFields) -> Bool {
        one.pairs.elementsEqual(other.pairs) { $0.name == $1.name && $0.value == $1.value }
    }

    /// A value as it is shown, and sent again at the next step: what was signed in between must be what is recorded then.
    static func taken(_ value: String) -> String { ControlCharacters.shown(in: value) }

    /// The first value of that name, without blanks around it; nil where it says nothing.
    subscript(_ name: String) -> String? {
        get {
            guard let value = pairs.first(where: { $0.name == name })?.value.trimmed, !value.isEmpty else {
                return nil
            }
            return value
        }
        set {
            pairs.removeAll { $0.name == name }
            if let newValue { pairs.append((name, newValue)) }
        }
    }

    mutating func add(_ name: String, _ value: String) { pairs.append((name, value)) }

    /// The fields as they are sent.
    var encoded: String {
        pairs.map { "\(PageAddress.encoded($0.name))=\(PageAddress.encoded($0.value))" }.joined(
            separator: "&")
    }

    /// Text as it is meant; nil where its bytes aren't UTF-8 or a number is none.
    static func decoded(_ text: some StringProtocol, blanks: Bool = true) -> String? {
        var bytes: [UInt8] = []
        var rest = Substring(text).utf8
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst(), let low = rest.popFirst(),
                    let value = Hexadecimal.decode(String(decoding: [high, low], as: UTF8.self).lowercased())
                else { return nil }
                bytes += value
            case UInt8(ascii: "+") where blanks: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension PageAddress {
    /// The same of several names.
    static func path(_ names: [String]) -> String {
        names.isEmpty ? "/" : names.map { "/" + encoded($0) }.joined()
    }
}
