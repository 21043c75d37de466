public import TrackerModel
public import TrackerValues
public import TransparencyLog

/// What recording something made.
public struct Receipt: Equatable, Sendable {
    /// The entry's number.
    public let seq: Int64
    /// The entry's leaf hash in the RFC 6962 tree.
    public let leaf: Hash
    /// What the entry is about.
    public let subject: Reference
    /// Where the item stood before; nil where it was only added, or where the entry is about no item.
    public let before: ItemState?
    /// Where the item stands now; nil where the entry is about no item.
    public let after: ItemState?
}
