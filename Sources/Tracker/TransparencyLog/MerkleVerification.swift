// Checking Merkle proofs without the tree, after RFC 9162 sections 2.1.3.2 and 2.1.4.2, whose variable names
// (fn, sn, fr, sr) are kept. Any input is answered with true or false, however hostile.

extension MerkleTree {
    /// Whether `proof` leads from the leaf hash at `index` to the root of the tree of `size` entries.
    public static func verifyInclusion(
        of leaf: Hash,
        index: Int64,
        size: Int64,
        root: Hash,
        proof: [Hash]
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var (fn, sn) = (index, size - 1)
        var r = leaf
        for p in proof {
            if sn == 0 { return false }
            if isOdd(fn) || fn == sn {
                r = .node(p, r)
                skipMissingSiblings(&fn, &sn)
            } else {
                r = .node(r, p)
            }
            (fn, sn) = (fn >> 1, sn >> 1)
        }
        return sn == 0 && r == root
    }

    /// Whether `proof` shows that the tree with `newRoot` over `new` entries begins with the `old` entries of
    /// the tree with `oldRoot`.
    ///
    /// Every tree begins with the empty one and with itself; for these the proof is empty.
    public static func verifyConsistency(
        from old: Int64,
        _ oldRoot: Hash,
        to new: Int64,
        _ newRoot: Hash,
        proof: [Hash]
    ) -> Bool {
        guard old >= 0, old <= new else { return false }
        if old == new { return proof.isEmpty && oldRoot == newRoot && (old > 0 || oldRoot == .empty) }
        if old == 0 { return proof.isEmpty && oldRoot == .empty }
        // The root over a power of two is a node of the new tree, and the prover leaves it out.
        let path = old & (old - 1) == 0 ? [oldRoot] + proof : proof
        guard !proof.isEmpty, let first = path.first else { return false }
        var (fn, sn) = (old - 1, new - 1)
        while isOdd(fn) { (fn, sn) = (fn >> 1, sn >> 1) }
        var (fr, sr) = (first, first)
        for c in path.dropFirst() {
            if sn == 0 { return false }
            if isOdd(fn) || fn == sn {
                (fr, sr) = (.node(c, fr), .node(c, sr))
                skipMissingSiblings(&fn, &sn)
            } else {
                sr = .node(sr, c)
            }
            (fn, sn) = (fn >> 1, sn >> 1)
        }
        return sn == 0 && fr == oldRoot && sr == newRoot
    }

    private static func isOdd(_ number: Int64) -> Bool { number & 1 == 1 }

    /// Climbs past the levels at which the right edge of the tree has no sibling.
    private static func skipMissingSiblings(_ fn: inout Int64, _ sn: inout Int64) {
        while !isOdd(fn) && fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
    }
}
