import TrackerValues

/// A number as a spreadsheet shows it without a format: the shortest of at most 15 digits, the precision that
/// spreadsheets keep. 1.0 is 1, 1.0E7 is 10000000 and 1.4000000000000001 is 1.4.
enum GeneralNumber {
    static func text(of value: Double) -> String {
        let digits = DecimalDigits(value)
        guard !digits.isZero else { return "0" }
        let sign = value < 0 ? "-" : ""
        guard (-8...15).contains(digits.exponent) else {
            let mantissa = digits.digits
            let rest = mantissa.dropFirst().isEmpty ? "" : "." + DecimalDigits.text(mantissa.dropFirst())
            let exponent = digits.exponent - 1
            return "\(sign)\(mantissa[0])\(rest)E\(exponent < 0 ? "-" : "+")\(abs(exponent))"
        }
        let (whole, fraction) = digits.parts
        return sign + (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// The text of a number as a workbook has it, where that is what is shown: digits without a sign, a point or
    /// an exponent.
    static func isPlain(_ text: String) -> Bool {
        text.utf8.count <= 15 && text.utf8.first != UInt8(ascii: "0")
            && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

/// A number's decimal digits, rounded to the 15 that spreadsheets keep: its size, without its sign.
struct DecimalDigits {
    /// From the first that is not 0, without zeros at the end.
    private(set) var digits: [UInt8]
    /// How many of them stand before the point: 3 for 123.4, -1 for 0.01.
    private(set) var exponent: Int

    init(_ value: Double) {
        // The shortest form that gives the same number: "123.4", "1e-07".
        let form = value.magnitude.description.split(separator: "e")
        let parts = form[0].split(separator: ".", omittingEmptySubsequences: false)
        digits = (String(parts[0]) + (parts.count > 1 ? parts[1] : "")).utf8.map { $0 - UInt8(ascii: "0") }
        exponent = parts[0].utf8.count + (form.count > 1 ? Int(form[1]) ?? 0 : 0)
        let zeros = digits.prefix { $0 == 0 }.count
        digits.removeFirst(zeros)
        exponent -= zeros
        keep(15)
    }

    var isZero: Bool { digits.isEmpty }

    /// The digits before and behind the point.
    var parts: (whole: String, fraction: String) {
        guard exponent > 0 else {
            return ("", isZero ? "" : String(repeating: "0", count: -exponent) + Self.text(digits[...]))
        }
        let zeros = String(repeating: "0", count: max(0, exponent - digits.count))
        return (Self.text(digits.prefix(exponent)) + zeros, Self.text(digits.dropFirst(exponent)))
    }

    /// The same times a power of ten.
    func shifted(by places: Int) -> DecimalDigits {
        var shifted = self
        if !isZero { shifted.exponent += places }
        return shifted
    }

    /// The same with so many digits behind the point.
    func rounded(toPlaces places: Int) -> DecimalDigits {
        var rounded = self
        rounded.keep(exponent + places)
        return rounded
    }

    /// Rounds to so many digits, half away from zero.
    private mutating func keep(_ count: Int) {
        if count < digits.count {
            let roundsUp = count >= 0 && digits[count] >= 5
            digits.removeLast(digits.count - max(0, count))
            if roundsUp {
                var place = digits.count - 1
                while place >= 0, digits[place] == 9 {
                    digits[place] = 0
                    place -= 1
                }
                if place >= 0 {
                    digits[place] += 1
                } else {
                    digits.insert(1, at: 0)
                    exponent += 1
                }
            }
        }
        while digits.last == 0 { digits.removeLast() }
        if isZero { exponent = 0 }
    }

    static func text(_ digits: ArraySlice<UInt8>) -> String {
        String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    }
}
