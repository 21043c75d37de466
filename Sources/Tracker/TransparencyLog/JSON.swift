// A JSON value as the ledger knows it: null, Boolean, whole number, string, array, object. Entries, proofs
// and papers are made of it. Writing is in CanonicalJSON.swift (RFC 8785), reading in JSONParser.swift (RFC
// 8259, narrowed to I-JSON, RFC 7493).

/// A JSON value without fractions: amounts are whole numbers of a named unit, so that every value has one
/// spelling.
///
/// ```swift
/// let entry: JSON = ["act": "opened", "seq": 12, "tags": ["ICT"]]
/// entry["seq"]?.int  // 12
/// ```
///
/// Two values are equal when their ``canonical`` bytes are. Whole numbers lie within ±(2^53 − 1), the range
/// in which every reader of JSON agrees (RFC 7493 section 2.2). Object keys that Unicode holds equivalent (é
/// in one code point or two) count as the same key.
public enum JSON: Sendable {
    /// The literal `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number; one that is read lies within ``wholeNumbers``.
    case int(Int64)
    /// A string of Unicode text.
    case string(String)
    /// Values in order.
    case array([JSON])
    /// Values by key; their order is that of RFC 8785 wherever they are written.
    case object([String: JSON])

    /// The whole numbers that every reader of JSON reads exactly (RFC 8259 section 6): ±(2^53 − 1).
    public static let wholeNumbers: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991

    /// Whether every number in it lies within ``wholeNumbers``.
    package var isExact: Bool {
        switch self {
        case .null, .bool, .string: true
        case .int(let value): JSON.wholeNumbers.contains(value)
        case .array(let elements): elements.allSatisfy(\.isExact)
        case .object(let members): members.values.allSatisfy(\.isExact)
        }
    }

    /// Whether a text in it holds a NUL, which some databases' texts can't.
    package var holdsNUL: Bool {
        switch self {
        case .null, .bool, .int: false
        case .string(let text): text.utf8.contains(0)
        case .array(let elements): elements.contains(where: \.holdsNUL)
        case .object(let members): members.contains { $0.utf8.contains(0) || $1.holdsNUL }
        }
    }

    /// The value under `key`, or nil where this is no object or has no such key.
    public subscript(key: String) -> JSON? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// Whether this is `null`.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The Boolean, or nil where this is something else.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The whole number, or nil where this is something else.
    public var int: Int64? {
        if case .int(let value) = self { value } else { nil }
    }

    /// The text, or nil where this is something else.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The elements, or nil where this is something else.
    public var array: [JSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members by key, or nil where this is something else.
    public var object: [String: JSON]? {
        if case .object(let members) = self { members } else { nil }
    }
}

extension JSON: Equatable {
    /// Equal when the ``canonical`` bytes are: strings and keys differ wherever their bytes do, unlike in Swift's own
    /// comparison.
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let one), .bool(let two)): one == two
        case (.int(let one), .int(let two)): one == two
        case (.string(let one), .string(let two)): one.utf8.elementsEqual(two.utf8)
        case (.array(let one), .array(let two)): one.elementsEqual(two, by: ==)
        case (.object(let one), .object(let two)): one.isSame(as: two)
        default: false
        }
    }
}

extension [String: JSON] {
    /// Whether the members of two objects are the same, byte by byte.
    package func isSame(as other: [String: JSON]) -> Bool {
        count == other.count
            && allSatisfy { key, value in
                guard let index = other.index(forKey: key) else { return false }
                let found = other[index]
                return found.key.utf8.elementsEqual(key.utf8) && found.value == value
            }
    }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// `null`.
    public init(nilLiteral: ()) { self = .null }

    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }

    /// A whole number.
    public init(integerLiteral value: Int64) { self = .int(value) }

    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }

    /// An array.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }

    /// An object. Writing a key twice is a programming error and stops the program.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(uniqueKeysWithValues: elements))
    }
}
