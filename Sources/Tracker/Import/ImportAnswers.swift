public import TrackerValues

/// What was answered to the questions that a sheet leaves open, besides its columns and statuses.
public struct ImportAnswers: Equatable, Sendable {
    /// The workbook's sheet, where it was chosen.
    public var sheet: String?
    /// Takes every question as the plan proposes, where it proposes anything.
    public var asProposed = false
    /// How dates are read that could be one day or another.
    public var dates = DateAnswers()
    /// Who published the reports that no column tells of.
    public var publisher: String?
    /// When the reports were published that no column dates, as typed.
    public var published: String?
    /// Registers owners who aren't registered yet.
    public var addPeople = false
    /// Records each dated line of an update as of its own day.
    public var splitUpdates = false

    /// Whom a name in the sheet means.
    public var people = WordMeanings()
    /// Which kind words in the sheet mean.
    public var kinds = WordMeanings()
    /// Which board words in the sheet mean.
    public var boards = WordMeanings()

    /// Nothing answered.
    public init() {}

    /// What was said of dates, as typed.
    ///
    /// - Throws: `InvalidValue` for what is no rule.
    public mutating func read(dates typed: [String]) throws(InvalidValue) { try dates.read(typed) }

    /// Beside what was answered now, what was kept.
    public mutating func add(_ kept: ImportAnswers) {
        sheet = sheet ?? kept.sheet
        asProposed = asProposed || kept.asProposed
        if dates.isEmpty { dates = kept.dates }
        publisher = publisher ?? kept.publisher
        published = published ?? kept.published
        addPeople = addPeople || kept.addPeople
        splitUpdates = splitUpdates || kept.splitUpdates
        people.add(kept.people)
        kinds.add(kept.kinds)
        boards.add(kept.boards)
    }

    // MARK: - As kept in a register

    /// By name, as they are kept; people's names are none of an entry's own text.
    var kept: [String: String] {
        var kept: [String: String] = [:]
        kept["sheet"] = sheet
        kept["dates"] = dates.kept
        kept["publisher"] = publisher
        kept["published"] = published
        kept["kinds"] = kinds.kept
        kept["boards"] = boards.kept
        for (name, isSo) in [
            ("as_proposed", asProposed), ("add_people", addPeople), ("split_updates", splitUpdates),
        ] where isSo { kept[name] = "yes" }
        return kept
    }

    /// Answers that were kept in a register, with the people who were kept beside them.
    init(kept: [String: String], people: String? = nil) {
        sheet = kept["sheet"]
        dates = DateAnswers(kept: kept["dates"])
        publisher = kept["publisher"]
        published = kept["published"]
        kinds = WordMeanings(kept: kept["kinds"])
        boards = WordMeanings(kept: kept["boards"])
        self.people = WordMeanings(kept: people)
        asProposed = kept["as_proposed"] != nil
        addPeople = kept["add_people"] != nil
        splitUpdates = kept["split_updates"] != nil
    }
}
