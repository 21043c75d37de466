/// What a name looks like: names of the same look can't be told apart on paper.
///
/// It is the skeleton of Unicode Technical Standard 39, section 4 (<https://www.unicode.org/reports/tr39/#Confusable_Detection>),
/// once of the name as written and once in lower case, since capitals don't tell names apart either.
package struct Likeness: Hashable {
    private let asWritten: String
    private let inLowerCase: String

    package init(_ name: String) {
        let name = Name.tidied(name)
        asWritten = Self.skeleton(name).lowercased()
        inLowerCase = Self.skeleton(name.lowercased())
    }

    /// Whether two names look the same.
    package func resembles(_ other: Likeness) -> Bool {
        asWritten == other.asWritten || inLowerCase == other.inLowerCase
    }

    /// Whether any two look the same: unequal as a whole, and alike in one way.
    package static func anyAlike(_ looks: some Collection<Likeness>) -> Bool {
        Set(looks.map(\.asWritten)).count < looks.count || Set(looks.map(\.inLowerCase)).count < looks.count
    }

    private static func skeleton(_ name: String) -> String {
        var skeleton = String.UnicodeScalarView()
        for scalar in name.decomposedScalars
        // None of ASCII's is ignored.
        where scalar.isASCII || !scalar.properties.isDefaultIgnorableCodePoint {
            if let prototype = Confusables.prototype(of: scalar) {
                skeleton.append(contentsOf: prototype)
            } else {
                skeleton.append(scalar)
            }
        }
        var decomposed = String.UnicodeScalarView()
        decomposed.append(contentsOf: String(skeleton).decomposedScalars)
        return String(decomposed)
    }
}

extension String {
    /// Whether it looks the same as another name.
    package func resembles(_ other: String) -> Bool { Likeness(self).resembles(Likeness(other)) }
}

/// The characters that look like others, by Unicode's table (`ConfusableTable`).
enum Confusables {
    /// What a character looks like, if there is a simpler one or several.
    static func prototype(of scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
        scalar.isASCII ? ofASCII[Int(scalar.value)] : found(scalar)
    }

    /// The same of ASCII's characters, found once: most names are of these.
    private static let ofASCII = (UInt8(0)..<0x80).map { found(Unicode.Scalar($0)) }

    private static func found(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
        ConfusableTable.lines.withUTF8Buffer { table in
            // Lines "HEX HEX …" in the order of the first: found by halving what is left.
            var (low, high) = (0, table.count)
            while low < high {
                let start = lineStart(table, at: low + (high - low) / 2)
                var numbers = Numbers(table, from: start)
                guard let first = numbers.next() else { return nil }
                if first == scalar.value {
                    var prototype: [Unicode.Scalar] = []
                    while let next = numbers.next() { prototype += [Unicode.Scalar(next)].compactMap { $0 } }
                    return prototype
                }
                if first < scalar.value { low = numbers.lineEnd } else { high = start }
            }
            return nil
        }
    }

    private static func lineStart(_ table: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
        var start = place
        while start > 0, table[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        return start
    }

    /// The hexadecimal numbers of one line.
    private struct Numbers {
        private let table: UnsafeBufferPointer<UInt8>
        private var place: Int

        init(_ table: UnsafeBufferPointer<UInt8>, from start: Int) {
            self.table = table
            place = start
        }

        /// Where the next line begins.
        var lineEnd: Int { (table[place...].firstIndex(of: UInt8(ascii: "\n")) ?? table.count - 1) + 1 }

        mutating func next() -> UInt32? {
            while place < table.count, table[place] == UInt8(ascii: " ") { place += 1 }
            var number: UInt32?
            while place < table.count, let digit = Self.digit(table[place]) {
                number = (number ?? 0) << 4 | UInt32(digit)
                place += 1
            }
            return number
        }

        private static func digit(_ byte: UInt8) -> UInt8? {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
            case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
            default: nil
            }
        }
    }
}
