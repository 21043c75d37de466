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

    /// The acts with this correction in them.
    ///
    /// - Parameter words: the names of the words that the correcting entry, number `seq`, brings itself.
    /// - Throws: `EntryError` when what it makes is no act.
    func apply(to acts: [RecordedAct], words: Set<WordName>, seq: Int64) throws(EntryError) -> [RecordedAct] {
        guard let index = acts.firstIndex(where: { $0.seq == corrects }) else { return acts }
        var acts = acts
        if isVoid {
            acts.remove(at: index)
            return acts
        }
        var data = acts[index].act.data
        for (name, value) in fields {
            // Null stands for "none" where an act has such a value, and for leaving the field out elsewhere.
            data[name] =
                value.isNull && data[name]?.isNull != true && !Self.nullable.contains(name) ? nil : value
        }
        guard let act = try ItemAct(name: acts[index].act.name, data: data) else {
            throw EntryError(reason: "what \"correct\" makes of entry \(corrects) is no act")
        }
        acts[index].act = act
        if let effectiveOn { acts[index].effectiveOn = effectiveOn }
        // The reason is why it was corrected; it doesn't replace the act's own.
        for name in words where name != .reason && name != .account { acts[index].words[name] = seq }
        return acts
    }

    private static let nullable: Set<String> = ["lead", "board", "due", "marking"]
}

extension RecordedAct {
    /// The acts on one item that its entries record, corrections applied.
    static func list(_ entries: [Entry]) throws(EntryError) -> [RecordedAct] {
        var acts: [RecordedAct] = []
        for entry in entries {
            if let correction = try Correction(entry) {
                acts = try correction.apply(to: acts, words: Set(entry.words.keys), seq: entry.seq)
            } else if let act = try RecordedAct(entry) {
                acts.append(act)
            }
        }
        return acts
    }
}
