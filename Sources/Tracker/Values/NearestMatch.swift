/// What somebody may have meant by a mistyped word: "did you mean".
public enum NearestMatch {
    /// Up to `limit` of `known` that are nearest to `given`, best first; none if nothing is near.
    ///
    /// Words that begin with `given` come first, the shorter before the longer; then those that differ by few
    /// mistyped, missing, surplus or swapped letters: one, or a third of the letters given where that is
    /// more. Case doesn't count.
    public static func suggestions(
        for given: String, among known: some Sequence<String>, limit: Int = 3
    ) -> [String] {
        let wanted = folded(given)
        guard !wanted.isEmpty else { return [] }
        let bound = max(1, wanted.count / 3)
        let ranked = known.compactMap { word -> (rank: Int, distance: Int, word: String)? in
            let candidate = folded(word)
            if candidate.starts(with: wanted) { return (0, candidate.count - wanted.count, word) }
            return distance(wanted, candidate, atMost: bound).map { (1, $0, word) }
        }
        return ranked.sorted { ($0.rank, $0.distance, $0.word) < ($1.rank, $1.distance, $1.word) }
            .prefix(limit).map(\.word)
    }

    private static func folded(_ word: String) -> [Unicode.Scalar] {
        Array(word.lowercased().unicodeScalars)
    }

    /// The Damerau-Levenshtein distance (the restricted one: no scalar is edited twice), or nil if it is
    /// above `bound`.
    package static func distance(
        _ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost bound: Int
    ) -> Int? {
        guard abs(left.count - right.count) <= bound else { return nil }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (i, scalar) in left.enumerated() {
            var row = [i + 1]
            row.reserveCapacity(right.count + 1)
            for (j, other) in right.enumerated() {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (scalar == other ? 0 : 1))
                if i > 0, j > 0, scalar == right[j - 1], left[i - 1] == other {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            // A swap reaches back two rows, so only when both are beyond the bound can nothing come back
            // under it.
            if min(row.min()!, last.min()!) > bound { return nil }
            (beforeLast, last) = (last, row)
        }
        return last[right.count] <= bound ? last[right.count] : nil
    }
}
