import Tracker

/// Days, quarters, times, deadlines in words, amounts and names, as people type them.
enum Dates {
    static func all(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let day = try? Day(parsing: text) {
            precondition(Day(iso: day.description) == day)
            for start in [YearStart.april, YearStart(month: 1, day: 31)].compactMap({ $0 }) {
                let quarter = Quarter.containing(day, yearStart: start)
                precondition((quarter.first...quarter.last).contains(day))
            }
        }
        for start in [YearStart.april, YearStart(month: 1, day: 15)].compactMap({ $0 }) {
            guard let quarter = try? Quarter(parsing: text, yearStart: start) else { continue }
            precondition((try? Quarter(parsing: quarter.argument, yearStart: start)) == quarter)
            precondition(
                quarter.first <= quarter.last && quarter.previous <= quarter && quarter <= quarter.next)
        }
        if let instant = try? Instant(parsing: text) {
            precondition(Instant(iso: instant.description) == instant)
            for zone in [TimeZoneRule.london, .utc, .fixed(minutes: -719)] { _ = instant.day(in: zone) }
        }
        if let date = try? PartialDate(parsing: text) {
            precondition(PartialDate(iso: date.description) == date && date.firstDay <= date.lastDay)
        }
        if let amount = try? Amount(parsing: text) {
            precondition((try? Amount(parsing: amount.description)) == amount)
        }
        if let reference = try? Reference(parsing: text) {
            precondition((try? Reference(parsing: reference.text)) == reference)
        }
        if let start = YearStart(parsing: text) {
            precondition(YearStart(parsing: start.description) == start)
        }
        if let zone = TimeZoneRule(name: text) { precondition(TimeZoneRule(name: zone.description) == zone) }
        for published in [nil, Day(iso: "2017-12-12"), Day.distantFuture, Day.distantPast] {
            _ = DeadlineWords.day(from: text, published: published)
        }
    }
}
