import TrackerValues

/// What a register may rule to be publishable as a whole (`config publish`). Everything else that somebody wrote is
/// published only where its own entry says so.
public enum Publishable: String, CaseIterable, Sendable {
    /// What was said with `start`, `progress` and `submit`.
    case progress
    /// The steps of plans.
    case plan
    /// The names of benefits.
    case benefits
    /// Programmes and themes.
    case tags

    /// Reads a list parted by commas, in any order; nil where a part isn't known.
    package static func list(_ text: String) -> Set<Publishable>? {
        let parts = text.lowercased().split(separator: ",").map { Publishable(rawValue: String($0).trimmed) }
        let known = parts.compactMap { $0 }
        return known.count == parts.count ? Set(known) : nil
    }

    /// The field of an entry's data that says that its words may be published.
    package static let field = "public"
}
