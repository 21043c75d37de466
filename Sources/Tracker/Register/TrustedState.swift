import TrackerStorage
package import TrackerModel
public import TransparencyLog

/// A state that the ledger once had, as somebody kept it outside the register: a signed checkpoint, an export, or
/// the size and root at the foot of a printed paper.
public struct TrustedState: Sendable {
    /// How many entries it had.
    public let size: Int64
    /// The root over them.
    public let root: Hash
    /// What to call it in a sentence.
    package let name: String
    /// The leaf hashes, where an export kept them: they tell which entry was changed.
    private let leaves: [Hash]?

    /// The state that a paper printed.
    public init(size: Int64, root: Hash) {
        self.size = size
        self.root = root
        name = "the paper"
        leaves = nil
    }

    /// A state by any name, with the leaf hashes where they are known.
    package init(size: Int64, root: Hash, name: String, leaves: [Hash]?) {
        self.size = size
        self.root = root
        self.name = name
        self.leaves = leaves
    }

    package func leaf(_ seq: Int64) -> Hash? { leaves.map { $0[Int(seq - 1)] } }
    var knowsLeaves: Bool { leaves != nil }
}

extension Register {
    /// Whether the ledger, by its stored hashes, goes on from an earlier state.
    public func continues(_ earlier: TrustedState) throws -> Bool {
        try reading { try earlier.size <= size() && root(at: earlier.size) == earlier.root }
    }

    /// Compares the ledger with what was committed to. `roots` are those worked out at the sizes asked for.
    package func verify(
        _ earlier: [TrustedState], roots: [Int64: Hash], findings: [Finding]
    ) throws -> [Finding] {
        let present = try size()
        var lastGood: Int64 = 0
        var found: [Finding] = []
        for state in earlier.sorted(by: { $0.size < $1.size }) {
            let firstBad = try firstDifference(from: state, present: present)
            if state.size > present {
                found.append(
                    Finding(
                        kind: .truncated, seq: present + 1,
                        sentence:
                            "the ledger has \(present) entries where \(state.name) committed to \(state.size): its end was cut off"
                    ))
                // What is left may have been rewritten as well: only an export tells.
                guard firstBad != nil else { continue }
            } else if roots[state.size] == state.root {
                lastGood = state.size
                continue
            }
            let seq =
                firstBad ?? findings.compactMap(\.seq).filter { $0 > lastGood && $0 <= state.size }.min()
            let place =
                seq == nil && state.size > lastGood
                ? "; the first lies in \(lastGood + 1) to \(state.size)" : ""
            found.append(
                Finding(
                    kind: .rewritten, seq: seq,
                    sentence:
                        "the first \(state.size) entries are not those that \(state.name) committed to\(place)"
                ))
        }
        return found
    }

    /// The first entry whose hash is not the one in the export; nil where there is none or no export.
    private func firstDifference(from state: TrustedState, present: Int64) throws -> Int64? {
        guard state.knowsLeaves else { return nil }
        let entries = try database.prepare("SELECT entry FROM ledger ORDER BY seq")
        for seq in 1..<(min(state.size, present) + 1) {
            let leaf = try entries.next { row in row.withBytes(0) { Hash.leaf($0) } }
            if leaf != state.leaf(seq) { return seq }
        }
        return nil
    }
}
