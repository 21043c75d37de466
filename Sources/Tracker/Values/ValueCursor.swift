/// Reads short values of fixed form (dates, instants, quarters) byte by byte, without making strings on the
/// way. Only ASCII digits count as digits.
struct ValueCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// What `read` makes of the whole of `bytes`; nil where it fails or leaves something over.
    package static func whole<Value>(
        _ bytes: UnsafeBufferPointer<UInt8>, _ read: (inout ValueCursor) -> Value?
    ) -> Value? {
        var cursor = ValueCursor(bytes)
        guard let value = read(&cursor), cursor.position == bytes.count else { return nil }
        return value
    }

    /// What `read` makes of the whole of `text`; nil where it fails or leaves something over.
    package static func whole<Value>(
        _ text: some StringProtocol, _ read: (inout ValueCursor) -> Value?
    ) -> Value? {
        if let value = text.utf8.withContiguousStorageIfAvailable({ whole($0, read) }) { return value }
        return Array(text.utf8).withUnsafeBufferPointer { whole($0, read) }
    }

    /// The next byte, not taken; nil at the end.
    package var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Takes the next byte if it is `character`.
    package mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let next, UInt32(next) == character.value else { return false }
        position += 1
        return true
    }

    /// Takes exactly `digits` decimal digits.
    package mutating func number(digits: Int) -> Int? {
        guard bytes.count - position >= digits else { return nil }
        var number = 0
        for offset in 0..<digits {
            let digit = bytes[position + offset] &- 0x30
            guard digit <= 9 else { return nil }
            number = number * 10 + Int(digit)
        }
        position += digits
        return number
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    /// Writes `number` as exactly `digits` decimal digits, beginning at `start`.
    @inline(__always)
    package func put(_ number: Int, digits: Int, at start: Int) {
        var rest = number
        for index in stride(from: start + digits - 1, through: start, by: -1) {
            self[index] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
            rest /= 10
        }
    }
}
