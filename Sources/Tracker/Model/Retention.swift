public import TrackerValues

/// Something that keeps evidence from being disposed of: an inquest, litigation, a public inquiry. Why is words.
public struct EvidenceHold: Equatable, Sendable {
    /// The number of the entry that says so, written `H12`.
    public let id: Int64
    /// The piece that it holds; nil where it holds all evidence of the item, also what is added later.
    public let piece: Int64?
    /// Since when.
    public let from: Day
    /// The entry that released it, if one did.
    public package(set) var releasedBy: Int64?

    /// Whether it holds a piece.
    public func holds(_ piece: Int64) -> Bool {
        releasedBy == nil && (self.piece == nil || self.piece == piece)
    }
}

/// That a file of evidence is disposed of by a rule: its hash stays, its bytes go.
public struct EvidenceDisposal: Equatable, Sendable {
    /// The number of the entry that named the evidence.
    public let piece: Int64
    /// The name of the rule.
    public let rule: String
    /// The first day on which it might be disposed of by that.
    public let day: Day
    /// The file's SHA-256 in hex.
    public let sha256: String
    /// Its size in bytes.
    public let size: Int64

    package init(piece: Int64, rule: String, day: Day, sha256: String, size: Int64) {
        self.piece = piece
        self.rule = rule
        self.day = day
        self.sha256 = sha256
        self.size = size
    }
}

/// How long one file of evidence is kept, from a viewpoint.
public struct Retention: Equatable, Sendable {
    /// Where it stands.
    public enum State: String, CaseIterable, Sendable {
        /// Its day has come, and nothing holds it.
        case due
        /// Something holds it, whatever its day.
        case held
        /// Its day is to come.
        case kept
        /// Its item is open: evidence of work that is going on is not disposed of.
        case open
        /// No rule is named for it, and the register has none.
        case unruled = "no-rule"
        /// It is disposed of.
        case disposed
        /// It was redacted: its bytes are gone.
        case redacted
        /// It is said to be lost.
        case lost
    }

    /// The number of the entry that named the evidence.
    public let piece: Int64
    /// Where it stands.
    public let state: State
    /// The rule; nil where there is none.
    public let rule: RetentionRule?
    /// The first day on which it may be disposed of, were nothing to hold it; nil while its item is open and without a rule.
    public let day: Day?
    /// What holds it.
    public let holds: [EvidenceHold]

    /// - Parameters:
    ///   - piece: a file of evidence.
    ///   - history: its item's, as at the day.
    ///   - rule: the rule that it is kept by.
    ///   - start: the day that the rule's time runs from, where that isn't the item's closing.
    ///   - today: the day from which it is looked.
    package init(
        of piece: Evidence, in history: ItemHistory, rule: RetentionRule?, start: Day?, asAt today: Day
    ) {
        self.piece = piece.id
        self.rule = rule
        holds = history.holds.filter { $0.holds(piece.id) }
        // Closed later than its time ends, it may go from the closing on.
        let closed = history.closedOn
        day =
            if let disposal = piece.disposal {
                disposal.day
            } else if let rule, let closed, let start = rule.trigger == .closed ? closed : start {
                max(rule.day(from: start), closed)
            } else { nil }
        state =
            if piece.disposal != nil {
                .disposed
            } else if piece.redactedBy != nil {
                .redacted
            } else if piece.lostBy != nil {
                .lost
            } else if !holds.isEmpty {
                .held
            } else if rule == nil {
                .unruled
            } else if let day {
                day <= today ? .due : .kept
            } else { .open }
    }

    /// Where it stands, in words; `name` is the rule's.
    public var label: String {
        let rule = rule.map { "\($0.rule) (\($0.name))" } ?? "no rule"
        return switch state {
        case .due: "may be disposed of since \(day?.shortForm ?? ""): \(rule)"
        case .held:
            "held by \(holds.map { "H\($0.id), since \($0.from.shortForm)" }.joined(separator: "; "))"
        case .kept: "kept to \(day?.adding(days: -1).shortForm ?? ""): \(rule)"
        case .open: "kept while the item is open: \(rule)"
        case .unruled: "no rule says how long it is kept"
        case .disposed, .redacted, .lost: state.rawValue
        }
    }
}
