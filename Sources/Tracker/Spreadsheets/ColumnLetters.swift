/// How spreadsheets name columns.
package enum ColumnLetters {
    /// The letters by which spreadsheets name a column: "A" for 0, "D" for 3, "AA" for 26.
    package static func of(_ index: Int) -> String {
        var name = ""
        var rest = index
        while rest >= 0 {
            name = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(rest % 26))) + name
            rest = rest / 26 - 1
        }
        return name
    }
}
