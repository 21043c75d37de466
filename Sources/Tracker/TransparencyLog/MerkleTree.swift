// The Merkle tree over the ledger's entries, after RFC 6962 section 2.1: a root that commits to every entry
// and to their order, and short proofs that an entry is among them or that a later tree only added to an
// earlier one. `MTH`, `PATH` and `SUBPROOF` in the comments are the functions of that section.

/// Reads the stored hashes of complete subtrees: all that the tree needs of its storage.
public protocol HashReader {
    /// The hash over the entries `index << level ..< (index + 1) << level`; level 0 is the leaf hashes.
    ///
    /// It is asked only for subtrees complete in the tree size at hand. It throws when a hash cannot be read.
    func hash(level: Int, index: Int64) throws -> Hash
}

/// A complete subtree: a perfect binary tree over `1 << level` entries.
public struct Subtree: Hashable, Sendable {
    /// The height: 0 for a single entry.
    public let level: Int
    /// Its place among the subtrees of that level, from the left, starting at 0.
    public let index: Int64
    /// `MTH` over its entries.
    public let hash: Hash

    /// A subtree with its hash.
    public init(level: Int, index: Int64, hash: Hash) {
        self.level = level
        self.index = index
        self.hash = hash
    }
}

/// Roots and proofs of a tree whose complete subtrees are stored. Each reads O(log size) hashes.
public enum MerkleTree {
    /// The subtrees of level 1 and above that the entry at index `size` completes, lowest first.
    ///
    /// They, and the leaf itself, are what has to be stored when that entry is appended. There are none for
    /// an even `size`. Throws what the reader throws.
    public static func subtrees(
        appending leaf: Hash,
        size: Int64,
        reader: some HashReader
    ) throws -> [Subtree] {
        precondition(size >= 0, "a tree has no fewer than 0 entries")
        var completed: [Subtree] = []
        var right = leaf
        for level in 0..<(~size).trailingZeroBitCount {
            let parent = size >> (level + 1)
            right = .node(try reader.hash(level: level, index: parent * 2), right)
            completed.append(Subtree(level: level + 1, index: parent, hash: right))
        }
        return completed
    }

    /// `MTH(D[0:size])`: the root over the first `size` entries. Throws what the reader throws.
    public static func root(size: Int64, reader: some HashReader) throws -> Hash {
        precondition(size >= 0, "a tree has no fewer than 0 entries")
        return size == 0 ? .empty : try hash(of: 0..<size, reader: reader)
    }

    /// `PATH(index, D[0:size])` (section 2.1.1): the hashes that lead from the entry at `index` to the root,
    /// lowest first.
    ///
    /// `index` must lie in `0..<size`. Throws what the reader throws.
    public static func inclusionProof(
        index: Int64,
        size: Int64,
        reader: some HashReader
    ) throws -> [Hash] {
        precondition((0..<size).contains(index), "the tree of \(size) entries has none at index \(index)")
        var proof: [Hash] = []
        var entries = 0..<size
        while entries.count > 1 {
            let (left, right) = halves(of: entries)
            let sibling: Range<Int64>
            (entries, sibling) = left.contains(index) ? (left, right) : (right, left)
            proof.append(try hash(of: sibling, reader: reader))
        }
        return proof.reversed()
    }

    /// `PROOF(old, D[0:new])` (section 2.1.2): the hashes that show the first `old` entries to be the same in
    /// both trees, lowest first.
    ///
    /// `old` must lie in `0...new`. The proof is empty where there is nothing to show: `old` is 0 or `new`.
    /// Throws what the reader throws.
    public static func consistencyProof(
        from old: Int64,
        to new: Int64,
        reader: some HashReader
    ) throws -> [Hash] {
        precondition((0...new).contains(old), "a tree of \(new) entries does not contain one of \(old)")
        if old == 0 { return [] }
        var proof: [Hash] = []
        var entries = 0..<new
        while entries.upperBound != old {
            let (left, right) = halves(of: entries)
            let sibling: Range<Int64>
            (entries, sibling) = old <= left.upperBound ? (left, right) : (right, left)
            proof.append(try hash(of: sibling, reader: reader))
        }
        // SUBPROOF's flag: the old root itself is known to the verifier, any other subtree is not.
        if entries.lowerBound != 0 { proof.append(try hash(of: entries, reader: reader)) }
        return proof.reversed()
    }

    /// Splits where RFC 6962 does: after the largest power of two smaller than the count.
    private static func halves(of entries: Range<Int64>) -> (left: Range<Int64>, right: Range<Int64>) {
        let count = entries.upperBound - entries.lowerBound
        let middle = entries.lowerBound + (1 << (63 - (count - 1).leadingZeroBitCount))
        return (entries.lowerBound..<middle, middle..<entries.upperBound)
    }

    /// `MTH` of a non-empty range that is a node of the tree, from the complete subtrees that make it up.
    private static func hash(of entries: Range<Int64>, reader: some HashReader) throws -> Hash {
        var end = entries.upperBound
        var hash: Hash?
        while end > entries.lowerBound {
            let level = (end - entries.lowerBound).trailingZeroBitCount
            end -= 1 << level
            let left = try reader.hash(level: level, index: end >> level)
            hash = hash.map { .node(left, $0) } ?? left
        }
        return hash!
    }
}
