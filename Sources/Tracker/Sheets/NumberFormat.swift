/// What a cell's number format makes of a number: a date, a percentage or just a number (ECMA-376 part 1,
/// 18.8.30 and 18.8.31).
enum NumberFormat: Hashable, Sendable {
    /// A number, or a time of the day alone.
    case plain
    /// A date, with or without a time.
    case date
    /// A percentage.
    case percentage

    /// The format built in under this number.
    init(builtIn number: Int) {
        switch number {
        // 27 to 36 and 50 to 58 are dates in the East Asian versions.
        case 14...17, 22, 27...31, 34...36, 50...54, 57, 58: self = .date
        case 9, 10: self = .percentage
        default: self = .plain
        }
    }

    /// The format that this code describes, such as `dd/mm/yyyy;@`: a date if it shows a year, a month or a
    /// day.
    init(code: String) {
        let letters = NumberFormat.letters(of: code)
        // An m is a month, except with hours or seconds, where it is minutes.
        let hasClock = letters.contains("h") || letters.contains("s")
        if letters.contains("y") || letters.contains("d") || (letters.contains("m") && !hasClock) {
            self = .date
        } else {
            self = letters.contains("%") ? .percentage : .plain
        }
    }

    /// The characters of the first section, in lower case, that stand for parts of the value: without what is
    /// shown as it stands (`"days"`, `\d`), padding (`_d`, `*d`), and conditions, colours and locales
    /// (`[Red]`).
    private static func letters(of code: String) -> [Character] {
        var letters: [Character] = []
        var rest = code[...]
        while let character = rest.popFirst(), character != ";" {
            switch character {
            case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
            case "[":
                let bracket = rest.prefix { $0 != "]" }
                // [h], [mm] and [ss] count elapsed time.
                if bracket.allSatisfy({ "hmsHMS".contains($0) }) { letters.append("h") }
                rest = rest.drop { $0 != "]" }.dropFirst()
            case "\\", "_", "*": rest = rest.dropFirst()
            default: letters += character.lowercased()
            }
        }
        // "General" is a name, no pattern; it has no y, d, m, h or s, and needs no care.
        return letters
    }
}
