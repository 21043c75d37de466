/// Which civil day it is at an instant: the rule of a time zone, computed, with no time zone database.
///
/// London follows the Summer Time Act 1972 as amended by the Summer Time Order 2002 (SI 2002/262, for
/// Directive 2000/84/EC): summer time, one hour ahead of UTC, from 01:00 UTC on the last Sunday of March to
/// 01:00 UTC on the last Sunday of October. These dates hold since 1996; for earlier years the end differed
/// by up to four weeks, and this rule, applied all the same, can name the wrong day only between 23:00 and
/// midnight UTC in those weeks.
public enum TimeZoneRule: Hashable, Sendable, CustomStringConvertible {
    /// Coordinated Universal Time.
    case utc
    /// Civil time in the United Kingdom.
    case london
    /// A fixed offset in minutes east of UTC.
    case fixed(minutes: Int)

    /// The rule named "UTC", "Europe/London" or by an offset such as "+05:30"; nil for any other name.
    public init?(name: String) {
        switch name {
        case "UTC": self = .utc
        case "Europe/London": self = .london
        default:
            guard let minutes = ValueCursor.whole(name, { $0.offset() }) else { return nil }
            self = .fixed(minutes: minutes)
        }
    }

    /// The name by which `init(name:)` finds the rule again.
    public var description: String {
        switch self {
        case .utc: return "UTC"
        case .london: return "Europe/London"
        case .fixed(let minutes):
            let (hour, minute) = minutes.magnitude.quotientAndRemainder(dividingBy: 60)
            return
                "\(minutes < 0 ? "-" : "+")\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
        }
    }

    /// How many minutes local time is ahead of UTC at `instant`.
    public func offsetMinutes(at instant: Instant) -> Int {
        switch self {
        case .utc: 0
        case .london: TimeZoneRule.isSummerTimeInLondon(instant) ? 60 : 0
        case .fixed(let minutes): minutes
        }
    }

    /// The last millisecond of a civil day. No zone here changes its clocks at midnight, so that the offset at
    /// midnight UTC is that at midnight.
    package func end(of day: Day) -> Instant {
        let midnight = (Int64(day.daysSince1970) + 1) * 86_400_000
        let offset = offsetMinutes(at: Instant(millisecondsSince1970: midnight))
        return Instant(millisecondsSince1970: midnight - Int64(offset) * 60_000 - 1)
    }

    private static func isSummerTimeInLondon(_ instant: Instant) -> Bool {
        let year = instant.dayUTC.year
        guard let march = Day(year: year, month: 3, day: 31),
            let october = Day(year: year, month: 10, day: 31)
        else { return false }
        let moment = instant.millisecondsSince1970
        return oneOClock(onLastSundayBy: march) <= moment && moment < oneOClock(onLastSundayBy: october)
    }

    private static func oneOClock(onLastSundayBy day: Day) -> Int64 {
        let sunday = day.adding(days: -(day.weekday.rawValue % 7))
        return (Int64(sunday.daysSince1970) * 24 + 1) * 3_600_000
    }
}
