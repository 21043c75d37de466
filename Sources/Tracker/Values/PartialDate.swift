/// A date known only so far: "2013", "2016-11" or "2016-11-25" (the reduced precision of ISO 8601).
///
/// Old reports are sometimes cited by year or month alone; writing a made-up day would be a false record.
public struct PartialDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// How much of the date is known.
    public enum Precision: Int, Hashable, Comparable, Sendable {
        /// The year alone.
        case year
        /// The year and the month.
        case month
        /// The whole date.
        case day

        /// The coarser precision comes first.
        public static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
    }

    /// The first day that it can be.
    public let firstDay: Day
    /// How much of it is known.
    public let precision: Precision

    /// A date that is wholly known.
    public init(_ day: Day) {
        firstDay = day
        precision = .day
    }

    /// Reads exactly `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; nil for anything else and for dates that do not
    /// exist.
    public init?(iso: some StringProtocol) {
        guard let date = ValueCursor.whole(iso, { $0.partialDate() }) else { return nil }
        self = date
    }

    /// Reads a date as somebody in the UK typed it, the day first; throws the sentence to show if it is none.
    public init(parsing text: String) throws(InvalidValue) {
        if let date = PartialDate(iso: text) {
            self = date
            return
        }
        guard let date = try WrittenDate.typed(text).partialDate() else {
            throw InvalidValue(
                what: "date", given: text,
                expected: "a date as \(Day.forms), or as much as is known: October 2023, 2023-10 or 2023")
        }
        self = date
    }

    fileprivate init(firstDay: Day, precision: Precision) {
        self.firstDay = firstDay
        self.precision = precision
    }

    /// The day, where the whole date is known.
    public var day: Day? { precision == .day ? firstDay : nil }

    /// The last day that it can be.
    public var lastDay: Day {
        switch precision {
        case .year: firstDay.adding(months: 11).lastOfMonth
        case .month: firstDay.lastOfMonth
        case .day: firstDay
        }
    }

    /// Whether `other` says the same or more without contradicting it: 2016-11-25 refines 2016-11, 2017-01
    /// does not.
    public func isRefined(by other: PartialDate) -> Bool {
        other.precision >= precision && (firstDay...lastDay).contains(other.firstDay)
    }

    /// As much of `YYYY-MM-DD` as is known.
    public var description: String {
        let iso = firstDay.description
        switch precision {
        case .year: return String(iso.prefix(4))
        case .month: return String(iso.prefix(7))
        case .day: return iso
        }
    }

    /// Ordered by the first day that it can be; of two with the same one, the less precise comes first.
    public static func < (left: PartialDate, right: PartialDate) -> Bool {
        (left.firstDay, left.precision) < (right.firstDay, right.precision)
    }
}

extension ValueCursor {
    fileprivate mutating func partialDate() -> PartialDate? {
        guard let year = number(digits: 4) else { return nil }
        guard take("-") else { return partial(year: year, month: 1, day: 1, .year) }
        guard let month = number(digits: 2) else { return nil }
        guard take("-") else { return partial(year: year, month: month, day: 1, .month) }
        guard let day = number(digits: 2) else { return nil }
        return partial(year: year, month: month, day: day, .day)
    }

    private func partial(
        year: Int, month: Int, day: Int, _ precision: PartialDate.Precision
    ) -> PartialDate? {
        Day(year: year, month: month, day: day).map { PartialDate(firstDay: $0, precision: precision) }
    }
}
