public import TrackerModel
public import TrackerValues

extension Register {
    /// The viewpoint from `asAt` with what was known then.
    ///
    /// - Throws: `NotFound` when the ledger never had that size.
    public func viewpoint(asAt: Day, knownAt: KnownAt = .now) throws -> Viewpoint {
        let size = try size()
        let known: Int64
        switch knownAt {
        case .now: known = size
        case .size(let wanted):
            guard wanted <= size else {
                throw NotFound(
                    "ledger size", String(wanted),
                    remedies: [.plain("the ledger has \(size) entries: give at most that many")])
            }
            known = wanted
        case .instant(let instant): known = try ledger.size(at: instant)
        case .day(let day):
            let end = try timeZone().end(of: day)
            known = try ledger.size(at: end)
        }
        return Viewpoint(asAt: asAt, knownAt: known, isLatest: known == size)
    }
}
