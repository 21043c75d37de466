/// An item as a list shows it: what it is, and where it stood from one viewpoint.
public struct Item: Equatable, Sendable {
    /// The entry that took it in; also its identity in the tables.
    public let id: Int64
    /// The register's own reference.
    public let reference: Reference
    /// The report's own number.
    public let number: String?
    /// The inspectorate's register number.
    public let externalNumber: String?
    /// The cause of concern it belongs to.
    public let parent: Reference?
    /// Whom it is addressed to, where that isn't the force.
    public let addressee: String?
    /// Its priority.
    public let priority: String?
    /// The day it was opened.
    public let openedOn: Day
    /// The first due date it ever had.
    public let originalDue: Day?
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
}

/// The order of a list.
public enum ItemOrder: Sendable {
    /// As they were taken in: in the order of their reports.
    case register
    /// Overdue first, then due, then without a date; the longest overdue at the top.
    case due
}

extension Register {
    private static let standingColumns =
        """
        s.report, s.kind, s.force, s.question, s.stage, s.closed_as, s.successor, s.acceptance, s.lead,
        s.supporting, s.board, s.due, s.revisions, s.extension_wanted, s.in_scope, s.complete, s.rag,
        s.progress, s.progress_on, s.text, s.deadline, s.marking, s.tags
        """

    /// Reads the columns above, the first of them at `base`.
    static func standing(_ row: borrowing Row, from base: Int32) -> Standing {
        func list(_ column: Int32, _ row: borrowing Row) -> [String] {
            let text = row.text(column)
            return text.isEmpty ? [] : text.split(separator: "\n").map { String($0) }
        }
        return Standing(
            report: Reference(stored: row.text(base)), kind: row.text(base + 1), force: row.text(base + 2),
            question: row.optionalText(base + 3), stage: Stage(rawValue: row.text(base + 4)) ?? .open,
            closedAs: row.optionalText(base + 5).flatMap { CloseReason(rawValue: $0) },
            successor: row.optionalText(base + 6).map { Reference(stored: $0) },
            acceptance: row.optionalText(base + 7).flatMap { Acceptance(rawValue: $0) },
            lead: row.optionalInt(base + 8).map { PersonID($0) },
            supporting: list(base + 9, row).compactMap { Int64($0).map { PersonID($0) } },
            board: row.optionalText(base + 10).map { Reference(stored: $0) },
            due: row.optionalText(base + 11).flatMap { Day(iso: $0) },
            revisions: Int(row.int(base + 12)), extensionWanted: row.bool(base + 13),
            inScope: row.bool(base + 14), complete: row.optionalInt(base + 15).map { Int($0) },
            rating: row.optionalText(base + 16).flatMap { Rating(rawValue: $0) },
            progress: row.optionalInt(base + 17),
            progressOn: row.optionalText(base + 18).flatMap { Day(iso: $0) }, text: row.int(base + 19),
            deadline: row.optionalInt(base + 20), marking: row.optionalText(base + 21),
            tags: list(base + 22, row))
    }

    /// The SQL condition that picks the standing in force from a viewpoint, and its values.
    ///
    /// When everything is known and no later day can be meant, the open-ended rows answer, and they are indexed.
    func inForce(_ viewpoint: Viewpoint, today: Day) -> (sql: String, values: [any SQLiteBindable]) {
        if viewpoint.knowsAll && viewpoint.asAt >= today {
            return ("s.known_to = \(ItemStore.forever) AND s.to_on = '9999-12-31'", [])
        }
        let day = viewpoint.asAt.description
        return (
            "s.known_from <= ? AND s.known_to > ? AND s.from_on <= ? AND s.to_on > ?",
            [viewpoint.knownAt, viewpoint.knownAt, day, day]
        )
    }

    /// Hands each item of a scope to `body`, as it stood from `viewpoint`.
    ///
    /// - Parameters:
    ///   - live: only items that are not closed.
    ///   - today: the day it is now, so that the present is answered from its index.
    public func forEachItem(
        _ scope: Scope = .everything, from viewpoint: Viewpoint, live: Bool = false, today: Day,
        order: ItemOrder = .register, _ body: (Item) throws -> Void
    ) throws {
        var (condition, values) = inForce(viewpoint, today: today)
        if live { condition += " AND s.stage <> 'closed'" }
        func filter(_ column: String, _ value: String?) {
            guard let value else { return }
            condition += " AND s.\(column) = ?"
            values.append(value)
        }
        filter("report", scope.report?.text)
        filter("force", scope.force)
        filter("kind", scope.kind)
        filter("question", scope.question)
        filter("board", scope.board?.text)
        let ordering =
            switch order {
            case .register: "r.id"
            case .due: "s.due IS NULL, s.due, r.id"
            }
        let sql =
            """
            SELECT r.id, r.ref, r.number, r.external_number, p.ref, r.addressee, r.priority, r.opened_on,
                   r.original_due, \(Self.words("t")), \(Self.words("d")), \(Self.words("n")),
                   k.needs_recommendation AND NOT EXISTS
                       (SELECT 1 FROM recommendation c WHERE c.parent = r.id AND c.id <= ?),
                   \(Self.standingColumns)
            FROM standing s
            JOIN recommendation r ON r.id = s.recommendation
            JOIN kind k ON k.name = s.kind
            LEFT JOIN recommendation p ON p.id = r.parent
            LEFT JOIN words t ON t.seq = s.text AND t.name = 'text'
            LEFT JOIN words d ON d.seq = s.deadline AND d.name = 'deadline'
            LEFT JOIN words n ON n.seq = s.progress AND n.name = 'note'
            WHERE \(condition)
            ORDER BY \(ordering)
            """
        try connection.prepare(sql).forEach([viewpoint.knownAt] + values) { row in
            let standing = Self.standing(row, from: 13)
            guard scope.includes(standing) else { return }
            try body(
                Item(
                    id: row.int(0), reference: Reference(stored: row.text(1)), number: row.optionalText(2),
                    externalNumber: row.optionalText(3),
                    parent: row.optionalText(4).map { Reference(stored: $0) }, addressee: row.optionalText(5),
                    priority: row.optionalText(6), openedOn: Day(iso: row.text(7)) ?? .distantPast,
                    originalDue: row.optionalText(8).flatMap { Day(iso: $0) }, text: row.text(9),
                    deadline: row.optionalText(10), progress: row.optionalText(11),
                    isIncomplete: row.bool(12), standing: standing))
        }
    }

    /// Every change of standing that tables need: those in force at the end of `eve`, and those that follow
    /// up to the end of the viewpoint's day, each item's in order.
    func forEachStep(
        after eve: Day, from viewpoint: Viewpoint,
        _ body: (_ item: Int64, _ reference: String, _ openedOn: Day, _ from: Day, Standing) throws -> Void
    ) throws {
        let sql =
            """
            SELECT s.recommendation, r.ref, r.opened_on, s.from_on, \(Self.standingColumns)
            FROM standing s JOIN recommendation r ON r.id = s.recommendation
            WHERE s.known_from <= ? AND s.known_to > ? AND s.from_on <= ?
                AND (s.to_on > ? OR s.from_on > ?)
            ORDER BY s.recommendation, s.step
            """
        let known = viewpoint.knownAt
        try connection.prepare(sql).forEach(
            [known, known, viewpoint.asAt.description, eve.description, eve.description]
        ) { row in
            try body(
                row.int(0), row.text(1), Day(iso: row.text(2)) ?? .distantPast,
                Day(iso: row.text(3)) ?? .distantPast, Self.standing(row, from: 4))
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
