package import TrackerModel
import TrackerValues

extension RedactedEvidence {
    /// The evidence of an item that was redacted, by the item's entries: the file went, or the words that nothing else leads
    /// to it by. Who takes a name out of a title leaves the evidence where it is.
    package static func list(_ entries: [Entry]) throws(EntryError) -> [RedactedEvidence] {
        var pieces: [Int64: Entry] = [:]
        // An address that was put right stands in the correction.
        var addresses: [Int64: Int64] = [:]
        var removed: [Int64: Set<WordName>] = [:]
        var redacted: [RedactedEvidence] = []
        for entry in entries {
            if entry.act == ItemAct.Name.addEvidence.rawValue {
                pieces[entry.seq] = entry
                if entry.words[.address] != nil { addresses[entry.seq] = entry.seq }
            } else if let correction = try Correction(entry) {
                if addresses[correction.corrects] != nil, entry.words[.address] != nil {
                    addresses[correction.corrects] = entry.seq
                }
            } else if let redaction = try Redaction(entry) {
                removed[redaction.redacts, default: []].formUnion(redaction.words)
                let isAddress = redaction.words.contains(.address)
                let piece =
                    isAddress
                    ? addresses.first { $0.value == redaction.redacts }?.key
                    : pieces[redaction.redacts].flatMap { piece in
                        let isWhole = removed[piece.seq]?.isSuperset(of: piece.words.keys) ?? false
                        return !redaction.files.isEmpty || isWhole && addresses[piece.seq] == nil
                            ? piece.seq : nil
                    }
                guard let piece, !redacted.contains(where: { $0.piece == piece }) else { continue }
                redacted.append(RedactedEvidence(piece: piece, by: entry.seq, on: entry.effectiveOn))
            }
        }
        return redacted
    }
}
