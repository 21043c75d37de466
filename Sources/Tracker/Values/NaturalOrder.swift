/// A name as people sort it: numbers in it by what they count, "Inspection 2" before "Inspection 10"; the rest as it is written.
public struct NaturalOrder: Comparable, Sendable {
    /// The name.
    public let name: String

    /// The place of a name.
    public init(_ name: String) { self.name = name }

    /// Whether the left name comes first; where only noughts ahead of a number tell two apart, as they are written.
    public static func < (left: Self, right: Self) -> Bool {
        var (first, second) = (left.name[...], right.name[...])
        while let a = first.first, let b = second.first {
            if a.isDigit, b.isDigit {
                let (one, other) = (first.takeNumber(), second.takeNumber())
                guard one == other else { return (one.count, one) < (other.count, other) }
            } else {
                guard a == b else { return a < b }
                first.removeFirst()
                second.removeFirst()
            }
        }
        guard first.isEmpty, second.isEmpty else { return first.isEmpty }
        return left.name < right.name
    }
}

extension Character {
    fileprivate var isDigit: Bool { isASCII && isWholeNumber }
}

extension Substring {
    /// The digits it begins with, without noughts ahead of them.
    fileprivate mutating func takeNumber() -> String {
        let digits = prefix(while: \.isDigit)
        removeFirst(digits.count)
        return String(digits.drop { $0 == "0" })
    }
}
