import Testing
import TrackerMail
import TrackerValues

/// What happens once a day happens once a day.
struct DailyRunTests {
    /// The instants at which it runs, asked each minute of some days.
    private func runs(from first: String, days: Int, hour: Int) throws -> [String] {
        let begin = try #require(Instant(iso: first)).millisecondsSince1970
        var run = DailyRun(hour: hour)
        return (0..<Int64(days * 1440)).compactMap { minute in
            let instant = Instant(millisecondsSince1970: begin + minute * 60_000)
            return run.isDue(at: instant, in: .london) ? String(instant.description.prefix(16)) : nil
        }
    }

    @Test func theNightOnWhichClocksGoForward() throws {
        // At one o'clock on 29 March 2026 it is two.
        #expect(
            try runs(from: "2026-03-28T00:00:00Z", days: 3, hour: 7) == [
                "2026-03-28T07:00", "2026-03-29T06:00", "2026-03-30T06:00",
            ])
        #expect(
            try runs(from: "2026-03-28T00:00:00Z", days: 2, hour: 1) == [
                "2026-03-28T01:00", "2026-03-29T01:00",
            ])
    }

    @Test func theNightOnWhichAnHourComesTwice() throws {
        #expect(
            try runs(from: "2026-10-24T00:00:00Z", days: 2, hour: 1) == [
                "2026-10-24T00:00", "2026-10-25T00:00",
            ])
    }

    @Test func whoWasOffMakesUpForIt() throws {
        #expect(
            try runs(from: "2026-11-27T15:30:00Z", days: 1, hour: 7) == [
                "2026-11-27T15:30", "2026-11-28T07:00",
            ])
        #expect(try runs(from: "2026-11-27T03:00:00Z", days: 1, hour: 7).first == "2026-11-27T07:00")
    }

    @Test func whatWasNotTakenIsTriedAgainForAWhile() throws {
        var run = DailyRun(hour: 7)
        var ran: [Int64] = []
        let begin = try #require(Instant(iso: "2026-11-27T07:00:00Z")).millisecondsSince1970
        for minute in 0..<Int64(16 * 60) {
            let instant = Instant(millisecondsSince1970: begin + minute * 60_000)
            guard run.isDue(at: instant, in: .utc) else { continue }
            ran.append(minute)
            run.ended(at: instant, wasTaken: false)
        }
        #expect(ran == [0, 30, 60, 90, 120, 150, 180, 210])
        var once = DailyRun(hour: 7)
        let instant = Instant(millisecondsSince1970: begin)
        let isDue = once.isDue(at: instant, in: .utc)
        once.ended(at: instant, wasTaken: true)
        let isDueAgain = once.isDue(at: Instant(millisecondsSince1970: begin + 3_600_000), in: .utc)
        #expect(isDue && !isDueAgain)
    }
}
