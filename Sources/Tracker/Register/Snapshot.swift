public import TrackerModel
public import TrackerValues

/// The register as one question or paper finds it: from a viewpoint, on a day, within one reading
/// (``Register/reading(_:)``). What the present can be answered from is found out once.
public final class Snapshot {
    /// The register that is asked.
    public let register: Register
    /// From where it is looked.
    public let viewpoint: Viewpoint
    /// The day it is now.
    public let today: Day
    /// Told how far the reading of a long list has come.
    package let progress: Progress
    /// Whether everything is known and no later day can be meant.
    let isPresent: Bool
    /// Picks the rows `s` of `item_state` in force: of the present, the
    /// open-ended rows answer, and they are indexed.
    let inForce: SQLFilter

    init(
        _ register: Register, from viewpoint: Viewpoint, today: Day, progress: @escaping Progress
    ) throws {
        self.register = register
        self.viewpoint = viewpoint
        self.today = today
        self.progress = progress
        let end = try register.ledger.end()
        // Nothing is recorded ahead of its day, so no entry can count from later than this.
        let last = try end.recordedAt?.day(in: register.timeZone()) ?? today
        isPresent = viewpoint.knownAt >= end.size && viewpoint.asAt >= max(today, last)
        if isPresent {
            inForce = SQLFilter(ItemStore.stands("s"))
        } else {
            let day = viewpoint.asAt.description
            inForce = SQLFilter(
                "s.known_from <= ? AND s.known_to > ? AND s.from_on <= ? AND s.to_on > ?",
                viewpoint.knownAt, viewpoint.knownAt, day, day)
        }
    }

    /// The same register, looked at from another viewpoint.
    package func moved(to viewpoint: Viewpoint) throws -> Snapshot {
        try Snapshot(register, from: viewpoint, today: today, progress: progress)
    }
}

extension Register {
    /// The register from a viewpoint.
    ///
    /// - Parameters:
    ///   - viewpoint: from where it is looked.
    ///   - today: the day it is now.
    ///   - progress: told how far the reading of a long list has come.
    public func snapshot(
        from viewpoint: Viewpoint, today: Day, progress: @escaping Progress = { _, _, _ in }
    ) throws -> Snapshot {
        try Snapshot(self, from: viewpoint, today: today, progress: progress)
    }

    /// The register as at a day, as known then or now.
    ///
    /// - Parameters:
    ///   - asAt: everything effective up to the end of that day counts.
    ///   - knownAt: what had been recorded by then.
    ///   - today: the day it is now.
    /// - Throws: `NotFound` when the ledger never had that size.
    public func snapshot(asAt: Day, knownAt: KnownAt = .now, today: Day) throws -> Snapshot {
        try snapshot(from: try viewpoint(asAt: asAt, knownAt: knownAt), today: today)
    }
}
