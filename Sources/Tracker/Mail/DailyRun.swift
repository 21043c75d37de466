package import TrackerValues

/// When what happens once a day is due: from an hour on, by the register's clocks, and as soon as it can where that was missed.
package struct DailyRun {
    /// How long until it is tried again where not all was taken, and how often.
    private static let millisecondsBetween: Int64 = 1_800_000
    private static let mostTries = 8

    private let hour: Int
    /// The day of the last run.
    private var day: Day?
    private var tries = 0
    private var next: Instant?

    /// - Parameter hour: the first hour of the day at which it may run.
    package init(hour: Int) { self.hour = hour }

    /// Whether it is to run now; then it is taken to have run on that day. An hour that the change of clocks leaves out has
    /// passed; one that comes twice counts once.
    package mutating func isDue(at instant: Instant, in zone: TimeZoneRule) -> Bool {
        let today = instant.day(in: zone)
        let local = instant.millisecondsSince1970 + Int64(zone.offsetMinutes(at: instant)) * 60_000
        guard local - Int64(today.daysSince1970) * 86_400_000 >= Int64(hour) * 3_600_000 else { return false }
        if day != today {
            (day, tries, next) = (today, 0, nil)
            return true
        }
        guard let next, instant >= next else { return false }
        self.next = nil
        return true
    }

    /// Notes how a run ended.
    package mutating func ended(at instant: Instant, wasTaken: Bool) {
        tries += 1
        next =
            wasTaken || tries >= Self.mostTries
            ? nil
            : Instant(millisecondsSince1970: instant.millisecondsSince1970 + Self.millisecondsBetween)
    }
}
