import Testing

import Tracker

/// More time for a response, days in court, a date that the report prints: each clock by its own rule, as typed.
@Suite struct ResponseTimeRunTests {
    private func register(
        _ reports: [(id: String, publisher: String, published: String)]
    ) throws -> CommandLineRun {
        let run = try CommandLineRun()
        try run(
            "init", "--by", "Olive Officer", "--body", "Oversight body", "--force",
            "Metropolitan Police Service")
        for report in reports {
            let added = try run(
                "report", "add", report.id, "Report \(report.id)", "--publisher", report.publisher,
                "--force", "Metropolitan Police Service", "--published", report.published)
            #expect(added.code == 0, "\(added.error)")
        }
        return run
    }

    private func item(
        _ run: CommandLineRun, _ report: String, asAt: String, _ options: String...
    ) throws -> JSON {
        let arguments = [
            "response", "status", "--all", "--report", report, "--as-at", asAt, "--format", "json",
        ]
        return try #require(try run(arguments + options).json?["items"]?.array?.first)
    }

    private func record(_ run: CommandLineRun, _ arguments: String...) throws {
        let result = try run(["response", "record"] + arguments)
        #expect(result.code == 0, "\(arguments): \(result.error)")
    }

    /// What is refused changes nothing.
    private func refused(_ run: CommandLineRun, _ sentence: String, _ arguments: String...) throws {
        let size = try run.size()
        let result = try run(["response", "record"] + arguments)
        #expect(result.code == 77, "\(arguments): \(result.output)")
        #expect(result.error.replacing("\n", with: " ").contains(sentence), "\(result.error)")
        #expect(try run.size() == size)
    }

    /// Last days as the laws give them.
    @Test(arguments: [
        ("HMICFRS", "2024-02-09", "2024-04-04", nil), ("HMICFRS", "2025-02-26", "2025-04-22", nil),
        ("HMICFRS", "2025-07-28", "2025-09-21", "2025-09-19"), ("HMICFRS", "2017-05-01", nil, nil),
        ("HMICFRS", "2017-05-02", "2017-06-26", nil), ("Victims' Commissioner", "2025-01-28", nil, nil),
        ("Victims' Commissioner", "2025-01-29", "2025-03-25", nil),
        ("Domestic Abuse Commissioner", "2021-11-01", "2021-12-26", "2021-12-24"),
        ("IOPC", "2024-02-09", "2024-04-04", nil), ("Coroner for Essex", "2024-02-09", "2024-04-05", nil),
        // Easter Sunday, behind Good Friday.
        ("HMICFRS", "2025-02-24", "2025-04-20", "2025-04-17"),
        // Boxing Day.
        ("HMICFRS", "2024-11-01", "2024-12-26", "2024-12-24"),
    ])
    func theLastDayIsThatOfTheLaw(publisher: String, published: String, last: String?, before: String?) throws
    {
        let run = try register([("R", publisher, published)])
        let item = try item(run, "R", asAt: published)
        #expect(item["last_day"]?.string == last)
        #expect(item["working_day_before"]?.string == before)
        #expect(item["state"]?.string == (last == nil ? "before-rule" : "running"))
    }

    @Test func aLastDayOffIsSaid() throws {
        let run = try register([("R", "HMICFRS", "2025-07-28"), ("S", "HMICFRS", "2024-11-01")])
        for (day, words) in [
            ("2025-09-01", "the last day is a Sunday: publish by Friday 19 September 2025"),
            (
                "2024-12-01",
                "the last day is a bank holiday (Boxing Day): publish by Tuesday 24 December 2024"
            ),
        ] {
            for options in [[], ["--all"]] {
                let paper = try run(
                    ["response", "status", "--as-at", day, "--format", "markdown"] + options)
                #expect(paper.output.contains(words), "\(paper.output)")
            }
        }
    }

    @Test func section55HasNeitherMoreTimeNorDaysInCourt() throws {
        let run = try register([("R", "HMICFRS", "2024-02-09"), ("GLA", "London Assembly", "2024-02-09")])
        try refused(
            run, "Police Act 1996 s.55(5A) gives no extension: the last day stays 4 April 2024", "R",
            "--extension-asked", "2024-03-01")
        try refused(
            run, "days in court are not added under Police Act 1996 s.55(5A)", "R", "--suspended-from",
            "2024-03-01")
        try refused(
            run, "a date printed in the report doesn't count: Police Act 1996 s.55(5A) sets 56 days", "R",
            "--printed-date", "2024-05-01")
        try refused(
            run, "no law that is known here sets a time for its answer", "GLA", "--extension-asked",
            "2024-03-01")
    }

    @Test func conductGivesMoreTimeThatIsAskedForBeforeItEnds() throws {
        let run = try register([("R", "IOPC", "2024-02-09")])
        try refused(
            run,
            "an extension asked for on 5 April 2024 comes too late: the time ended on 4 April 2024, and under Police Reform Act 2002 Sch. 3 para. 28B it must be asked for before",
            "R", "--extension-asked", "2024-04-05")
        try refused(
            run, "nobody has asked for an extension yet", "R", "--extension-granted", "2024-04-02",
            "--extended-to", "2024-05-02")
        try record(run, "R", "--extension-asked", "2024-04-04")
        #expect(try item(run, "R", asAt: "2024-04-03")["extension"]?.string == nil)
        #expect(try item(run, "R", asAt: "2024-04-04")["extension"]?.string == "asked")
        try refused(
            run, "the day on which it was and the new last day", "R", "--extension-granted", "2024-04-08")
        try refused(
            run, "4 April 2024 is no extension", "R", "--extension-granted", "2024-04-08", "--extended-to",
            "2024-04-04")
        try refused(
            run, "can't have been answered on 3 April 2024", "R", "--extension-granted", "2024-04-03",
            "--extended-to", "2024-05-02")
        try record(
            run, "R", "--extension-granted", "2024-04-08", "--extended-to", "2024-05-02", "--extension-by",
            "The IOPC's director")
        // On the day before it was granted, nobody knew.
        let before = try item(run, "R", asAt: "2024-04-07")
        #expect(before["last_day"]?.string == "2024-04-04" && before["days_late"]?.int == 3)
        let after = try item(run, "R", asAt: "2024-04-08")
        #expect(after["last_day"]?.string == "2024-05-02" && after["days_late"]?.int == 0)
        #expect(after["extension"]?.string == "granted" && after["original_last_day"]?.string == "2024-04-04")
        #expect(after["extended_to"]?.string == "2024-05-02" && after["days_left"]?.int == 24)
        // More time still can be asked for until then.
        try record(run, "R", "--extension-asked", "2024-05-02")
        #expect(try item(run, "R", asAt: "2024-05-02")["extension"]?.string == "asked")
        try record(run, "R", "--extension-refused", "2024-05-03")
        let last = try item(run, "R", asAt: "2024-05-04")
        #expect(last["extension"]?.string == "refused" && last["last_day"]?.string == "2024-05-02")
        #expect(last["state"]?.string == "late" && last["days_late"]?.int == 2)

        let paper = try run("response", "status", "--all", "--as-at", "2024-04-09", "--format", "markdown")
            .output
        #expect(
            paper.contains("extension granted by The IOPC's director on 8 April 2024: to 2 May 2024"),
            "\(paper)")
        let page = try run(
            "response", "status", "--all", "--as-at", "2024-04-09", "--format", "html", "--audience", "public"
        ).output
        #expect(page.contains("extension granted on 8 April 2024: to 2 May 2024"))
        let letter = try run(
            "response", "draft", "R", "--no-items", "--as-at", "2024-04-09", "--format", "markdown")
        #expect(
            letter.output.contains(
                "More time for this answer was granted on 8 April 2024. The last day for it is 2 May 2024."))
        #expect(letter.error.contains("the last day is 2 May 2024"), "\(letter.error)")
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func daysOfAJudicialReviewAreAdded() throws {
        let run = try register([("R", "IOPC", "2024-02-09")])
        try refused(run, "the first day in court isn't recorded", "R", "--suspended-to", "2024-03-20")
        try refused(
            run, "the time had ended on 4 April 2024", "R", "--suspended-from", "2024-04-05")
        try record(run, "R", "--suspended-from", "2024-03-01")
        let during = try item(run, "R", asAt: "2024-03-10")
        #expect(during["state"]?.string == "suspended" && during["days_in_court"]?.int == 10)
        #expect(during["last_day"]?.string == "2024-04-14" && during["days_left"]?.int == 35)
        let paper = try run("response", "status", "--all", "--as-at", "2024-03-10", "--format", "markdown")
            .output
        #expect(paper.contains("in court since 1 March 2024: suspended, 10 days added so far"), "\(paper)")
        #expect(paper.contains("0 late, 0 running, 1 suspended)"))
        try refused(
            run, "the last day in court, is before the first", "R", "--suspended-to", "2024-02-28")
        let said = try run("response", "record", "R", "--suspended-to", "2024-03-20")
        #expect(said.output.contains("The last day is 24 April 2024."), "\(said.output)\(said.error)")
        #expect(try item(run, "R", asAt: "2024-02-29")["last_day"]?.string == "2024-04-04")
        let after = try item(run, "R", asAt: "2024-04-23")
        #expect(after["last_day"]?.string == "2024-04-24" && after["state"]?.string == "running")
        // What could be asked for until the 4th can now be until the 24th.
        try record(run, "R", "--extension-asked", "2024-04-05")
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func aCoronerGivesMoreTimeAlsoAfterwardsAndADateOfTheirOwn() throws {
        let run = try register([
            ("R", "Coroner for Essex", "2024-02-08"), ("S", "Coroner for Essex", "2024-02-09"),
        ])
        // The time of R ended on 4 April.
        try record(run, "R", "--extension-asked", "2024-04-05")
        try record(run, "R", "--extension-granted", "2024-04-10", "--extended-to", "2024-05-10")
        #expect(try item(run, "R", asAt: "2024-04-10")["last_day"]?.string == "2024-05-10")
        try record(run, "S", "--extension-asked", "2024-04-05")
        try record(run, "S", "--printed-date", "2024-04-30")
        #expect(try item(run, "S", asAt: "2024-02-10")["last_day"]?.string == "2024-04-30")
        try record(run, "S", "--printed-date", "none")
        #expect(try item(run, "S", asAt: "2024-02-10")["last_day"]?.string == "2024-04-05")
        try refused(run, "days in court are not added", "S", "--suspended-from", "2024-03-01")
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func aSuperComplaintHasTheDateThatItsReportPrints() throws {
        let run = try register([
            ("R", "HMICFRS, the College of Policing and the IOPC", "2023-05"),
            ("S", "Citizens Advice", "2023-06-01"),
        ])
        #expect(try item(run, "R", asAt: "2023-06-10")["state"]?.string == "unprinted")
        try refused(run, "no time runs that could be moved", "R", "--extension-asked", "2023-06-01")
        try record(run, "R", "--printed-date", "2023-07-26")
        let item = try item(run, "R", asAt: "2023-06-10")
        #expect(item["last_day"]?.string == "2023-07-26" && item["clock"]?.string == "super-complaint")
        try refused(run, "SI 2018/748 gives no extension", "R", "--extension-asked", "2023-06-01")
        try record(run, "R", "--letter-sent", "2023-07-27")
        let sent = try self.item(run, "R", asAt: "2023-08-10")
        #expect(sent["state"]?.string == "sent-late" && sent["days_late"]?.int == 1)
        // Where the publisher doesn't tell, the officer says by which clock it counts.
        try record(run, "S", "--clock", "super-complaint", "--printed-date", "2023-08-01")
        #expect(try self.item(run, "S", asAt: "2023-08-10")["days_late"]?.int == 9)
        #expect(try run("response", "record", "S", "--clock", "super").code == 66)
        #expect(try run("audit", "verify").code == 0)
    }

    /// A past paper prints what was known then.
    @Test func aPaperOfThePastKnowsNoLaterExtension() throws {
        let run = try register([("R", "IOPC", "2024-02-09")])
        let size = try run.size()
        try record(run, "R", "--extension-asked", "2024-04-01")
        try record(run, "R", "--extension-granted", "2024-04-02", "--extended-to", "2024-05-01")
        #expect(
            try item(run, "R", asAt: "2024-06-01", "--known-at", "\(size)")["last_day"]?.string
                == "2024-04-04")
        let log = try #require(
            try run("audit", "log", "R", "--format", "json").json?["entries"]?.array?.last?["seq"]?.int)
        let corrected = try run("correct", "\(log)", "--set", "extended_to=2024-05-08", "--reason", "Misread")
        #expect(corrected.code == 0, "\(corrected.error)")
        #expect(try item(run, "R", asAt: "2024-06-01")["last_day"]?.string == "2024-05-08")
        #expect(
            try item(run, "R", asAt: "2024-06-01", "--known-at", "\(size + 2)")["last_day"]?.string
                == "2024-05-01")
        try run.verifyElsewhere()
    }
}
