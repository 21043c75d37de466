import TrackerStorage
import TrackerLedger
package import TrackerModel
package import TrackerValues

/// A place in which the words of a search stand.
public struct SearchHit: Equatable, Sendable {
    /// What the place is: "reference", "number in the report", "text", "note", "title of the report" …
    public let place: String
    /// The entry, where the place is an entry's words.
    public let seq: Int64?
    /// What stands there.
    public package(set) var text: String
    /// The act whose words they are, where it is an act's, and which of its words.
    package var act: ItemAct?
    package var name: WordName?
}

extension Register {
    /// Where all of `words` stand together, by item; parts of words count, and capitals don't matter.
    ///
    /// Redacted words are gone (null), so they are never found.
    ///
    /// - Parameters:
    ///   - words: what is looked for.
    ///   - isPublic: leave out internal notes and the names of evidence.
    /// - Throws: `InvalidValue` when no word is given.
    public func search(_ words: [String], isPublic: Bool) throws -> [Int64: [SearchHit]] {
        let patterns = try Self.patterns(words)
        func condition(_ column: String) -> String { Self.condition(column, patterns) }
        var hits: [Int64: [SearchHit]] = [:]
        let now = ItemStore.stands("s")
        for (column, place) in [
            ("i.ref", "reference"), ("s.number", "number in the report"),
            ("s.external_number", "publisher's number"),
        ] {
            try database.prepare(
                """
                SELECT i.id, \(column) FROM recommendation i JOIN item_state s ON s.recommendation = i.id
                WHERE \(now) AND \(condition(column)) ORDER BY i.id
                """
            )
            .forEach(patterns) {
                hits[$0.int(0), default: []].append(SearchHit(place: place, seq: nil, text: $0.text(1)))
            }
        }
        let retitled = try retitledReports()
        try database.prepare(
            """
            SELECT i.id, t.seq, t.text, l.subject, l.act FROM words t
            JOIN ledger l ON l.seq = t.seq AND l.act IN ('report add', 'correct')
            JOIN item_state s ON s.report = l.subject
            JOIN recommendation i ON i.id = s.recommendation
            WHERE \(now) AND t.name = 'title' AND \(condition("t.text")) ORDER BY i.id
            """
        ).forEach(patterns) {
            let holder = retitled[$0.text(3)] ?? ($0.text(4) == Correction.act ? nil : $0.int(1))
            guard holder == $0.int(1) else { return }
            hits[$0.int(0), default: []].append(
                SearchHit(place: "title of the report", seq: $0.int(1), text: $0.text(2), name: .title))
        }
        let corrected = try actsInForce(
            of: database.all(
                """
                SELECT DISTINCT subject FROM ledger
                WHERE act = ? AND subject IN (SELECT ref FROM recommendation)
                """, Correction.act
            ) { Reference(stored: $0.text(0)) })
        let names = WordName.allCases.filter(\.isOfItem).map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let hidden: Set<WordName> = [.title, .file, .address]
        try database.prepare(
            """
            SELECT i.id, w.seq, w.name, w.text, l.entry, l.subject FROM words w
            JOIN ledger l ON l.seq = w.seq JOIN recommendation i ON i.folded = lower(l.subject)
            WHERE w.name IN (\(names)) AND \(condition("w.text")) ORDER BY i.id, w.seq, w.name
            """
        ).forEach(patterns) { row in
            guard let name = WordName(rawValue: row.text(2)) else { return }
            let found: RecordedAct?
            if let acts = corrected[row.text(5)] {
                let seq = row.int(1)
                found = acts.first { $0.words[name] == seq }
            } else {
                // A report may have the same identifier as an item.
                found = try RecordedAct(LedgerStore.entry(row, 4))
            }
            guard let act = found else { return }
            if isPublic, hidden.contains(name) || act.act == .note(isInternal: true) { return }
            hits[row.int(0), default: []].append(
                SearchHit(
                    place: Self.place(name, of: act.act), seq: row.int(1), text: row.text(3), act: act.act,
                    name: name))
        }
        return hits
    }

    /// The entries that hold the titles of reports that were put right, by the reports' identifiers.
    private func retitledReports() throws -> [String: Int64] {
        var holders: [String: Int64] = [:]
        for seq in try corrections(of: .addReport, knownAt: .max) {
            guard let record = try ledger.record(seq, knownAt: .max) else { continue }
            holders[record.subject] = record.words[.title]
        }
        return holders
    }

    /// What LIKE looks for: each word by itself. - Throws: `InvalidValue` when there is none.
    package static func patterns(_ words: [String]) throws(InvalidValue) -> [String] {
        let patterns = words.flatMap { $0.split(whereSeparator: \.isWhitespace) }.map {
            pattern(String($0).composed.lowercased())
        }
        guard !patterns.isEmpty else {
            throw InvalidValue(what: "search", given: "", expected: "some words")
        }
        return patterns
    }

    /// That a column holds all of some patterns.
    static func condition(_ column: String, _ patterns: [String]) -> String {
        patterns.map { _ in "folded(\(column)) LIKE ? ESCAPE '\\'" }.joined(separator: " AND ")
    }

    /// The acts on some items with corrections applied: words that were put right are not searched.
    private func actsInForce(of items: [Reference]) throws -> [String: [RecordedAct]] {
        let size = try size()
        return Dictionary(
            stored: try items.map { ($0.text, try history(of: $0, knownAt: size).acts) })
    }

    /// What a word of an act is, to people.
    private static func place(_ name: WordName, of act: ItemAct) -> String {
        switch (name, act) {
        case (.text, .add), (.deadline, .add): name.rawValue
        case (.text, _): act.name.rawValue
        case (.title, _), (.file, _), (.address, _): "evidence: \(name.rawValue)"
        case (.note, .note): "note"
        default: "\(name.rawValue) of \"\(act.name)\""
        }
    }

    /// `word` anywhere in a text, with the characters that LIKE gives a meaning taken as themselves.
    private static func pattern(_ word: String) -> String {
        var escaped = ""
        for character in word {
            if character == "%" || character == "_" || character == "\\" { escaped.append("\\") }
            escaped.append(character)
        }
        return "%\(escaped)%"
    }
}
