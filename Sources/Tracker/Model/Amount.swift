public import TrackerValues

/// An exact amount of some unit: a decimal number with at most four places, never a floating-point one.
///
/// It is written in one way only: no plus sign, no needless zeros, a full stop before the places
/// ("390000000", "12.5", "-0.25"). Counted in ten-thousandths it lies within ±(2^53 − 1), the whole numbers on which
/// every reader of JSON agrees (RFC 7493 section 2.2).
public struct Amount: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The amount in ten-thousandths of its unit.
    public let tenThousandths: Int64

    /// The most decimal places.
    public static let places = 4
    private static let scale: Int64 = 10_000
    /// 2^53 − 1.
    private static let greatest: Int64 = 9_007_199_254_740_991

    /// Nothing.
    public static let zero = Amount(tenThousandths: 0)

    package init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

    /// Reads an amount as somebody typed it; commas between thousands are allowed.
    ///
    /// - Throws: `InvalidValue` for anything else, for more than four places, and beyond what is counted exactly.
    public init(parsing text: String, what: String = "amount") throws(InvalidValue) {
        guard let amount = Amount(Amount.withoutCommas(text)) else {
            throw InvalidValue(
                what: what, given: text,
                expected:
                    "a number with at most \(Amount.places) decimal places, for example 390000000 or 12.50; "
                    + "the unit is named apart")
        }
        self = amount
    }

    /// Reads digits with an optional sign and at most four places; nil for anything else.
    package init?(_ text: String) {
        let isNegative = text.first == "-"
        let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2, Amount.isDigits(whole) else { return nil }
        let places: Substring = parts.count == 2 ? parts[1] : ""
        guard places.count <= Amount.places, parts.count == 1 || Amount.isDigits(places) else { return nil }
        let padded = places + String(repeating: "0", count: Amount.places - places.count)
        guard let value = Int64("\(whole)\(padded)"), value <= Amount.greatest else { return nil }
        tenThousandths = isNegative ? -value : value
    }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// `text` without its commas where they part thousands ("390,000,000"); else as it is, to be refused.
    static func withoutCommas(_ text: String) -> String {
        let whole = text.prefix { $0 != "." }
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.count > 1, groups.dropFirst().allSatisfy({ $0.count == 3 }), !groups[0].isEmpty else {
            return text
        }
        return groups.joined() + text.dropFirst(whole.count)
    }

    /// The one spelling: "12.5".
    public var description: String {
        let (whole, rest) = tenThousandths.magnitude.quotientAndRemainder(dividingBy: UInt64(Amount.scale))
        let sign = tenThousandths < 0 ? "-" : ""
        guard rest > 0 else { return "\(sign)\(whole)" }
        let padded = String(repeating: "0", count: Amount.places - String(rest).count) + String(rest)
        return "\(sign)\(whole).\(padded.prefix(padded.count - padded.reversed().prefix { $0 == "0" }.count))"
    }

    /// The exact difference of amounts of one unit: of two that can be counted exactly, so it never overflows.
    public static func - (left: Amount, right: Amount) -> Amount {
        Amount(tenThousandths: left.tenThousandths - right.tenThousandths)
    }

    /// The smaller first.
    public static func < (left: Amount, right: Amount) -> Bool { left.tenThousandths < right.tenThousandths }

    /// The exact sum of amounts of one unit.
    ///
    /// - Throws: `RuleViolation` when it is beyond what is counted exactly.
    public static func sum(_ amounts: some Sequence<Amount>) throws(RuleViolation) -> Amount {
        var sum: Int64 = 0
        for amount in amounts {
            // Neither side is beyond 2^53, so this can't overflow 64 bits.
            sum += amount.tenThousandths
            guard sum.magnitude <= UInt64(greatest) else {
                throw RuleViolation(
                    "The total", "it is too large to be counted exactly; choose a larger unit")
            }
        }
        return Amount(tenThousandths: sum)
    }
}
