import Foundation
import Testing

import Tracker

/// An item's several boards, as they are typed and as sheets name them.
@Suite struct SeveralBoardsRunTests {
    private func prepared() throws -> CommandLineRun {
        let run = try CommandLineRun.withBoard(items: 2)
        for (id, name) in [("JAP", "Joint Audit Panel"), ("RAB", "Risk and Assurance Board")] {
            #expect(try run("board", "add", id, name).code == 0)
        }
        #expect(try run("meeting", "add", "JAP-1", "--board", "JAP", "--date", "2018-03-20").code == 0)
        return run
    }

    private func boards(_ item: String, _ run: CommandLineRun) throws -> [String] {
        let item = try run.item(item)
        return [item["board"]?.string ?? ""] + (item["also_boards"]?.array ?? []).compactMap(\.string)
    }

    @Test func boardsAreNamedAddedAndTakenAway() throws {
        let run = try prepared()
        #expect(try run("assign", "L-1", "--board", "RAB", "--board", "Joint Audit Panel").code == 0)
        #expect(try boards("L-1", run) == ["RAB", "JAP"])
        #expect(try run("assign", "L-1", "L-2", "--also-board", "OB").code == 0)
        #expect(try boards("L-1", run) == ["RAB", "JAP", "OB"])
        #expect(try boards("L-2", run) == ["OB"])
        #expect(try run("assign", "L-1", "--no-also-board", "JAP").code == 0)
        #expect(try boards("L-1", run) == ["RAB", "OB"])
        let refused = try run("assign", "L-1", "--no-also-board", "RAB")
        #expect(refused.code != 0)
        #expect(refused.error.contains("RAB oversees it"), "\(refused.error)")
        #expect(try run("assign", "L-1", "--also-board", "JAP", "--no-also-board", "JAP").code != 0)
        #expect(try run("assign", "L-1", "--also-board", "JAPP").error.contains("JAP"))
        #expect(try boards("L-1", run) == ["RAB", "OB"])
        let shown = try run("assign", "--where", "board=OB", "--also-board", "JAP")
        #expect(shown.output.contains("also before OB → JAP, OB"), "\(shown.output)")
        #expect(shown.output.contains("also before none → JAP"), "\(shown.output)")
        let show = try run("show", "L-1")
        #expect(show.output.contains("Also before") && show.output.contains("Oversight Board"))
        let added = try run(
            "add", "L-9", "--report", "LEG", "--kind", "recommendation", "--text", "One", "--board", "OB",
            "--board", "JAP")
        #expect((added.output + added.error).contains("overseen by OB, also before JAP"), "\(added)")
        #expect(try boards("L-9", run) == ["OB", "JAP"])
    }

    @Test func aBoardsPapersHaveWhatIsAlsoBeforeIt() throws {
        let run = try prepared()
        #expect(try run("assign", "L-1", "--also-board", "JAP", "--on", "2018-01-06").code == 0)
        let shown = try #require(try run("board", "show", "JAP", "--format", "json").json)
        #expect(shown["items"]?.array?.compactMap { $0["ref"]?.string } == ["L-1"])
        let outstanding = try run("outstanding", "--board", "JAP", "--format", "markdown")
        #expect(outstanding.output.contains("Overseen by Oversight Board"), "\(outstanding.output)")
        #expect(try run("outstanding", "--board", "OB", "--format", "csv").output.contains("L-1"))
        let csv = try run("list", "--format", "csv").output.split(separator: "\r\n").map(String.init)
        #expect(csv.first?.contains(",tags,also_boards,") == true, "\(csv.first ?? "")")
        let sheet = run.folder.appendingPathComponent("sheet.csv").path
        #expect(try run("meeting", "sheet", "JAP-1", "-o", sheet).code == 0)
        #expect(try String(contentsOfFile: sheet, encoding: .utf8).contains("overseen by Oversight Board"))
        // What it decides that isn't its own is refused with its row.
        let filled = try run.file(
            "log.csv", "Reference,Act,Note,Reason,New date\nL-1,closed - no further action,,Enough,\n")
        let logged = try run("meeting", "log", "JAP-1", filled)
        #expect(logged.code != 0)
        #expect(logged.error.contains("OB oversees it"), "\(logged.error)")
        let told = try run.file("told.csv", "Reference,Act,Note\nL-1,progress,The panel heard the lead\n")
        #expect(try run("meeting", "log", "JAP-1", told).code == 0)
    }

    @Test func aCellMayNameSeveral() throws {
        let run = try prepared()
        let sheet = """
            Ref,Recommendation,Board
            S-1,One,OB / JAP
            S-2,Two,"Oversight Board
            Joint Audit Panel"
            S-3,Three,OB/RAB
            S-4,Four,Risk and Assurance Board
            S-5,Five,OB / Scrutiny
            """
        let file = try run.file("boards.csv", sheet)
        let asked = try run("import", file, "--report", "LEG")
        #expect(asked.code == 65)
        #expect(asked.error.contains("--map-board \"Scrutiny=BOARD\""), "\(asked.error)")
        let taken = try run("import", file, "--report", "LEG", "--map-board", "Scrutiny=JAP")
        #expect(taken.code == 0, "\(taken.error)")
        #expect((taken.output + taken.error).contains("overseen by OB, also before JAP"))
        for (item, expected) in [
            ("S-1", ["OB", "JAP"]), ("S-2", ["OB", "JAP"]), ("S-3", ["OB", "RAB"]), ("S-4", ["RAB"]),
            ("S-5", ["OB", "JAP"]),
        ] { #expect(try boards(item, run) == expected, "\(item)") }
        // The same sheet again says nothing new; another cell is a difference, and only that.
        let again = try run("import", file, "--report", "LEG", "--map-board", "Scrutiny=JAP", "--update")
        #expect(again.code == 0, "\(again.error)")
        let size = try run("history", "S-1", "--format", "json").json?["history"]?.array?.count
        let changed = try run.file(
            "changed.csv",
            sheet.replacing("S-1,One,OB / JAP", with: "S-1,One,OB / RAB").replacing(
                "S-3,Three,OB/RAB", with: "S-3,Three,OB"))
        let updated = try run(
            "import", changed, "--report", "LEG", "--map-board", "Scrutiny=JAP", "--update")
        #expect(updated.code == 0, "\(updated.error)")
        #expect(try boards("S-1", run) == ["OB", "RAB"])
        #expect(try boards("S-3", run) == ["OB", "RAB"])
        #expect(try run.history("S-1").count == (size ?? 0) + 1)
    }
}
