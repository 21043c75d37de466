import Testing
import Tracker

@testable import trackerctl

/// Help that teaches, and errors that say what to try next.
@Suite struct HelpTests {
    /// The lifecycle's page has every rule; the others are computed as well, so it's enough that they print.
    @Test func theLifecyclePageIsTheTableOfRules() throws {
        let run = try CommandLineRun()
        let page = try run(["help", "lifecycle"], environment: ["COLUMNS": "200"]).output
        for rule in Lifecycle.rules {
            let line = page.split(separator: "\n").first { line in
                line.hasPrefix("\(rule.act.typed)  ")
                    && rule.from.allSatisfy { stage in
                        line.contains(stage.label) || line.contains("any")
                    } && (rule.to.map { line.contains($0.label) } ?? true)
            }
            #expect(line != nil, "\(rule.act)")
        }
    }

    @Test(arguments: HelpTopic.allCases) func everyTopicPrintsWithinItsWidth(_ topic: HelpTopic) throws {
        let run = try CommandLineRun()
        for width in [80, 120, 200] {
            let result = try run(["help", topic.rawValue], environment: ["COLUMNS": "\(width)"])
            #expect(result.code == 0 && !result.output.contains("Optional("))
            for line in result.output.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
        }
        #expect(try run("help").output.contains("trackerctl help \(topic.rawValue)"))
    }

    @Test func quartersAndDatesAreToldAsTheyAreRead() throws {
        let run = try CommandLineRun()
        let quarters = try run("help", "quarters").output
        #expect(quarters.contains("2022/23-Q3  2022-Q4   1 Oct 2022  31 Dec 2022"))
        let dates = try run("help", "dates").output
        #expect(dates.contains("1 Dec 2017 to 31 Dec 2017") && dates.contains("the first 120 entries"))
        #expect(dates.contains("12 Mar 2018"))
    }

    @Test func helpForACommandStaysTheParsers() throws {
        let run = try CommandLineRun()
        #expect(try run("help", "close").output.contains("OVERVIEW: Closes an item"))
        #expect(try run("help", "meeting", "pack").output.contains("OVERVIEW: Prints what the board needs"))
    }

    /// What was mistyped, what is offered for it, and which command comes next.
    @Test func mistakesAreAnsweredWithTheNearestAndTheNextCommand() throws {
        let run = try CommandLineRun.prepared()
        try run("tag", "L-1", "One Met Model 2020")
        let cases: [(typed: [String], code: Int32, says: [String])] = [
            (["strat", "L-1"], 64, ["Did you mean start?", "trackerctl help"]),
            (["meeting", "lgo", "OB-1"], 64, ["Did you mean log?", "trackerctl meeting --help"]),
            (["help", "assgin"], 64, ["Did you mean assign?", "trackerctl help"]),
            (["help", "lifecyle"], 64, ["Did you mean lifecycle?"]),
            (["help", "meeting", "pakc"], 64, ["Did you mean pack?"]),
            (
                ["outstanding", "--ovrdue"], 64,
                ["Did you mean '--overdue'?", "trackerctl outstanding --help"]
            ),
            (["close", "L-1", "--as", "implmented"], 64, ["'implemented'", "trackerctl close --help"]),
            (["show", "L1"], 66, ["Did you mean L-1?", "trackerctl list"]),
            (["list", "--report", "LOG"], 66, ["Did you mean LEG?", "trackerctl report list"]),
            (["list", "--owner", "Owen Onwer"], 66, ["Did you mean Owen Owner?"]),
            (
                ["start", "L-1", "--by", "Oliv Officer"], 66,
                ["Did you mean Olive Officer?", "trackerctl person add"]
            ),
            (["start", "L-1", "--meeting", "OB1"], 66, ["Did you mean OB-1?", "trackerctl meeting list"]),
            (["board", "show", "OBB"], 66, ["Did you mean OB?", "trackerctl board list"]),
            (
                ["list", "--kind", "recomendation"], 66,
                ["Did you mean recommendation?", "trackerctl kind add"]
            ),
            (["list", "--status", "opne"], 65, ["Did you mean open?"]),
            (
                ["list", "--tag", "One Met Model 202"], 66,
                ["Did you mean One Met Model 2020?", "trackerctl tag"]
            ),
            (["list", "--question", "Legitimcy"], 66, ["No question", "trackerctl quarterly"]),
            (["list", "--rag", "dat"], 66, ["Did you mean date?", "trackerctl rag add"]),
            (["quarterly", "2017/18Q3"], 65, ["Did you mean 2017/18-Q3?", "trackerctl help quarters"]),
            (["quarterly", "2017/18"], 65, ["2017/18-Q1, 2017/18-Q2"]),
            (["quarterly", "2022/24-Q1"], 65, ["Did you mean 2022/23-Q1?"]),
            (["start", "L-1", "--on", "1.1"], 65, ["trackerctl help dates"]),
            (["list", "--known-at", "soon"], 65, ["trackerctl help dates"]),
            (["audit", "log", "L-2"], 66, ["Did you mean L-1?"]),
            (["issued", "show", "T9"], 66, ["trackerctl issued list"]),
            (["evidence", "show", "E9"], 66, ["trackerctl evidence list"]),
            (["action", "done", "L-1", "A99"], 77, ["trackerctl action list L-1"]),
            (["config", "bodi", "x"], 66, ["Did you mean body?", "trackerctl config"]),
            (
                ["add", "L-1", "--report", "LEG", "--kind", "recommendation", "--text", "x"], 65,
                ["trackerctl show L-1"]
            ),
            (["person", "add", "Owen Owner"], 77, ["trackerctl person change"]),
            (["start", "L-1", "--by", "Ada Assurer"], 77, ["officer", "--by", "trackerctl person list"]),
            (["assure", "L-1", "--by", "Ada Assurer"], 77, ["trackerctl evidence add", "Allowed now"]),
            (["list", "--register", "nowhere.db"], 66, ["trackerctl init"]),
            (["import", "nowhere.csv"], 66, ["nowhere.csv", "Check its name"]),
        ]
        for (typed, code, says) in cases {
            let result = try run(typed)
            #expect(result.code == code, "\(typed): \(result.code) \(result.error)")
            for words in says {
                #expect(result.error.contains(words), "\(typed) should say \"\(words)\": \(result.error)")
            }
        }
    }

    /// A tag or a question is found whatever its capitals.
    @Test func filtersAreSpelledAsRegistered() throws {
        let run = try CommandLineRun.prepared()
        try run("tag", "L-1", "ICT")
        let result = try run("list", "--tag", "ict", "--format", "json")
        #expect(result.json?["items"]?.array?.count == 1)
        #expect(result.json?["scope"]?.string?.contains("ICT") == true)
    }
}
