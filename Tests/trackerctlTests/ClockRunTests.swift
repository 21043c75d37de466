import Foundation
import Testing

import Tracker

/// Commands on registers whose entries were recorded under another clock.
@Suite struct ClockRunTests {
    /// A run on a register with an item, made by its own account while the clock told each time in turn.
    private func made(at times: [String]) throws -> CommandLineRun {
        let run = try CommandLineRun()
        let instants = try times.map { try Instant(parsing: $0) }
        func session(_ clock: Instant) -> Session {
            var session = Session(account: NSUserName(), clock: { clock })
            session.clockIsRight = true
            return session
        }
        let register = try Register.create(
            at: run.register, founder: "Olive Officer", session: session(instants[0]))
        let details = ReportDetails(
            publisher: "HMICFRS", force: "F", published: PartialDate(try Day(parsing: "2017-12-12")))
        try register.write(session(instants[0])) {
            try $0.addReport(Reference(stored: "R"), title: "Report", details: details)
            let origin = ItemOrigin(report: Reference(stored: "R"), kind: "recommendation", force: "")
            try $0.add(Reference(stored: "T-1"), origin, text: "Do it")
        }
        for instant in instants.dropFirst() {
            try register.write(session(instant)) {
                try $0.record(
                    .close(as: .noFurtherAction, successor: nil), on: Reference(stored: "T-1"),
                    words: [.reason: "Overtaken"])
            }
        }
        return run
    }

    @Test func aRegisterAheadOfTheClockIsWrittenToWhenToldThatTheClockIsRight() throws {
        let run = try made(at: ["2999-06-01T10:00:00Z"])
        let size = try run.size()
        let refused = try run(
            "report", "add", "L", "Law", "--publisher", "P", "--force", "F", "--published", "2018")
        #expect(refused.code == 75, "\(refused.error)")
        #expect(refused.error.contains("1 Jun 2999, 10:00 UTC") && refused.error.contains("--clock-is-right"))
        #expect(try run("meeting", "add", "M", "--board", "B", "--date", "2018-01-01").code != 0)
        #expect(try run.size() == size)
        let checks = try run("check", "--format", "json").json?["checks"]?.array
        #expect(checks?.first { $0["check"]?.string == "Clock" }?["verdict"]?.string == "warning")

        let added = try run(
            "report", "add", "L", "Law", "--publisher", "P", "--force", "F", "--published", "2018",
            "--clock-is-right")
        #expect(added.code == 0, "\(added.error)")
        let item = ["add", "L-1", "--report", "L", "--kind", "recommendation", "--text", "x"]
        #expect(try run(item + ["--clock-is-right", "--on", "2998-01-01"]).code == 77)
        #expect(try run(item + ["--clock-is-right"]).code == 0)
        let listed = try run("outstanding", "--format", "json").json?["items"]?.array
        #expect(listed?.map { $0["ref"]?.string } == ["T-1", "L-1"])
        let log = try run("audit", "log", "L-1", "--format", "json").json?["entries"]?.array?.first
        #expect(log?["recorded_at"]?.string == "2999-06-01T10:00:00.000Z")
        #expect(try run("audit", "verify").code == 0)
    }

    /// Closed at half past midnight on 1 July in London, which is still 30 June in UTC.
    @Test func aDayIsTheBodysDay() throws {
        let run = try made(at: ["2018-03-01T12:00:00Z", "2018-06-30T23:30:00Z"])
        for (known, status) in [
            ("2018-06-30", "awaiting allocation"), ("2018-06-30T22:59:59Z", "awaiting allocation"),
            ("2018-07-01", "closed: no further action"),
            ("2018-06-30T23:30:00Z", "closed: no further action"),
        ] {
            let list = try run("list", "--as-at", "2018-12-01", "--known-at", known, "--format", "csv")
            #expect(list.output.contains(",\(status),"), "\(known): \(list.output)")
        }
        #expect(try run("help", "dates").output.contains("register's time zone"))
    }
}
