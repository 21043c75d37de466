public import TrackerValues

/// A board that oversees items.
public struct Board: Equatable, Sendable {
    /// Its identifier.
    public let reference: Reference
    /// Its name.
    public package(set) var name: String

    package init(reference: Reference, name: String) {
        self.reference = reference
        self.name = name
    }
}
