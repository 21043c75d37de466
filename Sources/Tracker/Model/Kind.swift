import TrackerValues

/// A kind of item.
public struct Kind: Equatable, Sendable {
    /// Its name, for example `area-for-improvement`.
    public let name: String
    /// Whether an item of this kind is incomplete while no recommendation stands under it.
    public package(set) var needsRecommendation: Bool

    package init(name: String, needsRecommendation: Bool) {
        self.name = name
        self.needsRecommendation = needsRecommendation
    }

    /// As it stands before a number in a narrow column: "AFI", "Recommendation".
    public static func shortLabel(_ name: String) -> String {
        name == "area-for-improvement" ? "AFI" : label(name).capitalizedFirst
    }

    /// With the number that a report gave: "AFI 2", "Recommendation 3", also where the number says itself what it is.
    public static func numbered(_ name: String, _ number: String?) -> String {
        let kind = shortLabel(name)
        guard let number else { return kind }
        return number.lowercased().hasPrefix(kind.lowercased()) ? number : "\(kind) \(number)"
    }

    /// As a person reads it: "area for improvement".
    public static func label(_ name: String) -> String {
        let words = String(name.map { $0 == "-" ? " " : $0 })
        return name.hasPrefix("super-") ? words.replacing("super complaint", with: "super-complaint") : words
    }

    /// As whoever handed it over calls it, for an answer to them: a coroner's report has matters of concern.
    package static func inAnswer(_ name: String) -> String {
        name == "prevention-of-future-deaths" ? "matter of concern" : label(name)
    }

    /// What an answer calls items of these kinds together: "recommendations", "matters of concern"; "findings" where they
    /// have no such word in common.
    package static func together(_ names: some Sequence<String>) -> (one: String, several: String) {
        let words = Set(names.map { inAnswer($0).split(separator: " ").last ?? "" })
        return switch words {
        case ["recommendation"]: ("recommendation", "recommendations")
        case ["action"]: ("action", "actions")
        case ["concern"] where Set(names) == ["prevention-of-future-deaths"]:
            ("matter of concern", "matters of concern")
        default: ("finding", "findings")
        }
    }
}
