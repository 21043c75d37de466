public import TrackerModel
public import TrackerValues
public import TransparencyLog

/// What recording something made.
public struct Receipt: Sendable {
    /// The entry's number.
    public let seq: Int64
    /// The entry's leaf hash in the RFC 6962 tree.
    public let leaf: Hash
    /// What the entry is about.
    public let subject: Reference
    /// What became of the item: an import asks of none, so none is copied out of it before it is asked for.
    let change: ItemChange?

    /// Where the item stood before; nil where it was only added, or where the entry is about no item.
    public var before: ItemState? { change?.before?.now }
    /// Where the item stands now; nil where the entry is about no item.
    public var after: ItemState? { change?.after.now }
}
