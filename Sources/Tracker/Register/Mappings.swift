// Mappings of sheets that were kept under a name: each is an entry, and the last one of a name counts.

extension Writer {
    /// Keeps how such sheets are read, under a name; one of that name before is replaced.
    public func save(_ mapping: SavedMapping, as name: Reference) throws {
        try record(
            .saveMapping(
                columns: mapping.columns.mapValues(\.rawValue), statuses: mapping.statuses.said),
            on: name.folded)
    }
}

extension Register {
    /// The mapping kept under a name. - Throws: `NotFound` with the nearest.
    public func mapping(_ typed: String) throws -> SavedMapping {
        let kept = try connection.all(
            "SELECT entry FROM ledger WHERE subject = ? AND act = 'mapping save' ORDER BY seq DESC LIMIT 1",
            typed.lowercased()
        ) { try LedgerStore.entry($0, 0) }
        guard let entry = kept.first,
            case .saveMapping(let columns, let statuses) = try RegisterAct(
                name: entry.act, subject: entry.subject, data: entry.data)
        else {
            let names = try connection.all("SELECT DISTINCT subject FROM ledger WHERE act = 'mapping save'") {
                $0.text(0)
            }
            throw NotFound(
                "mapping", typed, nearest: NearestMatch.suggestions(for: typed, among: names),
                remedy: "Keep one with: trackerctl import FILE --save-mapping \(typed.excerpt)")
        }
        return SavedMapping(
            columns: columns.compactMapValues { ImportField(rawValue: $0) },
            statuses: StatusWords(kept: statuses))
    }
}
