import TrackerValues

/// One section of a number format's code: what a number, a time of the day or words are shown with.
struct NumberPattern: Sendable {
    enum Piece: Equatable, Sendable {
        /// As it stands.
        case literal(String)
        /// `0`, `#` or `?`: a digit, and what stands where there is none.
        case digit(Character)
        case point, percent
        /// `E+` or `E-`; whether a plus is shown.
        case exponent(Bool)
        /// The number as it is.
        case general
        /// `@`: the cell's words.
        case words
        /// A part of a date or a time, and how many letters: y, m (month), d, h, n (minute), s, or "f" for decimals of seconds.
        case time(Character, Int)
        /// Elapsed hours, minutes or seconds.
        case elapsed(Character, Int)
        case halfOfDay
    }

    /// `[>=100]`: the numbers that a section is for.
    struct Condition: Sendable {
        let comparison: String
        let bound: Double

        func holds(_ value: Double) -> Bool {
            switch comparison {
            case "<": value < bound
            case "<=": value <= bound
            case ">": value > bound
            case ">=": value >= bound
            case "<>": value != bound
            default: value == bound
            }
        }
    }

    private(set) var pieces: [Piece] = []
    private(set) var condition: Condition?
    /// Whether thousands are parted.
    private(set) var isGrouped = false
    /// How many times it is divided by a thousand.
    private(set) var thousands = 0
    private(set) var isFraction = false

    /// Whether it shows a number just as it is.
    var isGeneral: Bool { pieces.isEmpty || pieces == [.general] || pieces == [.words] }
    var showsText: Bool { pieces.contains(.words) }
    var showsDay: Bool {
        pieces.contains { if case .time(let part, _) = $0 { "ymd".contains(part) } else { false } }
    }
    var showsMonthAlone: Bool {
        func shows(_ letter: Character) -> Bool {
            pieces.contains { if case .time(letter, _) = $0 { true } else { false } }
        }
        return shows("y") && shows("m") && !shows("d") && !shows("h")
    }
    private var showsTime: Bool {
        pieces.contains {
            switch $0 {
            case .time, .elapsed, .halfOfDay: true
            default: false
            }
        }
    }

    /// The sections of a code.
    static func sections(of code: String) -> [NumberPattern] {
        var sections: [NumberPattern] = []
        var rest = code[...]
        while true {
            sections.append(NumberPattern(&rest))
            guard rest.popFirst() != nil else { return sections }
        }
    }

    /// Takes a section, up to its `;` or the end.
    private init(_ rest: inout Substring) {
        while let character = rest.first, character != ";" {
            rest.removeFirst()
            switch character {
            case "\"":
                add(literal: String(rest.prefix { $0 != "\"" }))
                rest = rest.drop { $0 != "\"" }.dropFirst()
            case "[":
                take(bracket: rest.prefix { $0 != "]" })
                rest = rest.drop { $0 != "]" }.dropFirst()
            case "\\": if let next = rest.popFirst() { add(literal: String(next)) }
            // As wide as the next character, or filled up with it.
            case "_": if rest.popFirst() != nil { add(literal: " ") }
            case "*": _ = rest.popFirst()
            case "0", "#", "?": pieces.append(.digit(character))
            case ".": take(point: &rest)
            case ",": take(comma: rest)
            case "%": pieces.append(.percent)
            case "@": pieces.append(.words)
            case "/" where pieces.contains { if case .digit = $0 { true } else { false } } && !showsTime:
                isFraction = true
            case "e" where rest.first == "+" || rest.first == "-",
                "E" where rest.first == "+" || rest.first == "-":
                pieces.append(.exponent(rest.removeFirst() == "+"))
            case "g" where rest.lowercased().hasPrefix("eneral"),
                "G" where rest.lowercased().hasPrefix("eneral"):
                rest = rest.dropFirst(6)
                pieces.append(.general)
            case "a" where take(halfOfDay: &rest), "A" where take(halfOfDay: &rest): break
            case "y", "Y", "m", "M", "d", "D", "h", "H", "s", "S": take(time: character, &rest)
            default: add(literal: String(character))
            }
        }
    }

    private mutating func add(literal: String) {
        if case .literal(let before) = pieces.last {
            pieces[pieces.count - 1] = .literal(before + literal)
        } else if !literal.isEmpty {
            pieces.append(.literal(literal))
        }
    }

    /// `[h]` counts elapsed time, `[$£-809]` is a currency, `[<1]` a condition; colours don't matter.
    private mutating func take(bracket: Substring) {
        if let first = bracket.first?.lowercased().first, "hms".contains(first),
            bracket.allSatisfy({ $0.lowercased() == String(first) })
        {
            pieces.append(.elapsed(first, bracket.count))
        } else if bracket.first == "$" {
            add(literal: String(bracket.dropFirst().prefix { $0 != "-" }))
        } else if let first = bracket.first, "<>=".contains(first) {
            let comparison = bracket.prefix { "<>=".contains($0) }
            if let bound = Double(bracket.dropFirst(comparison.count)) {
                condition = Condition(comparison: String(comparison), bound: bound)
            }
        }
    }

    private mutating func take(point rest: inout Substring) {
        // ss.000 shows decimals of a second.
        guard case .time("s", _) = pieces.last else { return pieces.append(.point) }
        let decimals = rest.prefix { $0 == "0" }
        rest = rest.dropFirst(decimals.count)
        if decimals.isEmpty { add(literal: ".") } else { pieces.append(.time("f", decimals.count)) }
    }

    /// A comma between digits parts the thousands, one behind them divides by a thousand.
    private mutating func take(comma rest: Substring) {
        guard !showsTime, case .digit = pieces.last else {
            if thousands > 0 { thousands += 1 } else { add(literal: ",") }
            return
        }
        let next = rest.first { $0 != "," }
        if let next, "0#?".contains(next) { isGrouped = true } else { thousands += 1 }
    }

    private mutating func take(halfOfDay rest: inout Substring) -> Bool {
        for form in ["m/pm", "/p"] where rest.lowercased().hasPrefix(form) {
            rest = rest.dropFirst(form.count)
            pieces.append(.halfOfDay)
            return true
        }
        return false
    }

    /// An m is a month, except behind hours and before seconds, where it is minutes.
    private mutating func take(time character: Character, _ rest: inout Substring) {
        let letter = Character(character.lowercased())
        let more = rest.prefix { $0.lowercased() == String(letter) }.count
        rest = rest.dropFirst(more)
        func clock(_ piece: Piece) -> Bool {
            switch piece {
            case .time, .elapsed: true
            default: false
            }
        }
        let before = pieces.lastIndex(where: clock)
        switch (letter, before.map { pieces[$0] }) {
        case ("m", .time("h", _)?), ("m", .elapsed("h", _)?): pieces.append(.time("n", more + 1))
        case ("s", .time("m", let letters)?):
            pieces[before!] = .time("n", letters)
            pieces.append(.time("s", more + 1))
        default: pieces.append(.time(letter, more + 1))
        }
    }
}

// MARK: - Showing

extension NumberPattern {
    /// These words as the section shows them.
    func shown(_ words: String) -> String {
        pieces.map {
            switch $0 {
            case .words: words
            case .literal(let literal): literal
            default: ""
            }
        }.joined()
    }

    /// A number as the section shows it.
    func shown(_ value: Double) -> String {
        if showsTime { return ClockTime(value).map(shown) ?? GeneralNumber.text(of: value) }
        if isFraction { return GeneralNumber.text(of: value) }
        var digits = DecimalDigits(value).shifted(by: -3 * thousands)
        for piece in pieces where piece == .percent { digits = digits.shifted(by: 2) }
        let point = pieces.firstIndex(of: .point) ?? pieces.firstIndex(where: isExponent) ?? endOfWhole
        let exponentPlace = pieces.firstIndex(where: isExponent)
        let places = pieces[point..<(exponentPlace ?? pieces.count)].count(where: isDigit)
        var exponent = 0
        if exponentPlace != nil {
            let step = max(1, pieces[..<point].count(where: isDigit))
            func scaled(_ number: DecimalDigits) -> Int {
                number.isZero ? 0 : Int((Double(number.exponent - 1) / Double(step)).rounded(.down)) * step
            }
            exponent = scaled(digits)
            let rounded = digits.shifted(by: -exponent).rounded(toPlaces: places)
            if rounded.exponent > step { exponent += step }
            digits = digits.shifted(by: -exponent)
        }
        digits = digits.rounded(toPlaces: places)
        let (whole, fraction) = digits.parts
        let sign = value < 0 && !digits.isZero ? "-" : ""
        let power = exponentPlace.map { tail(exponent, from: $0) } ?? ""
        return sign + shown(whole: whole, to: point, value)
            + shown(fraction: fraction, from: point, to: exponentPlace ?? pieces.count) + power
    }

    private func isDigit(_ piece: Piece) -> Bool { if case .digit = piece { true } else { false } }
    private func isExponent(_ piece: Piece) -> Bool { if case .exponent = piece { true } else { false } }
    /// Behind the last digit, where there is no point.
    private var endOfWhole: Int { (pieces.lastIndex(where: isDigit) ?? pieces.count - 1) + 1 }

    /// The pieces before the point: digits from the right, all that are left over at the first place.
    private func shown(whole: String, to end: Int, _ value: Double) -> String {
        var rest = Array(whole)
        var result: [String] = []
        var count = 0
        let first = pieces[..<end].firstIndex(where: isDigit)
        func put(_ digit: Character) {
            if isGrouped, count > 0, count.isMultiple(of: 3) { result.append(",") }
            result.append(String(digit))
            count += 1
        }
        for index in pieces[..<end].indices.reversed() {
            switch pieces[index] {
            case .digit(let place):
                if let digit = rest.popLast() {
                    put(digit)
                } else if place != "#" {
                    put(place == "?" ? " " : place)
                }
                if index == first { while let digit = rest.popLast() { put(digit) } }
            case .literal(let literal): result.append(literal)
            case .percent: result.append("%")
            case .general: result.append(GeneralNumber.text(of: value.magnitude))
            default: break
            }
        }
        return result.reversed().joined()
    }

    private func shown(fraction: String, from start: Int, to end: Int) -> String {
        var rest = Array(fraction)[...]
        var result = ""
        for piece in pieces[start..<end] {
            switch piece {
            case .point: result += "."
            case .digit(let place):
                if let digit = rest.popFirst() {
                    result.append(digit)
                } else if place != "#" {
                    result.append(place == "?" ? " " : place)
                }
            case .literal(let literal): result += literal
            case .percent: result += "%"
            default: break
            }
        }
        return result
    }

    private func tail(_ exponent: Int, from start: Int) -> String {
        guard case .exponent(let showsPlus) = pieces[start] else { return "" }
        let places = pieces[start...].count(where: isDigit)
        let digits = String(abs(exponent))
        let zeros = String(repeating: "0", count: max(0, places - digits.count))
        return "E" + (exponent < 0 ? "-" : showsPlus ? "+" : "") + zeros + digits
    }

    func shownMonth(of day: Day) -> String {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return pieces.map { piece in
            switch piece {
            case .literal(let literal): literal
            case .time("y", let count): count > 2 ? String(day.year) : ClockTime.padded(day.year % 100, 2)
            case .time("m", 3): String(names[day.month - 1].prefix(3))
            case .time("m", let count) where count > 3: names[day.month - 1]
            case .time("m", let count): ClockTime.padded(day.month, count)
            default: ""
            }
        }.joined().trimmed
    }

    private func shown(_ time: ClockTime) -> String {
        let isHalved = pieces.contains(.halfOfDay)
        let rounded = time.rounded(
            toMilliseconds: pieces.contains { if case .time("f", _) = $0 { true } else { false } })
        return pieces.map { piece in
            switch piece {
            case .literal(let literal): literal
            case .halfOfDay: rounded.hour < 12 ? "AM" : "PM"
            case .time("h", let count):
                ClockTime.padded(isHalved ? (rounded.hour + 11) % 12 + 1 : rounded.hour, count)
            case .time("n", let count): ClockTime.padded(rounded.minute, count)
            case .time("s", let count): ClockTime.padded(rounded.second, count)
            case .time("f", let count): "." + String(ClockTime.padded(rounded.millisecond, 3).prefix(count))
            case .elapsed(let part, let count): ClockTime.padded(rounded.elapsed(part), count)
            default: ""
            }
        }.joined()
    }
}

/// A time as a part of days, as a clock shows it.
private struct ClockTime {
    private let milliseconds: Int64

    init?(_ days: Double) {
        guard days >= 0, days < 2_958_466 else { return nil }
        milliseconds = Int64((days * 86_400_000).rounded())
    }

    private init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// To whole seconds, unless parts of them are shown.
    func rounded(toMilliseconds isExact: Bool) -> ClockTime {
        isExact ? self : ClockTime(milliseconds: (milliseconds + 500) / 1000 * 1000)
    }

    var hour: Int { Int(milliseconds / 3_600_000 % 24) }
    var minute: Int { Int(milliseconds / 60_000 % 60) }
    var second: Int { Int(milliseconds / 1000 % 60) }
    var millisecond: Int { Int(milliseconds % 1000) }

    func elapsed(_ part: Character) -> Int {
        Int(milliseconds / (part == "h" ? 3_600_000 : part == "m" ? 60_000 : 1000))
    }

    static func padded(_ number: Int, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}
