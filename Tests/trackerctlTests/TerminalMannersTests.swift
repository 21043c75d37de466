import Testing

@testable import trackerctl

/// What a person at a terminal sees, and what a script is spared.
@Suite struct TerminalMannersTests {
    @Test func quietCommandsSayNothingButErrors() throws {
        let run = try CommandLineRun.prepared()
        let sheet = try run.file("more.csv", "ref,text\nL-2,Words\n")
        for arguments in [
            ["start", "L-1"], ["note", "L-1", "x"],
            ["report", "add", "R2", "T", "--publisher", "P", "--force", "F", "--published", "2018"],
            ["person", "add", "Pat"], ["board", "add", "B2", "Board"],
            ["meeting", "add", "M2", "--board", "B2", "--date", "2018-01-01"],
            ["kind", "add", "action"], ["config", "body", "Other"], ["import", sheet, "--report", "LEG"],
            ["monitoring", "set", "Metropolitan Police Service", "Engage", "--from", "2018-01-01"],
            ["quarterly", "2017/18-Q4", "--issue", "-o", "table.csv"], ["key", "create"],
            ["backup", "copies/copy.db"], ["audit", "export", "export"],
            ["import-log", "export", "--register", "again.db"],
        ] {
            let result = try run(
                arguments + ["--quiet"], environment: ["XDG_CONFIG_HOME": run.folder.path])
            #expect(
                result.code == 0 && result.output.isEmpty && result.error.isEmpty, "\(arguments): \(result)")
        }
        let refused = try run("close", "L-1", "--as", "implemented", "--quiet")
        #expect(refused.code == 77 && refused.error.contains("Allowed now"))
    }

    @Test func aLongTextGoesThroughThePagerAndAShortOneDoesNot() throws {
        let run = try CommandLineRun.prepared()
        let pager = "echo PAGED; cat"
        func screen(_ arguments: [String], lines: UInt16, pager: String) throws -> String {
            let terminal = try TerminalRun(
                run, arguments, environment: ["PAGER": pager, "TERM": "xterm"], lines: lines)
            #expect(terminal.end() == 0)
            return terminal.screen
        }
        #expect(try screen(["help", "lifecycle"], lines: 24, pager: pager).contains("PAGED"))
        #expect(try screen(["help", "quarters"], lines: 40, pager: pager).contains("PAGED") == false)
        #expect(try screen(["list"], lines: 10, pager: pager).contains("PAGED"))
        for (arguments, pager) in [(["list", "--no-pager"], pager), (["list"], "")] {
            let shown = try screen(arguments, lines: 10, pager: pager)
            #expect(!shown.contains("PAGED") && shown.contains("Make complaining"), "\(shown)")
        }
        #expect(try screen(["list"], lines: 10, pager: "true").isEmpty, "left at once, and no complaint")
        #expect(
            try run(["list"], environment: ["PAGER": pager]).output.contains("L-1"), "no terminal, no pager")
    }
}
