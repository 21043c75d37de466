import TrackerSheets
package import TrackerValues

/// What was said of how a sheet's dates are read that could be one day or another: for all columns, and for some alone.
public struct DateAnswers: Equatable, Sendable {
    /// For every column of which nothing else was said.
    package var general: Set<DateRule> = []
    /// For columns by their headings (`ImportField.normalised`).
    private var columns: [String: Set<DateRule>] = [:]

    /// Nothing said.
    init() {}

    var isEmpty: Bool { general.isEmpty && columns.isEmpty }

    /// Reads what was typed: `month-first`, or `Due date=month-first` of one column.
    ///
    /// - Throws: `InvalidValue` for what is no rule.
    mutating func read(_ typed: [String]) throws(InvalidValue) {
        for word in typed.flatMap({ $0.split(separator: ",") }) {
            let place = word.lastIndex(of: "=")
            let name = place.map { word[word.index(after: $0)...] } ?? word
            guard let rule = DateRule(rawValue: String(name).plain.lowercased()) else {
                throw InvalidValue(
                    what: "rule for dates", given: String(word),
                    expected:
                        "one of \(DateRule.allCases.map(\.rawValue).joined(separator: ", ")), or COLUMN= and one of them"
                )
            }
            if let place {
                columns[ImportField.normalised(String(word[..<place])), default: []].insert(rule)
            } else {
                general.insert(rule)
            }
        }
    }

    /// The rules for a column.
    func rules(of heading: String) -> Set<DateRule> {
        guard let own = columns[ImportField.normalised(heading)] else { return general }
        let others = general.filter { rule in own.allSatisfy { $0.isOfOrder != rule.isOfOrder } }
        return own.union(others)
    }

    /// Whether the order of day and month was said of that column alone.
    func ordersAlone(_ heading: String) -> Bool {
        columns[ImportField.normalised(heading)]?.contains(where: \.isOfOrder) ?? false
    }

    /// What was said of columns that a sheet hasn't got.
    func problems(in sheet: Sheet, file: String) -> [Problem] {
        let headings = sheet.headings.map(\.text.plain)
        let known = Set(headings.map { ImportField.normalised($0) })
        return columns.keys.filter { !known.contains($0) }.sorted().map { name in
            let near = NearestMatch.suggestions(for: name, among: headings)
            return Problem(
                file: file, sentence: "There is no column \"\(name)\" whose dates could be read.",
                accepted: (near.isEmpty ? headings : near).joined(separator: ", "))
        }
    }

    // MARK: - As kept in a register

    /// As it is kept: what was typed, in one order.
    var kept: String? {
        let all =
            general.map(\.rawValue).sorted()
            + columns.sorted { $0.key < $1.key }.flatMap { column, rules in
                rules.map(\.rawValue).sorted().map { "\(column)=\($0)" }
            }
        return all.isEmpty ? nil : all.joined(separator: ",")
    }

    /// What was kept; rules that this program doesn't know are left out.
    init(kept: String?) {
        for word in (kept ?? "").split(separator: ",") { try? read([String(word)]) }
    }
}

extension DateRule {
    /// Whether it says which of two numbers is the day, rather than which day of a month is meant.
    var isOfOrder: Bool { self == .dayFirst || self == .monthFirst }
}

/// How the dates of each column are read.
struct ColumnDates: Sendable {
    private var general = DateReading()
    private var columns: [ImportField: DateReading] = [:]

    /// As nothing but the forms of dates says.
    init() {}

    /// By what was answered of a sheet. Where all goes as proposed, a month alone is its last day.
    init(
        _ answers: ImportAnswers, of sheet: Sheet, _ fields: [ImportField], zone: TimeZoneRule,
        year: YearStart
    ) {
        general.zone = zone
        general.year = year
        func reading(_ said: Set<DateRule>) -> DateReading {
            var reading = general
            let isMonthSaid = !said.isDisjoint(with: [.firstOfMonth, .endOfMonth])
            reading.rules = answers.asProposed && !isMonthSaid ? said.union([.endOfMonth]) : said
            return reading
        }
        general = reading(answers.dates.general)
        for (column, field) in fields.enumerated() {
            let said = answers.dates.rules(of: sheet.headings[column].text.plain)
            if said != answers.dates.general { columns[field] = reading(said) }
        }
    }

    subscript(field: ImportField) -> DateReading { columns.isEmpty ? general : columns[field] ?? general }
}
