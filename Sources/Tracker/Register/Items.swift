public import TrackerModel
import TrackerStorage
public import TrackerValues

extension Register {
    /// An item's whole history as known at a ledger size.
    public func history(of reference: Reference, knownAt: Int64) throws -> ItemHistory {
        guard let history = try projections.items.history(of: reference, knownAt: knownAt) else {
            throw NotFound(
                "item", reference.text,
                remedies: [.plain("it was not yet in the register at ledger size \(knownAt)")])
        }
        return history
    }

    /// The words of an entry; `[redacted]` where they were removed.
    public func words(of seq: Int64) throws -> [WordName: String] {
        var words: [WordName: String] = [:]
        try database.forEach("SELECT w.name, \(Self.words("w")) FROM words w WHERE w.seq = ?", seq) {
            let name = try $0.stored(0, "name of words") { WordName(rawValue: $0) }
            words[name] = $0.text(1)
        }
        return words
    }
}

extension Snapshot {
    /// Hands each item of a scope to `body`.
    public func forEachItem(
        _ scope: Scope = .everything, order: ItemOrder = .register, _ body: (Item) throws -> Void
    ) throws {
        var query = ItemQuery(scope)
        query.order = order
        try forEachItem(query, body)
    }

    /// Hands each item of a query to `body`.
    public func forEachItem(_ query: ItemQuery, _ body: (Item) throws -> Void) throws {
        let condition = try query.condition(self)
        let known = viewpoint.knownAt
        let needy = try register.kinds(knownAt: known).filter(\.needsRecommendation).map(\.name)
        let isNeedy = needy.isEmpty ? "1 = 0" : "s.kind IN (\(SQLFilter.parameters(needy.count)))"
        let sql =
            """
            SELECT r.id, r.ref, \(Register.words("t")), \(Register.words("d")), \(Register.words("n")),
                   \(isNeedy) AND NOT EXISTS
                       (SELECT 1 FROM item_state c
                        WHERE c.parent = r.ref AND c.known_from <= ? AND c.known_to > ?
                            AND c.from_on <= ? AND c.to_on > ?),
                   \(ItemStateColumn.all)
            FROM item_state s
            JOIN recommendation r ON r.id = s.recommendation
            LEFT JOIN words t ON t.seq = s.text AND t.name = 'text'
            LEFT JOIN words d ON d.seq = s.deadline AND d.name = 'deadline'
            LEFT JOIN words n ON n.seq = s.progress AND n.name = 'note'
            WHERE \(condition.sql)
            ORDER BY \(query.ordering)\(query.limit.map { " LIMIT \($0)" } ?? "")\(query.offset == 0 ? "" : " OFFSET \(query.offset)")
            """
        let day = viewpoint.asAt.description
        try register.database.prepare(sql).forEach(needy + [known, known, day, day] + condition.values) {
            row in
            try body(
                Item(
                    id: row.int(0), reference: Reference(stored: try row.storedText(1)), text: row.text(2),
                    deadline: row.optionalText(3), progress: row.optionalText(4),
                    isIncomplete: try row.storedInt(5) != 0, standing: try ItemState(row, from: 6)))
        }
    }
}

extension Register {
    /// The item with that reference, spelled as registered. - Throws: `NotFound` with the nearest.
    public func item(_ typed: String) throws -> Reference {
        if let found = try storedReference(typed.lowercased()) { return found }
        let all = try database.all("SELECT ref FROM recommendation") { $0.text(0) }
        throw NotFound(
            "item", typed, nearest: NearestMatch.suggestions(for: typed, among: all),
            remedies: [.see(.items)])
    }
}

extension Writer {
    /// Takes an item into the register.
    ///
    /// The due date is worked out of the deadline's words when it isn't given and they allow it. It is opened on the day
    /// asked for, or on the session's; else on the day of its report's publication, which handed it over: the last that it
    /// can be, where no more is known.
    ///
    /// - Throws: `NotFound` for an unknown report, kind or parent; `AlreadyExists` when the reference is taken.
    @discardableResult
    public func add(
        _ reference: Reference, _ origin: ItemOrigin, text: String, deadline: String? = nil,
        openedOn: Day? = nil
    ) throws -> Receipt {
        try requireWords(text, "text of \(reference)")
        let report = try report(origin.report)
        var origin = origin
        origin.report = report.reference
        origin.kind = try kindName(origin.kind)
        if origin.force.isEmpty { origin.force = report.details.force }
        if let parent = origin.parent { origin.parent = try register.item(parent.text) }
        if try register.storedReference(reference.folded) != nil {
            throw AlreadyExists(what: "item", reference: reference.text)
        }
        if origin.due == nil, let deadline {
            origin.due = DeadlineWords.day(from: deadline, published: report.details.published.day)
        }
        var words: Words = [.text: text]
        words[.deadline] = deadline
        let published = report.details.published.lastDay
        return try record(
            .add(origin), on: reference, words: words,
            day: openedOn ?? (saysWhen || published > today ? nil : published))
    }
}
