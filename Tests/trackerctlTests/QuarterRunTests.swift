#if Spreadsheets
    import Foundation
    import Testing

    import Tracker

    /// One quarter's work as an officer does it: a tracker made in LibreOffice, three meetings, one of them at the
    /// terminal, an extension, evidence, assurance, closure, and the papers.
    @Suite struct QuarterRunTests {
        @Test func oneQuarter() throws {
            let run = try CommandLineRun.withBoard(items: 0)
            func must(_ arguments: String...) throws -> CommandLineRun.Result {
                let result = try run(arguments)
                #expect(result.code == 0, "\(arguments): \(result.error)")
                return result
            }
            let tracker = CommandLineRun.fixture("tracker-libreoffice.xlsx")
            let size = try run.size()
            let missing = try run(
                "import", tracker, "--sheet", "Actions", "--report", "LEG", "--map", "Colour=keep")
            #expect(missing.code == 65)
            #expect(missing.error.contains("\"Tess Trainer\" is not registered (rows 6, 7)"))
            #expect(missing.error.contains("trackerctl person add \"Tess Trainer\""))
            #expect(try run.size() == size)
            _ = try must(
                "import", tracker, "--sheet", "Actions", "--report", "LEG", "--map", "Colour=keep",
                "--add-people",
                "--save-mapping", "force", "--on", "2018-01-31")
            let positions = try (1...5).map { try run.item("L-\($0)")["position"]?.string }
            #expect(positions == ["open", "in-progress", "pending-sign-off", nil, nil])
            #expect(try run.item("L-4")["closed_as"]?.string == "implemented")
            #expect(try run.item("L-5")["closed_as"]?.string == "no-further-action")
            #expect(try run.history("L-2").contains { $0["effective_on"]?.string == "2018-01-10" })

            let first = try run.file(
                "first.csv",
                """
                Reference,Minute,Act,Note,% complete,New date,Reason
                L-1,1,progress,Form redesigned,30,,
                L-2,2,"progress, extension requested",Printer late,50,30/06/2018,Printer late
                L-3,3,assured,,,,Seen at three front offices
                """)
            // The sheet itself doesn't count as evidence for work that is assured here.
            let refused = try run("meeting", "log", "OB-1", first, "--assurer", "Ada O'Neil")
            #expect(refused.code == 65)
            #expect(refused.error.contains("line 4, column D (\"Note\")") == false)
            #expect(refused.error.contains("evidence"))
            _ = try must(
                "evidence", "add", "L-3", "https://www.example.org/training", "--dated", "2018-03-01")
            _ = try must("meeting", "log", "OB-1", first, "--assurer", "Ada O'Neil")
            #expect(try run.item("L-3")["position"]?.string == "assured")

            let second = try run.file(
                "second.csv",
                """
                Reference;Act;Evidence;New date
                L-2;extension granted;;
                L-3;Closed – implemented;;
                L-1;submitted;https://www.example.org/form;
                """)
            _ = try must("meeting", "log", "OB-2", second)
            let granted = try run.item("L-2")
            #expect(granted["due"]?.string == "2018-06-30")
            #expect(granted["original_due"]?.string == "2018-02-28")
            #expect(granted["revisions"]?.int == 1)

            let walk = try TerminalRun(run, ["meeting", "log", "OB-3", "--assurer", "Ada O'Neil"])
            try walk.answer("L-1", with: "a")
            try walk.answer("What it rests on: ", with: "Ten forms read\n")
            try walk.answer("Answered: assured", with: "c")
            try walk.answer("[d]uplicate > ", with: "i")
            try walk.answer("Answered: assured, closed - implemented", with: "w")
            try walk.answer("[y/n] > ", with: "y")
            #expect(walk.end() == 0)
            #expect(try run.item("L-1")["closed_as"]?.string == "implemented")

            let pack = try #require(try must("meeting", "pack", "OB-3", "--format", "json").json)
            func references(_ key: String) -> [String] {
                (pack[key]?.array ?? []).compactMap { $0["ref"]?.string }
            }
            #expect(references("overdue") == ["L-2"])
            #expect(references("live") == ["L-2"])
            #expect(references("completed").sorted() == ["L-1", "L-3"])
            #expect(references("overdue_without_extension") == ["L-2"])
            #expect(references("extensions") == [])
            #expect(pack["last_meeting"]?.string == "OB-2")
            let table = try #require(
                try must("quarterly", "2018/19-Q2", "--format", "json").json?["total"])
            #expect(table["brought_forward"]?.int == 2)
            #expect(table["closed_implemented"]?.int == 1)
            #expect(table["carried_forward"]?.int == 1)

            _ = try must("response", "record", "LEG", "--reference", "MOPAC16032018-D1819")
            let early = try run("response", "draft", "LEG")
            #expect(early.code == 77 && early.error.contains("L-3, L-4"))
            _ = try must("accept", "L-3", "--not", "--reason", "Taken up nationally")
            _ = try must("accept", "L-4", "--not", "--reason", "Closed before the report")
            let letter = try must("response", "draft", "LEG", "--format", "markdown")
            for words in ["MOPAC16032018-D1819", "PEEL: Police legitimacy 2017", "12 December 2017"] {
                #expect(letter.output.contains(words), "\(letter.output)")
            }
            _ = try must(
                "response", "record", "LEG", "--letter-sent", "2018-04-25", "--published", "2018-04-25")
            let responses = try #require(
                try must("response", "status", "--format", "json").json?["items"]?.array)
            #expect(responses.first?["days_late"]?.int == 79)
            #expect(try run("audit", "verify").code == 0)
        }

        /// Numbers in names count, whatever the row stands for; each edition and format has the rows alike.
        @Test func rowsStandByTheirNames() throws {
            let run = try CommandLineRun.withBoard(items: 3)
            for (item, phase) in [("L-1", "Phase 10"), ("L-2", "Phase 2"), ("L-3", "phase 1")] {
                #expect(try run("tag", item, phase, "--on", "2018-01-05").code == 0)
            }
            let table = try #require(
                try run("quarterly", "2018/19-Q1", "--rows", "tag", "--format", "json").json?["rows"]?.array)
            #expect(table.map { $0["label"]?.string } == ["Phase 2", "Phase 10", "phase 1"])
            let csv = try run("quarterly", "2018/19-Q1", "--rows", "tag", "--format", "csv").output
            #expect(
                csv.split(whereSeparator: \.isNewline).dropFirst().map { $0.prefix { $0 != "," } } == [
                    "Phase 2", "Phase 10", "phase 1", "Total",
                ])
        }

        @Test func aChangedTrackerIsTakenInAgain() throws {
            let run = try CommandLineRun.withBoard(items: 0)
            let options = ["--sheet", "Actions", "--report", "LEG"]
            let first = CommandLineRun.fixture("tracker.xlsx")
            let later = CommandLineRun.fixture("tracker-later.xlsx")
            let mapped = ["--map", "Colour=keep", "--add-people", "--save-mapping", "force"]
            #expect(try run(["import", first] + options + mapped).code == 0)
            let size = try run.size()
            let refused = try run(["import", later, "--mapping", "force"] + options)
            #expect(refused.code == 65)
            #expect(refused.error.contains("There is an item \"L-1\" already"))
            #expect(try run.size() == size)
            let update = ["import", later, "--mapping", "force", "--update"] + options
            let rehearsal = try run(update + ["--dry-run"], environment: ["COLUMNS": "160"])
            #expect(rehearsal.code == 0, "\(rehearsal.error)")
            for words in [
                "2018-03-31", "2018-04-30", "Owen Owner", "Tess Trainer", "Train all front offices",
            ] {
                #expect(rehearsal.output.contains(words), "\(rehearsal.output)")
            }
            #expect(try run.size() == size)
            #expect(try run(update).output.contains("Took in 1 item, and recorded 4 differences."))
            #expect(try run.item("L-1")["due"]?.string == "2018-04-30")
            #expect(try run.item("L-1")["position"]?.string == "in-progress")
            #expect(try run.item("L-2")["lead"]?.string == "Tess Trainer")
            #expect(try run.item("L-3")["text"]?.string == "Train front offices")
            #expect(
                try run.history("L-3").last?["words"]?["note"]?.string
                    == "text in the sheet: Train all front offices")
            #expect(try run.item("L-6")["position"]?.string == "open")
            let grown = try run.size()
            let again = try run(update)
            #expect(again.code == 0)
            #expect(again.output.contains("Nothing differs from the register; nothing was written."))
            #expect(try run.size() == grown)
            #expect(try run("audit", "verify").code == 0)
        }
    }
#endif
