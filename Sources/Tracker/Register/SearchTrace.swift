import TrackerStorage
import TrackerLedger
public import TrackerModel

/// Words that the register still holds though a search of its items doesn't show them: put right since, taken back, or
/// words of reports, people and corrections. Whoever looks for a name that must go has to know of them.
public struct SearchTrace: Equatable, Sendable {
    /// The entry that holds them.
    public let seq: Int64
    /// Which of its words they are.
    public let name: WordName
    /// What the entry is about.
    public let subject: String
    /// What was done.
    public let act: String
    /// How they stand: "put right by entry 12", "the entry no longer counts", "stands".
    public let state: String
}

extension Register {
    /// Where else all of `words` stand together than in what `search` finds, by entry.
    ///
    /// - Throws: `InvalidValue` when no word is given.
    public func traces(of words: [String]) throws -> [SearchTrace] {
        let patterns = try Self.patterns(words)
        struct Place: Hashable {
            let seq: Int64
            let name: WordName
        }
        let shown = Set(
            try search(words, isPublic: false).values.joined().compactMap { hit in
                hit.seq.flatMap { seq in hit.name.map { Place(seq: seq, name: $0) } }
            })
        var found: [(place: Place, entry: Entry)] = []
        try database.prepare(
            """
            SELECT w.name, l.entry FROM words w JOIN ledger l ON l.seq = w.seq
            WHERE \(Self.condition("w.text", patterns)) ORDER BY w.seq, w.name
            """
        ).forEach(patterns) { row in
            guard let name = WordName(rawValue: row.text(0)) else { return }
            let entry = try LedgerStore.entry(row, 1)
            let place = Place(seq: entry.seq, name: name)
            if !shown.contains(place) { found.append((place, entry)) }
        }
        return try found.map { place, entry in
            SearchTrace(
                seq: entry.seq, name: place.name, subject: entry.subject, act: entry.act,
                state: try state(of: place.name, in: entry))
        }
    }

    /// How words of an entry stand, in words.
    private func state(of name: WordName, in entry: Entry) throws -> String {
        if name == .typist || entry.act == Redaction.act { return "stands" }
        let entries = try ledger.entries(about: entry.subject, knownAt: .max)
        let undone = try Correction.undone(in: entries)
        guard !undone.contains(entry.seq) else { return "the entry no longer counts" }
        // A correction's words stand in the place of those of the act that it puts right, but for its reason.
        let correction = try Correction(entry)
        if correction != nil, name == .reason { return "stands" }
        let act = try correction.map { try ledger.act(correctedBy: $0) } ?? entry
        let words =
            try RecordedAct(act) != nil
            ? try ItemRecord(entries).acts.first { $0.seq == act.seq }?.words
            : try ledger.record(act.seq, knownAt: .max)?.words
        guard let words else { return "the entry no longer counts" }
        guard let holder = words[name], holder != entry.seq else { return "stands" }
        return "put right by entry \(holder)"
    }
}
