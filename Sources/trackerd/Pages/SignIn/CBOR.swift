/// A value of CBOR (RFC 8949), as far as authenticators write it (CTAP2's canonical form, section 8 of its text): whole numbers,
/// bytes, text, arrays, maps, Booleans and null, each with its length before it.
enum CBOR: Hashable, Sendable {
    case int(Int64)
    case bytes([UInt8])
    case text(String)
    case array([CBOR])
    case map([CBOR: CBOR])
    case bool(Bool)
    case null

    /// Bytes that aren't such a value.
    struct Malformed: Error {}

    /// The deepest nesting that is read.
    private static let greatestDepth = 8

    /// Reads the value that fills `bytes`.
    init(parsing bytes: [UInt8]) throws(Malformed) {
        var rest = bytes[...]
        self = try CBOR(takingFrom: &rest)
        guard rest.isEmpty else { throw Malformed() }
    }

    /// Reads the value at the beginning of `bytes` and leaves what follows it.
    init(takingFrom bytes: inout ArraySlice<UInt8>) throws(Malformed) {
        self = try Self.value(&bytes, depth: 0)
    }

    subscript(_ key: CBOR) -> CBOR? {
        if case .map(let members) = self { members[key] } else { nil }
    }

    var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    private static func value(_ bytes: inout ArraySlice<UInt8>, depth: Int) throws(Malformed) -> CBOR {
        guard depth <= greatestDepth, let first = bytes.popFirst() else { throw Malformed() }
        let kind = first >> 5
        if kind == 7 {
            switch first {
            case 0xF4: return .bool(false)
            case 0xF5: return .bool(true)
            case 0xF6: return .null
            default: throw Malformed()
            }
        }
        let number = try count(first & 0x1F, &bytes)
        switch kind {
        case 0: return .int(number)
        case 1: return .int(-1 - number)
        case 2: return .bytes(try taken(number, &bytes))
        case 3:
            guard let text = String(validating: try taken(number, &bytes), as: UTF8.self) else {
                throw Malformed()
            }
            return .text(text)
        case 4:
            // Each element takes a byte at least, so no number can ask for more room than was sent.
            guard number <= Int64(bytes.count) else { throw Malformed() }
            var elements: [CBOR] = []
            for _ in 0..<number { elements.append(try value(&bytes, depth: depth + 1)) }
            return .array(elements)
        case 5:
            guard number <= Int64(bytes.count) else { throw Malformed() }
            var members: [CBOR: CBOR] = [:]
            for _ in 0..<number {
                let key = try value(&bytes, depth: depth + 1)
                guard members.updateValue(try value(&bytes, depth: depth + 1), forKey: key) == nil else {
                    throw Malformed()
                }
            }
            return .map(members)
        default: throw Malformed()
        }
    }

    /// The number behind a first byte, in its shortest spelling.
    private static func count(_ low: UInt8, _ bytes: inout ArraySlice<UInt8>) throws(Malformed) -> Int64 {
        if low < 24 { return Int64(low) }
        guard low <= 27 else { throw Malformed() }
        let width = 1 << Int(low - 24)
        let number = try taken(Int64(width), &bytes).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let least: UInt64 = width == 1 ? 24 : 1 << UInt64(width * 4)
        guard number >= least, number <= UInt64(Int64.max) else { throw Malformed() }
        return Int64(number)
    }

    private static func taken(_ count: Int64, _ bytes: inout ArraySlice<UInt8>) throws(Malformed) -> [UInt8] {
        guard count <= Int64(bytes.count) else { throw Malformed() }
        defer { bytes = bytes.dropFirst(Int(count)) }
        return Array(bytes.prefix(Int(count)))
    }
}
