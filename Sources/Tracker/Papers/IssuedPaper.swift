public import TrackerDocuments
public import TrackerFigures
import TrackerLedger
public import TrackerModel
public import TrackerRegister
public import TrackerValues
public import TransparencyLog

/// A table that was issued, computed again, is not what was issued.
public struct NotAsIssued: TrackerError, Equatable {
    /// The number of the entry that issued it.
    public let id: Int64

    package var failure: FailureKind { .unverified }
    package var remedies: [Remedy] { [.verify()] }

    /// A sentence.
    public var description: String { "table T\(id), computed again, is not what was issued." }
}

/// A quarterly table that was issued: printed again exactly, and set beside what is known now.
public struct IssuedPaper: Sendable {
    /// The number of the entry that issued it.
    public let id: Int64
    /// What the ledger keeps of it.
    public let issue: IssuedTable
    /// The paper, as it was.
    public let paper: QuarterlyPaper
    private let now: QuarterlyPaper
    private let late: [(entry: Entry, authorship: Authorship)]

    /// Asks the register.
    ///
    /// - Parameters:
    ///   - register: the register that is asked.
    ///   - typed: its identifier, `T12`.
    ///   - today: the day it is now.
    ///   - audience: for whom the edition is.
    ///   - marking: the marking asked for; nil for the register's or the items' highest.
    ///   - quartersBefore: as when it was issued in the same format.
    /// - Throws: `NotFound`; `NotAsIssued` when the table computed again isn't what was issued.
    public init(
        _ register: Register, _ typed: String, today: Day, audience: Audience = .board,
        marking: String? = nil, quartersBefore: Int = 0
    ) throws {
        let issued = try register.issuedTables()
        let folded = typed.uppercased()
        guard let found = issued.last(where: { "T\($0.id)" == folded || "\($0.id)" == folded }) else {
            throw NotFound(
                "issued table", typed, nearest: issued.map { "T\($0.id)" }.suffix(3).map { $0 },
                remedies: [.see(.issuedTables)])
        }
        id = found.id
        issue = found.table
        paper = try Self.paper(
            register, found, knownAt: .size(issue.ledgerSize), today: today, audience: audience,
            marking: marking, quartersBefore: quartersBefore)
        // Its content hash and the ledger's root then.
        guard paper.contentHash == issue.contentHash, paper.frame.root.hex == issue.root else {
            throw NotAsIssued(id: id)
        }
        now = try Self.paper(
            register, found, knownAt: .now, today: today, audience: audience, marking: marking)
        late = try register.entries(after: issue.ledgerSize, effectiveBy: issue.asAt).map {
            ($0, try register.authorship(of: $0))
        }
    }

    /// An issued table as it is from a viewpoint.
    package static func paper(
        _ register: Register, _ found: (id: Int64, table: IssuedTable), knownAt: KnownAt, today: Day,
        audience: Audience = .board, marking: String? = nil, quartersBefore: Int = 0, isAnew: Bool = false
    ) throws -> QuarterlyPaper {
        try QuarterlyPaper(
            register, try spec(register, found), knownAt: knownAt, today: max(today, found.table.asAt),
            audience: audience,
            marking: marking, quartersBefore: quartersBefore, isAnew: isAnew)
    }

    /// What an issued table was asked for, with the rule and the year as they were then.
    private static func spec(
        _ register: Register, _ found: (id: Int64, table: IssuedTable)
    ) throws -> QuarterlySpec {
        let issue = found.table
        let started = try register.settings(knownAt: issue.ledgerSize)[.yearStart] ?? "\(YearStart.april)"
        guard let yearStart = YearStart(parsing: started) else {
            throw RegisterError.damaged(
                "entry \(found.id) issues a table of a year that begins on \"\(started)\"")
        }
        return QuarterlySpec(
            try Quarter(parsing: issue.quarter, yearStart: yearStart), asAt: issue.asAt, scope: issue.scope,
            rowKey: issue.rows, ragRule: try register.ragRule(issue.ragRule, knownAt: issue.ledgerSize),
            ageBands: issue.ageBands)
    }

    /// What has changed since.
    public var comparison: TableComparison { TableComparison(issued: paper.table, now: now.table) }

    /// The issued figures beside today's, each difference with the late entries that caused it.
    public var comparisonDocument: Document {
        let comparison = comparison
        let rowKey = paper.table.spec.rowKey
        let differences = Table(
            name: "Restated", caption: "Counts that are different as known now",
            columns: [
                Column(title: rowKey.rawValue.capitalizedFirst, key: "key", weight: 3),
                Column(title: "Count", key: "count", weight: 2),
                Column(title: "As issued", key: "issued", kind: .number),
                Column(title: "Now", key: "now", kind: .number),
                Column(title: "Items in", key: "gained", weight: 2),
                Column(title: "Items out", key: "lost", weight: 2),
                Column(title: "Because of entries", key: "because", weight: 2),
            ],
            rows: comparison.differences.map { difference in
                [
                    .text(difference.row.map { paper.frame.label($0, of: rowKey) } ?? "Total"),
                    .text(difference.count.title), .number(difference.issued),
                    .number(difference.now), .text(named(difference.gained).joined(separator: ", ")),
                    .text(named(difference.lost).joined(separator: ", ")),
                    .text(entries(behind: difference).map { "\($0.seq)" }.joined(separator: ", ")),
                ]
            }, empty: "Nothing: what was issued is what is known now.")
        let lateEntries = Table(
            name: "Late entries",
            caption: "Entries recorded since, that count from before the end of the quarter",
            columns: [
                Column(title: "Entry", key: "seq", kind: .number),
                Column(title: "Item", key: "subject", weight: 2),
                Column(title: "Act", key: "act"),
                Column(title: "Effective", key: "effective_on", kind: .date),
                Column(title: "Recorded", key: "recorded_at", weight: 2),
                Column(title: "By", key: "actor", weight: 2),
            ],
            rows: lateEntries(of: comparison).map { entry, authorship in
                [
                    .number(Int(entry.seq)), .text(entry.subject), .text(entry.act), Cell(entry.effectiveOn),
                    .time(entry.recordedAt, in: now.frame.zone), .text(now.frame.words(authorship)),
                ]
            }, empty: "None.")
        return Document(
            title: "Table T\(id) beside what is known now",
            subtitle: "\(paper.table.spec.quarter.label), issued at ledger size \(issue.ledgerSize)",
            letterhead: now.frame.letterhead, marking: paper.document().marking,
            blocks: [.table(differences), .table(lateEntries)],
            foot: now.frame.foot(), records: differences)
    }

    /// The comparison as data.
    public var comparisonJSON: JSON {
        var object = now.frame.json
        object["id"] = .string("T\(id)")
        object["quarter"] = .string(issue.quarter)
        object["as_issued"] = true
        object["late_entries"] = .array(
            lateEntries(of: comparison).map { entry, authorship in
                let about: [String: JSON] = [
                    "seq": .int(entry.seq), "subject": .string(entry.subject), "act": .string(entry.act),
                    "effective_on": .string(entry.effectiveOn.description),
                    "recorded_at": .string(entry.recordedAt.description),
                ]
                return .object(about.merging(now.frame.fields(authorship)) { $1 })
            })
        object["differences"] = .array(
            comparison.differences.map { difference in
                [
                    "key": difference.row.map { .string(paper.frame.key($0, of: paper.table.spec.rowKey)) }
                        ?? .null,
                    "count": .string(difference.count.key), "issued": .int(Int64(difference.issued)),
                    "now": .int(Int64(difference.now)),
                    "gained": .array(named(difference.gained).map { .string($0) }),
                    "lost": .array(named(difference.lost).map { .string($0) }),
                    "entries": .array(entries(behind: difference).map { .int($0.seq) }),
                ]
            })
        return .object(object)
    }

    /// The references that this edition may name.
    private func named(_ references: [String]) -> [String] {
        references.filter { !paper.unnamed.contains($0) && !now.unnamed.contains($0) }
    }

    /// The late entries about the items of a comparison, with who stands behind each.
    private func lateEntries(
        of comparison: TableComparison
    ) -> [(entry: Entry, authorship: Authorship)] {
        let references = Set(named(Array(comparison.references)))
        return late.filter { references.contains($0.entry.subject) }
    }

    private func entries(behind difference: TableComparison.Difference) -> [Entry] {
        let references = Set(difference.gained + difference.lost)
        return late.map(\.entry).filter { references.contains($0.subject) }
    }
}
