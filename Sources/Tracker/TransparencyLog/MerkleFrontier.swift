// The right edge of a growing Merkle tree (RFC 6962 section 2.1), kept in memory: enough to append entries
// and to know the root, so that a whole ledger is verified in one pass and a bulk import reads no hash back.

/// The complete subtrees that make up a tree, largest first: one for each 1 in the binary size.
public struct MerkleFrontier: Sendable {
    /// How many entries have been appended.
    public private(set) var size: Int64 = 0
    private var subtrees: [Hash] = []

    /// The frontier of an empty tree.
    public init() {}

    /// The frontier of the stored tree of `size` entries. Throws what the reader throws.
    public init(size: Int64, reader: some HashReader) throws {
        precondition(size >= 0, "a tree has no fewer than 0 entries")
        for level in (0..<63).reversed() where (size >> level) & 1 == 1 {
            subtrees.append(try reader.hash(level: level, index: (size >> level) - 1))
        }
        self.size = size
    }

    /// Appends a leaf hash and returns the subtrees of level 1 and above that it completes, lowest first, as
    /// ``MerkleTree/subtrees(appending:size:reader:)`` does.
    @discardableResult
    public mutating func append(_ leaf: Hash) -> [Subtree] {
        var completed: [Subtree] = []
        var right = leaf
        for level in 1..<(~size).trailingZeroBitCount + 1 {
            right = .node(subtrees.removeLast(), right)
            completed.append(Subtree(level: level, index: size >> level, hash: right))
        }
        subtrees.append(right)
        size += 1
        return completed
    }

    /// The root over the entries appended so far.
    public var root: Hash {
        guard var root = subtrees.last else { return .empty }
        for left in subtrees.dropLast().reversed() { root = .node(left, root) }
        return root
    }
}
