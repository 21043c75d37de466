import TrackerValues

/// The day that a number stands for in a cell formatted as a date (ECMA-376 part 1, 18.17.4.1).
enum SerialDate: Hashable, Sendable {
    /// Day 1 is 1900-01-01, and day 60 is 29 February 1900, a day that never was, kept from Lotus 1-2-3.
    case since1900
    /// Day 0 is 1904-01-01: workbooks made on old Macintoshes.
    case since1904

    /// The day, its time left out; nil if the number stands for none.
    package func day(_ serial: Double) -> Day? {
        guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return nil }
        let number = Int(serial)
        switch self {
        case .since1900 where number == 0 || number == 60: return nil
        // 1899-12-31 and 1899-12-30 are 25,568 and 25,569 days before 1970.
        case .since1900: return Day(daysSince1970: number - (number < 60 ? 25_568 : 25_569))
        case .since1904: return Day(daysSince1970: number - 24_107)
        }
    }
}
