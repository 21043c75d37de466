import TrackerModel
import TrackerStorage
public import TrackerValues

// What a register offers to somebody who is typing a name of something in it: the shells' completions ask at every
// press of the key, so each question reads an index or a small table, and no more rows than it may give.

/// What can be named, and so completed.
public enum Completable: Sendable, CaseIterable {
    /// References of items.
    case items
    /// Identifiers of reports.
    case reports
    /// Names of people.
    case people
    /// Names of people and posts.
    case owners
    /// Names of posts.
    case posts
    /// Identifiers of meetings, the latest first.
    case meetings
    /// Identifiers of boards.
    case boards
    /// Quarters up to today, the latest first, of the financial and the calendar year.
    case quarters
    /// Tags of outstanding items.
    case tags
    /// Bodies that outstanding items are directed at.
    case addressees
    /// Kinds of items.
    case kinds
    /// Forces of reports.
    case forces
    /// Publishers of reports.
    case publishers
    /// Priorities that publishers usually give.
    case priorities
    /// Questions of outstanding items.
    case questions
    /// Rules for red, amber and green.
    case ragRules
    /// Quarterly tables issued.
    case issuedTables
}

/// A name, and in a few words what it names.
public struct Completion: Equatable, Sendable {
    /// The name as it can be typed.
    public let name: String
    /// What it names; may be empty.
    public let about: String
}

extension Register {
    /// What may be meant by a name of which `beginning` has been typed, capitals apart.
    ///
    /// - Parameters:
    ///   - what: what kind of thing is named.
    ///   - beginning: what has been typed.
    ///   - today: the day up to which quarters are offered.
    ///   - limit: the most to give.
    public func completions(
        of what: Completable, beginning: String, today: Day, limit: Int = 200
    ) throws -> [Completion] {
        let wanted = beginning.lowercased()
        let all: [Completion] =
            switch what {
            case .items: try items(beginning: wanted, limit: limit)
            case .reports: try reports().map { Completion(name: $0.reference.text, about: $0.title) }
            case .people: try peopleNamed()
            case .posts: try posts().map { Completion(name: $0.name, about: "") }
            case .owners: try peopleNamed() + posts().map { Completion(name: $0.name, about: "post") }
            case .meetings:
                try meetings().reversed().map {
                    Completion(name: $0.reference.text, about: "\($0.board), \($0.heldOn.shortForm)")
                }
            case .boards: try boards().map { Completion(name: $0.reference.text, about: $0.name) }
            case .quarters: quarters(to: today, yearStart: try yearStart())
            case .tags: try outstanding("tags").map { Completion(name: $0, about: "") }
            case .questions: try outstanding("question").map { Completion(name: $0, about: "") }
            case .addressees:
                try outstanding(RowKey.addressee.column).map { Completion(name: $0, about: "") }
            case .publishers: try publishers().map { Completion(name: $0.name, about: "") }
            case .priorities:
                BuiltInKind.all.flatMap { kind in
                    kind.priorities.map { Completion(name: $0, about: Kind.label(kind.name)) }
                }
            case .kinds: try kinds().map { Completion(name: $0.name, about: "") }
            case .forces:
                Set(try reports().map(\.details.force)).sorted().map { Completion(name: $0, about: "") }
            case .ragRules: try ragRules().map { Completion(name: $0.name, about: $0.explanation) }
            case .issuedTables:
                try issuedTables().map { Completion(name: "T\($0.id)", about: $0.table.quarter) }
            }
        return Array(all.lazy.filter { $0.name.lowercased().hasPrefix(wanted) }.prefix(limit))
    }

    private func peopleNamed() throws -> [Completion] {
        let people = try people()
        return zip(people, people.inPrint).map { Completion(name: $1, about: $0.post ?? "") }
    }

    /// Items by their folded references, which are indexed, each with its text as it reads now.
    private func items(beginning: String, limit: Int) throws -> [Completion] {
        try database.all(
            """
            SELECT i.ref, \(Self.words("t")) FROM recommendation i
            LEFT JOIN item_state s ON s.recommendation = i.id AND \(ItemStore.stands("s"))
            LEFT JOIN words t ON t.seq = s.text AND t.name = 'text'
            WHERE i.folded >= ? AND i.folded < ? ORDER BY i.folded LIMIT ?
            """, beginning, beginning + "\u{10FFFF}", Int64(limit)
        ) { Completion(name: $0.text(0), about: $0.optionalText(1) ?? "") }
    }

    /// The values in one of the columns of outstanding items, one a line there.
    private func outstanding(_ column: String) throws -> [String] {
        let lines = try database.all(
            """
            SELECT DISTINCT \(column) FROM item_state s
            WHERE \(ItemStore.stands("s")) AND stage <> 'closed' AND \(column) IS NOT NULL
            """
        ) { $0.text(0) }
        return Set(
            lines.flatMap { $0.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) } }
        ).sorted()
    }

    /// Twelve years of quarters.
    private func quarters(to today: Day, yearStart: YearStart) -> [Completion] {
        [Quarter.Kind.financial(yearStart), .calendar].flatMap { kind in
            sequence(first: Quarter.containing(today, kind: kind), next: { $0.previous }).prefix(48).map {
                Completion(name: $0.argument, about: "\($0.first.shortForm) to \($0.last.shortForm)")
            }
        }
    }
}
