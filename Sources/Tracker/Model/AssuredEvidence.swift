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

    /// What stands by the end of `day`, of all that is recorded of an item, which is that of the first `ledgerSize`
    /// entries.
    package init(_ record: ItemRecord, on day: Day, ledgerSize: Int64) {
        var pieces: [Int64: String] = [:]
        var gone = Set(record.redacted.lazy.filter { $0.on <= day }.map(\.piece))
        for act in record.acts where act.effectiveOn <= day {
            switch act.act {
            case .addEvidence(let file, _): pieces[act.seq] = Self.piece(act.seq, file)
            case .withdrawEvidence(let id), .loseEvidence(let id): gone.insert(id)
            case .disposeEvidence(let disposal): gone.insert(disposal.piece)
            default: break
            }
        }
        self.pieces = pieces.filter { !gone.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value)
        self.ledgerSize = ledgerSize
    }

    /// Whether other evidence stands now than what was seen. What lapsed by its rule is no other evidence: it stood until
    /// its day.
    func differs(from evidence: [Evidence]) -> Bool {
        func pieces(_ isOne: (Evidence) -> Bool) -> Set<String> {
            Set(evidence.filter(isOne).map { Self.piece($0.id, $0.file) })
        }
        return Set(self.pieces).subtracting(pieces(\.hasLapsed)) != pieces(\.counts)
    }

    private static func piece(_ id: Int64, _ file: EvidenceFile?) -> String {
        file.map { "E\(id) \($0.sha256)" } ?? "E\(id)"
    }
}
