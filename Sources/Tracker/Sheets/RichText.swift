#if Spreadsheets
    /// Gathers the words of a text that may be in runs of different looks (ECMA-376 part 1, 18.4.8): the runs
    /// joined, phonetic hints left out.
    struct RichText {
        private let limit: Int
        private var bytes: [UInt8] = []
        private var isInText = false
        private var isInHint = false
        private var isRunStruck = false
        private var hasPlain = false
        private var hasStruck = false

        init(limit: Int) {
            self.limit = limit
        }

        package mutating func start(_ element: XMLName, _ attributes: XMLAttributes) {
            switch element {
            case "t": isInText = !isInHint
            case "r": isRunStruck = false
            case "rPh": isInHint = true
            case "strike": isRunStruck = attributes.isOn("val", unlessGiven: true)
            default: break
            }
        }

        package mutating func end(_ element: XMLName) {
            if element == "t" { isInText = false } else if element == "rPh" { isInHint = false }
        }

        /// Takes text where it counts; false if it gets too long.
        package mutating func take(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
            guard isInText else { return true }
            guard bytes.count + piece.count <= limit else { return false }
            bytes += piece
            if isRunStruck { hasStruck = true } else { hasPlain = true }
            return true
        }

        /// Whether all words gathered since the last time are struck through.
        package var isStruck: Bool { hasStruck && !hasPlain }

        /// The words gathered since the last time.
        package mutating func finish() -> String {
            defer {
                bytes.removeAll(keepingCapacity: true)
                (isRunStruck, hasPlain, hasStruck) = (false, false, false)
            }
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
