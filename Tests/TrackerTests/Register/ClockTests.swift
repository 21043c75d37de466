import Testing
@testable import TrackerRegister

import Tracker

/// The computer's clock against what the register knows: nothing is written while they contradict each other.
@Suite struct ClockTests {
    private let folder = TemporaryFolder()

    private func prepared(on today: String = "2022-06-01") throws -> RegisterFixture {
        let fixture = try RegisterFixture(on: today, at: folder.file("register.db"))
        try fixture.report("R")
        try fixture.item("R-1", opened: "2022-05-01", due: "2022-05-31")
        return fixture
    }

    @Test func anEntryAheadOfTheClockStopsWriting() throws {
        let fixture = try prepared()
        let size = try fixture.register.size()
        fixture.clock.advance(milliseconds: -120_000)
        try fixture.record(.start, "R-1")
        fixture.clock.advance(milliseconds: -1)
        let doubt = try #require(throws: ClockDoubt.self) { try fixture.record(.submit, "R-1") }
        #expect(
            doubt.description.contains("1 Jun 2022, 12:00 UTC") && doubt.description.contains("11:57 UTC"))
        #expect(doubt.remedies == [.setClock(isBehind: true)])
        #expect(try fixture.register.size() == size + 1)
    }

    /// One command under a clock in 2099 is refused; where it was forced, the register is carried on.
    @Test func aRegisterThatWasMovedAheadIsCarriedOn() throws {
        let fixture = try prepared()
        let right = fixture.clock.now
        fixture.clock.set(day("2099-06-01"))
        // The file was written to by the real clock, which is nearer to 2022 than to 2099.
        let register = try Register.open(at: folder.file("register.db"), for: .writing)
        #expect(throws: ClockDoubt.self) {
            try register.write(fixture.session()) { try $0.record(.start, on: ref("R-1")) }
        }
        try fixture.register.write(fixture.session(clockIsRight: true)) {
            try $0.record(.note(isInternal: false), on: ref("R-1"), words: RegisterFixture.said)
        }
        let ahead = fixture.clock.now
        fixture.clock.advance(
            milliseconds: right.millisecondsSince1970 - ahead.millisecondsSince1970 + 86_400_000)
        #expect(fixture.today == day("2022-06-02"))
        #expect(throws: ClockDoubt.self) { try fixture.record(.start, "R-1") }

        let session = try fixture.session(clockIsRight: true)
        try register.write(session) {
            try $0.record(.close(as: .noFurtherAction, successor: nil), on: ref("R-1"), words: [.reason: "x"])
        }
        let entry = try #require(try register.entries(about: "R-1").last)
        #expect(entry.recordedAt == ahead)
        #expect(entry.effectiveOn == day("2022-06-02"))
        #expect(try fixture.items(asAt: fixture.today)["R-1"]?.standing.stage == .closed)
        let refusal = try #require(throws: RuleViolation.self) {
            try register.write(fixture.session(on: day("2098-01-01"), clockIsRight: true)) {
                try $0.record(.note(isInternal: false), on: ref("R-1"), words: RegisterFixture.said)
            }
        }
        #expect(refusal.sentence.contains("after today, 2 Jun 2022"))
        #expect(try register.verify().findings.isEmpty)
    }

    @Test func aRegisterLeftAloneForMonthsIsNotDoubted() throws {
        let last = try #require(Instant(iso: "2022-06-01T12:00:00Z"))
        func doubt(_ clock: String, written: String? = "2022-06-01T12:00:00Z") -> ClockDoubt? {
            ClockDoubt(
                clock: Instant(iso: clock) ?? .distantFuture, last: last,
                written: written.flatMap { Instant(iso: $0) })
        }
        for clock in ["2022-06-01T11:58:00Z", "2022-07-01T09:00:00Z", "2023-06-02T12:00:00Z"] {
            #expect(doubt(clock) == nil, "\(clock)")
        }
        for clock in ["2022-06-01T11:57:59Z", "1970-01-01T00:00:00Z", "2023-06-02T12:00:01Z"] {
            #expect(doubt(clock) != nil, "\(clock)")
        }
        // What was restored or copied lately knows a later time; a register that is no file ends with the program.
        #expect(doubt("2032-06-01T12:00:00Z", written: "2032-05-31T12:00:00Z") == nil)
        #expect(doubt("2032-06-01T12:00:00Z", written: nil) == nil)
    }

    /// The clock days ahead of the register alone says nothing; of all that the computer knows, it does.
    @Test func daysAheadOfEverythingIsDoubted() throws {
        let last = try #require(Instant(iso: "2022-06-01T12:00:00Z"))
        func doubt(_ clock: String, elsewhere: String?) throws -> ClockDoubt? {
            ClockDoubt(
                clock: try #require(Instant(iso: clock)), last: last, written: last,
                elsewhere: { elsewhere.flatMap { Instant(iso: $0) } })
        }
        #expect(try doubt("2022-06-03T12:00:00Z", elsewhere: "2022-06-01T12:00:00Z") == nil)
        #expect(try doubt("2022-06-03T12:00:01Z", elsewhere: "2022-06-01T12:00:00Z") != nil)
        #expect(try doubt("2022-07-01T12:00:00Z", elsewhere: "2022-06-30T12:00:00Z") == nil)
        #expect(try doubt("2022-07-01T12:00:00Z", elsewhere: nil) == nil)
        #expect(try doubt("2024-07-01T12:00:00Z", elsewhere: "2024-06-30T12:00:00Z") != nil)
    }

    @Test func checkHasALineOnTheClock() throws {
        let fixture = try prepared()
        func line(_ clock: Instant) throws -> CheckLine {
            let check = try HealthCheck(folder.file("register.db"), clock: clock)
            return try #require(check.lines.first { $0.subject == "Clock" })
        }
        #expect(try line(.distantFuture).verdict == .fine)
        let behind = try line(try #require(Instant(iso: "2022-05-31T12:00:00Z")))
        #expect(behind.verdict == .warning)
        #expect(behind.found.contains("4 entries were recorded ahead"))
        #expect(behind.found.contains("count from a day after today, 31 May 2022"))
        #expect(behind.found.contains("The file was written to at"))
        #expect(behind.remedies == [.correctDays])
        fixture.clock.set(day("2024-06-01"))
        try fixture.register.write(fixture.session(clockIsRight: true)) {
            try $0.record(.start, on: ref("R-1"))
        }
        #expect(try line(.distantFuture).found.contains("Entries 4 and 5 were recorded 731 days apart."))
    }
}
