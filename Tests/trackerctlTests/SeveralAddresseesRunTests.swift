import Foundation
import Testing

import Tracker

/// Several addressees, disputes and closures asked for, as they are typed, printed, exported and read from sheets.
@Suite struct SeveralAddresseesRunTests {
    private func must(_ run: CommandLineRun, _ arguments: String...) throws -> CommandLineRun.Result {
        let result = try run(arguments)
        #expect(result.code == 0, "\(arguments): \(result.error)")
        return result
    }

    @Test func eachBodyIsAnsweredForAndClosed() throws {
        let run = try CommandLineRun.withBoard(items: 2)
        _ = try must(run, "addressee", "L-1", "Essex Police", "Kent Police", "--on", "2018-01-06")
        _ = try must(
            run, "accept", "L-1", "--for", "Essex Police", "--note", "Letter of 3 May", "--on", "2018-02-01")
        _ = try must(
            run, "assign", "L-1", "--for", "Kent Police", "--lead", "Owen Owner", "--on", "2018-02-01")
        _ = try must(
            run, "close", "L-1", "--for", "essex police", "--as", "no-further-action", "--reason", "Merged",
            "--on", "2018-02-10")
        let item = try run.item("L-1")
        let bodies = item["addressees"]?.array ?? []
        #expect(bodies.map { $0["addressee"]?.string } == ["Essex Police", "Kent Police"])
        #expect(bodies[0]["answered_on"]?.string == "2018-02-01")
        #expect(bodies[0]["closed_as"]?.string == "no-further-action")
        #expect(bodies[1]["lead"]?.string == "Owen Owner")
        let shown = try must(run, "show", "L-1").output
        #expect(shown.contains("1 of 2 addressees done"), "\(shown)")
        let before = try #require(try run("show", "L-1", "--as-at", "2018-01-05", "--format", "json").json)
        #expect(before["addressees"]?.array?.isEmpty == true)
        func refs(_ arguments: String...) throws -> [String] {
            let json = try #require(try run(arguments + ["--format", "json"]).json)
            return json["items"]?.array?.compactMap { $0["ref"]?.string } ?? []
        }
        #expect(try refs("outstanding", "--addressee", "kent police") == ["L-1"])
        #expect(try refs("list", "--addressee", "Metropolitan Police Service") == ["L-2"])
        #expect(try refs("list", "--status", "partly-discharged") == ["L-1"])
        #expect(try refs("list", "--status", "partly-discharged", "--as-at", "2018-02-09") == [])
        let near = try run("list", "--addressee", "Kent")
        #expect(near.code == 66 && near.error.contains("Kent Police"), "\(near.error)")
        let csv = try must(run, "list", "--format", "csv").output
        #expect(
            csv.contains("Essex Police: accepted, answered on 1 Feb 2018, closed as no further action"),
            "\(csv)")
        let table = try #require(
            try run("quarterly", "2017/18-Q4", "--rows", "addressee", "--format", "json").json)
        #expect(table["addressings"]?.int == 2)
        #expect(table["total"]?["carried_forward"]?.int == 2)
        #expect(table["total"]?["partly_discharged"]?.int == 1)
        let rows = Dictionary(
            uniqueKeysWithValues: (table["rows"]?.array ?? []).map {
                ($0["key"]?.string ?? "", $0["closed_other"]?.int)
            })
        #expect(rows["Essex Police"] == 1)
        #expect(rows["Kent Police"] == 0)
        let parted = try must(run, "outstanding", "--group", "addressee").output
        #expect(parted.contains("Kent Police: 1 item"), "\(parted)")
        _ = try must(run, "audit", "verify")
    }

    /// An item of which every body has closed its part is carried forward until it is closed, with all that is said of it.
    @Test func whatAllHaveDoneIsCountedUntilItIsClosed() throws {
        let run = try CommandLineRun.withBoard(items: 1)
        _ = try must(run, "addressee", "L-1", "Essex Police", "--on", "2018-01-06")
        _ = try must(run, "assess", "L-1", "--delay", "Printing", "--on", "2018-01-07")
        _ = try must(
            run, "close", "L-1", "--for", "Essex Police", "--as", "no-further-action", "--reason", "Merged",
            "--on", "2018-02-10")
        let table = try #require(
            try run("quarterly", "2017/18-Q4", "--rows", "addressee", "--format", "json").json)
        #expect(table["total"]?["carried_forward"]?.int == 1)
        #expect(table["addressings"]?.int == 0)
        #expect(table["delays"]?.array?.first?["refs"]?.array?.first?.string == "L-1")
    }

    @Test func aDisputeIsPrintedWhole() throws {
        let run = try CommandLineRun.withBoard(items: 1)
        _ = try must(run, "start", "L-1", "--on", "2018-02-01", "--by", "Owen Owner")
        _ = try must(run, "submit", "L-1", "--note", "Done", "--on", "2018-02-02", "--by", "Owen Owner")
        let early = try run("dispute", "L-1", "--claim", "It is", "--by", "Owen Owner", "--on", "2018-02-02")
        #expect(early.code == 77, "\(early.error)")
        _ = try must(
            run, "return", "L-1", "--reason", "Two boroughs are missing", "--on", "2018-02-03", "--by",
            "Ada O'Neil")
        _ = try must(
            run, "dispute", "L-1", "--claim", "All have had them since May", "--on", "2018-02-04", "--by",
            "Owen Owner")
        #expect(try run.item("L-1")["disputed"]?.bool == true)
        #expect(try run.item("L-1")["position"]?.string == "pending-sign-off")
        let pack = try must(run, "meeting", "pack", "OB-1", "--as-at", "2018-03-01").output
        #expect(pack.contains("Disputed: for this board to decide"), "\(pack)")
        #expect(pack.contains("All have had them"))
        #expect(pack.contains("Two boroughs are"))
        let sheet = try run.file(
            "log.csv", "Reference,Act,Reason\nL-1,dispute decided - not done,Two are missing indeed\n")
        _ = try must(run, "meeting", "log", "OB-1", sheet)
        let shown = try must(run, "show", "L-1", "--format", "markdown").output
        for words in ["Two boroughs are missing", "All have had them since May", "for the assurer", "OB-1"] {
            #expect(shown.contains(words), "\(words) in \(shown)")
        }
        #expect(try run.item("L-1")["status"]?.string == "in-progress")
        let outside = try must(run, "show", "L-1", "--audience", "public").output
        #expect(!outside.contains("Two boroughs are missing"), "\(outside)")
        _ = try must(run, "audit", "verify")
    }

    @Test func aClosureIsAskedForInASheetAndComesBack() throws {
        let run = try CommandLineRun.withBoard(items: 0)
        let tracker = try run.file(
            "tracker.csv",
            "Reference,Recommendation,Status,Lead,Addressee\nX-1,Do it,Proposed for closure,Owen Owner,Essex Police; Kent Police\nX-2,Do that,In progress,Owen Owner,\n"
        )
        _ = try must(run, "import", tracker, "--report", "LEG", "--as-proposed", "--on", "2018-01-31")
        #expect(try run.item("X-1")["proposed_for_closure"]?.bool == true)
        #expect(try run.item("X-1")["addressees"]?.array?.count == 2)
        let size = try run.size()
        let again = try must(
            run, "import", tracker, "--report", "LEG", "--as-proposed", "--update", "--on", "2018-02-01")
        #expect(try run.size() == size, "\(again.output)")
        _ = try must(run, "submit", "X-2", "--for-closure", "--note", "Letter of 3 May", "--on", "2018-02-02")
        let table = try #require(try run("quarterly", "2017/18-Q4", "--format", "json").json)
        #expect(table["total"]?["proposed_for_closure"]?.int == 2)
        #expect(table["total"]?["pending_sign_off"]?.int == 2)
        let sheet = try run.file(
            "log.csv", "Reference,Act,Reason\nX-1,returned,The inspectorate wants more\n")
        _ = try must(run, "meeting", "log", "OB-1", sheet)
        #expect(try run.item("X-1")["proposed_for_closure"]?.bool == false)
        let owner = try run(
            "submit", "X-1", "--for-closure", "--note", "Again", "--by", "Owen Owner", "--on", "2018-03-08")
        #expect(owner.code == 77, "\(owner.error)")
    }
}
