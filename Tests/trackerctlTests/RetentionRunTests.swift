import Foundation
import Testing

import Tracker

/// How long evidence is kept, typed: rules, holds, the list, and disposing.
@Suite struct RetentionRunTests {
    private static let dana = ["--by", "Dana Disposer"]

    /// An item closed in 2018 with a file of evidence, a rule of six years, and an approver.
    private func register() throws -> (run: CommandLineRun, evidence: String) {
        let run = try CommandLineRun.prepared()
        let survey = try run.file("survey.csv", "borough,complaints\nCamden,12\n")
        for arguments in [
            ["person", "add", "Dana Disposer", "--role", "approver"],
            ["assign", "L-1", "--lead", "Owen Owner", "--board", "OB", "--on", "2018-01-05"],
            ["start", "L-1", "--on", "2018-01-06"],
            [
                "retention", "add", "Closed-Items", "--keep", "6y", "--from", "closed", "--source",
                "Schedule 12",
            ],
            ["retention", "add", "long", "--keep", "100y", "--from", "recorded", "--source", "Schedule 13"],
            ["config", "retention", "CLOSED-ITEMS"],
            ["evidence", "add", "L-1", survey, "--dated", "2018-02-01", "--title", "Survey"],
            ["assure", "L-1", "--by", "Ada Assurer", "--on", "2018-02-20"],
            ["close", "L-1", "--as", "implemented", "--meeting", "OB-1"],
        ] {
            let result = try run(arguments)
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
        let listed = try run("evidence", "list", "L-1", "--format", "json").json?["evidence"]?.array?.first
        #expect(listed?["rule"]?.string == "closed-items" && listed?["day"]?.string == "2024-03-06")
        return (run, try #require(listed?["id"]?.string))
    }

    private func files(_ run: CommandLineRun, _ options: String...) throws -> [JSON] {
        try #require(
            try run(["evidence", "disposal", "--format", "json"] + options).json?["files"]?.array)
    }

    @Test func fromRuleToDisposal() throws {
        let (run, evidence) = try register()
        #expect(try files(run).first?["state"]?.string == "due")
        #expect(try files(run, "--as-at", "2024-03-05").first?["state"]?.string == "kept")
        #expect(try files(run, "--as-at", "2018-03-01").first?["state"]?.string == "open")
        let by = try run(
            "evidence", "disposal", "--as-at", "2024-03-05", "--by", "2024-03-06", "--format", "json")
        #expect(by.json?["due"]?.array == [.string(evidence)])
        #expect(try files(run, "--board", "OB", "--report", "LEG", "--owner", "Owen Owner").count == 1)
        #expect(try files(run, "--status", "open").isEmpty)

        let held = try run("evidence", "hold", "--item", "L-1", "--reason", "Public inquiry")
        let hold = try #require(held.output.firstMatch(of: /added (H[0-9]+)/)).1
        #expect(try run(["evidence", "dispose", evidence] + Self.dana).code == 77)
        #expect(try run(["evidence", "dispose", "--due"] + Self.dana).output.hasPrefix("0 pieces"))
        let paper = try run(["evidence", "disposal"], environment: ["COLUMNS": "200"]).output
        #expect(paper.contains("\(hold), since") && paper.contains("Public inquiry"), "\(paper)")
        let show = try run(["show", "L-1"], environment: ["COLUMNS": "200"]).output
        #expect(show.contains("held by \(hold)"), "\(show)")
        #expect(try run("evidence", "release", String(hold), "--reason", "Reported").code == 0)

        let size = try run.size()
        let dry = try run(["evidence", "dispose", "--due", "--dry-run"] + Self.dana)
        #expect(dry.output.contains("\(evidence) would be disposed of: closed-items"), "\(dry.output)")
        #expect(try run.size() == size)
        // The officer gave it; the approver's day is today's.
        for refused in [
            ["--by", "Olive Officer"], Self.dana + ["--on", "2026-01-02"], ["--by", "Owen Owner"],
        ] {
            #expect(try run(["evidence", "dispose", evidence] + refused).code == 77, "\(refused)")
        }
        #expect(try run.size() == size)
        let disposed = try run(["evidence", "dispose", evidence] + Self.dana)
        #expect(disposed.output.contains("1 piece of evidence disposed of, 1 file removed"), "\(disposed)")
        #expect(try run("audit", "verify").code == 0)
        #expect(try run("check", "--deep").output.contains("disposed of lies"))
        try run.verifyElsewhere()
        let gone = try #require(try files(run).first)
        #expect(gone["state"]?.string == "disposed" && gone["disposed_by"]?.int == size + 1)
        let after = try run(["show", "L-1"], environment: ["COLUMNS": "200"]).output
        #expect(after.contains("disposed of on") && after.contains("under closed-items"), "\(after)")
        #expect(!after.contains("evidence changed since"))
        let open = try run(["show", "L-1", "--audience", "public"], environment: ["COLUMNS": "200"])
            .output
        #expect(open.contains("evidence dispose") && !open.contains("closed-items"), "\(open)")
        #expect(try run("correct", "\(size + 1)", "--void", "--reason", "Oops").code == 77)
        #expect(try run(["evidence", "dispose", "--finish"] + Self.dana).output.hasPrefix("0 files removed"))
    }

    @Test func whatCantBeMeantIsRefused() throws {
        let (run, evidence) = try register()
        let size = try run.size()
        let rule = ["retention", "add"]
        for (bad, code) in [
            (rule + ["closed-items", "--keep", "1y", "--from", "closed", "--source", "S"], 65),
            (rule + ["x", "--keep", "soon", "--from", "closed", "--source", "S"], 65),
            (rule + ["x", "--keep", "1y", "--from", "closed", "--source", " "], 77),
            (rule + ["x", "--keep", "1y", "--from", "opened", "--source", "S"], 64),
            (["config", "retention", "nowhere"], 66),
            (["evidence", "retain", evidence, "--rule", "nowhere"], 66),
            (["evidence", "hold", "--reason", "R"], 64),
            (["evidence", "hold", evidence, "--reason", " "], 77),
            (["evidence", "release", "H1", "--reason", "R"], 66),
            (["evidence", "release", "1", "--reason", "R"], 65),
            (["evidence", "dispose"], 64), (["evidence", "dispose", evidence, "--due"], 64),
            (["evidence", "disposal", "--audience", "public"], 77),
        ] as [([String], Int32)] {
            let result = try run(bad)
            #expect(result.code == code, "\(bad): \(result.code) \(result.error)")
        }
        #expect(try run.size() == size)
        #expect(try run("evidence", "retain", evidence, "--rule", "long").code == 0)
        #expect(try files(run).first?["state"]?.string == "kept")
        #expect(try run("evidence", "retain", evidence, "--rule", "none").code == 0)
        #expect(try files(run).first?["state"]?.string == "due")
        #expect(try run("config", "retention", "none").code == 0)
        #expect(try files(run).first?["state"]?.string == "no-rule")
        #expect(try files(run, "--known-at", "\(size)").first?["state"]?.string == "due")
        #expect(try run("audit", "verify").code == 0)
    }

    /// Every format, as other papers.
    @Test func inEveryFormat() throws {
        let (run, _) = try register()
        for format in ["text", "markdown", "csv", "json", "html"] {
            let result = try run("evidence", "disposal", "--format", format)
            #expect(result.code == 0 && result.output.contains("Survey"), "\(format): \(result.error)")
        }
        let rules = try run("retention", "list", "--format", "json").json?["retention_rules"]?.array
        #expect(rules?.map { $0["default"]?.string } == ["yes", "no"])
        #expect(rules?.first?["length"]?.int == 6 && rules?.first?["unit"]?.string == "years")
    }
}
