import Foundation
import Testing

import Tracker

/// One person, however they go about it, doesn't do the work and assure it.
@Suite struct SeparationRunTests {
    /// A register whose founder may do everything, with an item that Owen Owner has started and that has evidence.
    private func prepared() throws -> CommandLineRun {
        let run = try CommandLineRun.prepared()
        for arguments in [
            ["person", "add", "Pat Approver", "--role", "approver"],
            ["evidence", "add", "L-1", "https://www.example.org/leaflet", "--dated", "2018-01-10"],
            ["start", "L-1", "--by", "Owen Owner", "--on", "2018-01-03"],
        ] {
            let result = try run(arguments)
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
        return run
    }

    /// The number of the entry that a command made.
    private func entry(_ run: CommandLineRun, _ arguments: String...) throws -> String {
        let result = try run(arguments)
        #expect(result.code == 0, "\(arguments): \(result.error)")
        return String(try run.size())
    }

    private func expectRefused(
        _ run: CommandLineRun, on day: String = "2018-03-01", _ comment: Comment
    ) throws {
        let result = try run("assure", "L-1", "--basis", "Seen", "--on", day)
        #expect(result.code == 77, comment)
        #expect(result.error.contains("corrected ones included"), comment)
    }

    @Test(arguments: [
        ["--void"], ["--effective", "2018-03-05"], ["--set", "lead=Owen Owner"],
    ])
    func whoeverLedItCorrectsThat(correction: [String]) throws {
        let run = try prepared()
        let assigned = try entry(run, "assign", "L-1", "--lead", "Olive Officer", "--on", "2018-01-04")
        try expectRefused(run, "as it stands")
        #expect(try run(["correct", assigned, "--reason", "Typo"] + correction).code == 0)
        try expectRefused(run, "\(correction)")
        #expect(try run("assure", "L-1", "--by", "Ada Assurer", "--on", "2018-03-01").code == 0)
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func whoeverLedItDatesTheAssuranceBack() throws {
        let run = try prepared()
        _ = try entry(run, "assign", "L-1", "--lead", "Olive Officer", "--on", "2018-03-01")
        try expectRefused(run, on: "2018-02-28", "the day before")
    }

    @Test(arguments: [
        ["submit", "L-1", "--note", "Done", "--on", "2018-02-02"],
        ["progress", "L-1", "--note", "I did it all", "--complete", "100", "--on", "2018-02-02"],
        ["action", "add", "L-1", "Print it", "--owner", "Olive Officer", "--due", "2018-06-01"],
    ])
    func whoeverDidTheWorkVoidsIt(work: [String]) throws {
        let run = try prepared()
        #expect(try run(work).code == 0)
        let entry = String(try run.size())
        try expectRefused(run, "\(work)")
        #expect(try run("correct", entry, "--void", "--reason", "Typo").code == 0)
        try expectRefused(run, "\(work), void")
    }

    @Test func onlyAThirdPersonLiftsIt() throws {
        let run = try prepared()
        _ = try entry(run, "assign", "L-1", "--lead", "Ada Assurer", "--on", "2018-01-04")
        func waive(by name: String) throws -> CommandLineRun.Result {
            try run("waive", "L-1", "--assurer", "Ada Assurer", "--reason", "Nobody else can", "--by", name)
        }
        for name in ["Ada Assurer", "Owen Owner"] { #expect(try waive(by: name).code == 77) }
        #expect(try run("waive", "L-1", "--assurer", "Olive Officer", "--reason", "So").code == 77)
        #expect(try waive(by: "Pat Approver").code == 0)
        #expect(try run("assure", "L-1", "--by", "Ada Assurer", "--on", "2018-03-01").code == 0)
        let shown = try run(["show", "L-1"], environment: ["COLUMNS": "200"]).output
        #expect(shown.contains("by Ada Assurer, who had led it; Pat Approver allowed it"))
        #expect(shown.contains("Nobody else can"))
        let log = try run("audit", "log", "L-1", "--format", "csv").output
        #expect(log.contains("Ada Assurer may assure it: Nobody else can"))
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func startingTwiceIsHarmless() throws {
        let run = try prepared()
        let again = try run("start", "L-1", "--by", "Owen Owner", "--on", "2018-01-02")
        #expect(again.code == 0)
        #expect(again.output.hasPrefix("L-1: in progress"))
        #expect(
            try run("progress", "L-1", "--note", "Begun", "--by", "Owen Owner", "--on", "2018-01-02").code
                == 0)
    }

    /// What a lead without any role did can be told of them, at a meeting and by a sheet, also of whoever holds the post
    /// that leads; whoever types it in has no part in it.
    @Test(arguments: ["Lee Lead", "AC Frontline"]) func whatTheLeadDidIsTold(lead: String) throws {
        let run = try prepared()
        for arguments in [
            ["person", "add", "Lee Lead"], ["post", "add", "AC Frontline"],
            ["post", "holder", "AC Frontline", "Lee Lead", "--from", "2018-01-01"],
            ["assign", "L-1", "--lead", lead, "--on", "2018-01-04"],
        ] { #expect(try run(arguments).code == 0) }
        let sheet = try run.file(
            "log.csv", "Reference,Act,Note\nL-1,\"progress, submitted, assured\",All done\n")
        let logged = try run("meeting", "log", "OB-1", sheet)
        #expect(logged.code == 0, "\(logged.error)")
        let tracker = try run.file(
            "tracker.csv",
            """
            ref,kind,text,lead,status,progress,started,submitted,opened
            N-1,recommendation,x,Lee Lead,pending sign-off,Begun,2018-01-05,2018-02-01,2018-01-01

            """)
        let taken = try run("import", tracker, "--report", "LEG")
        #expect(taken.code == 0, "\(taken.error)")
        let history = try run("history", "N-1", "--format", "json").json?["history"]?.array ?? []
        for act in ["start", "submit", "progress"] {
            #expect(history.first { $0["act"]?.string == act }?["actor"]?.string == "Lee Lead", "\(act)")
        }
        let verified = try run("audit", "verify")
        #expect(verified.code == 0, "\(verified.error)")
    }
}
