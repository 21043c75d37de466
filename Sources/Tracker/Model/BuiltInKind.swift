import TrackerValues

/// A kind of item that every register has, and the words by which publishers and trackers call it.
public struct BuiltInKind: Sendable {
    /// Its name, as ``Kind`` has it.
    public let name: String
    /// Whose it is, in a few words.
    public let source: String
    /// Whether an item of this kind is incomplete while no recommendation stands under it.
    public let needsRecommendation: Bool
    /// What else it is called, what is most usual first.
    public let otherNames: [String]
    /// The priorities that its publishers usually give, highest first; none where they give none. Others are taken too.
    public let priorities: [String]

    private init(
        _ name: String, _ source: String, needsRecommendation: Bool = false, also otherNames: String...,
        priorities: [String] = []
    ) {
        (self.name, self.source, self.needsRecommendation) = (name, source, needsRecommendation)
        (self.otherNames, self.priorities) = (otherNames, priorities)
    }

    /// All of them.
    public static let all = [
        BuiltInKind("accelerated-cause-of-concern", "inspectors", needsRecommendation: true, also: "ACoC"),
        BuiltInKind("area-for-improvement", "inspectors", also: "AFI"),
        BuiltInKind("cause-of-concern", "inspectors", needsRecommendation: true, also: "CoC"),
        BuiltInKind(
            "commissioner-recommendation", "commissioners (police and crime, victims', information …)",
            also: "PCC recommendation", "Victims' Commissioner's recommendation", "ICO recommendation",
            "PFCC recommendation", "Police and Crime Commissioner's recommendation",
            "Domestic Abuse Commissioner's recommendation", "Information Commissioner's recommendation"),
        BuiltInKind(
            "independent-review-recommendation", "independent reviews (Casey, Angiolini …)",
            also: "independent review", "review recommendation", "Casey review", "Angiolini inquiry",
            "Casey recommendation", "Casey review recommendation", "Angiolini review",
            "Angiolini recommendation", "Angiolini review recommendation", "Angiolini inquiry recommendation"),
        BuiltInKind(
            "internal-audit-action", "internal audit",
            also: "audit action", "internal audit", "agreed audit action", "internal audit management action",
            priorities: ["high", "medium", "low", "advisory"]),
        BuiltInKind(
            "learning-recommendation", "the IOPC",
            also: "IOPC recommendation", "IOPC learning", "paragraph 28A recommendation",
            "IOPC learning recommendation", "organisational learning recommendation"),
        BuiltInKind(
            "prevention-of-future-deaths", "coroners",
            also: "PFD", "Regulation 28", "coroner's report", "coroner's concern", "PFD report",
            "PFD concern",
            "Regulation 28 report", "Reg 28", "Reg 28 report", "Rule 43", "Rule 43 report",
            "prevention of future deaths report", "report to prevent future deaths",
            "preventing future deaths"),
        BuiltInKind("recommendation", "anybody"),
        BuiltInKind(
            "super-complaint-recommendation", "inspectors, the College of Policing and the IOPC together",
            also: "super-complaint", "supercomplaint", "supercomplaint recommendation",
            "police super-complaint", "police super-complaint recommendation"),
    ]

    /// The one that is called so. Capitals, blanks, hyphens, apostrophes and full stops don't matter, nor whether it is a
    /// recommendation, an action or a report: "audit action" is "Internal-audit recommendation".
    package static func called(_ words: String) -> BuiltInKind? {
        let name = folded(words)
        return all.first { kind in ([kind.name] + kind.otherNames).contains { folded($0) == name } }
    }

    private static func folded(_ words: String) -> [String] {
        var parts = parts(of: words).map {
            ["coroners", "commissioners"].contains($0) ? String($0.dropLast()) : $0
        }
        if parts.count > 1, let last = parts.last,
            endings.contains(last) || endings.contains(String(last.dropLast()))
        {
            parts[parts.count - 1] = endings[0]
        }
        return parts
    }

    private static let endings = ["recommendation", "action", "report"]

    private static func parts(of words: String) -> [String] {
        words.plain.lowercased().filter { $0 != "'" && $0 != "." }
            .split { !$0.isLetter && !$0.isNumber }.map { String($0) }
    }

    /// The one that words most likely mean which don't quite say it: "Coroner (Reg. 28)", "IOPC learning point".
    package static func likely(_ words: String) -> BuiltInKind? {
        let parts = parts(of: words)
        func has(_ names: String...) -> Bool {
            parts.contains { part in names.contains { part.hasPrefix($0) } }
        }
        let name: String? =
            if has("accelerated") {
                "accelerated-cause-of-concern"
            } else if has("coroner", "pfd", "pfds") || has("death") && has("prevent")
                || has("28") && has("reg")
            {
                "prevention-of-future-deaths"
            } else if has("supercomplaint") || has("super") && has("complaint") {
                "super-complaint-recommendation"
            } else if has("concern") {
                "cause-of-concern"
            } else if has("improvement", "afi") {
                "area-for-improvement"
            } else if has("iopc", "learning") {
                "learning-recommendation"
            } else if has("audit") {
                "internal-audit-action"
            } else if has("commissioner", "pcc", "ico") {
                "commissioner-recommendation"
            } else if has("casey", "angiolini") || has("independent") && has("review", "inquiry") {
                "independent-review-recommendation"
            } else if parts.first?.hasPrefix("rec") ?? false {
                "recommendation"
            } else {
                nil
            }
        return name.flatMap { name in all.first { $0.name == name } }
    }
}
