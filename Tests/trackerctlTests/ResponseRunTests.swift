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
