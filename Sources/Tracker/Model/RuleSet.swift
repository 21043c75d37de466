/// Which rules an entry was recorded under. Rules get stricter, entries are for ever: each is judged by those that held
/// when it was recorded, so that a ledger made by an earlier program still verifies.
package enum RuleSet {
    /// Those of version 0.1.0: of entries before any that names a rule set.
    package static let first: Int64 = 1
    /// Those that this program records under. The first entry that it appends to a ledger says so, in `rules`.
    package static let current: Int64 = 2
}
