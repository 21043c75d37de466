/// An identifier that officers type: of an item, a report, a board or a meeting.
///
/// 1 to 64 ASCII letters, digits and `-_./`, the first a letter or a digit, without `..`, so that it is safe
/// in file names, addresses and commands. It is shown as first typed, and compared without regard to case.
public struct Reference: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The spelling as typed.
    public let text: String
    /// The spelling in ASCII lower case, by which references are compared.
    public let folded: String

    /// The longest a reference may be, in characters.
    public static let longest = 64

    /// Reads a reference; `what` names it in the error's sentence ("report", "meeting").
    public init(parsing text: String, what: String = "reference") throws(InvalidValue) {
        guard Reference.isWellFormed(text) else {
            throw InvalidValue(
                what: what, given: text,
                expected: "1 to 64 letters (A to Z), digits and - _ . / beginning with a letter or a digit "
                    + "and without \"..\", for example PEEL-2016-R5")
        }
        self.text = text
        folded = text.lowercased()
    }

    /// A reference that the register holds already, and so has been checked.
    package init(stored text: String) {
        self.text = text
        folded = text.lowercased()
    }

    /// Whether a text is a reference of at most so many characters.
    package static func isWellFormed(_ text: String, longest: Int = longest) -> Bool {
        let bytes = text.utf8
        guard (1...longest).contains(bytes.count), let first = bytes.first, isLetterOrDigit(first) else {
            return false
        }
        var previous = first
        for byte in bytes.dropFirst() {
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"): break
            case UInt8(ascii: "."): if previous == byte { return false }
            default: if !isLetterOrDigit(byte) { return false }
            }
            previous = byte
        }
        return true
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    /// The spelling as typed.
    public var description: String { text }

    /// Equal when they differ in case alone: byte by byte, as SQLite compares them, not as Unicode holds texts equivalent.
    public static func == (left: Reference, right: Reference) -> Bool {
        left.folded == right.folded && left.folded.utf8.elementsEqual(right.folded.utf8)
    }

    /// Hashes what is compared.
    public func hash(into hasher: inout Hasher) { hasher.combine(folded) }

    /// Ordered by the folded spelling.
    public static func < (left: Reference, right: Reference) -> Bool { left.folded < right.folded }
}

extension Reference {
    /// The reference that is made of one as it is printed, "R1 (a)" or "PEEL21/22 AFI 1": what can't stand in a
    /// reference becomes one dash, accents are dropped. Nil where nothing is left.
    package init?(printed text: String) {
        if Self.isWellFormed(text) {
            self.init(stored: text)
            return
        }
        var safe = ""
        for scalar in text.plain.composed.unicodeScalars {
            if scalar.isASCII,
                Self.isLetterOrDigit(UInt8(scalar.value)) || "-_./".unicodeScalars.contains(scalar)
            {
                safe.unicodeScalars.append(scalar)
            } else if let letter = Self.plain(scalar) {
                let isCapital = scalar.properties.isUppercase
                safe += isCapital ? String(letter).uppercased() : String(letter)
            } else if !Self.isInsideWords(scalar), safe.last != "-" {
                safe.append("-")
            }
        }
        while safe.contains("..") { safe = safe.replacing("..", with: ".") }
        safe = String(safe.drop { "-_./".contains($0) }.prefix(Self.longest))
        while let last = safe.last, "-_./".contains(last) { safe.removeLast() }
        guard Self.isWellFormed(safe) else { return nil }
        self.init(stored: safe)
    }

    /// A readable identifier made from a title: "peel-police-efficiency-2016" from "PEEL: Police efficiency
    /// 2016 - Metropolitan Police Service".
    ///
    /// What follows a spaced dash (in inspectors' titles, the force) is left out, accents are dropped, and
    /// words are kept whole within `limit` characters where the first one fits. Empty if the title has no
    /// Latin letter and no digit.
    public static func slug(from title: String, limit: Int) -> String {
        var words: [String] = []
        var word = ""
        var previous: Unicode.Scalar = " "
        let scalars = Array(title.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let isSpacedDash =
                scalar.properties.generalCategory == .dashPunctuation && previous == " "
                && index + 1 < scalars.count && scalars[index + 1] == " "
            if isSpacedDash, !words.isEmpty { break }
            if let letter = plain(scalar) {
                word.unicodeScalars.append(letter)
            } else if !isInsideWords(scalar), !word.isEmpty {
                words.append(word)
                word = ""
            }
            previous = scalar
        }
        if !word.isEmpty { words.append(word) }

        var slug = words.first.map { String($0.prefix(limit)) } ?? ""
        for word in words.dropFirst() {
            guard slug.utf8.count + 1 + word.utf8.count <= limit else { break }
            slug += "-" + word
        }
        return slug
    }

    /// An ASCII lower case letter or a digit for `scalar`: its base letter where it has an accent ("Ŵ" gives
    /// "w").
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
        if lower.isASCII { return isLetterOrDigit(UInt8(lower.value)) ? lower : nil }
        // Unicode names accented letters after their base: LATIN SMALL LETTER W WITH CIRCUMFLEX.
        guard let name = lower.properties.name, name.hasPrefix("LATIN SMALL LETTER ") else { return nil }
        let rest = name.dropFirst("LATIN SMALL LETTER ".count)
        guard rest.dropFirst().hasPrefix(" WITH "), let base = rest.first else { return nil }
        return base.lowercased().unicodeScalars.first
    }

    /// Apostrophes and combining accents do not end a word: "Mayor's" gives "mayors".
    private static func isInsideWords(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "'" || scalar == "\u{2019}" || scalar.properties.generalCategory == .nonspacingMark
    }
}
