import Foundation
import Testing

import Tracker

/// Settings as typed: the default board, the letterhead and the logo.
@Suite struct ConfigRunTests {
    private static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + .init(repeating: 0, count: 3000)

    @Test func theHeadOfPapers() throws {
        let run = try CommandLineRun.prepared()
        try Data(Self.png).write(to: run.folder.appendingPathComponent("logo.txt"))
        #expect(try run("config", "logo", "logo.txt").output == "logo: PNG, 3 KB\n")
        #expect(try run("config", "letterhead", "1 Bridge Street | London", "--quiet").output == "")
        #expect(try run("config", "letterhead").output == "1 Bridge Street\nLondon\n")
        let listed = try run("config", "--format", "json").json?["settings"]?.array ?? []
        #expect(listed.last?["value"]?.string == "PNG, 3 KB")
        for paper in [
            ["outstanding"], ["quarterly", "2017/18-Q4"], ["show", "L-1"], ["response", "status"],
        ] {
            let html = try run(paper + ["--format", "html"]).output
            #expect(html.contains("src=\"data:image/png;base64,iVBORw0KGgo"), "\(paper)")
            #expect(html.contains("alt=\"Oversight body\""), "\(paper)")
            #expect(html.contains("1 Bridge Street<br>London"), "\(paper)")
        }
        try run("progress", "L-1", "--note", "Leaflets")
        let letter = try run("response", "draft", "LEG", "--format", "html").output
        #expect(letter.contains("<p class=\"address\">1 Bridge Street<br>London</p>"))
        #expect(letter.contains("alt=\"Oversight body\""))
        #expect(try run("config", "logo", "none").output == "logo: (not set)\n")
        #expect(try !run("outstanding", "--format", "html").output.contains("<img"))
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func whatIsNoLogoIsRefused() throws {
        let run = try CommandLineRun.prepared()
        let page = try run.file("logo.png", "<svg onload='alert(1)'/>")
        try Data(Self.png + .init(repeating: 0, count: 40_000)).write(
            to: run.folder.appendingPathComponent("large.png"))
        let size = try run.size()
        for (file, code, sentence) in [
            (page, 65, "a PNG or JPEG file of at most 32 KB"), ("large.png", 65, "(it has 42 KB)"),
            ("nowhere.png", 66, "No such file"), (run.folder.path, 66, "not a file"),
        ] {
            let result = try run("config", "logo", file)
            #expect(result.code == Int32(code), "\(file)")
            #expect(result.error.contains(sentence), "\(result.error)")
        }
        #expect(try run.size() == size)
    }

    @Test func theDefaultBoard() throws {
        let run = try CommandLineRun.prepared()
        func board(of item: String) throws -> String? {
            try run("list", "--board", "OB", "--format", "json").json?["items"]?.array?.first {
                $0["ref"]?.string == item
            }?["ref"]?.string
        }
        let asked = try run("meeting", "add", "M-1", "--date", "2018-05-01")
        #expect(asked.code == 64)
        #expect(asked.error.contains("trackerctl config board ID"))
        #expect(try run("config", "board", "OBB").code == 66)
        #expect(try run("config", "board", "ob").output == "board: OB\n")
        #expect(try run("meeting", "add", "M-1", "--date", "2018-05-01").code == 0)
        let added = try run(
            "add", "L-2", "--report", "LEG", "--kind", "recommendation", "--text", "Answer sooner")
        #expect(added.output.hasPrefix("L-2: open since 12 December 2017, overseen by OB (entry "))
        let sheet = try run.file("sheet.csv", "Ref,Text,Report\nL-3,Answer all,LEG\n")
        let imported = try run("import", sheet)
        #expect(imported.code == 0, "\(imported.error)")
        #expect(try board(of: "L-2") == "L-2")
        #expect(try board(of: "L-3") == "L-3")
        #expect(try board(of: "L-1") == nil)
    }
}
