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

    /// As a person reads it: "area for improvement".
    public static func label(_ name: String) -> String { name.replacing("-", with: " ") }
}
