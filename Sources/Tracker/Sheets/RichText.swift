#if Spreadsheets
    /// Gathers the words of a text that may be in runs of different looks (ECMA-376 part 1, 18.4.8): the runs
    /// joined, phonetic hints left out.
    struct RichText {
        private let limit: Int
        private var bytes: [UInt8] = []
        private var isInText = false
        private var isInHint = false

        init(limit: Int) {
            self.limit = limit
        }

        package mutating func start(_ element: XMLName) {
            if element == "t" { isInText = !isInHint } else if element == "rPh" { isInHint = true }
        }

        package mutating func end(_ element: XMLName) {
            if element == "t" { isInText = false } else if element == "rPh" { isInHint = false }
        }

        /// Takes text where it counts; false if it gets too long.
        package mutating func take(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
            guard isInText else { return true }
            guard bytes.count + piece.count <= limit else { return false }
            bytes += piece
            return true
        }

        /// The words gathered since the last time.
        package mutating func finish() -> String {
            defer { bytes.removeAll(keepingCapacity: true) }
            return String(decoding: bytes, as: UTF8.self).unescapingControls
        }
    }

    extension String {
        /// Control characters are written `_x000D_` in workbooks, and an underscore that only looks so
        /// `_x005F_` (ECMA-376 part 1, 22.9.2.19).
        var unescapingControls: String {
            guard utf8.contains(UInt8(ascii: "_")) else { return self }
            var result = ""
            var rest = self[...]
            while let start = rest.firstIndex(of: "_") {
                result += rest[..<start]
                rest = rest[start...]
                let escape = rest.prefix(7)
                if escape.utf8.count == 7, escape.hasPrefix("_x"), escape.hasSuffix("_"),
                    escape.dropFirst(2).prefix(4).allSatisfy(\.isHexDigit),
                    let scalar = UInt32(escape.dropFirst(2).prefix(4), radix: 16).flatMap(
                        Unicode.Scalar.init),
                    scalar.value != 0
                {
                    result.unicodeScalars.append(scalar)
                    rest = rest.dropFirst(7)
                } else {
                    result.append(rest.removeFirst())
                }
            }
            return result + rest
        }
    }
#endif
