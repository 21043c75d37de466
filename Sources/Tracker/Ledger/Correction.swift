/// What an entry says that puts an earlier one right. The earlier entry stays as it was; papers use the
/// correction from when it is known.
struct Correction: Equatable {
    /// The entry that it corrects.
    let corrects: Int64
    /// It should never have been recorded: it no longer counts.
    let isVoid: Bool
    /// The day it should have counted from.
    let effectiveOn: Day?
    /// The fields of its data that were wrong, with what is right; null where there should be none.
    let fields: [String: JSON]

    /// The name of the act in the ledger.
    static let act = "correct"

    init(corrects: Int64, isVoid: Bool = false, effectiveOn: Day? = nil, fields: [String: JSON] = [:]) {
        self.corrects = corrects
        self.isVoid = isVoid
        self.effectiveOn = effectiveOn
        self.fields = fields
    }

    var data: [String: JSON] {
        var data: [String: JSON] = ["corrects": .int(corrects)]
        if isVoid { data["void"] = true }
        data["effective_on"] = effectiveOn.map { .string($0.description) }
        if !fields.isEmpty { data["fields"] = .object(fields) }
        return data
    }

    /// Reads an entry; nil when it is no correction.
    init?(_ entry: Entry) throws(EntryError) {
        guard entry.act == Correction.act else { return nil }
        guard let corrects = entry.data["corrects"]?.int else {
            throw EntryError(reason: "\"corrects\" of \"correct\" can't be read")
        }
        self.corrects = corrects
        isVoid = entry.data["void"]?.bool ?? false
        effectiveOn = entry.data["effective_on"]?.string.flatMap { Day(iso: $0) }
        fields = entry.data["fields"]?.object ?? [:]
    }

    /// The record with this correction in it.
    ///
    /// - Parameter words: the names of the words that the correcting entry, number `seq`, brings itself.
    /// - Throws: `EntryError` when what it makes is no act.
    func apply(to record: ItemRecord, words: Set<WordName>, seq: Int64) throws(EntryError) -> ItemRecord {
        guard let index = record.acts.firstIndex(where: { $0.seq == corrects }) else { return record }
        var record = record
        if isVoid {
            record.remove(at: index)
            return record
        }
        var corrected = record.acts[index]
        var data = corrected.act.data
        for (name, value) in fields {
            // Null stands for "none" where an act has such a value, and for leaving the field out elsewhere.
            if value.isNull && !Self.nullable.contains(name) {
                data.removeValue(forKey: name)
            } else {
                data[name] = value
            }
        }
        guard let act = try ItemAct(name: corrected.act.name, data: data) else {
            throw EntryError(reason: "what \"correct\" makes of entry \(corrects) is no act")
        }
        corrected.act = act
        if let effectiveOn { corrected.effectiveOn = effectiveOn }
        // The reason is why it was corrected; it doesn't replace the act's own.
        for name in words where name != .reason && name != .typist { corrected.words[name] = seq }
        record.replace(at: index, with: corrected, by: seq)
        return record
    }

    private static let nullable: Set<String> = ["lead", "board", "due", "marking"]
}

extension ItemRecord {
    /// What an item's entries record, corrections applied.
    init(_ entries: [Entry]) throws(EntryError) {
        self.init()
        for entry in entries {
            if let correction = try Correction(entry) {
                self = try correction.apply(to: self, words: Set(entry.words.keys), seq: entry.seq)
            } else if let act = try RecordedAct(entry) {
                add(act)
            }
        }
    }
}
