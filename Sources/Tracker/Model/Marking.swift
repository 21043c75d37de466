/// A protective marking after the Government Security Classifications: what a paper carries in its header and
/// footer. Words after the classification (a caveat, a descriptor) are kept.
public struct Marking: Equatable, Comparable, Sendable, CustomStringConvertible {
    /// The classifications, lowest first.
    package static let levels = ["OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET"]

    /// The marking as printed.
    public let description: String
    /// Its place among the classifications.
    package let level: Int

    /// The marking that a register has until it is given another.
    public static let official = Marking("OFFICIAL")

    /// A marking. One that begins with no classification counts as the highest, so that it is never published
    /// by mistake.
    public init(_ text: String) {
        // However its dash is written, "OFFICIAL-SENSITIVE" is one classification.
        let words = text.uppercased().replacing("–", with: "-").replacing("—", with: "-")
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        description = [
            "OFFICIAL SENSITIVE", "OFFICIAL - SENSITIVE", "OFFICIAL -SENSITIVE", "OFFICIAL- SENSITIVE",
        ]
        .reduce(words) { $0.replacing($1, with: Marking.levels[1]) }
        let found = Marking.levels.indices.filter { [description] in
            Marking.matches(description, Marking.levels[$0])
        }
        level = found.max() ?? Marking.levels.count
    }

    /// Whether the marking is a classification, with or without a caveat.
    public var isKnown: Bool { level < Marking.levels.count }

    /// Whether an item so marked may stand in a public edition.
    public var isPublic: Bool { level == 0 && description == Marking.levels[0] }

    /// Whether a paper so marked is for its owner's eyes first: everything above the lowest classification. A paper
    /// without a marking is not.
    public static func isConfidential(_ text: String) -> Bool { !text.isEmpty && !Marking(text).isPublic }

    /// By classification; with a caveat above without.
    public static func < (a: Marking, b: Marking) -> Bool {
        (a.level, a.description.count, a.description) < (b.level, b.description.count, b.description)
    }

    private static func matches(_ text: String, _ level: String) -> Bool {
        guard text.hasPrefix(level) else { return false }
        return text.dropFirst(level.count).first.map { !$0.isLetter && $0 != "-" } ?? true
    }
}
