// How people read dates, in every paper, sheet and message: the day first, the month in letters, so that no reader takes
// the one for the other. Data (CSV, JSON, the ledger) has ISO 8601, which is each value's description.

extension Day {
    /// In a sentence or a heading: "1 October 2022".
    public var longForm: String {
        let civil = civil
        return "\(civil.day) \(Day.monthNames[civil.month - 1]) \(civil.year)"
    }

    /// In a table or a message: "1 Oct 2022".
    public var shortForm: String {
        let civil = civil
        return "\(civil.day) \(Day.shortMonthNames[civil.month - 1]) \(civil.year)"
    }

    /// The English month names, January first.
    package static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]

    private static let shortMonthNames = monthNames.map { String($0.prefix(3)) }
}

extension PartialDate {
    /// As much as is known, in a sentence or a heading: "1 October 2022", "October 2022", "2022".
    public var longForm: String { form { $0.longForm } }

    /// As much as is known, in a table or a message: "1 Oct 2022", "Oct 2022", "2022".
    public var shortForm: String { form { $0.shortForm } }

    private func form(_ whole: (Day) -> String) -> String {
        let words = whole(firstDay)
        switch precision {
        case .day: return words
        case .month: return String(words.drop { $0 != " " }.dropFirst())
        case .year: return String(firstDay.year)
        }
    }
}

extension Instant {
    /// By the clock of a place, to the minute: "1 Oct 2022, 14:02".
    public func shortForm(in zone: TimeZoneRule) -> String {
        let local = Instant(
            millisecondsSince1970: millisecondsSince1970 + Int64(zone.offsetMinutes(at: self)) * 60_000)
        return "\(local.dayUTC.shortForm), \(local.description.dropFirst(11).prefix(5))"
    }
}
