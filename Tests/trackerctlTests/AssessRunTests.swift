import Foundation
import Testing

import Tracker

/// Local risk, the reason for a delay, and what limits the risk: said, printed, filtered by and counted.
@Suite struct AssessRunTests {
    private func assessed() throws -> CommandLineRun {
        let run = try CommandLineRun.prepared()
        for reference in ["L-2", "L-3"] {
            try run(
                "add", reference, "--report", "LEG", "--kind", "recommendation", "--text",
                "Train all sergeants",
                "--opened", "2017-12-12")
        }
        for arguments in [
            [
                "assess", "L-1", "--risk", "High", "--delay", "awaiting national guidance", "--control",
                "Weekly dip sample by the superintendent", "--on", "2018-01-10",
            ],
            [
                "assess", "L-2", "--risk", "HIGH", "--delay", "Awaiting national guidance", "--on",
                "2018-02-10",
            ],
            [
                "assess", "L-3", "--risk", "severe", "--delay", "no analyst", "--by", "Ada Assurer", "--on",
                "2018-02-10",
            ],
        ] {
            let result = try run(arguments)
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
        return run
    }

    @Test func printedAndFilteredBy() throws {
        let run = try assessed()
        let item = try run("show", "L-1", "--format", "json").json
        #expect(item?["risk"]?.string == "high")
        #expect(item?["control"]?.string == "Weekly dip sample by the superintendent")
        let shown = try run(["show", "L-1"], environment: ["COLUMNS": "160"]).output
        for words in ["Local risk", "What limits it", "Weekly dip sample", "awaiting national guidance"] {
            #expect(shown.contains(words), "\(words): \(shown)")
        }
        func listed(_ filter: String...) throws -> [String?] {
            let items = try run(["list", "--format", "json"] + filter).json?["items"]?.array
            return (items ?? []).map { $0["ref"]?.string }
        }
        #expect(try listed("--risk", "high") == ["L-1", "L-2"])
        #expect(try listed("--delay", "AWAITING national guidance") == ["L-1", "L-2"])
        #expect(try listed("--risk", "severe") == ["L-3"])
        #expect(try listed("--risk", "high", "--as-at", "2018-01-31") == ["L-1"])
        #expect(try run("list", "--risk", "hihg").error.contains("Did you mean high"))
        let outstanding = try run(["outstanding", "--risk", "severe"], environment: ["COLUMNS": "160"]).output
        #expect(outstanding.contains("Local risk: severe"), "\(outstanding)")
        #expect(outstanding.contains("Reason for delay: no analyst"), "\(outstanding)")
        let csv = try run("list", "--format", "csv").output
        #expect(csv.contains(",high,awaiting national guidance,,OFFICIAL"), "\(csv)")
        // The public isn't told.
        for question in [
            ["list"], ["show", "L-1"], ["list", "--risk", "high"], ["quarterly", "2017/18-Q4"],
        ] {
            let said = try run(question + ["--audience", "public"]).output
            for words in ["high", "national guidance", "dip sample"] {
                #expect(!said.contains(words), "\(said)")
            }
        }
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func countedInTheQuarterlyPaper() throws {
        let run = try assessed()
        let paper = try run(["quarterly", "2017/18-Q4"], environment: ["COLUMNS": "160"]).output
        #expect(paper.contains("Reasons for delay of what is carried forward, at 31 March 2018"), "\(paper)")
        #expect(paper.contains("Local risk of what is carried forward"))
        let data = try run("quarterly", "2017/18-Q4", "--format", "json").json
        #expect(data?["delays"]?.array?.first?["refs"]?.array == ["L-1", "L-2"])
        #expect(data?["risks"]?.array?.compactMap { $0["name"]?.string } == ["high", "severe"])
        let before = try run("quarterly", "2017/18-Q4", "--as-at", "2018-01-31", "--format", "json").json
        #expect(before?["delays"]?.array?.first?["refs"]?.array == ["L-1"])
        let known = try run("quarterly", "2017/18-Q4", "--known-at", "9", "--format", "json").json
        #expect(known?["delays"] == nil)
        // What is over is taken away again, and as at then it stays.
        #expect(
            try run("assess", "--where", "delay=awaiting national guidance", "--no-delay", "--yes").code == 0)
        #expect(try run("assess", "L-3", "--no-risk").code == 0)
        let item = try run("show", "L-3", "--format", "json").json
        #expect(item?["risk"]?.isNull == true)
        #expect(item?["delay"]?.string == "no analyst")
        let then = try run("quarterly", "2017/18-Q4", "--format", "json").json
        #expect(then?["delays"]?.array?.first?["items"]?.int == 2)
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func whoMayAndWhatIsRefused() throws {
        let run = try assessed()
        #expect(try run("assess", "L-1", "--risk", "low", "--by", "Owen Owner").code == 77)
        #expect(try run("assess", "L-1").code == 64)
        #expect(try run("assess", "L-1", "--risk", "low", "--no-risk").code == 64)
        let lines = try run("assess", "L-1", "--delay", "one\ntwo")
        #expect(lines.code == 77)
        #expect(lines.error.contains("the reason for delay is one line of words"), "\(lines.error)")
        // A typing error is put right.
        let size = try run.size()
        #expect(try run("correct", "\(size)", "--set", "risk=low", "--reason", "Typed wrongly").code == 0)
        #expect(try run("show", "L-3", "--format", "json").json?["risk"]?.string == "low")
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func takenFromASheet() throws {
        let run = try CommandLineRun.prepared()
        let heads = "ref,kind,text,Risk,Reason for delay,Mitigation/Controls\n"
        let sheet = try run.file(
            "t.csv",
            heads + "L-5,recommendation,Words,High,No analyst,Dip sample\nL-6,recommendation,Words,,,\n")
        let taken = try run("import", sheet, "--report", "LEG")
        #expect(taken.code == 0, "\(taken.error)")
        let item = try run("show", "L-5", "--format", "json").json
        #expect(item?["risk"]?.string == "high" && item?["delay"]?.string == "No analyst", "\(item as Any)")
        #expect(item?["control"]?.string == "Dip sample")
        #expect(try run("show", "L-6", "--format", "json").json?["risk"]?.isNull == true)
        let again = try run.file("u.csv", heads + "L-5,recommendation,Words,low,no analyst,Dip sample\n")
        let updated = try run("import", again, "--report", "LEG", "--update")
        #expect(updated.code == 0, "\(updated.error)")
        #expect(try run("show", "L-5", "--format", "json").json?["risk"]?.string == "low")
        let acts = try run("history", "L-5", "--format", "json").json?["history"]?.array ?? []
        #expect(acts.count { $0["act"] == "assess" } == 2)
        #expect(acts.last { $0["act"] == "assess" }?["data"]?["delay"] == nil)
        #expect(try run("audit", "verify").code == 0)
    }
}
