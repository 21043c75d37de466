public import TrackerValues

/// What was answered to the questions that a sheet leaves open, besides its columns and statuses.
public struct ImportAnswers: Equatable, Sendable {
    /// The workbook's sheet, where it was chosen.
    public var sheet: String?
    /// Takes every question as the plan proposes, where it proposes anything.
    public var asProposed = false
    /// How dates are read that could be one day or another.
    package var dates: Set<DateRule> = []
    /// Who published the reports that no column tells of.
    public var publisher: String?
    /// When the reports were published that no column dates, as typed.
    public var published: String?
    /// Registers owners who aren't registered yet.
    public var addPeople = false
    /// Records each dated line of an update as of its own day.
    public var splitUpdates = false

    /// Nothing answered.
    public init() {}

    /// What was said of dates, as typed.
    ///
    /// - Throws: `InvalidValue` for what is no rule.
    public mutating func read(dates typed: [String]) throws(InvalidValue) {
        for word in typed.flatMap({ $0.split(separator: ",") }) {
            guard let rule = DateRule(rawValue: word.trimmingPrefix(" ").lowercased()) else {
                throw InvalidValue(
                    what: "rule for dates", given: String(word),
                    expected: "one of \(DateRule.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            dates.insert(rule)
        }
    }

    /// Beside what was answered now, what was kept.
    public mutating func add(_ kept: ImportAnswers) {
        sheet = sheet ?? kept.sheet
        asProposed = asProposed || kept.asProposed
        if dates.isEmpty { dates = kept.dates }
        publisher = publisher ?? kept.publisher
        published = published ?? kept.published
        addPeople = addPeople || kept.addPeople
        splitUpdates = splitUpdates || kept.splitUpdates
    }

    /// The rules by which dates are read: where all goes as proposed, a month alone is its last day.
    package var dateRules: Set<DateRule> {
        let isMonthSaid = dates.contains(.firstOfMonth) || dates.contains(.endOfMonth)
        return asProposed && !isMonthSaid ? dates.union([.endOfMonth]) : dates
    }

    // MARK: - As kept in a register

    /// By name, as they are kept.
    var kept: [String: String] {
        var kept: [String: String] = [:]
        kept["sheet"] = sheet
        kept["dates"] = dates.isEmpty ? nil : dates.map(\.rawValue).sorted().joined(separator: ",")
        kept["publisher"] = publisher
        kept["published"] = published
        for (name, isSo) in [
            ("as_proposed", asProposed), ("add_people", addPeople), ("split_updates", splitUpdates),
        ] where isSo { kept[name] = "yes" }
        return kept
    }

    /// Answers that were kept in a register.
    init(kept: [String: String]) {
        sheet = kept["sheet"]
        dates = Set((kept["dates"] ?? "").split(separator: ",").compactMap { DateRule(rawValue: String($0)) })
        publisher = kept["publisher"]
        published = kept["published"]
        asProposed = kept["as_proposed"] != nil
        addPeople = kept["add_people"] != nil
        splitUpdates = kept["split_updates"] != nil
    }
}
