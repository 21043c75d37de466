import Tracker

/// A ledger in memory: entries and the hashes of their complete subtrees, as a register stores them.
struct StoredTree: HashReader {
    private(set) var levels: [[Hash]] = [[]]

    init(entries: some Sequence<[UInt8]>) throws {
        for entry in entries { try append(.leaf(entry)) }
    }

    /// A tree of `size` entries that read `entry 0`, `entry 1` and so on.
    init(size: Int) throws {
        try self.init(entries: (0..<size).map { Array(StoredTree.text(Int64($0)).utf8) })
    }

    static func text(_ index: Int64) -> String { "entry \(index)" }

    var size: Int64 { Int64(levels[0].count) }

    private mutating func append(_ leaf: Hash) throws {
        let completed = try MerkleTree.subtrees(appending: leaf, size: size, reader: self)
        levels[0].append(leaf)
        for subtree in completed {
            if subtree.level == levels.count { levels.append([]) }
            precondition(subtree.index == levels[subtree.level].count, "a subtree was left out")
            levels[subtree.level].append(subtree.hash)
        }
    }

    func hash(level: Int, index: Int64) throws -> Hash { levels[level][Int(index)] }
}

/// The SplitMix64 generator: the same numbers in every run.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
