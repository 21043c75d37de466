import Testing

import Tracker

/// A chair's decision between meetings: how it is typed, and where it is printed.
@Suite struct ChairRunTests {
    private func prepared() throws -> CommandLineRun {
        let run = try CommandLineRun.withBoard(items: 3)
        for item in ["L-1", "L-2"] {
            #expect(
                try run(
                    "due", item, "2018-12-31", "--request", "--reason", "Supplier is late", "--on",
                    "2018-03-10"
                ).code
                    == 0)
        }
        return run
    }

    private let granted = [
        "due", "L-1", "2018-12-31", "--grant", "--chair-of", "OB", "--on", "2018-03-12", "--reason",
        "By e-mail: the supplier failed",
    ]

    @Test func aChairGrantsAndTheBoardNotesIt() throws {
        let run = try prepared()
        let done = try run(granted)
        #expect(done.code == 0, "\(done.error)")
        #expect(try run("due", "L-2", "2018-12-31", "--refuse", "--meeting", "OB-2").code == 0)
        #expect(
            try run(
                "close", "L-3", "--as", "no-further-action", "--reason", "Overtaken", "--chair-of",
                "Oversight Board",
                "--on", "2018-04-01"
            ).code == 0)
        #expect(try run.item("L-1")["due"]?.string == "2018-12-31")
        // In the item's own papers.
        for paper in [
            ["show", "L-1"], ["history", "L-1"], ["history", "L-1", "--audience", "public"],
            ["audit", "log", "L-1"],
        ] {
            let printed = try run(paper + ["--format", "markdown"])
            #expect(printed.code == 0, "\(printed.error)")
            #expect(printed.output.contains("chair of OB"), "\(paper): \(printed.output)")
        }
        let line = try #require(try run.history("L-1").last)
        #expect(line["chair_of"]?.string == "OB" && line["authority"]?.isNull == true)
        // In the board's next pack, and in none after that.
        let pack = try run("meeting", "pack", "OB-2", "--format", "markdown").output
        #expect(pack.contains("Decided by the chair since the meeting of 6 March 2018"), "\(pack)")
        for cell in [
            "extension granted, to 31 Dec 2018", "By e-mail: the supplier failed",
            "closed: no further action",
        ] {
            #expect(pack.contains(cell), "\(cell)")
        }
        let data =
            try run("meeting", "pack", "OB-2", "--format", "json").json?["chair_decisions"]?.array ?? []
        #expect(data.compactMap { $0["ref"]?.string } == ["L-1", "L-3"])
        #expect(
            try run("meeting", "pack", "OB-2", "--format", "csv").output.split(separator: "\r\n").contains {
                $0.hasPrefix("decided by the chair,L-3")
            })
        let next = try run("meeting", "pack", "OB-3", "--format", "markdown").output
        #expect(!next.contains("Decided by the chair"))
        // As known before it was typed, nobody had decided.
        let before = try #require(line["seq"]?.int) - 1
        let known = try run("meeting", "pack", "OB-2", "--format", "json", "--known-at", "\(before)").json
        #expect(known?["chair_decisions"]?.array?.isEmpty == true)
        // The public reads that the chair decided, not why.
        let published = try run("meeting", "pack", "OB-2", "--format", "markdown", "--audience", "public")
            .output
        #expect(published.contains("extension granted, to 31 Dec 2018") && !published.contains("By e-mail"))
    }

    @Test func theQuarterSaysWhoAnswered() throws {
        let run = try prepared()
        #expect(try run(granted).code == 0)
        #expect(try run("due", "L-2", "2018-12-31", "--refuse", "--meeting", "OB-2").code == 0)
        let first = try run("quarterly", "2017/18-Q4", "--format", "markdown").output
        #expect(first.contains("L-1 (chair of Oversight Board)"), "\(first)")
        #expect(
            try run("quarterly", "2018/19-Q1", "--format", "markdown").output.contains(
                "L-2 (Oversight Board, 5 Jun 2018)"))
        let answers = try run("quarterly", "2017/18-Q4", "--format", "json").json?["extensions"]?["answers"]?
            .array
        #expect(answers?.count == 1)
        #expect(
            answers?.first?["chair_of"]?.string == "OB" && answers?.first?["outcome"]?.string == "granted")
    }

    @Test func whatIsNoChairsIsRefused() throws {
        let run = try prepared()
        let neither = try run("due", "L-1", "2018-12-31", "--grant")
        #expect(neither.code == 77)
        #expect(neither.error.contains("--meeting or --chair-of"), "\(neither.error)")
        let both = try run(granted + ["--meeting", "OB-2"])
        #expect(both.code == 64, "\(both.error)")
        #expect(both.error.contains("not both"), "\(both.error)")
        #expect(try run("board", "add", "JAP", "Joint Audit Panel").code == 0)
        let other = try run("scope", "L-1", "--out", "--reason", "x", "--chair-of", "JAP")
        #expect(other.code == 77)
        #expect(other.error.contains("OB oversees it"), "\(other.error)")
        let asked = try run("due", "L-3", "2018-12-31", "--request", "--reason", "x", "--chair-of", "OB")
        #expect(asked.code == 77)
        #expect(asked.error.contains("not \"due request\""), "\(asked.error)")
        #expect(try run("reopen", "L-1", "--reason", "x", "--chair-of", "NOBODY").code != 0)
        #expect(try run("audit", "verify").code == 0)
    }
}
