package import TrackerModel
package import TransparencyLog

/// How an entry says which evidence an assurance saw: two fields of its data, beside those of the act.
extension AssuredEvidence {
    private static let (seen, size) = ("evidence_seen", "size_seen")

    /// The fields.
    package var data: [String: JSON] {
        [Self.seen: .array(pieces.map { .string($0) }), Self.size: .int(ledgerSize)]
    }

    /// Reads them; nil where the entry has none that can be read.
    package init?(_ data: [String: JSON]) {
        guard let pieces = data[Self.seen]?.array?.map(\.string), !pieces.contains(nil),
            let size = data[Self.size]?.int
        else { return nil }
        self.init(pieces: pieces.compactMap { $0 }, ledgerSize: size)
    }
}
