import TrackerValues

/// How a cell shows its number (ECMA-376 part 1, 18.8.30 and 18.8.31): `000` shows 1 as 001, `"REC-"000` as
/// REC-001, `0%` a third as 33%. What a cell shows is what is read.
struct NumberFormat: Sendable {
    /// As it is: the shortest number.
    static let general = NumberFormat(sections: [], isDate: false)

    /// Whether the number is a day: the format shows a year, a month or a day.
    let isDate: Bool
    private let sections: [NumberPattern]
    /// Whether it shows of a day the month and the year alone: Mar-23.
    var showsMonthAlone: Bool { isDate && sections.first?.showsMonthAlone ?? false }
    /// Whether it shows a number as it is.
    var isGeneral: Bool { sections.isEmpty && !isDate }

    private init(sections: [NumberPattern], isDate: Bool) {
        self.sections = sections
        self.isDate = isDate
    }

    /// The format that this code describes, such as `dd/mm/yyyy;@` or `#,##0.00`.
    init(code: String) {
        let sections = NumberPattern.sections(of: code)
        let isDate = sections.first?.showsDay ?? false
        let isPlain = sections.count == 1 && sections[0].isGeneral
        self.init(sections: isPlain ? [] : sections, isDate: isDate)
    }

    /// The format built in under this number.
    init(builtIn number: Int) {
        switch number {
        // 27 to 36 and 50 to 58 are dates in the East Asian versions.
        case 17: self.init(code: "mmm-yy")
        case 14...16, 22, 27...31, 34...36, 50...54, 57, 58: self.init(sections: [], isDate: true)
        default:
            guard let code = NumberFormat.builtIn[number] else {
                self = .general
                return
            }
            self.init(code: code)
        }
    }

    /// What a cell with this number shows, without blanks at its ends.
    func shown(_ value: Double) -> String {
        guard let (section, value) = section(for: value) else { return GeneralNumber.text(of: value) }
        let shown = section.shown(value).trimmed
        // `;;;` hides what is in the cell; a value that is there isn't lost for it.
        return shown.isEmpty ? GeneralNumber.text(of: value) : shown
    }

    /// The month and the year of a day as the cell shows them.
    func shownMonth(of day: Day) -> String { sections.first?.shownMonth(of: day) ?? day.description }

    /// What a cell with these words shows: `"REC-"@` shows 7 as REC-7.
    func shown(_ words: String) -> String {
        guard let section = sections.count == 4 ? sections[3] : sections.first, section.showsText else {
            return words
        }
        let shown = section.shown(words)
        // `_-@_-` pads words with blanks, which are none of theirs.
        return shown.trimmed == words.trimmed ? words : shown
    }

    /// The section for a number, and the number as it shows it: without its sign where the section is for negative ones.
    private func section(for value: Double) -> (NumberPattern, Double)? {
        let numeric = sections.prefix(3).filter { !$0.showsText || sections.count == 1 }
        guard let first = numeric.first, !first.showsText else { return nil }
        if numeric.contains(where: { $0.condition != nil }) {
            let found = numeric.first { $0.condition?.holds(value) ?? true } ?? first
            return (found, value)
        }
        if value < 0, numeric.count > 1 { return (numeric[1], -value) }
        if value == 0, numeric.count > 2 { return (numeric[2], value) }
        return (first, value)
    }

    /// The codes that are not written down, as the United Kingdom's version has them.
    private static let builtIn: [Int: String] = [
        1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "£#,##0;-£#,##0", 6: "£#,##0;-£#,##0",
        7: "£#,##0.00;-£#,##0.00", 8: "£#,##0.00;-£#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
        18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 37: "#,##0;-#,##0",
        38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-",
        42: "£#,##0;-£#,##0;-", 43: "#,##0.00;-#,##0.00;-", 44: "£#,##0.00;-£#,##0.00;-", 45: "mm:ss",
        46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0",
    ]
}
