import TrackerStorage
public import TrackerModel
public import TrackerValues

extension Register {
    /// The items that have benefits, with their histories, as known at a ledger size.
    public func historiesWithBenefits(knownAt: Int64) throws -> [(Reference, ItemHistory)] {
        let references = try database.all(
            """
            SELECT r.ref FROM recommendation r
            WHERE r.id IN (SELECT b.recommendation FROM benefit b WHERE b.id <= ?) ORDER BY r.id
            """, knownAt
        ) { Reference(stored: $0.text(0)) }
        return try references.map { ($0, try history(of: $0, knownAt: knownAt)) }
    }
}
