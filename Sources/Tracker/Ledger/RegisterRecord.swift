package import TrackerModel
package import TrackerValues

/// An act on the register as the ledger holds it, with what later entries put right about it.
package struct RegisterRecord {
    /// The entry's number.
    package let seq: Int64
    /// What it is about.
    package let subject: String
    /// The day it counts from.
    package private(set) var effectiveOn: Day
    /// What was done.
    package private(set) var act: RegisterAct
    /// Which entry holds each of its words: its own number, or that of the entry that corrected it.
    package private(set) var words: [WordName: Int64]
    /// It should never have been recorded.
    private var isVoid = false

    /// The act that an entry records; nil when the entry is about an item, or is a correction or a redaction.
    package init?(_ entry: Entry) throws(EntryError) {
        guard let act = try RegisterAct(entry) else { return nil }
        seq = entry.seq
        subject = entry.subject
        effectiveOn = entry.effectiveOn
        self.act = act
        words = entry.words.mapValues { _ in entry.seq }
    }

    /// The acts on the register that entries about one subject record, corrections applied, in the order in which they
    /// were recorded.
    ///
    /// - Throws: `EntryError` when what a correction makes is no act.
    package static func list(_ entries: [Entry]) throws(EntryError) -> [RegisterRecord] {
        var records: [RegisterRecord] = []
        let undone = try Correction.undone(in: entries)
        for entry in entries where !undone.contains(entry.seq) {
            if let correction = try Correction(entry) {
                guard let index = records.firstIndex(where: { $0.seq == correction.corrects }) else {
                    continue
                }
                records[index] = try records[index].corrected(
                    by: correction, words: Set(entry.words.keys), seq: entry.seq)
            } else if let record = try RegisterRecord(entry) {
                records.append(record)
            }
        }
        return records.filter { !$0.isVoid }
    }

    /// With a correction in it, which is entry `seq` and brings some words itself.
    ///
    /// - Throws: `EntryError` when what it makes is no act.
    package func corrected(
        by correction: Correction, words: Set<WordName>, seq: Int64
    ) throws(EntryError) -> RegisterRecord {
        var record = self
        record.isVoid = correction.isVoid
        record.act = try RegisterAct(
            act.name, subject: subject, data: correction.data(correcting: act.data))
        record.effectiveOn = correction.effectiveOn ?? effectiveOn
        // The reason is why it was corrected; it doesn't replace the act's own.
        for name in words where name != .reason && name != .typist { record.words[name] = seq }
        return record
    }
}
