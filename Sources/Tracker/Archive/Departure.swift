import TrackerRegister

/// How two states of a ledger part: what the one has and the other doesn't.
public struct Departure: Equatable, Sendable {
    /// How many entries both begin with.
    public let common: Int64
    /// How many entries the one has that is left.
    public let left: Int64
    /// How many entries the one has that is gone on with.
    public let kept: Int64

    init(from left: Register, to kept: Register) throws {
        (self.left, self.kept) = (try left.size(), try kept.size())
        // Roots over more and more entries: equal up to where the two part, and never again.
        var (low, high) = (Int64(0), min(self.left, self.kept))
        while low < high {
            let middle = low + (high - low + 1) / 2
            if try left.root(at: middle) == kept.root(at: middle) { low = middle } else { high = middle - 1 }
        }
        common = low
    }

    /// The entries of the one that is left which the other doesn't have.
    public var lost: ClosedRange<Int64>? { left > common ? common + 1...left : nil }

    /// A sentence without its full stop, such as "Its entries 20 to 22 are not in BACKUP, which goes on otherwise".
    ///
    /// - Parameter name: what the one that is gone on with is called.
    public func sentence(_ name: String) -> String {
        guard let lost else { return "All of its \(left) entries are in \(name)" }
        let entries =
            lost.count == 1
            ? "Its entry \(left) is" : "\(lost.count) of its entries, \(lost.lowerBound) to \(left), are"
        return "\(entries) not in \(name)\(kept > common ? ", which has others from \(common + 1) on" : "")"
    }
}
