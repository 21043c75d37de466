public import TrackerValues

/// Who published reports, and the reports that are known to be theirs. An item's publisher is its report's.
public struct Publisher: Equatable, Sendable {
    /// The name as the first of the reports gives it.
    public let name: String
    /// The reports, as known when they were looked up; none yet of a scope that was read from the ledger.
    public package(set) var reports: Set<Reference>

    package init(_ name: String, reports: Set<Reference> = []) {
        (self.name, self.reports) = (name, reports)
    }

    /// The same when they have one name: which reports are theirs, each time of asking finds out.
    public static func == (left: Publisher, right: Publisher) -> Bool { left.name == right.name }

    /// A publisher's name as it stands in a sentence: "HMICFRS", "the Coroner for Essex".
    package static func inSentence(_ name: String) -> String {
        let words = name.plain.lowercased().split { !$0.isLetter }
        let isProper = words.first.map { ["the", "a", "an", "his", "her", "hm"].contains($0) } ?? true
        let isOffice = words.contains { offices.contains($0) } && !name.contains(",")
        return isOffice && !isProper ? "the \(name)" : name
    }

    private static let offices: Set<Substring> = [
        "coroner", "commissioner", "iopc", "ipcc", "office", "assembly", "committee", "authority", "college",
        "inspectorate", "inquiry", "review", "ombudsman",
    ]

    /// Whether words are a publisher's name and nothing besides, as a column of a sheet gives it: "HMICFRS" is one, "HMICFRS
    /// PEEL 2018/19" is a report.
    package static func isName(_ words: String) -> Bool {
        let name = words.plain.lowercased()
        if ["coroner for ", "senior coroner for ", "area coroner for ", "hm coroner for "].contains(where: {
            name.hasPrefix($0)
        }) {
            return true
        }
        return names.contains(name.hasPrefix("the ") ? String(name.dropFirst(4)) : name)
    }

    private static let names: Set<String> = [
        "hmic", "hmicfrs", "hmics", "his majesty's inspectorate of constabulary and fire & rescue services",
        "her majesty's inspectorate of constabulary", "iopc", "independent office for police conduct", "ipcc",
        "independent police complaints commission", "coroner", "hm coroner", "coroner's court",
        "victims' commissioner", "domestic abuse commissioner", "police and crime commissioner", "pcc",
        "information commissioner", "information commissioner's office", "ico", "internal audit",
        "internal auditors", "college of policing", "london assembly", "national audit office", "ofsted",
        "cqc", "casey review", "baroness casey", "baroness casey review", "angiolini inquiry",
        "angiolini review",
    ]
}
