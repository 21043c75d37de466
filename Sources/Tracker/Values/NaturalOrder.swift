/// A name as people sort it: numbers in it by what they count, "Inspection 2" before "Inspection 10"; the rest as it is written.
public struct NaturalOrder: Comparable, Sendable {
    private let bytes: [UInt8]

    /// The place of a name.
    public init(_ name: String) { bytes = Array(name.utf8) }

    /// Whether the left name comes first; where only noughts ahead of a number tell two apart, as they are written.
    public static func < (left: Self, right: Self) -> Bool {
        let (one, other) = (left.bytes, right.bytes)
        var (i, j) = (0, 0)
        while i < one.count, j < other.count {
            if one[i].isDigit, other[j].isDigit {
                let (first, second) = (number(in: one, from: &i), number(in: other, from: &j))
                guard first.elementsEqual(second) else {
                    return first.count == second.count
                        ? first.lexicographicallyPrecedes(second) : first.count < second.count
                }
            } else {
                guard one[i] == other[j] else { return one[i] < other[j] }
                (i, j) = (i + 1, j + 1)
            }
        }
        if i < one.count || j < other.count { return i == one.count }
        return one.lexicographicallyPrecedes(other)
    }

    /// The digits at a place, without noughts ahead of them; the place is then behind them.
    private static func number(in bytes: [UInt8], from place: inout Int) -> ArraySlice<UInt8> {
        let digits = bytes[place...].prefix(while: \.isDigit)
        place = digits.endIndex
        return digits.drop { $0 == UInt8(ascii: "0") }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
