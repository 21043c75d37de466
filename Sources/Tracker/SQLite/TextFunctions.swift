import TrackerValues
import CSQLite

/// SQL functions by which questions compare texts as Swift does. No table, index or trigger uses them, so that a register
/// can be read by any SQLite.
///
/// - `composed(x)`: the text in one spelling (`String.composed`).
/// - `folded(x)`: the same in lower case. SQLite's own `lower` knows the capitals of ASCII alone.
enum TextFunctions {
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    package static func add(to connection: OpaquePointer) {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC
        sqlite3_create_function_v2(
            connection, "composed", 1, flags, nil,
            { context, _, values in
                TextFunctions.convert(context, values) { (text: String) in text.composed }
            }, nil, nil, nil)
        sqlite3_create_function_v2(
            connection, "folded", 1, flags, nil,
            { context, _, values in
                if TextFunctions.lowerASCII(context, values) { return }
                TextFunctions.convert(context, values) { (text: String) in text.composed.lowercased() }
            }, nil, nil, nil)
    }

    /// The value's bytes; nil where it is no text.
    private static func bytes(_ value: OpaquePointer?) -> UnsafeBufferPointer<UInt8>? {
        guard let text = sqlite3_value_text(value) else { return nil }
        return UnsafeBufferPointer(start: text, count: Int(sqlite3_value_bytes(value)))
    }

    private static func convert(
        _ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?,
        _ conversion: (String) -> String
    ) {
        let value = values?.pointee
        guard let bytes = bytes(value), !bytes.allSatisfy({ $0 < 0x80 }) else {
            return sqlite3_result_value(context, value)
        }
        var text = conversion(String(decoding: bytes, as: UTF8.self))
        text.withUTF8 { give($0, context) }
    }

    /// Most texts are ASCII: they need no string of Swift's. - Returns: whether it was.
    private static func lowerASCII(
        _ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?
    ) -> Bool {
        guard let bytes = bytes(values?.pointee), !bytes.isEmpty else { return false }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { lower in
            for (index, byte) in bytes.enumerated() {
                guard byte < 0x80 else { return false }
                lower[index] = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
            }
            give(UnsafeBufferPointer(lower), context)
            return true
        }
    }

    private static func give(_ text: UnsafeBufferPointer<UInt8>, _ context: OpaquePointer?) {
        text.withMemoryRebound(to: CChar.self) {
            sqlite3_result_text64(
                context, $0.baseAddress, UInt64($0.count), transient, UInt8(SQLITE_UTF8))
        }
    }
}
