/// Which rules an entry was recorded under. Rules get stricter, entries are for ever: each is judged by those that held
/// when it was recorded, so that a ledger made by an earlier program still verifies.
enum RuleSet {
    /// Those of version 0.1.0: of entries before any that names a rule set.
    static let first: Int64 = 1
    /// Those that this program records under. The first entry that it appends to a ledger says so, in `rules`.
    static let current: Int64 = 2
}

extension RuleSet {
    /// The first entry that is judged by this program's own rules; `Int64.max` where there is none yet.
    static func from(in connection: Connection) throws -> Int64 {
        try connection.first("SELECT from_seq FROM rule_set WHERE version = ?", current) { $0.int(0) } ?? .max
    }
}
