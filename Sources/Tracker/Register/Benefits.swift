import TrackerStorage
public import TrackerModel
public import TrackerValues

extension Writer {
    /// A benefit of an item, by the entry that named it. - Throws: `RuleViolation` where the item has none such.
    public func benefit(_ id: Int64, of item: Reference) throws -> Benefit {
        let history = try currentHistory(of: item)
        guard let benefit = history.benefits.first(where: { $0.id == id }) else {
            throw RuleViolation(
                item.text, "it has no benefit B\(id)", remedies: [.see(.item(item.text))])
        }
        return benefit
    }
}

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
