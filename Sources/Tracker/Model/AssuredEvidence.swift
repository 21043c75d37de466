public import TrackerValues

/// The evidence that stood when somebody assured an item: what their assurance is of.
public struct AssuredEvidence: Equatable, Sendable {
    /// Each piece in the order of its entries, as the ledger spells it: of a file `E14` and its SHA-256 in hex, parted by a
    /// blank; of an address `E15` alone.
    public let pieces: [String]
    /// How many entries the ledger had.
    public let ledgerSize: Int64

    package init(pieces: [String], ledgerSize: Int64) {
        self.pieces = pieces
        self.ledgerSize = ledgerSize
    }

    /// What stands by the end of `day`, of all that the acts on an item say, which are those of the first `ledgerSize`
    /// entries.
    package init(_ acts: [RecordedAct], on day: Day, ledgerSize: Int64) {
        var pieces: [Int64: String] = [:]
        var gone: Set<Int64> = []
        for act in acts where act.effectiveOn <= day {
            if case .addEvidence(let file, _) = act.act { pieces[act.seq] = Self.piece(act.seq, file) }
            if case .withdrawEvidence(let id) = act.act { gone.insert(id) }
            if case .loseEvidence(let id) = act.act { gone.insert(id) }
        }
        self.pieces = pieces.filter { !gone.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value)
        self.ledgerSize = ledgerSize
    }

    /// Whether other evidence stands now than what was seen.
    func differs(from evidence: [Evidence]) -> Bool {
        Set(pieces) != Set(evidence.filter(\.counts).map { Self.piece($0.id, $0.file) })
    }

    private static func piece(_ id: Int64, _ file: EvidenceFile?) -> String {
        file.map { "E\(id) \($0.sha256)" } ?? "E\(id)"
    }
}
