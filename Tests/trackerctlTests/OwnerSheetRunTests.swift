import Foundation
import Testing

import Tracker

/// Owners' sheets, sent out and taken back.
struct OwnerSheetRunTests {
    private static let headings =
        "Reference,Progress,% complete,Date wanted,Reason for the date,Evidence,Ready for assurance?,Owner,Sheet\n"

    /// A sheet of the owner's as the register is now, with `rows` filled in; each ends before "Owner".
    private func sheet(
        _ run: CommandLineRun, _ name: String, _ rows: [String], owner: String = "Owen Owner",
        size: Int64? = nil
    ) throws -> String {
        let size = try size ?? run.size()
        return try run.file(
            name, Self.headings + rows.map { "\($0),\(owner),\(size)\n" }.joined())
    }

    @Test func whatWasFilledInIsTheOwnersAct() throws {
        let run = try CommandLineRun.withBoard(items: 3)
        let size = try run.size()
        let file = try sheet(
            run, "owen.csv",
            [
                "L-3,\"Form tried,\nin two boroughs\",50%,end of May 2027,The trainer has left,https://example.org/form,",
                "L-1,All done,100,,,Minutes of the working group,yes", "L-2,,,,,,no",
            ])
        let preview = try run("sheet", "take", file, "--dry-run")
        #expect(preview.code == 0, "\(preview.error)")
        #expect(
            preview.output.contains("Would record 6 acts from 2 rows of 1 sheet; nothing was written."))
        #expect(try run.size() == size)

        let taken = try run("sheet", "take", file, "--format", "json")
        #expect(taken.code == 0, "\(taken.error)")
        let rows = try #require(taken.json?["sheets"]?.array?.first?["rows"]?.array)
        #expect(rows.count == 2)
        #expect(
            rows[0]["acts"]?.array?.compactMap { $0["act"]?.string } == [
                "evidence add", "progress", "due --request",
            ])
        #expect(rows[1]["to"]?.string == "pending-sign-off")
        #expect(try run.item("L-3")["complete"]?.int == 50)
        #expect(try run.item("L-3")["due"]?.string == "2018-04-20")
        #expect(try run.history("L-1").last?["act"]?.string == "submit")
        let last = try #require(try run.history("L-3").last)
        #expect(last["actor"]?.string == "Owen Owner")
        #expect(last["recorded_by"]?.string == "Olive Officer")
        #expect(
            try run.history("L-1").contains {
                $0["words"]?["note"]?.string == "Evidence named: Minutes of the working group"
            })

        // Given again, also saved anew with other columns, it says nothing new.
        let full = try run.size()
        let again = try run("sheet", "take", file)
        #expect(again.code == 0, "\(again.error)")
        #expect(again.error.contains("recorded already, and not again: row"))
        #expect(try run.size() == full)
    }

    @Test func whatWaitsAlreadyIsSaid() throws {
        let run = try CommandLineRun.withBoard(items: 2)
        for item in ["L-1", "L-2"] { try run("start", item, "--by", "Owen Owner") }
        try run("submit", "L-1", "--note", "All done", "--by", "Owen Owner")
        let size = try run.size()
        let file = try sheet(run, "owen.csv", ["L-1,,,,,,yes", "L-2,,,,,,yes"])
        let taken = try run("sheet", "take", file)
        #expect(taken.code == 0, "\(taken.error)")
        #expect(
            taken.error.contains("owen.csv: ready for assurance, and waiting for it already: row 2 (L-1)."),
            "\(taken.error)")
        #expect(try run.size() == size + 1)
        #expect(try run.history("L-2").last?["act"]?.string == "submit")
    }

    /// A post's sheet is its holder's, whoever that is when it comes back; LibreOffice makes and reads the .ods.
    #if Spreadsheets
        @Test(.enabled(if: system("command -v soffice >/dev/null") == 0))
        func aPostsSheetGoesOutAsOpenDocumentAndComesBack() throws {
            let run = try CommandLineRun.withBoard(items: 2)
            try run("post", "add", "Head of Complaints")
            try run("post", "holder", "Head of Complaints", "Owen Owner", "--from", "2018-01-05")
            try run("assign", "L-2", "--lead", "Head of Complaints", "--on", "2018-01-06")
            let out = run.folder.appendingPathComponent("head.ods").path
            let written = try run("sheet", "--owner", "Head of", "-o", out)
            #expect(written.code == 0, "\(written.error)")
            let untouched = try run("sheet", "take", out)
            #expect(untouched.code == 0, "\(untouched.error)")
            #expect(untouched.error.contains("head.ods: nothing is filled in."), "\(untouched.error)")
            let filled = try sheet(
                run, "head.csv", ["L-2,Leaflets sent,40,,,,"], owner: "Head of Complaints")
            let taken = try run("sheet", "take", filled)
            #expect(taken.code == 0, "\(taken.error)")
            #expect(try run.history("L-2").last?["actor"]?.string == "Owen Owner")
        }
    #endif

    @Test func everyProblemIsToldAtItsCellAndNothingIsRecorded() throws {
        let run = try CommandLineRun.withBoard(items: 3)
        try run("person", "add", "Iris Inspector", "--role", "owner")
        try run("assign", "L-3", "--lead", "Iris Inspector", "--support", "Owen Owner")
        let bad = try sheet(
            run, "bad.csv",
            [
                "L-1,Begun,Complete,May 2027,,,perhaps", "L-9,Begun,,,,,", "L-2,,50,,,,", "L-3,Done,,,,,yes",
                "L-2,Begun,,,Supplier,,",
            ])
        let foreign = try sheet(run, "foreign.csv", ["L-1,Mine,,,,,"], owner: "Iris Inspector")
        let good = try sheet(run, "good.csv", ["L-1,Leaflets sent,40,,,,"])
        let size = try run.size()
        let result = try run("sheet", "take", good, bad, foreign)
        #expect(result.code == 65)
        for words in [
            "bad.csv, line 2, column C (\"% complete\"), L-1: \"Complete\" is no percentage.",
            "bad.csv, line 2, column D (\"Date wanted\"), L-1: \"May 2027\" is no day. Accepted: perhaps 31 May 2027",
            "column G (\"Ready for assurance?\"), L-1: \"perhaps\" is neither yes nor no.",
            "bad.csv, line 3, column A (\"Reference\"), L-9:", "in the column \"Progress\"",
            "\"Ready for assurance\" is for whoever leads it.",
            "column D (\"Date wanted\"), L-2: There is a reason for a date, but no date.",
            "foreign.csv, line 2, column A (\"Reference\"), L-1: Iris Inspector neither leads nor supports this item; Owen Owner leads it.",
        ] {
            #expect(result.error.contains(words), "\(words) in \(result.error)")
        }
        #expect(try run.size() == size)
    }

    @Test func anItemThatHasMovedSinceIsAskedAbout() throws {
        let run = try CommandLineRun.withBoard(items: 2)
        let file = try sheet(run, "owen.csv", ["L-1,Leaflets sent,40,,,,", "L-2,Trainer found,,,,,"])
        try run("due", "L-1", "2027-01-31", "--reason", "The programme moved")
        let size = try run.size()
        let asked = try run("sheet", "take", file)
        #expect(asked.code == 65)
        #expect(asked.error.contains("its date was 20 Feb 2018 and is 31 Jan 2027"), "\(asked.error)")
        #expect(asked.error.contains("--though-moved"))
        #expect(!asked.error.contains("L-2"))
        #expect(try run.size() == size)
        let taken = try run("sheet", "take", file, "--though-moved")
        #expect(taken.code == 0, "\(taken.error)")
        #expect(try run.size() == size + 2)
    }

    @Test func everyOwnerGetsAFileAndAFolderIsTakenBack() throws {
        let run = try CommandLineRun.withBoard(items: 3)
        try run("person", "add", "Iris ../Inspector", "--role", "owner")
        try run("assign", "L-3", "--lead", "Iris ../Inspector", "--support", "Owen Owner")
        let folder = run.folder.appendingPathComponent("sheets").path
        let written = try run("sheet", "--every-owner", "--format", "csv", "-o", folder)
        #expect(written.code == 0, "\(written.error)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names == ["iris-inspector.csv", "owen-owner.csv"])
        let owen = try String(contentsOfFile: "\(folder)/owen-owner.csv", encoding: .utf8)
        #expect(owen.contains("support; Iris ../Inspector leads"))

        // Untouched, they say nothing.
        let size = try run.size()
        let nothing = try run("sheet", "take", folder)
        #expect(nothing.code == 0, "\(nothing.error)")
        #expect(nothing.error.contains("owen-owner.csv: nothing is filled in."))
        _ = try sheet(run, "sheets/owen-owner.csv", ["L-1,Leaflets sent,40,,,,"])
        _ = try sheet(run, "sheets/iris.csv", ["L-3,Trainer found,,,,,"], owner: "Iris ../Inspector")
        _ = try run.file("sheets/~$iris.xlsx", "no workbook")
        let taken = try run("sheet", "take", folder)
        #expect(taken.code == 0, "\(taken.error)")
        #expect(try run.size() == size + 2)
        #expect(try run("sheet", "--every-owner").code == 64)
        #expect(try run("sheet", "--owner", "Nobody Here").code == 66)
    }

    #if Spreadsheets
        @Test func aWorkbookGoesOutAndComesBack() throws {
            let run = try CommandLineRun.withBoard(items: 2)
            let out = run.folder.appendingPathComponent("owen.xlsx").path
            let written = try run("sheet", "--owner", "Owen", "-o", out)
            #expect(written.code == 0, "\(written.error)")
            let read = try Sheet.read(
                try EvidenceStore.read(out), file: "owen.xlsx",
                headings: HeadingSearch { $0.contains("Reference") })
            #expect(read.headings.map(\.text) == OwnerColumn.allCases.map(\.rawValue))
            #expect(read.rows.map { $0.cells[0].text } == ["L-1", "L-2"])
            #expect(read.rows[0].cells[7] == .date(try Day(parsing: "2018-02-20")))

            // Filled in as libxlsxwriter writes it, its rows turned round and one deleted.
            let register = try Register.open(at: run.register, for: .reading)
            var form = try OwnerForm.make(
                register, owner: try register.owner(withWords: "Owen"), today: try Day(parsing: "2026-11-26"))
            form.rows.removeFirst()
            form.rows[0][9] = .text("- a list\n- of things")
            form.rows[0][10] = .number(75)
            form.rows[0][11] = Cell(try Day(parsing: "2027-05-31"))
            form.rows[0][12] = .text("The supplier is late")
            let filled = run.folder.appendingPathComponent("filled.xlsx").path
            try FillInFormRenderer.write(form, to: filled)
            let taken = try run("sheet", "take", filled)
            #expect(taken.code == 0, "\(taken.error)")
            #expect(try run.item("L-2")["complete"]?.int == 75)
            #expect(try run.history("L-2").last?["words"]?["reason"]?.string == "The supplier is late")
        }
    #endif
}
