package import TrackerLedger
package import TrackerModel
import TrackerStorage

/// The tables keep what was recorded about people, reports and boards. Here what was put right later is set beside it, as
/// far as it was known from where a question looks: the present and any past paper are read in the same way.
extension Register {
    /// Rows of a table that has one for each act of a name, as known at a ledger size: what was put right by then is
    /// right; what no longer counted, or was recorded later, is left out.
    ///
    /// - Parameter correct: makes a row what the corrected act says.
    package func known<Row>(
        _ rows: [(seq: Int64, row: Row)], from act: RegisterAct.Name, at knownAt: Int64,
        correct: (inout Row, RegisterRecord) throws -> Void
    ) throws -> [Row] {
        let corrected = try corrections(of: act, knownAt: knownAt)
        return try rows.compactMap { seq, row in
            guard seq <= knownAt else { return nil }
            guard corrected.contains(seq) else { return row }
            guard let record = try ledger.record(seq, knownAt: knownAt) else { return nil }
            var row = row
            try correct(&row, record)
            return row
        }
    }

    /// The same for rows that are known by a name, which is what their acts are about.
    package func correct<Row>(
        _ rows: inout [Row], from act: RegisterAct.Name, knownAt: Int64, named name: (Row) -> String,
        _ change: (inout Row, RegisterAct) -> Void
    ) throws {
        for seq in try corrections(of: act, knownAt: knownAt) {
            guard let subject = try ledger.entry(seq)?.subject,
                let index = rows.firstIndex(where: { name($0) == subject })
            else { continue }
            if let record = try ledger.record(seq, knownAt: knownAt) {
                change(&rows[index], record.act)
            } else {
                rows.remove(at: index)
            }
        }
    }

    /// The acts of a name that were put right by a ledger size.
    package func corrections(of act: RegisterAct.Name, knownAt: Int64) throws -> Set<Int64> {
        Set(try findCorrected.all(act.rawValue, knownAt) { $0.int(0) })
    }

    /// A word of an act on the register, `[redacted]` where it was removed; nil where it has none of that name.
    package func word(_ name: WordName, of record: RegisterRecord) throws -> String? {
        guard let seq = record.words[name] else { return nil }
        return try words(of: seq)[name]
    }
}
