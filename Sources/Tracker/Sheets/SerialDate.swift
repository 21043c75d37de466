import TrackerValues

/// The day that a number stands for in a cell formatted as a date (ECMA-376 part 1, 18.17.4.1).
enum SerialDate: Hashable, Sendable {
    /// Day 1 is 1900-01-01, and day 60 is 29 February 1900, a day that never was, kept from Lotus 1-2-3.
    case since1900
    /// Day 0 is 1904-01-01: workbooks made on old Macintoshes.
    case since1904

    /// The day, its time left out; nil if the number stands for none. The time counts to the nearest second, so
    /// that midnight which came out of a sum as 23:59:59.9999 is the next day.
    package func day(_ serial: Double) -> Day? {
        guard serial.isFinite, serial >= 0, let number = SerialDate.days(in: serial), number < 2_958_466
        else {
            return nil
        }
        switch self {
        case .since1900 where number == 0 || number == 60: return nil
        // 1899-12-31 and 1899-12-30 are 25,568 and 25,569 days before 1970.
        case .since1900: return Day(daysSince1970: number - (number < 60 ? 25_568 : 25_569))
        case .since1904: return Day(daysSince1970: number - 24_107)
        }
    }

    /// The whole days of a number of days, to the nearest second.
    static func days(in serial: Double) -> Int? {
        guard abs(serial) < 1e9 else { return nil }
        return Int((serial + 0.5 / 86_400).rounded(.down))
    }
}
