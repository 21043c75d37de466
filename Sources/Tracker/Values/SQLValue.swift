/// A value that a statement's parameter can take, whatever the engine.
package enum SQLValue: Sendable {
    case null
    case int(Int64)
    /// UTF-8 text; may hold any character, NUL included.
    case text(String)
    case bytes([UInt8])
}

/// A Swift value that can be given to a statement's parameter.
package protocol Bindable {
    var sqlValue: SQLValue { get }
}

extension SQLValue: Bindable {
    package var sqlValue: SQLValue { self }
}
extension Int64: Bindable {
    package var sqlValue: SQLValue { .int(self) }
}
extension Int: Bindable {
    package var sqlValue: SQLValue { .int(Int64(self)) }
}
/// 1 or 0: the tables have no booleans, so that every engine compares them alike.
extension Bool: Bindable {
    package var sqlValue: SQLValue { .int(self ? 1 : 0) }
}
extension String: Bindable {
    package var sqlValue: SQLValue { .text(self) }
}
extension Array: Bindable where Element == UInt8 {
    package var sqlValue: SQLValue { .bytes(self) }
}
extension Optional: Bindable where Wrapped: Bindable {
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }
}
