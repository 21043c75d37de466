public import TrackerValues

/// An amount as people write it, "£390m", "1.2bn", "£1,250,000", in the unit that it is to be kept in: exactly, or not at all.
public struct TypedAmount: Equatable, Sendable {
    /// The amount in the unit.
    public let amount: Amount
    /// The unit, where none was said and the amount has a pound sign: "GBP".
    public let unit: String
    /// Whether it was written in another way than a number of the unit.
    public let isConverted: Bool

    /// Reads an amount: a pound sign, a number with commas between its thousands, then k, m, bn or their words.
    ///
    /// A unit of money may itself count thousands or millions ("£m"): "£390m" and "390m" are then 390.
    ///
    /// - Parameters:
    ///   - text: what was typed.
    ///   - unit: the unit to keep it in; nil where only a pound sign can say it.
    ///   - what: what an error calls it.
    /// - Throws: `InvalidValue` for anything else, money in a unit of something else, and what isn't exact in the unit.
    public init(parsing text: String, unit: String?, what: String = "amount") throws(InvalidValue) {
        func wrong(_ expected: String) -> InvalidValue {
            InvalidValue(what: what, given: text, expected: expected)
        }
        let forms = "a number such as 390000000, 1,250,000, £390m or 1.2bn"
        var rest = text.trimmed
        let isNegative = rest.first == "-"
        if isNegative { rest = String(rest.dropFirst()).trimmed }
        let isMoney = rest.first == "£"
        if isMoney { rest = String(rest.dropFirst()).trimmed }
        let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == "," || $0 == ".") }
        let suffix = String(rest.dropFirst(number.count)).trimmed.lowercased()
        guard let power = suffix.isEmpty ? 0 : Self.powers[suffix], !number.isEmpty else {
            throw wrong(forms)
        }
        guard let unit = unit ?? (isMoney ? "GBP" : nil) else {
            throw wrong("a unit beside the number, or a pound sign")
        }
        let unitPower = Self.powerOfMoney(unit)
        if isMoney, unitPower == nil { throw wrong("an amount in \(unit), which is no money") }
        // A bare number is one of the unit; with a word of magnitude, or a pound sign, it is one of pounds.
        let isConverted = isMoney || power != 0
        let shift = isConverted ? power - (unitPower ?? 0) : 0
        let digits = Self.shifted(Amount.withoutCommas(String(number)), by: shift)
        guard let amount = Amount((isNegative ? "-" : "") + digits) else {
            throw wrong(
                isConverted && shift < 0
                    ? "one with at most \(Amount.places) decimal places in \(unit); choose a smaller unit"
                    : "\(forms), with at most \(Amount.places) decimal places")
        }
        (self.amount, self.unit, self.isConverted) = (amount, unit, isConverted)
    }

    private static let powers = [
        "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9,
    ]

    /// How many noughts a unit of money stands for; nil for a unit of anything else.
    private static func powerOfMoney(_ unit: String) -> Int? {
        let plain = unit.lowercased().filter { !$0.isWhitespace && $0 != "'" && $0 != "\u{2019}" }
        for sign in ["gbp", "£", "pounds"] where plain.hasPrefix(sign) {
            let rest = String(plain.dropFirst(sign.count))
            return rest.isEmpty || rest == "s" ? 0 : rest == "000" || rest == "000s" ? 3 : powers[rest]
        }
        return nil
    }

    /// A number with its point moved to the right, or, where `places` is below nought, to the left; written in one way.
    private static func shifted(_ number: String, by places: Int) -> String {
        let parts = number.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, !parts.contains("") else { return number }
        let fraction = parts.count == 2 ? parts[1] : ""
        var digits = parts[0] + fraction
        var point = parts[0].count + places
        if point <= 0 {
            digits = String(repeating: "0", count: 1 - point) + digits
            point = 1
        }
        if point > digits.count { digits += String(repeating: "0", count: point - digits.count) }
        let (whole, rest) = (digits.prefix(point), digits.dropFirst(point))
        let kept = rest.dropLast(rest.reversed().prefix { $0 == "0" }.count)
        return kept.isEmpty ? String(whole) : "\(whole).\(kept)"
    }
}
