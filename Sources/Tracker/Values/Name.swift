/// How names of people, posts and boards are taken in and looked up: what can't be seen doesn't tell two apart.
package enum Name {
    /// What means something else where a name can stand: nobody, or somebody who isn't named.
    private static let taken: Set<String> = [
        "none", "nobody", "(nobody yet)", "vacant", "(vacant)", "[redacted]", "(not named)", "(no board)",
    ]

    /// A name as it is kept: in one spelling, without blanks at its ends, with one between words, and without marks that
    /// can't be seen.
    ///
    /// - Parameter what: what to call it in the error: "person's name".
    /// - Throws: `InvalidValue` for one that is empty, holds control characters or means something else: the identifier
    ///   of a person (P4), "none", "[redacted]".
    package static func parse(_ typed: String, what: String) throws(InvalidValue) -> String {
        let name = tidied(typed)
        if name.isEmpty { throw InvalidValue(what: what, given: "", expected: "some words") }
        if name.unicodeScalars.contains(where: {
            unprintable.contains($0.properties.generalCategory) && !$0.properties.isDefaultIgnorableCodePoint
        }) {
            throw InvalidValue(
                what: what, given: name, expected: "words without control characters: type it anew")
        }
        if taken.contains(name.lowercased()) || isIdentifier(name) {
            throw InvalidValue(
                what: what, given: name,
                expected: "another name: \"\(name)\" means something else where names stand")
        }
        return name
    }

    private static let unprintable: [Unicode.GeneralCategory] = [
        .control, .format, .lineSeparator, .paragraphSeparator, .surrogate,
    ]

    /// P and a number: how the ledger names people and posts.
    private static func isIdentifier(_ name: String) -> Bool {
        "Pp".contains(name.prefix(1)) && name.count > 1
            && name.unicodeScalars.dropFirst().allSatisfy { $0.properties.numericType == .decimal }
    }

    /// The name without what can't be seen.
    package static func tidied(_ typed: String) -> String {
        if isTidy(typed) { return typed }
        var tidied = String.UnicodeScalarView()
        for scalar in typed.composed.unicodeScalars {
            if isBlank(scalar) {
                if let last = tidied.last, last != " " { tidied.append(" ") }
            } else if !scalar.properties.isDefaultIgnorableCodePoint || joins(scalar, after: tidied.last) {
                tidied.append(scalar)
            }
        }
        if tidied.last == " " { tidied.removeLast() }
        return String(tidied)
    }

    /// Most are, and by byte that is seen at once: printable ASCII with single blanks between words.
    private static func isTidy(_ typed: String) -> Bool {
        var last = UInt8(ascii: " ")
        for byte in typed.utf8 {
            guard 0x20..<0x7F ~= byte, byte != 0x20 || last != 0x20 else { return false }
            last = byte
        }
        return last != 0x20 || typed.isEmpty
    }

    /// A blank, or a character that is drawn as one.
    package static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "\u{2800}"
    }

    /// The joiners belong to the spelling of Persian, Hindi and others; after a Latin letter they do nothing.
    private static func joins(_ scalar: Unicode.Scalar, after last: Unicode.Scalar?) -> Bool {
        (scalar == "\u{200C}" || scalar == "\u{200D}") && last.map { $0.value >= 0x590 } ?? false
    }

    /// What names are looked up by: capitals, blanks, dashes and quotation marks don't matter.
    package static func key(_ name: String) -> String { tidied(name).plain.lowercased() }
}

extension Collection {
    /// Those among several that a typed name means: those named so, and of several the one spelled exactly so.
    package func named(_ typed: String, by name: (Element) -> String) -> [Element] {
        let key = Name.key(typed)
        let alike = filter { Name.key(name($0)) == key }
        let exact = alike.count > 1 ? alike.filter { name($0).utf8.elementsEqual(typed.utf8) } : []
        return exact.count == 1 ? exact : alike
    }
}
