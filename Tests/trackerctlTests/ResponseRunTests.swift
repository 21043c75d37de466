import Foundation
import Testing

import Tracker

/// The London letters and the work behind them, as typed.
@Suite struct ResponseRunTests {
    /// Reports, dates of publication and of the letters as the Mayor's Office published them.
    @Test func theLondonLettersAreFiveSeventyNineAndTwoDaysLate() throws {
        let run = try CommandLineRun()
        try run("init", "--by", "Olive Officer")
        for (id, published, letter, reference) in [
            ("EFF17", "2017-11-09", "2018-01-08", "MOPAC09112017-D1460"),
            ("LEG17", "2017-12-12", "2018-04-25", "MOPAC16032018-D1819"),
            ("PEEL21", "2022-09-22", "2022-11-18", "PEEL21"),
        ] {
            try run(
                "report", "add", id, "PEEL \(id)", "--publisher", "HMICFRS", "--force",
                "Metropolitan Police Service", "--published", published)
            let recorded = try run(
                "response", "record", id, "--letter-sent", letter, "--published", letter, "--reference",
                reference)
            #expect(recorded.code == 0, "\(recorded.error)")
        }
        try run(
            "report", "add", "EFF16", "PEEL 2016", "--publisher", "HMIC", "--force",
            "Metropolitan Police Service",
            "--published", "2016-11-03")
        let items = try #require(try run("response", "status", "--format", "json").json?["items"]?.array)
        #expect(items.map { $0["report"]?.string } == ["EFF16", "EFF17", "LEG17", "PEEL21"])
        #expect(items.map { $0["days_late"]?.int } == [nil, 5, 79, 2])
        #expect(items.map { $0["last_day"]?.string } == [nil, "2018-01-03", "2018-02-05", "2022-11-16"])
        #expect(items.allSatisfy { $0["last_day"] != nil })
        for key in [
            "published", "day", "comments_requested", "letter_sent", "comments_published", "reference",
        ] {
            #expect(items[1][key] != nil, "\(key)")
        }
        #expect(try run("audit", "verify").code == 0)
    }

    /// Every report by the law that asks for its response.
    @Test func everyClockStandsInOnePaper() throws {
        let run = try CommandLineRun()
        try run("init", "--by", "Olive Officer")
        for (id, publisher, published) in [
            ("PEEL25", "HMICFRS", "2025-07-28"), ("PFD24", "Senior Coroner, Inner London", "2024-02-09"),
            ("IOPC24", "IOPC", "2024-02-09"), ("VC25", "Victims' Commissioner", "2025-01-28"),
            ("GLA", "London Assembly", "2024-02-09"),
        ] {
            try run(
                "report", "add", id, "Report \(id)", "--publisher", publisher, "--force",
                "Metropolitan Police Service", "--published", published)
        }
        try run("response", "record", "PFD24", "--letter-sent", "2024-04-06")
        try run("response", "record", "IOPC24", "--letter-sent", "2024-04-04")
        func states(_ options: String...) throws -> [String: [String?]] {
            let json = try run(["response", "status", "--as-at", "2025-09-01", "--format", "json"] + options)
                .json
            let items = try #require(json?["items"]?.array)
            return Dictionary(
                uniqueKeysWithValues: items.map {
                    (
                        $0["report"]?.string ?? "",
                        [$0["state"]?.string, $0["last_day"]?.string, $0["clock"]?.string]
                    )
                })
        }
        let all = try states("--all")
        #expect(all["PEEL25"] == ["running", "2025-09-21", "section-55"])
        #expect(all["PFD24"] == ["sent-late", "2024-04-05", "coroner"])
        #expect(all["IOPC24"] == ["sent", "2024-04-04", "police-conduct"])
        #expect(all["VC25"] == ["before-rule", nil, nil])
        #expect(all["GLA"] == ["not-covered", nil, nil])
        let section55 = try states()
        #expect(section55["PEEL25"] == all["PEEL25"])
        #expect(section55["PFD24"] == ["not-covered", nil, nil])
        let paper = try run("response", "status", "--all", "--as-at", "2025-09-01", "--format", "markdown")
            .output
        for words in [
            "the last day is a Sunday: publish by Friday 19 September 2025", "0 late, 1 running",
            "3 answers asked for: 2 given, 1 owed (0 late, 1 running).",
            "56 days; the day on which the report is sent is not counted. Stopped by: response provided.",
        ] {
            #expect(paper.contains(words), "\(paper)")
        }
        let clocks = try run("clock", "list", "--format", "json").json?["clocks"]?.array
        #expect(
            clocks?.map { $0["from"]?.string } == [
                "2017-05-02", "2025-01-29", "2021-11-01", "2014-10-01", "2013-07-25", nil,
            ])
    }

    @Test func aLetterIsRefusedThenDrafted() throws {
        let run = try CommandLineRun.prepared()
        try run(
            "response", "record", "LEG", "--reference", "MOPAC16032018-D1819", "--cc", "Chief Inspector",
            "HMT")
        let refused = try run("response", "draft", "LEG")
        #expect(refused.code == 77)
        #expect(refused.error.contains("L-1"))
        #expect(
            try run("action", "add", "L-1", "Leaflets", "--owner", "Owen Owner", "--due", "2018-03-31").code
                == 0)
        let letter = try run("response", "draft", "LEG", "-o", "letter.doc")
        #expect(letter.code == 0, "\(letter.error)")
        let markdown = try run("response", "draft", "LEG", "--format", "markdown").output
        for words in [
            "MOPAC16032018-D1819", "Leaflets (by 31 March 2018, Owen Owner)", "- Chief Inspector\n- HMT",
        ] {
            #expect(markdown.contains(words), "\(words)")
        }
        let html = try run("response", "draft", "LEG", "--format", "html").output
        #expect(html.hasPrefix("<!DOCTYPE html>"))
        #expect(try run("response", "draft", "LEG", "--kind", "afi").code == 64)
    }

    @Test func whatWasSentIsKnownAgain() throws {
        let run = try CommandLineRun.prepared()
        try Data("the letter".utf8).write(to: run.folder.appendingPathComponent("sent.docx"))
        try Data("the letter.".utf8).write(to: run.folder.appendingPathComponent("other.docx"))
        #expect(
            try run("response", "check", "LEG", "sent.docx").error.contains("what was sent isn't recorded"))
        let recorded = try run(
            "response", "record", "LEG", "--letter-sent", "2018-04-25", "--sent", "sent.docx")
        #expect(recorded.code == 0, "\(recorded.error)")
        #expect(
            try run("response", "check", "LEG", "sent.docx").output
                == "This is what was sent on 25 April 2018 and recorded as sent.docx.\n")
        let other = try run("response", "check", "LEG", "other.docx")
        #expect(other.code == 77)
        #expect(other.error.contains("isn't what was recorded as sent.docx"))
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func commentsComeFromAFile() throws {
        let run = try CommandLineRun.prepared()
        func letter(_ file: String) throws -> String {
            let recorded = try run("response", "record", "LEG", "--comments-file", file)
            #expect(recorded.code == 0, "\(recorded.error)")
            return try run("response", "draft", "LEG", "--no-items", "--format", "markdown").output
        }
        let word = try letter(CommandLineRun.fixture("comments.docx"))
        #expect(
            word.contains(
                "We welcome the report’s findings \\& its candour. £5 million is set aside.\n\n• The first step\n\n"
                    + "It was asked for on 3 May.<br>It comes in June.\n\nOnce.\n"), "\(word)")
        try Data("# Our view\n\nFull **lines** are\njoined:\n- one\n- two\r\n\r\nIt's £5.\n".utf8)
            .write(to: run.folder.appendingPathComponent("view.md"))
        #expect(
            try letter("view.md").contains(
                "Our view\n\nFull lines are joined:<br>- one<br>- two\n\nIt's £5.\n"))
        for (name, bytes) in [
            ("a.pdf", "%PDF-1.7"), ("empty.txt", " \n"), ("zip.docx", "PK\u{03}\u{04}broken"),
        ] {
            try Data(bytes.utf8).write(to: run.folder.appendingPathComponent(name))
            let refused = try run("response", "record", "LEG", "--comments-file", name)
            #expect(refused.code == 65, "\(name): \(refused.error)")
            #expect(refused.error.contains("a .docx, .txt or .md file with words in it"), "\(refused.error)")
        }
        #expect(try run("response", "record", "LEG", "--comments-file", "none.txt").code != 0)
    }

    @Test func anItemIsAsOldAsItsReport() throws {
        let run = try CommandLineRun.prepared()
        try run(
            "report", "add", "GLA", "Smart", "--publisher", "A committee", "--force", "F", "--published",
            "2013-08")
        func add(_ id: String, _ arguments: String...) throws -> String {
            let added = try run(["add", id, "--kind", "recommendation", "--text", "Do it"] + arguments)
            #expect(added.code == 0, "\(added.error)")
            return added.output
        }
        #expect(
            try add("L-2", "--report", "LEG")
                == "L-2: open since 12 December 2017 (entry \(try run.size()))\n")
        #expect(
            try add("L-3", "--report", "LEG", "--on", "2018-03-06").hasPrefix("L-3: open since 6 March 2018"))
        #expect(try add("L-4", "--report", "LEG", "--opened", "2018-01-05").contains("5 January 2018"))
        // Of this report the month is known.
        #expect(try add("G-1", "--report", "GLA").hasPrefix("G-1: open since 31 August 2013"))
    }

    @Test func whatAReportSaysOfAQuestionIsHeld() throws {
        let run = try CommandLineRun.prepared()
        try Data("The first thing.\n\nThe second.\n".utf8)
            .write(to: run.folder.appendingPathComponent("judgement.txt"))
        let graded = try run(
            "report", "grade", "LEG", "Legitimacy", "good", "--judgement-file", "judgement.txt")
        #expect(graded.code == 0, "\(graded.error)")
        try run("report", "grade", "LEG", "Fairness", "good")
        let shown = try run("report", "show", "LEG", "--format", "markdown").output
        #expect(shown.contains("## Legitimacy – good\n\nThe first thing.\n\nThe second.\n"))
        #expect(!shown.contains("## Fairness"))
        let grades = try run("report", "show", "LEG", "--format", "json").json?["grades"]?.array
        #expect(grades?.map { $0["judgement"]?.string } == ["The first thing.\n\nThe second.", nil])
        // Graded again without words, it keeps them.
        try run("report", "grade", "LEG", "Legitimacy", "requires improvement")
        #expect(
            try run("report", "show", "LEG", "--format", "markdown").output
                .contains("## Legitimacy – requires improvement\n\nThe first thing."))
        #expect(try run("audit", "verify").code == 0)
    }

    @Test func plansBenefitsPostsAndMonitoringAsTyped() throws {
        let run = try CommandLineRun.prepared()
        for arguments in [
            ["post", "add", "AC Frontline"],
            ["post", "holder", "AC Frontline", "Owen Owner", "--from", "2017-01-01"],
            ["assign", "L-1", "--lead", "ac frontline", "--support", "Olive Officer", "--board", "OB"],
            ["action", "add", "L-1", "Leaflets", "--owner", "AC Frontline", "--due", "2018-03-31"],
            ["monitoring", "set", "Metropolitan Police Service", "Engage", "--from", "2022-06-28"],
            ["person", "change", "Ada Assurer", "--post", "Director", "--account", "ada"],
        ] {
            let result = try run(arguments)
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
        let plan = try run("action", "list", "L-1", "--format", "json").json?["actions"]?.array?.first
        #expect(plan?["state"]?.string == "overdue")
        #expect(plan?["owner"]?.string == "AC Frontline (Owen Owner)")
        let step = try #require(plan?["id"]?.string)
        #expect(try run("action", "done", "L-1", step, "--on", "2026-01-01").code == 77)
        #expect(try run("action", "done", "L-1", step.lowercased()).code == 0)
        let added = try run("benefit", "add", "L-1", "Hours saved", "--unit", "hours", "--target", "1,000.5")
        #expect(added.code == 0, "\(added.error)")
        let benefit = try #require(
            try run("benefits", "--format", "json").json?["items"]?.array?.first?["id"]?.string)
        #expect(try run("benefit", "realise", "L-1", benefit, "0.1").code == 0)
        #expect(try run("benefit", "realise", "L-1", benefit, "0.2").code == 0)
        #expect(try run("benefit", "realise", "L-1", benefit, "1e3").code == 65)
        #expect(try run("benefit", "realise", "L-1", "B1", "1").code == 77)
        let total = try run("benefits", "--format", "json").json?["totals"]?.array?.first
        #expect(total?["realised"]?.string == "0.3")
        #expect(total?["target"]?.string == "1000.5")
        let board = try #require(try run("board", "show", "OB", "--format", "json").json)
        #expect(board["items"]?.array?.first?["ref"]?.string == "L-1")
        #expect(board["monitoring"]?.array?.first?["stage"]?.string == "Engage")
        try run("evidence", "add", "L-1", "https://www.example.org/leaflet", "--dated", "2018-02-01")
        try run("start", "L-1")
        #expect(try run("assure", "L-1", "--by", "Owen Owner").code == 77)
        #expect(try run("assure", "L-1", "--by", "Ada Assurer").code == 0)
        let found = try run("search", "leaf", "--format", "json").json?["items"]?.array
        #expect(
            found?.first?["found"]?.array?.compactMap { $0["place"]?.string } == [
                "action add", "evidence: address",
            ])
        #expect(try run("audit", "verify").code == 0)
    }
}
