import TrackerFigures
import TrackerModel
import TrackerStorage
import TrackerValues

/// A condition of a query, built up part by part with the values that its parameters take.
struct SQLFilter {
    package private(set) var sql: String
    package private(set) var values: [any Bindable]

    init(_ sql: String, _ values: any Bindable...) {
        self.sql = sql
        self.values = values
    }

    /// Narrows it: this must hold too.
    package mutating func require(_ sql: String, _ values: [any Bindable]) {
        self.sql += " AND \(sql)"
        self.values += values
    }

    /// Narrows it: this must hold too.
    package mutating func require(_ sql: String, _ values: any Bindable...) { require(sql, values) }

    /// Narrows it to rows whose `column` holds `value`; no narrowing where there is none.
    package mutating func require(_ column: String, is value: (some Bindable)?) {
        if let value { require("\(column) = ?", value) }
    }

    /// One parameter for each of `count` values: `?, ?, ?`.
    package static func parameters(_ count: Int) -> String {
        repeatElement("?", count: count).joined(separator: ", ")
    }
}

extension SQLFilter {
    /// Narrows it to what a scope includes; `s` is a row of `item_state`. What earlier programs took in may be in another spelling
    /// of the same letters (`String.composed`).
    package mutating func require(_ scope: Scope) {
        // References are compared without regard to case.
        require("lower(s.report)", is: scope.report?.folded)
        if let publisher = scope.publisher { require(of: publisher) }
        if let board = scope.board { require(before: board) }
        require("composed(s.force)", is: scope.force?.composed)
        require("s.kind", is: scope.kind)
        require("composed(s.question)", is: scope.question?.composed)
        require("s.lead", is: scope.owner?.seq)
        if !scope.stages.isEmpty {
            require("s.stage IN (\(Self.parameters(scope.stages.count)))", scope.stages.map(\.rawValue))
        }
        if let isUnallocated = scope.isUnallocated {
            require("s.lead IS \(isUnallocated ? "" : "NOT ")NULL")
        }
        if let tag = scope.tag { require(tagged: tag) }
        if let addressee = scope.addressee {
            require(
                "CASE s.addressees WHEN '' THEN composed(coalesce(s.addressee, s.force)) = ? ELSE \(Self.isDirectedAt) END",
                addressee.composed, addressee.composed)
        }
        switch scope.part {
        case .proposedForClosure: require("s.proposed_for_closure = 1")
        case .disputed: require("s.disputed = 1")
        case .partlyDischarged: require(Self.isPartlyDischarged)
        case nil: break
        }
        if scope.isEvidenceChanged { require("s.evidence_changed = 1") }
        require("s.risk", is: scope.risk)
        require("s.delay", is: scope.delay)
    }

    /// Narrows it to items of a publisher's reports.
    package mutating func require(of publisher: Publisher) {
        let reports = publisher.reports.map(\.folded).sorted()
        require(reports.isEmpty ? "1 = 0" : "lower(s.report) IN (\(Self.parameters(reports.count)))", reports)
    }

    /// Narrows it to items that are before a board.
    package mutating func require(before board: Reference) {
        require(
            "(lower(s.board) = ? OR s.also_boards <> '' AND \(Self.isAlsoBefore))", board.folded, board.folded
        )
    }

    /// The condition that rows fulfil which list the board that the parameter names, folded, among their other boards.
    static let isAlsoBefore =
        "instr('\n' || lower(s.also_boards) || '\n', '\n' || ? || '\n') > 0"

    /// The condition that rows fulfil which list the body that the parameter names among several.
    private static let isDirectedAt =
        "instr('\n' || composed(s.addressees), '\n' || ? || '\t') > 0"

    /// The same as `ItemState.isPartlyDischarged`: what is open ends in two empty fields.
    private static let isPartlyDischarged =
        "s.stage <> 'closed' AND instr(s.addressees || '\n', \(openEnd)) > 0 AND instr(replace(s.addressees || '\n', \(openEnd), ''), '\n') > 0"
    private static let openEnd = "'\t' || '\t' || '\n'"

    /// Narrows it to items with a tag: a whole line of those that the row lists.
    package mutating func require(tagged tag: String) {
        require("instr('\n' || composed(s.tags) || '\n', '\n' || ? || '\n') > 0", tag.composed)
    }

    /// Narrows it to one row of a table: an empty key is the row of those that have none. A publisher's is narrowed to by
    /// its reports.
    package mutating func require(_ rowKey: RowKey, _ key: String) {
        switch rowKey {
        case .tag where !key.isEmpty: require(tagged: key)
        case .tag: require("s.tags = ''")
        case .addressee:
            require(
                "CASE s.addressees WHEN '' THEN composed(coalesce(s.addressee, s.force)) = ? ELSE \(Self.isDirectedAt) END",
                key.composed, key.composed)
        case _ where key.isEmpty: require("\(rowKey.column) IS NULL")
        case .owner: require("s.lead = ?", PersonID(key)?.seq)
        case .force, .question: require("composed(\(rowKey.column)) = ?", key.composed)
        default: require("\(rowKey.column) = ?", key)
        }
    }
}

extension RowKey {
    /// The rows that are meant by what its column holds: several lines for tags and addressees.
    package func keys(in stored: String) -> [String] {
        guard self == .tag || self == .addressee, !stored.isEmpty else { return [stored] }
        return stored.split(separator: "\n").map { line in
            String(self == .addressee ? line.prefix { $0 != "\t" } : line)
        }
    }

    /// The column of `item_state` that holds what the rows stand for.
    package var column: String {
        switch self {
        case .report, .publisher: "s.report"
        case .kind: "s.kind"
        case .owner: "s.lead"
        case .force: "s.force"
        case .question: "s.question"
        case .board: "s.board"
        case .tag: "s.tags"
        case .addressee: "CASE s.addressees WHEN '' THEN coalesce(s.addressee, s.force) ELSE s.addressees END"
        }
    }
}
