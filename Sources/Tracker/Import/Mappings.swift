import TrackerLedger
import TrackerModel
public import TrackerRegister
public import TrackerValues

// Mappings of sheets that were kept under a name: each is an entry, and the last one of a name counts.

extension Writer {
    /// Keeps how such sheets are read, under a name; one of that name before is replaced.
    public func save(_ mapping: SavedMapping, as name: Reference) throws {
        // By their numbers: a name may be changed, or erased.
        let people = mapping.answers.people.spelled { (try? person($0).description) ?? $0 }
        try record(
            .saveMapping(
                columns: mapping.columns.mapValues(\.rawValue), statuses: mapping.statuses.said,
                answers: mapping.answers.kept),
            on: name.folded, words: people.kept.map { [.name: $0] } ?? [:])
    }
}

extension Register {
    /// The names under which mappings are kept.
    package func mappings() throws -> [String] { try ledger.subjects(of: .saveMapping).sorted() }

    /// The mapping kept under a name. - Throws: `NotFound` with the nearest.
    public func mapping(_ typed: String) throws -> SavedMapping {
        let kept = try ledger.records(about: typed.lowercased()).compactMap {
            if case .saveMapping(let columns, let statuses, let answers) = $0.act {
                (columns, statuses, answers, people: $0.words[.name])
            } else {
                nil
            }
        }
        guard let (columns, statuses, answers, people) = kept.last else {
            let names = try ledger.subjects(of: .saveMapping)
            throw NotFound(
                "mapping", typed, nearest: NearestMatch.suggestions(for: typed, among: names),
                remedies: [.add(.mapping, named: typed)])
        }
        return SavedMapping(
            columns: columns.compactMapValues { ImportField(rawValue: $0) },
            statuses: StatusWords(kept: statuses),
            answers: ImportAnswers(kept: answers, people: try people.flatMap { try words(of: $0)[.name] }))
    }
}
