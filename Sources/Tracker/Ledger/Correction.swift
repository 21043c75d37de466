package import TrackerModel
package import TrackerValues
package import TransparencyLog

/// What an entry says that puts an earlier one right. The earlier entry stays as it was; papers use the
/// correction from when it is known.
package struct Correction: Equatable {
    /// The entry that it corrects.
    package let corrects: Int64
    /// It should never have been recorded: it no longer counts.
    package let isVoid: Bool
    /// The day it should have counted from.
    package let effectiveOn: Day?
    /// The fields of its data that were wrong, with what is right; null where there should be none.
    package let fields: [String: JSON]
    /// The words that it brings may be printed in public papers.
    package let isPublic: Bool

    /// The name of the act in the ledger.
    package static let act = "correct"

    package init(
        corrects: Int64, isVoid: Bool = false, effectiveOn: Day? = nil, fields: [String: JSON] = [:],
        isPublic: Bool = false
    ) {
        self.corrects = corrects
        self.isVoid = isVoid
        self.effectiveOn = effectiveOn
        self.fields = fields
        self.isPublic = isPublic
    }

    package var data: [String: JSON] {
        var data: [String: JSON] = ["corrects": .int(corrects)]
        if isVoid { data["void"] = true }
        data["effective_on"] = effectiveOn.map { .string($0.description) }
        if !fields.isEmpty { data["fields"] = .object(fields) }
        if isPublic { data[Publishable.field] = true }
        return data
    }

    /// Reads an entry; nil when it is no correction.
    package init?(_ entry: Entry) throws(EntryError) {
        guard entry.act == Correction.act else { return nil }
        guard let corrects = entry.data["corrects"]?.int else {
            throw EntryError(reason: "\"corrects\" of \"correct\" can't be read")
        }
        self.corrects = corrects
        isVoid = entry.data["void"]?.bool ?? false
        effectiveOn = entry.data["effective_on"]?.string.flatMap { Day(iso: $0) }
        fields = entry.data["fields"]?.object ?? [:]
        isPublic = entry.data[Publishable.field]?.bool ?? false
    }

    /// The record with this correction in it.
    ///
    /// - Parameter words: the names of the words that the correcting entry, number `seq`, brings itself.
    /// - Throws: `EntryError` when what it makes is no act.
    package func apply(
        to record: ItemRecord, words: Set<WordName>, seq: Int64
    ) throws(EntryError) -> ItemRecord {
        guard let index = record.acts.firstIndex(where: { $0.seq == corrects }) else { return record }
        var record = record
        if isVoid {
            record.remove(at: index)
            return record
        }
        var corrected = record.acts[index]
        corrected.act = try ItemAct(corrected.act.name, data: data(correcting: corrected.act.data))
        if let effectiveOn { corrected.effectiveOn = effectiveOn }
        // The reason is why it was corrected; it doesn't replace the act's own.
        for name in words where name != .reason && name != .typist { corrected.words[name] = seq }
        record.replace(at: index, with: corrected, by: seq)
        return record
    }

    /// The data of the entry that it corrects, with this correction in it.
    package func data(correcting data: [String: JSON]) -> [String: JSON] {
        var data = data
        for (name, value) in fields {
            // Null stands for "none" where an act has such a value, and for leaving the field out elsewhere.
            if value.isNull && !Self.nullable.contains(name) {
                data.removeValue(forKey: name)
            } else {
                data[name] = value
            }
        }
        return data
    }

    private static let nullable: Set<String> = [
        "lead", "board", "due", "marking", "holder", "same_as", "risk", "delay", "rule",
    ]

    /// The numbers of those among entries about one subject that a later one says should never have been recorded. A
    /// correction that undoes another does nothing else, and can be undone in its turn.
    ///
    /// - Parameter proposed: one that is not recorded yet.
    package static func undone(
        in entries: [Entry], and proposed: (seq: Int64, corrects: Int64)? = nil
    ) throws(EntryError) -> Set<Int64> {
        var corrections: [Int64: Int64] = [:]
        if let proposed { corrections[proposed.seq] = proposed.corrects }
        for entry in entries where entry.act == Self.act {
            corrections[entry.seq] = try Correction(entry)?.corrects
        }
        return undone(corrections.filter { corrections[$0.value] != nil })
    }

    /// What is undone by entries that say of others that they should never have been recorded: the last one counts, and
    /// so on backwards.
    package static func undone(_ voids: [Int64: Int64]) -> Set<Int64> {
        var undone: Set<Int64> = []
        for (seq, corrects) in voids.sorted(by: { $0.key > $1.key }) where !undone.contains(seq) {
            undone.insert(corrects)
        }
        return undone
    }
}

extension ItemRecord {
    /// What an item's entries record, corrections applied.
    ///
    /// - Parameter proposed: a correction that undoes another and is not recorded yet.
    package init(
        _ entries: [Entry], and proposed: (seq: Int64, corrects: Int64)? = nil
    ) throws(EntryError) {
        let undone = try Correction.undone(in: entries, and: proposed)
        try self.init(entries, without: undone)
        let redacted = try RedactedEvidence.list(entries)
        guard !undone.isEmpty || !redacted.isEmpty else { return }
        // Whom a correction once named had a part in the work, although the correction was undone.
        let said = undone.isEmpty ? [] : try ItemRecord(entries, without: []).involved
        self.init(
            acts: acts, involved: involved + said.filter { !involved.contains($0) }, redacted: redacted)
    }

    private init(_ entries: [Entry], without undone: Set<Int64>) throws(EntryError) {
        self.init()
        for entry in entries where !undone.contains(entry.seq) {
            if let correction = try Correction(entry) {
                self = try correction.apply(to: self, words: Set(entry.words.keys), seq: entry.seq)
            } else if let act = try RecordedAct(entry) {
                add(act)
            }
        }
    }
}
