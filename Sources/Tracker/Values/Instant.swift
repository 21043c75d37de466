/// A moment in UTC, to the millisecond: when an entry was recorded. Written after RFC 3339.
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time).
    public let millisecondsSince1970: Int64

    private static let millisecondsPerDay: Int64 = 86_400_000
    private static let first = Int64(Day.distantPast.daysSince1970) * millisecondsPerDay
    private static let last = (Int64(Day.distantFuture.daysSince1970) + 1) * millisecondsPerDay - 1

    /// The last moment that can be written.
    public static let distantFuture = Instant(millisecondsSince1970: last)

    /// The moment this many milliseconds after 1970 began in UTC; kept within the years 1 to 9999.
    public init(millisecondsSince1970: Int64) {
        self.millisecondsSince1970 = min(max(millisecondsSince1970, Instant.first), Instant.last)
    }

    /// Reads `2018-03-06T14:02:11Z`, optionally with a fraction of up to nine digits (rounded down to the
    /// millisecond) and with an offset such as `+01:00` for `Z`; nil for anything else.
    public init?(iso: some StringProtocol) {
        guard let milliseconds = ValueCursor.whole(iso, { $0.milliseconds() }),
            (Instant.first...Instant.last).contains(milliseconds)
        else { return nil }
        millisecondsSince1970 = milliseconds
    }

    /// Reads an instant as somebody typed it; throws the sentence to show if it is none.
    public init(parsing text: String) throws(InvalidValue) {
        guard let instant = Instant(iso: text) else {
            throw InvalidValue(
                what: "time", given: text,
                expected: "a date and time as YYYY-MM-DDThh:mm:ssZ, for example 2018-03-06T14:02:11Z")
        }
        self = instant
    }

    /// The civil day in UTC.
    public var dayUTC: Day {
        Day(clamping: Int(daysAndRest.days))
    }

    /// The civil day in a time zone.
    public func day(in zone: TimeZoneRule) -> Day {
        Instant(millisecondsSince1970: millisecondsSince1970 + Int64(zone.offsetMinutes(at: self)) * 60_000)
            .dayUTC
    }

    /// `2018-03-06T14:02:11.123Z`, always with milliseconds, so that text sorts as time does.
    public var description: String {
        let (days, rest) = daysAndRest
        return String(unsafeUninitializedCapacity: 24) { buffer in
            buffer.put(Day(clamping: Int(days)), at: 0)
            buffer[10] = UInt8(ascii: "T")
            buffer.put(rest / 3_600_000, digits: 2, at: 11)
            buffer[13] = UInt8(ascii: ":")
            buffer.put(rest / 60_000 % 60, digits: 2, at: 14)
            buffer[16] = UInt8(ascii: ":")
            buffer.put(rest / 1000 % 60, digits: 2, at: 17)
            buffer[19] = UInt8(ascii: ".")
            buffer.put(rest % 1000, digits: 3, at: 20)
            buffer[23] = UInt8(ascii: "Z")
            return 24
        }
    }

    private var daysAndRest: (days: Int64, rest: Int) {
        let (days, rest) = millisecondsSince1970.quotientAndRemainder(dividingBy: Instant.millisecondsPerDay)
        return rest < 0 ? (days - 1, Int(rest + Instant.millisecondsPerDay)) : (days, Int(rest))
    }

    /// Earlier moments come first.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.millisecondsSince1970 < right.millisecondsSince1970
    }
}

extension ValueCursor {
    /// Takes a whole RFC 3339 date-time; gives milliseconds since 1970. A leap second (":60") is refused.
    fileprivate mutating func milliseconds() -> Int64? {
        guard let day = day(), take("T"), let hour = number(digits: 2), hour < 24, take(":"),
            let minute = number(digits: 2), minute < 60, take(":"), let second = number(digits: 2),
            second < 60,
            let fraction = fraction(), let offset = zone()
        else { return nil }
        let minutes = Int64(day.daysSince1970) * 1440 + Int64(hour * 60 + minute - offset)
        return (minutes * 60 + Int64(second)) * 1000 + Int64(fraction)
    }

    private mutating func fraction() -> Int? {
        guard take(".") else { return 0 }
        var milliseconds = 0
        var digits = 0
        while let digit = number(digits: 1) {
            if digits < 3 { milliseconds = milliseconds * 10 + digit }
            digits += 1
        }
        guard (1...9).contains(digits) else { return nil }
        for _ in digits..<max(digits, 3) { milliseconds *= 10 }
        return milliseconds
    }

    private mutating func zone() -> Int? {
        take("Z") ? 0 : offset()
    }

    /// Takes `+hh:mm` or `-hh:mm`; gives minutes east of UTC.
    package mutating func offset() -> Int? {
        let sign: Int
        if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
        guard let hour = number(digits: 2), hour < 24, take(":"), let minute = number(digits: 2), minute < 60
        else { return nil }
        return sign * (hour * 60 + minute)
    }
}
