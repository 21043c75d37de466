/// An item as a list shows it: what it is, and where it stood from one viewpoint.
public struct Item: Equatable, Sendable {
    /// The entry that took it in; also its identity in the tables.
    public let id: Int64
    /// The register's own reference.
    public let reference: Reference
    /// What it says, or `[redacted]`.
    public let text: String
    /// The current deadline in words.
    public let deadline: String?
    /// The last progress note.
    public let progress: String?
    /// Whether a recommendation stands under it, where its kind needs one.
    public let isIncomplete: Bool
    /// Where it stood.
    public let standing: Standing

    /// The report's own number.
    public var number: String? { standing.number }
    /// The inspectorate's register number.
    public var externalNumber: String? { standing.externalNumber }
    /// The cause of concern it belongs to.
    public var parent: Reference? { standing.parent }
    /// Whom it is addressed to, where that isn't the force.
    public var addressee: String? { standing.addressee }
    /// Its priority.
    public var priority: String? { standing.priority }
    /// The day it was opened.
    public var openedOn: Day { standing.openedOn }
    /// The first due date it ever had.
    public var originalDue: Day? { standing.originalDue }
}

extension Register {
    private static let standingColumns =
        """
        s.report, s.kind, s.force, s.question, s.number, s.external_number, s.parent, s.addressee, s.priority,
        s.opened_on, s.original_due, s.stage, s.closed_as, s.successor, s.acceptance, s.lead,
        s.supporting, s.board, s.due, s.revisions, s.extension_wanted, s.in_scope, s.complete, s.rag,
        s.progress, s.progress_on, s.text, s.deadline, s.marking, s.tags
        """

    /// Reads the columns above, the first of them at `base`.
    static func standing(_ row: borrowing Row, from base: Int32) -> Standing {
        func list(_ column: Int32, _ row: borrowing Row) -> [String] {
            let text = row.text(column)
            return text.isEmpty ? [] : text.split(separator: "\n").map { String($0) }
        }
        func day(_ column: Int32, _ row: borrowing Row) -> Day? {
            row.optionalText(column).flatMap { Day(iso: $0) }
        }
        let rest = base + 11
        return Standing(
            report: Reference(stored: row.text(base)), kind: row.text(base + 1), force: row.text(base + 2),
            question: row.optionalText(base + 3), number: row.optionalText(base + 4),
            externalNumber: row.optionalText(base + 5),
            parent: row.optionalText(base + 6).map { Reference(stored: $0) },
            addressee: row.optionalText(base + 7), priority: row.optionalText(base + 8),
            openedOn: day(base + 9, row) ?? .distantPast, originalDue: day(base + 10, row),
            stage: Stage(rawValue: row.text(rest)) ?? .open,
            closedAs: row.optionalText(rest + 1).flatMap { CloseReason(rawValue: $0) },
            successor: row.optionalText(rest + 2).map { Reference(stored: $0) },
            acceptance: row.optionalText(rest + 3).flatMap { Acceptance(rawValue: $0) },
            lead: row.optionalInt(rest + 4).map { PersonID($0) },
            supporting: list(rest + 5, row).compactMap { Int64($0).map { PersonID($0) } },
            board: row.optionalText(rest + 6).map { Reference(stored: $0) }, due: day(rest + 7, row),
            revisions: Int(row.int(rest + 8)), extensionWanted: row.bool(rest + 9),
            inScope: row.bool(rest + 10), complete: row.optionalInt(rest + 11).map { Int($0) },
            rating: row.optionalText(rest + 12).flatMap { Rating(rawValue: $0) },
            progress: row.optionalInt(rest + 13), progressOn: day(rest + 14, row), text: row.int(rest + 15),
            deadline: row.optionalInt(rest + 16), marking: row.optionalText(rest + 17),
            tags: list(rest + 18, row))
    }

    /// The condition that picks the rows `s` of `standing` in force from a viewpoint.
    ///
    /// When everything is known and no later day can be meant, the open-ended rows answer, and they are indexed.
    func inForce(_ viewpoint: Viewpoint, today: Day) throws -> Condition {
        // Nothing is recorded ahead of its day, so no entry can count from later than this.
        let last = try ledger.end().recordedAt?.day(in: timeZone()) ?? today
        if viewpoint.knowsAll && viewpoint.asAt >= max(today, last) {
            return Condition("s.known_to = \(ItemStore.forever) AND s.to_on = '9999-12-31'")
        }
        let day = viewpoint.asAt.description
        return Condition(
            "s.known_from <= ? AND s.known_to > ? AND s.from_on <= ? AND s.to_on > ?", viewpoint.knownAt,
            viewpoint.knownAt, day, day)
    }

    /// Hands each item of a scope to `body`, as it stood from `viewpoint`.
    ///
    /// - Parameters:
    ///   - scope: which items it is about.
    ///   - viewpoint: from where it looks.
    ///   - today: the day it is now, so that the present is answered from its index.
    ///   - order: in which order.
    ///   - body: is handed each item.
    public func forEachItem(
        _ scope: Scope = .everything, from viewpoint: Viewpoint, today: Day, order: ItemOrder = .register,
        _ body: (Item) throws -> Void
    ) throws {
        var query = ItemQuery(scope, from: viewpoint, today: today)
        query.order = order
        try forEachItem(query, body)
    }

    /// Hands each item of a query to `body`.
    public func forEachItem(_ query: ItemQuery, _ body: (Item) throws -> Void) throws {
        let condition = query.condition(try inForce(query.viewpoint, today: query.today))
        let sql =
            """
            SELECT r.id, r.ref, \(Self.words("t")), \(Self.words("d")), \(Self.words("n")),
                   k.needs_recommendation AND NOT EXISTS
                       (SELECT 1 FROM standing c
                        WHERE c.parent = r.ref AND c.known_from <= ? AND c.known_to > ?
                            AND c.from_on <= ? AND c.to_on > ?),
                   \(Self.standingColumns)
            FROM standing s
            JOIN recommendation r ON r.id = s.recommendation
            JOIN kind k ON k.name = s.kind
            LEFT JOIN words t ON t.seq = s.text AND t.name = 'text'
            LEFT JOIN words d ON d.seq = s.deadline AND d.name = 'deadline'
            LEFT JOIN words n ON n.seq = s.progress AND n.name = 'note'
            WHERE \(condition.sql)
            ORDER BY \(query.ordering)\(query.limit.map { " LIMIT \($0)" } ?? "")
            """
        let known = query.viewpoint.knownAt
        let day = query.viewpoint.asAt.description
        try connection.prepare(sql).forEach([known, known, day, day] + condition.values) { row in
            try body(
                Item(
                    id: row.int(0), reference: Reference(stored: row.text(1)), text: row.text(2),
                    deadline: row.optionalText(3), progress: row.optionalText(4),
                    isIncomplete: row.bool(5), standing: Self.standing(row, from: 6)))
        }
    }

    /// An item's whole history as known at a ledger size.
    public func history(of reference: Reference, knownAt: Int64) throws -> ItemHistory {
        guard let history = try projections.items.history(of: reference, knownAt: knownAt) else {
            throw NotFound(
                "item", reference.text, remedy: "It was not yet in the register at ledger size \(knownAt).")
        }
        return history
    }

    /// The words of an entry; `[redacted]` where they were removed.
    public func words(of seq: Int64) throws -> [WordName: String] {
        var words: [WordName: String] = [:]
        try connection.forEach("SELECT w.name, \(Self.words("w")) FROM words w WHERE w.seq = ?", seq) {
            if let name = WordName(rawValue: $0.text(0)) { words[name] = $0.text(1) }
        }
        return words
    }
}
