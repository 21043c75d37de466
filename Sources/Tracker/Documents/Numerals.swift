// Numbers as UK papers print them: thousands set off by commas (Office for National Statistics style guide).

/// Numbers in digits.
package enum Numerals {
    /// `number` with a comma between thousands.
    static func grouped(_ number: Int) -> String {
        -1000 < number && number < 1000 ? String(number) : grouped(String(number))
    }

    /// A decimal number with a comma between thousands of its whole part; any other text as it is.
    package static func grouped(_ decimal: String) -> String {
        guard isDecimal(decimal) else { return decimal }
        let sign = decimal.hasPrefix("-") ? "-" : ""
        let parts = decimal.dropFirst(sign.count).split(separator: ".", maxSplits: 1)
        var whole = ""
        for (index, digit) in parts[0].enumerated() {
            if index > 0, (parts[0].count - index) % 3 == 0 { whole += "," }
            whole.append(digit)
        }
        return sign + whole + (parts.count > 1 ? "." + parts[1] : "")
    }

    /// Whether `text` is digits, with at most a minus before them and a full stop with digits after them.
    static func isDecimal(_ text: String) -> Bool {
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return text.utf8.count - digits.count <= 1 && parts.count <= 2
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { 0x30...0x39 ~= $0 } }
    }
}
