public import TrackerValues

/// From where a question looks: as at a day (effective dates), as known at a ledger size (what had been
/// recorded). Both together print any past paper again.
public struct Viewpoint: Equatable, Sendable {
    /// The day: everything effective up to its end counts.
    public let asAt: Day
    /// The ledger size: entries up to this number count.
    public let knownAt: Int64
    /// Whether that is everything recorded.
    public let isLatest: Bool

    package init(asAt: Day, knownAt: Int64, isLatest: Bool) {
        self.asAt = asAt
        self.knownAt = knownAt
        self.isLatest = isLatest
    }
}

/// "Known at" as somebody asks for it.
public enum KnownAt: Equatable, Sendable {
    /// Everything recorded so far.
    case now
    /// The first so many entries.
    case size(Int64)
    /// What had been recorded by then.
    case instant(Instant)
    /// What had been recorded by the end of a day, in the register's time zone.
    case day(Day)

    /// Reads a ledger size, an instant (`2022-10-05T09:00:00Z`) or a day (to its end where the body is).
    public init(parsing text: String) throws(InvalidValue) {
        if let size = Int64(text), size >= 0 {
            self = .size(size)
        } else if let instant = Instant(iso: text) {
            self = .instant(instant)
        } else if !text.contains(":"), WrittenDate(text) != nil {
            self = .day(try Day(parsing: text))
        } else {
            throw InvalidValue(
                what: "\"known at\"", given: text,
                expected:
                    "a ledger size such as 120, an instant such as 2022-10-05T09:00:00Z, or a day such as 05/10/2022"
            )
        }
    }
}
