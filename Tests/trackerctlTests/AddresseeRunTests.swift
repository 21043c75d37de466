import Testing

import Tracker

/// Reports that were sent to several bodies: each owes an answer of its own.
@Suite struct AddresseeRunTests {
    private func register() throws -> CommandLineRun {
        let run = try CommandLineRun()
        try run("init", "--by", "Olive Officer", "--body", "Essex Commissioner", "--force", "Essex Police")
        let added = try run(
            "report", "add", "PFD24", "Prevention of future deaths", "--publisher", "Coroner for Essex",
            "--published", "2024-02-09", "--addressee", "Essex Police", "--addressee", "Home Office",
            "--addressee", "Essex Commissioner")
        #expect(added.code == 0, "\(added.error)")
        return run
    }

    private func answers(_ run: CommandLineRun, _ options: String...) throws -> JSON {
        let result = try run(
            ["response", "status", "--all", "--as-at", "2024-05-01", "--format", "json"] + options)
        return try #require(result.json, "\(result.error)")
    }

    @Test func oneOfThreeAnswered() throws {
        let run = try register()
        #expect(
            try run("response", "record", "PFD24", "--for", "essex police", "--letter-sent", "2024-04-08")
                .code == 0)
        let all = try answers(run)
        let items = try #require(all["items"]?.array)
        #expect(
            items.map { $0["addressee"]?.string } == ["Essex Police", "Home Office", "Essex Commissioner"])
        #expect(items.map { $0["days_late"]?.int } == [3, 26, 26])
        #expect(items.map { $0["state"]?.string } == ["sent-late", "late", "late"])
        #expect(items.allSatisfy { $0["answered"]?.int == 1 && $0["addressees"]?.int == 3 })
        #expect(all["totals"] == ["asked_for": 3, "answered": 1, "owed": 2, "late": 2])
        let paper = try run("response", "status", "--all", "--as-at", "2024-05-01", "--format", "markdown")
            .output
        #expect(paper.contains("3 answers asked for: 1 given, 2 owed (2 late, 0 running)."), "\(paper)")
        #expect(paper.contains("1 of 3 answered"), "\(paper)")
        #expect(
            try run("report", "show", "PFD24", "--format", "markdown").output
                .contains("Essex Police, Home Office, Essex Commissioner"))
        let one = try answers(run, "--owed-by", "home office")
        #expect(one["items"]?.array?.map { $0["addressee"]?.string } == ["Home Office"])
        #expect(one["totals"] == ["asked_for": 1, "answered": 0, "owed": 1, "late": 1])
        let unknown = try run("response", "status", "--all", "--owed-by", "Kent Police")
        #expect(unknown.code == 66 && unknown.error.contains("Essex Police"), "\(unknown.error)")
    }

    @Test func eachHasItsOwnTime() throws {
        let run = try register()
        for arguments in [
            ["--for", "Home Office", "--extension-asked", "2024-04-10"],
            [
                "--for", "Home Office", "--extension-granted", "2024-04-12", "--extended-to", "2024-05-31",
                "--extension-by", "The coroner",
            ],
            // What the report prints is so for all.
            ["--printed-date", "2024-04-15"],
            // The body is one of them, and answers where nobody else is named.
            ["--letter-sent", "2024-04-15", "--reference", "EC-1"],
        ] {
            let result = try run(["response", "record", "PFD24"] + arguments)
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
        let items = try #require(try answers(run)["items"]?.array)
        #expect(items.map { $0["last_day"]?.string } == ["2024-04-15", "2024-05-31", "2024-04-15"])
        #expect(items.map { $0["state"]?.string } == ["late", "running", "sent"])
        #expect(items.map { $0["extension"]?.string } == [nil, "granted", nil])
        #expect(items.map { $0["reference"]?.string } == [nil, nil, "EC-1"])
        let letter = try run("response", "draft", "PFD24", "--no-items", "--format", "markdown").output
        #expect(letter.contains("EC-1") && !letter.contains("More time"))
        try run.verifyElsewhere()
    }

    @Test func whoAnswersIsSaid() throws {
        let run = try register()
        try run("config", "body", "Kent Commissioner")
        let size = try run.size()
        let unsaid = try run("response", "record", "PFD24", "--letter-sent", "2024-04-08")
        #expect(unsaid.code == 77, "\(unsaid.output)")
        #expect(unsaid.error.contains("each answers singly; say whose answer it is with --for NAME"))
        let stranger = try run(
            "response", "record", "PFD24", "--for", "Esex Police", "--letter-sent", "2024-04-08")
        #expect(
            stranger.code == 66 && stranger.error.contains("Did you mean Essex Police"), "\(stranger.error)")
        #expect(try run("report", "addressee", "PFD24", "A", "a").code == 77)
        #expect(try run("report", "addressee", "PFD24").code == 64)
        #expect(try run.size() == size)
        // Named anew; whoever has answered stays.
        try run("response", "record", "PFD24", "--for", "Essex Police", "--letter-sent", "2024-04-08")
        let left = try run("report", "addressee", "PFD24", "Home Office")
        #expect(left.code == 77 && left.error.contains("Essex Police has answered"), "\(left.error)")
        let known = try run.size()
        #expect(try run("report", "addressee", "PFD24", "Essex Police", "Kent Police").code == 0)
        #expect(
            try answers(run)["items"]?.array?.map { $0["addressee"]?.string } == [
                "Essex Police", "Kent Police",
            ])
        #expect(try answers(run, "--known-at", "\(known)")["items"]?.array?.count == 3)
        #expect(try run("audit", "verify").code == 0)
    }

    /// Chief Coroner, January 2025: 78 responses asked for, 33 arrived, 45 owed.
    @Test func seventyEightLessThirtyThreeAreFortyFive() throws {
        let run = try CommandLineRun()
        try run("init", "--by", "Olive Officer", "--body", "Essex Commissioner", "--force", "Essex Police")
        var left = 33
        for (index, size) in [30, 28, 20].enumerated() {
            let names = (1...size).map { "Body \(index)-\($0)" }
            let added = try run(
                [
                    "report", "add", "PFD\(index)", "Report", "--publisher", "Coroner", "--published",
                    "2024-11-0\(index + 1)",
                ]
                    + names.flatMap { ["--addressee", $0] })
            #expect(added.code == 0, "\(added.error)")
            for name in names where left > 0 {
                left -= 1
                try run("response", "record", "PFD\(index)", "--for", name, "--letter-sent", "2024-12-20")
            }
        }
        let result = try run("response", "status", "--all", "--as-at", "2025-01-31", "--format", "json").json
        #expect(result?["totals"] == ["asked_for": 78, "answered": 33, "owed": 45, "late": 45])
        let paper = try run("response", "status", "--all", "--as-at", "2025-01-31", "--format", "markdown")
            .output
        #expect(paper.contains("30 of 30 answered") && paper.contains("3 of 28 answered"))
        #expect(paper.contains("78 answers asked for: 33 given, 45 owed (45 late, 0 running)."))
    }
}
