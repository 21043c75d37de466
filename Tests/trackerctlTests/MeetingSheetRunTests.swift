import Foundation
import Testing

import Tracker

/// Meeting sheets as they come back: from every usual program, with every usual distortion, and with mistakes.
@Suite struct MeetingSheetRunTests {
    #if Spreadsheets
        private static let filled = [
            "meeting-openpyxl.xlsx", "meeting-libreoffice.xlsx", "meeting-google.csv", "meeting-excel.csv",
            "meeting-serials.csv",
        ]
    #else
        private static let filled = ["meeting-google.csv", "meeting-excel.csv", "meeting-serials.csv"]
    #endif

    @Test(arguments: filled) func isTakenWhateverWroteIt(name: String) throws {
        let run = try CommandLineRun.withBoard()
        let sheet = CommandLineRun.fixture(name)
        let size = try run.size()
        let rehearsal = try run("meeting", "log", "OB-1", sheet, "--dry-run", "--format", "json")
        #expect(rehearsal.code == 0, "\(rehearsal.error)")
        #expect(try run.size() == size)
        let moves = try #require(rehearsal.json?["moves"]?.array)
        #expect(moves.compactMap { $0["ref"]?.string } == ["L-1", "L-2", "L-3", "L-4", "L-5"])
        #expect(
            moves.map { $0["acts"]?.array } == [
                ["progress"], ["due --request"], ["start", "submit"], ["close --as no-further-action"],
                ["evidence add", "assign"],
            ])
        #expect(
            moves.map { $0["to"]?.string } == [
                "in-progress", "open", "pending-sign-off", "closed", "open",
            ])

        let logged = try run("meeting", "log", "OB-1", sheet)
        #expect(logged.code == 0, "\(logged.error)")
        #expect(logged.output.contains("Recorded 7 acts from 5 rows"))
        #expect(logged.error.contains("Chair's view"))
        #expect(logged.error.contains("minute number alone"))
        #expect(try run.size() == size + 8)
        let progress = try #require(try run.history("L-1").last)
        #expect(progress["effective_on"]?.string == "2018-03-06")
        #expect(progress["authority"]?.string == "OB-1")
        #expect(progress["data"]?["complete"]?.int == 40)
        #expect(progress["words"]?["note"]?.string == "Minute 7.1: Leaflets \u{201C}drafted\u{201D}")
        let asked = try #require(try run.history("L-2").last)
        #expect(asked["data"]?["due"]?.string == "2018-09-30")
        #expect(asked["words"]?["note"]?.string == "Minute 7.2")
        // Whoever logs the meeting hasn't submitted the work: its lead has.
        #expect(try run.history("L-3").last?["actor"]?.string == "Owen Owner")
        #expect(try run.item("L-4")["closed_as"]?.string == "no-further-action")
        #expect(try run.item("L-5")["lead"]?.string == "Ada O'Neil")
        #expect(try run.history("L-6").count == 2 && run.history("L-7").count == 2)

        let again = try run("meeting", "log", "OB-1", sheet)
        #expect(again.code == 65)
        #expect(again.error.contains("logged already, as entry \(size + 1) for meeting OB-1"))
        #expect(try run.size() == size + 8)
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func aSheetSavedAnewIsRecognisedByItsRows() throws {
        let run = try CommandLineRun.withBoard(items: 1)
        let first = try run.file("a.csv", "Reference,Act,Note\nL-1,progress,Drafted\n")
        let anew = try run.file("b.csv", "Reference;Act;Note\nL-1;In progress;Drafted\n")
        #expect(try run("meeting", "log", "OB-1", first).code == 0)
        let size = try run.size()
        let again = try run("meeting", "log", "OB-1", anew)
        #expect(again.code == 65)
        #expect(
            again.error.contains("line 2, column B (\"Act\"), L-1: This was logged for the meeting already"))
        #expect(try run.size() == size)
        #expect(try run("meeting", "log", "OB-2", anew).code == 0)
    }

    #if Spreadsheets
        @Test func everyMistakeIsToldWithItsCell() throws {
            let run = try CommandLineRun.withBoard()
            let size = try run.size()
            let result = try run("meeting", "log", "OB-1", CommandLineRun.fixture("meeting-mistakes.xlsx"))
            #expect(result.code == 65)
            for words in [
                "row 3, column B (\"Act\"), L-1: \"progressing nicely\" is no act. Accepted:",
                "row 4, column D (\"% complete\"), L-2: \"0.4\" is no percentage. Accepted: a whole number from 0",
                "row 5, column F (\"New date\"), L-3: \"soon\" is no date. Accepted: a date as YYYY-MM-DD",
                "row 6, column A (\"Reference\"), L-99: No item \"L-99\" is in the register.",
                "row 7, column E (\"New owner\"), L-5: No person \"Owen Own\" is in the register. Did you mean Owen Owner?",
                "row 8, column H (\"Reason\"), L-6: \"closed - no further action\" isn't possible yet",
                "row 9, column C (\"Note\"), L-7: \"progress\" isn't possible yet. It needs a note in the column \"Note\"",
                "row 10, column G (\"Evidence (address)\"), L-1: It is open, so \"assured\" is not allowed",
                "row 11, column A (\"Reference\"): The row has no reference.",
                "row 12, column G (\"Evidence (address)\"), L-2: \"in the shared folder\" is no address.",
                "row 13, column F (\"New date\"), L-3: The act needs a date.",
                "row 14, column B (\"Act\"), L-4: \"closed\" is no act. Accepted: perhaps closed - duplicate or closed - superseded or closed - implemented;",
                "row 15, column F (\"New date\"), L-5: \"31/02/2018\" is no date.",
                "row 16, column B (\"Act\"), L-6: \"extension granted\" isn't possible yet. It needs an extension that was asked",
            ] {
                #expect(result.error.contains("meeting-mistakes.xlsx, \(words)"), "\(words)\n\(result.error)")
            }
            #expect(result.error.split(separator: "\n").count == 15)
            #expect(try run.size() == size)
        }

        @Test func aSheetGoesOutAndComesBack() throws {
            let run = try CommandLineRun.withBoard(items: 2)
            let out = run.folder.appendingPathComponent("sheet.xlsx").path
            #expect(try run("meeting", "sheet", "OB-1", "-o", out).code == 0)
            let empty = try run("meeting", "log", "OB-1", out)
            #expect(empty.code == 65)
            #expect(empty.error.contains("No row has an act"))

            // Filled in as libxlsxwriter writes it.
            var form = try MeetingForm.make(
                try Register.open(at: run.register, for: .reading), meeting: "OB-1", today: .distantFuture)
            #expect(form.rows.map { $0[7] } == [.number(14), .empty])
            let filled = run.folder.appendingPathComponent("filled.xlsx").path
            form.rows[0] += [
                .text("3"), .text("progress"), .text("- a list\n- of things"), .number(75), .empty, .empty,
                .empty, .empty,
            ]
            try FillInFormRenderer.write(form, to: filled)
            let logged = try run("meeting", "log", "OB-1", filled)
            #expect(logged.code == 0, "\(logged.error)")
            #expect(
                try run.history("L-1").last?["words"]?["note"]?.string == "Minute 3: - a list\n- of things")
            #expect(try run.item("L-1")["complete"]?.int == 75)
        }

        @Test func theWorkbookHasWhatItPromises() throws {
            let run = try CommandLineRun.withBoard(items: 2)
            let out = run.folder.appendingPathComponent("sheet.xlsx").path
            #expect(try run("meeting", "sheet", "OB-1", "-o", out).code == 0)
            let bytes = try EvidenceStore.read(out)
            let guide = try Sheet.read(bytes, file: "sheet.xlsx", tab: "How to fill this in")
            #expect(guide.rows.contains { $0.cells.first == .text("closed - implemented") })
            let lists = try Sheet.read(bytes, file: "sheet.xlsx", tab: "Lists")
            #expect(lists.rows.count == MeetingAct.choices.count - 1)
            let main = try Sheet.read(bytes, file: "sheet.xlsx", headings: MeetingColumn.search)
            #expect(main.headings.map(\.text) == MeetingColumn.allCases.map(\.rawValue))
            #expect(main.rows.map { $0.cells[0].text } == ["L-1", "L-2"])
        }

        @Test(arguments: [
            ("harm-bomb.xlsx", "unpacks to far more"), ("harm-entities.xlsx", "document type declaration"),
            ("harm-cell.xlsx", "The cell C2 holds more than 1048576 bytes"),
            (
                "harm-formula.xlsx",
                "row 2, column B (\"Act\"): The cell has a formula that was never calculated"
            ),
            ("harm-paths.xlsx", "No row has an act"), ("harm-truncated.xlsx", "The workbook is damaged"),
        ])
        func harmIsRefusedSoon(name: String, words: String) throws {
            let run = try CommandLineRun.withBoard(items: 1)
            let size = try run.size()
            for command in [["meeting", "log", "OB-1"], ["import", "--report", "LEG"]] {
                let result = try run(command + [CommandLineRun.fixture(name)])
                #expect(result.code == 65)
                // To an import the column of acts means nothing, and so do its formulas.
                if command[0] == "meeting" || !["harm-paths.xlsx", "harm-formula.xlsx"].contains(name) {
                    #expect(result.error.contains(words), "\(result.error)")
                }
            }
            #expect(try run.size() == size)
            #expect(!FileManager.default.fileExists(atPath: "/tmp/escaped.txt"))
        }
    #endif

    @Test func longLinesAndLargeFilesAreRefused() throws {
        let run = try CommandLineRun.withBoard(items: 1)
        let size = try run.size()
        let line = try run.file(
            "line.csv", "Reference,Act,Note\nL-1,note," + String(repeating: "x", count: 64 << 20))
        let large = try run.file("large.csv", "Reference,Act,Note\nL-1,note,")
        // Two gigabytes, all but the first bytes a hole that takes no room.
        #expect(truncate(large, 2 << 30) == 0)
        for (path, words) in [(line, "is longer than 1048576 bytes"), (large, "larger than 268435456 bytes")]
        {
            for command in [["meeting", "log", "OB-1", path], ["import", path, "--report", "LEG"]] {
                let result = try run(command)
                #expect(result.code == 65)
                #expect(result.error.contains(words), "\(result.error)")
            }
        }
        #expect(try run.size() == size)
    }

    @Test func aMeetingToComeIsNotLogged() throws {
        let run = try CommandLineRun.withBoard(items: 1)
        try run("meeting", "add", "OB-9", "--board", "OB", "--date", "2999-01-01")
        let sheet = try run.file("a.csv", "Reference,Act,Note\nL-1,progress,Drafted\n")
        let result = try run("meeting", "log", "OB-9", sheet)
        #expect(result.code == 77)
        #expect(result.error.contains("to be held on 1 Jan 2999"))
        #expect(try run("meeting", "log", "OB-8", sheet).code == 66)
        #expect(try run("meeting", "log", "OB-1").code == 64)
    }
}
