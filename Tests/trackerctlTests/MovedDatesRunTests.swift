import Testing

import Tracker

/// Dates moved more than once, with the body that granted each.
@Suite struct MovedDatesRunTests {
    private func prepared() throws -> CommandLineRun {
        let run = try CommandLineRun.withBoard(items: 4)
        for arguments in [
            // L-1: at a meeting, by the chair, and without a board.
            ["due", "L-1", "2018-06-30", "--request", "--reason", "Late", "--on", "2018-03-01"],
            ["due", "L-1", "2018-06-30", "--grant", "--meeting", "OB-1"],
            ["due", "L-1", "2018-09-30", "--chair-of", "OB", "--reason", "Later", "--on", "2018-04-02"],
            ["due", "L-1", "2018-12-31", "--reason", "Later still", "--on", "2018-05-02"],
            // L-2: once. L-3: twice, by which it has no date; L-4: twice, and closed.
            ["due", "L-2", "2018-12-31", "--reason", "Late", "--on", "2018-04-02"],
            ["due", "L-3", "2018-12-31", "--reason", "Late", "--on", "2018-04-02"],
            ["due", "L-3", "none", "--reason", "Nobody knows", "--meeting", "OB-2"],
            ["due", "L-4", "2018-10-31", "--reason", "Late", "--on", "2018-04-02"],
            ["due", "L-4", "2018-12-31", "--reason", "Late", "--on", "2018-04-03"],
            ["close", "L-4", "--as", "no-further-action", "--reason", "Enough", "--on", "2018-06-10"],
        ] {
            let done = try run(arguments)
            #expect(done.code == 0, "\(arguments): \(done.error)")
        }
        return run
    }

    @Test func theQuarterSaysWhoseDatesMovedAndByWhom() throws {
        let run = try prepared()
        let paper = try run("quarterly", "2018/19-Q1", "--format", "markdown").output
        #expect(
            paper.contains("Due dates moved more than once, of what is carried forward at 30 June 2018"),
            "\(paper)")
        for move in [
            "6 Mar 2018, from 20 Feb 2018 to 30 Jun 2018: Oversight Board, 6 Mar 2018",
            "2 Apr 2018, from 30 Jun 2018 to 30 Sep 2018: chair of Oversight Board",
            "2 May 2018, from 30 Sep 2018 to 31 Dec 2018: set without a board",
            "5 Jun 2018, from 31 Dec 2018 to no date: Oversight Board, 5 Jun 2018",
        ] { #expect(paper.contains(move), "\(move): \(paper)") }
        let data = try #require(try run("quarterly", "2018/19-Q1", "--expand", "--format", "json").json)
        let moved = data["moved_more_than_once"]?.array ?? []
        #expect(moved.compactMap { $0["ref"]?.string } == ["L-1", "L-3"])
        #expect(moved.compactMap { $0["revisions"]?.int } == [3, 2])
        #expect(moved.first?["lead"]?.string == "Owen Owner")
        #expect(moved.first?["moves"]?.array?.map { $0["meeting"]?.string } == ["OB-1", nil, nil])
        #expect(moved.first?["moves"]?.array?.map { $0["chair_of"]?.string } == [nil, "OB", nil])
        #expect(data["total"]?["revised_more_refs"]?.array?.compactMap(\.string) == ["L-1", "L-3"])
        // A line for each move; the public reads no owner's name.
        let csv = try run("quarterly", "2018/19-Q1", "--moves", "--format", "csv").output.split(
            separator: "\r\n")
        #expect(csv.count == 6)
        #expect(
            csv[2]
                == "L-1,Owen Owner,2,2018-04-02,2018-06-30,2018-09-30,chair of Oversight Board,,OB,OFFICIAL")
        let published = try run(
            "quarterly", "2018/19-Q1", "--moves", "--audience", "public", "--format", "markdown"
        )
        .output
        #expect(published.contains("L-3") && !published.contains("Owen"), "\(published)")
        // Before, none was moved twice: no such list.
        #expect(try !run("quarterly", "2017/18-Q4").output.contains("moved more than once, of"))
        #expect(
            try run("quarterly", "2017/18-Q4", "--moves").output.contains("No date was moved more than once"))
        #expect(try run("annual", "2018/19", "--format", "markdown").code == 0)
        #expect(try run("quarterly", "2018/19-Q1", "--moves", "--issue").code == 64)
    }
}
