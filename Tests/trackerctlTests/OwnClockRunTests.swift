import Testing

import Tracker

/// Clocks that a body adds for itself.
@Suite struct OwnClockRunTests {
    private static let audit = [
        "clock", "add", "internal-audit", "--title", "Internal audit report", "--law",
        "Audit charter, para. 12",
        "--publisher", "Internal Audit", "--length", "20", "--unit", "working-days",
        "--first-day-not-counted",
        "--stop", "sent", "--extension", "before", "--from", "2020-04-01", "--addressee", "the force",
    ]

    private func register() throws -> CommandLineRun {
        let run = try CommandLineRun()
        try run("init", "--by", "Olive Officer", "--force", "Essex Police")
        let added = try run(Self.audit)
        #expect(added.code == 0, "\(added.error)")
        #expect(
            added.output.contains("20 working days; the day on which the report is published is not counted.")
        )
        for (id, publisher, published) in [
            ("A25", "Mazars, internal audit", "2025-04-14"), ("A19", "Internal Audit", "2020-03-31"),
            ("A27", "Internal Audit", "2027-12-15"), ("Q", "A Mayor", "2025-01-31"),
        ] {
            try run("report", "add", id, "Report \(id)", "--publisher", publisher, "--published", published)
        }
        return run
    }

    private func items(_ run: CommandLineRun, _ asAt: String, _ options: String...) throws -> [String: JSON] {
        let json = try run(["response", "status", "--all", "--as-at", asAt, "--format", "json"] + options)
            .json
        let items = try #require(json?["items"]?.array)
        return Dictionary(uniqueKeysWithValues: items.map { ($0["report"]?.string ?? "", $0) })
    }

    @Test func workingDaysAreCountedWhereBankHolidaysAreKnown() throws {
        let run = try register()
        let now = try items(run, "2025-05-01")
        // Good Friday, Easter Monday and the early May holiday are no working days.
        #expect(now["A25"]?["last_day"]?.string == "2025-05-15")
        #expect(now["A25"]?["clock"]?.string == "internal-audit")
        #expect(now["A19"]?["state"]?.string == "before-rule")
        #expect(now["Q"]?["state"]?.string == "not-covered")
        let later = try items(run, "2027-12-20")
        #expect(
            later["A27"]?["state"]?.string == "beyond-calendar" && later["A27"]?["last_day"]?.string == nil)
        let paper = try run("response", "status", "--all", "--as-at", "2027-12-20", "--format", "markdown")
            .output
        #expect(paper.contains("Bank holidays are known here for 2012 to 2027"), "\(paper)")
        let owed = try items(run, "2025-05-01", "--owed-by", "The Force")
        #expect(Set(owed.keys) == ["A25"])
        let asked = try run("response", "record", "A25", "--extension-asked", "2025-05-16")
        #expect(asked.code == 77 && asked.error.contains("Audit charter, para. 12"), "\(asked.error)")
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func aNameIsGivenOnceAndTheLawComesFirst() throws {
        let run = try register()
        let size = try run.size()
        let again = try run(Self.audit)
        #expect(again.code == 65 && again.error.contains("internal-audit"), "\(again.code) \(again.error)")
        let lawful = try run(
            "clock", "add", "mine", "--title", "T", "--law", "L", "--length", "10", "--publisher", "HMICFRS")
        #expect(lawful.code == 77 && lawful.error.contains("have a clock by law already, section-55"))
        #expect(try run("clock", "add", "coroner", "--title", "T", "--law", "L", "--length", "10").code == 65)
        for bad in [
            ["--length", "0"], ["--length", "3661"], [], ["--length", "5", "--printed-date", "only"],
        ] {
            #expect(try run(["clock", "add", "mine", "--title", "T", "--law", "L"] + bad).code != 0)
        }
        #expect(try run("clock", "add", "mine", "--title", " ", "--law", "L", "--length", "5").code == 77)
        #expect(try run.size() == size)
        let clocks = try #require(try run("clock", "list", "--format", "json").json?["clocks"]?.array)
        #expect(clocks.map { $0["built_in"]?.string } == Array(repeating: "yes", count: 6) + ["no"])
        #expect(clocks.last?["unit"]?.string == "working-days")
    }

    @Test func whatPastPapersPrintedStays() throws {
        let run = try register()
        let before = try run.size()
        let paper = ["response", "status", "--all", "--as-at", "2025-05-01", "--known-at", "\(before)"]
        let was = try run(paper).output
        #expect(
            try run(
                "clock", "add", "question", "--title", "Mayor's question", "--law", "Order 6", "--length",
                "1",
                "--unit", "months", "--stop", "sent"
            ).code == 0)
        #expect(try run("response", "record", "Q", "--clock", "question").code == 0)
        #expect(try items(run, "2025-05-01")["Q"]?["last_day"]?.string == "2025-02-28")
        let log = try #require(
            try run("audit", "log", "internal-audit", "--format", "json").json?["entries"]?.array)
        let entry = try #require(log.first?["seq"]?.int)
        let corrected = try run("correct", "\(entry)", "--set", "length=10", "--reason", "Misread")
        #expect(corrected.code == 0, "\(corrected.error)")
        #expect(try items(run, "2025-05-01")["A25"]?["last_day"]?.string == "2025-04-30")
        #expect(try run("correct", "\(entry)", "--set", "length=none", "--reason", "x").code != 0)
        // It may begin on a day to come, until that is put right.
        let first = try run("correct", "\(entry)", "--set", "from=2099-01-01", "--reason", "Not yet")
        #expect(first.code == 0, "\(first.error)")
        #expect(try items(run, "2025-05-01")["A25"]?["last_day"]?.string == nil)
        #expect(try run("correct", "\(entry)", "--set", "from=none", "--reason", "At once").code == 0)
        // One that a report counts by can't be taken back; the other can, and its name stays taken.
        let question = try #require(
            try run("audit", "log", "question", "--format", "json").json?["entries"]?.array?.first?["seq"]?
                .int)
        #expect(try run("correct", "\(question)", "--void", "--reason", "x").code == 77)
        #expect(try run("correct", "\(entry)", "--void", "--reason", "x").code == 0)
        #expect(try items(run, "2025-05-01")["A25"]?["state"]?.string == "not-covered")
        #expect(try run(Self.audit).code == 65)
        #expect(try run(paper).output == was)
        try run.verifyElsewhere()
        #expect(try run("audit", "verify").code == 0)
    }
}
