/// A civil date without a time zone, in the proleptic Gregorian calendar (ISO 8601), from 0001-01-01 to
/// 9999-12-31.
///
/// Deadlines, meetings and publications are days, never instants. Arithmetic that would leave the range stops
/// at its ends, so that no typed number of days can bring the program down.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01, negative before it.
    public let daysSince1970: Int32

    /// 0001-01-01, the first day there is.
    public static let distantPast = Day(clamping: -719_162)
    /// 9999-12-31, the last day there is: stands for "no end".
    public static let distantFuture = Day(clamping: 2_932_896)

    /// The day this many days after 1970-01-01; nil outside the years 1 to 9999.
    public init?(daysSince1970: Int) {
        guard (-719_162...2_932_896).contains(daysSince1970) else { return nil }
        self.daysSince1970 = Int32(daysSince1970)
    }

    package init(clamping days: Int) {
        daysSince1970 = Int32(min(max(days, -719_162), 2_932_896))
    }

    /// The day of this year (1 to 9999), month (1 to 12) and day of the month; nil if there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        self.init(clamping: Day.count(year: year, month: month, day: day))
    }

    /// Reads exactly `YYYY-MM-DD`; nil for anything else and for days that do not exist.
    public init?(iso: some StringProtocol) {
        guard let day = ValueCursor.whole(iso, { $0.day() }) else { return nil }
        self = day
    }

    /// The same of a string: other rooms call what is generic without its being made for the type.
    public init?(iso: String) {
        guard let day = ValueCursor.whole(iso, { $0.day() }) else { return nil }
        self = day
    }

    /// Reads exactly `YYYY-MM-DD` from ASCII bytes, such as a database column, without making a string.
    public init?(isoBytes: UnsafeBufferPointer<UInt8>) {
        guard let day = ValueCursor.whole(isoBytes, { $0.day() }) else { return nil }
        self = day
    }

    /// Reads a date as somebody in the UK typed it, the day first; throws the sentence to show if it is no day.
    public init(parsing text: String) throws(InvalidValue) {
        if let day = Day(iso: text) {
            self = day
            return
        }
        let written = try WrittenDate.typed(text)
        guard let day = written.day() else {
            throw InvalidValue(what: "date", given: text, expected: "a date as \(Day.forms)")
        }
        self = day
    }

    /// The year, 1 to 9999.
    public var year: Int { civil.year }
    /// The month, 1 to 12.
    public var month: Int { civil.month }
    /// The day of the month, 1 to 31.
    public var day: Int { civil.day }

    /// `YYYY-MM-DD`.
    public var description: String {
        let civil = civil
        return String(unsafeUninitializedCapacity: 10) { buffer in
            buffer.put(civil, at: 0)
            return 10
        }
    }

    /// The day of the week.
    public var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        let sinceMonday = (Int(daysSince1970) + 3) % 7
        return Weekday(rawValue: (sinceMonday + 7) % 7 + 1)!
    }

    /// The day this many days later (earlier if negative).
    public func adding(days: Int) -> Day {
        let (sum, overflow) = Int(daysSince1970).addingReportingOverflow(days)
        return overflow ? (days < 0 ? .distantPast : .distantFuture) : Day(clamping: sum)
    }

    /// The same day of the month this many months later (earlier if negative), or the last day of that month
    /// where it is shorter: 31 January and one month make 28 or 29 February.
    public func adding(months: Int) -> Day {
        let civil = civil
        let (total, overflow) = (civil.year * 12 + civil.month - 1).addingReportingOverflow(months)
        guard !overflow, total >= 12 else { return months < 0 ? .distantPast : .distantFuture }
        guard total < 120_000 else { return .distantFuture }
        let (year, month) = (total / 12, total % 12 + 1)
        let day = min(civil.day, Day.length(ofMonth: month, year: year))
        return Day(clamping: Day.count(year: year, month: month, day: day))
    }

    /// How many days this day is after `other`; negative if it is before.
    public func days(since other: Day) -> Int {
        Int(daysSince1970) - Int(other.daysSince1970)
    }

    /// The last day of this day's month.
    public var lastOfMonth: Day {
        let civil = civil
        return adding(days: Day.length(ofMonth: civil.month, year: civil.year) - civil.day)
    }

    /// Earlier days come first.
    public static func < (left: Day, right: Day) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }
}

/// A day of the week, numbered as in ISO 8601: Monday is 1, Sunday is 7.
public enum Weekday: Int, Hashable, Sendable, CaseIterable {
    /// A weekday by its English name.
    case monday = 1
    /// A weekday by its English name.
    case tuesday, wednesday, thursday, friday, saturday, sunday
}

// Counting days in a year that begins in March puts the leap day last, so that a month's first day follows
// from its number by one formula: (153 m + 2) / 5. Eras of 400 years have 146,097 days.
extension Day {
    /// Days from 1970-01-01 to this day, which may lie outside the years 1 to 9999.
    package static func count(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    package var civil: (year: Int, month: Int, day: Int) {
        let days = Int(daysSince1970) + 719_468
        let (era, dayOfEra) = days.quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension ValueCursor {
    /// Takes `YYYY-MM-DD`.
    package mutating func day() -> Day? {
        guard let year = number(digits: 4), take("-"), let month = number(digits: 2), take("-"),
            let day = number(digits: 2)
        else { return nil }
        return Day(year: year, month: month, day: day)
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    /// Writes `YYYY-MM-DD`, ten bytes, beginning at `start`.
    fileprivate func put(_ civil: (year: Int, month: Int, day: Int), at start: Int) {
        put(civil.year, digits: 4, at: start)
        self[start + 4] = UInt8(ascii: "-")
        put(civil.month, digits: 2, at: start + 5)
        self[start + 7] = UInt8(ascii: "-")
        put(civil.day, digits: 2, at: start + 8)
    }

    /// Writes `day` as `YYYY-MM-DD`, ten bytes, beginning at `start`.
    package func put(_ day: Day, at start: Int) {
        put(day.civil, at: start)
    }
}
