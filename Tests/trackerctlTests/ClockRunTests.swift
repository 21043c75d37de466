import Foundation
import Testing

@testable import Tracker

private let faketime = ["/usr/bin/faketime", "/usr/local/bin/faketime"].first {
    FileManager.default.isExecutableFile(atPath: $0)
}

/// Commands under a clock that is wrong, as faketime makes one; what the rules say of it is tested in the library, too.
@Suite(.enabled(if: faketime != nil, "needs faketime"))
struct ClockRunTests {
    private func run(
        _ run: CommandLineRun, at time: String, _ arguments: String...
    ) throws
        -> CommandLineRun.Result
    {
        try run.execute(
            faketime ?? "", [time, CommandLineRun.program.path] + arguments, environment: ["TZ": "UTC"])
    }

    @Test func oneCommandUnderAClockInTheFutureIsRefused() throws {
        let run = try CommandLineRun.prepared()
        let size = try run.size()
        let refused = try self.run(run, at: "2099-06-01 10:00:00", "note", "L-1", "x")
        #expect(refused.code == 75 && refused.error.contains("--clock-is-right"))
        #expect(try run.size() == size)
        let forced = try self.run(run, at: "2099-06-01 10:00:00", "note", "L-1", "x", "--clock-is-right")
        #expect(forced.code == 0, "\(forced.error)")

        let behind = try run("close", "L-1", "--as", "no-further-action", "--reason", "x")
        #expect(behind.code == 75 && behind.error.contains("2099-06-01 10:00 UTC"))
        #expect(try run("check").output.contains("ahead of this computer's clock"))
        #expect(try run("note", "L-1", "x", "--clock-is-right", "--on", "2098-01-01").code == 77)
        let closed = try run(
            "close", "L-1", "--as", "no-further-action", "--reason", "x", "--clock-is-right")
        #expect(closed.code == 0, "\(closed.error)")
        #expect(try run("list", "--format", "csv").output.contains("closed: no further action"))
        #expect(try run("audit", "verify").code == 0)
    }

    /// Closed at half past midnight on 1 July in London, which is still 30 June in UTC.
    @Test func aDayIsTheBodysDay() throws {
        let run = try CommandLineRun()
        for (time, arguments) in [
            ("2018-03-01 12:00:00", ["init", "--body", "B", "--force", "F", "--by", "Olive Officer"]),
            (
                "2018-03-01 12:01:00",
                [
                    "report", "add", "R", "Report", "--publisher", "HMICFRS", "--force", "F", "--published",
                    "2017-12-12",
                ]
            ),
            (
                "2018-03-01 12:02:00",
                ["add", "T-1", "--report", "R", "--kind", "recommendation", "--text", "x"]
            ),
            (
                "2018-06-30 23:30:00", ["close", "T-1", "--as", "no-further-action", "--reason", "x"]
            ),
        ] {
            let result = try run.execute(
                faketime ?? "", [time, CommandLineRun.program.path] + arguments,
                environment: ["TZ": "UTC"])
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
        for (known, status) in [
            ("2018-06-30", "awaiting allocation"), ("2018-06-30T22:59:59Z", "awaiting allocation"),
            ("2018-07-01", "closed: no further action"),
        ] {
            let list = try run("list", "--as-at", "2018-12-01", "--known-at", known, "--format", "csv")
            #expect(list.output.contains(",\(status),"), "\(known): \(list.output)")
        }
    }
}
