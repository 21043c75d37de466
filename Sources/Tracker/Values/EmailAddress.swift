/// An e-mail address (RFC 5321, 4.1.2, without quoted names and address literals, which nobody's is).
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address as it was given.
    public let description: String
    /// What is behind the "@", in small letters.
    package let domain: String

    /// Nil where it can't be one.
    public init?(_ text: String) {
        let address = text.trimmed
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isLocal(parts[0]), Self.isDomain(parts[1]) else { return nil }
        description = address
        domain = parts[1].lowercased()
    }

    /// An address as it may be recorded: trimmed; empty where there is to be none. - Throws: `InvalidValue`.
    package static func checked(_ typed: String?) throws(InvalidValue) -> String? {
        guard let text = typed?.trimmed, !text.isEmpty else { return typed.map { _ in "" } }
        guard let address = EmailAddress(text) else {
            throw InvalidValue(
                what: "e-mail address", given: text, expected: "one such as jo.example@police.example")
        }
        return address.description
    }

    private static func isLocal(_ text: Substring) -> Bool {
        (1...64).contains(text.utf8.count) && text.first != "." && text.last != "." && !text.contains("..")
            && text.utf8.allSatisfy { isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~.".utf8.contains($0) }
    }

    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 253
            && labels.allSatisfy {
                (1...63).contains($0.utf8.count) && $0.first != "-" && $0.last != "-"
                    && $0.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
