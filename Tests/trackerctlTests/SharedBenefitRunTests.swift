import Foundation
import Testing

import Tracker

/// Benefits of a report or a programme, as they are typed.
@Suite struct SharedBenefitRunTests {
    @Test func aReportsAndAProgrammesBenefitsAreNamedShownAndTotalled() throws {
        let run = try CommandLineRun.prepared()
        #expect(try run("tag", "L-1", "One Met Model", "--on", "2018-01-05").code == 0)
        #expect(try run("benefit", "add", "L-1", "Own", "--target", "£5m", "--on", "2018-01-05").code == 0)
        let added = try run(
            "benefit", "add", "leg", "Savings asked for", "--target", "£390m", "--committed", "£290m", "--on",
            "2018-01-05")
        #expect(added.code == 0, "\(added.error)")
        #expect(added.output.contains("LEG: added B"), "\(added.output)")
        #expect(
            added.output.contains("Its items have 1 benefit in that unit of their own"), "\(added.output)")
        let lines = try #require(try run("benefits", "--format", "json").json?["items"]?.array)
        let whole = try #require(lines.last?["id"]?.string)
        #expect(lines.map { $0["level"]?.string } == ["item", "report"])
        let part = try run(
            "benefit", "add", "LEG", "Depending on ICT", "--target", "£100m", "--part-of", whole, "--on",
            "2018-01-05")
        #expect(part.code == 0, "\(part.error)")
        #expect(try run("benefit", "realise", "LEG", whole, "12m", "--on", "2018-03-31").code == 0)
        #expect(
            try run("benefit", "revise", "LEG", whole, "--committed", "340m", "--reason", "Agreed").code == 0)
        let programme = try run(
            "benefit", "add", "--programme", "one met model", "Hours", "--unit", "hours", "--target", "50",
            "--on", "2018-01-05")
        #expect(programme.output.contains("One Met Model: added B"), "\(programme)")

        let shown = try run("report", "show", "LEG", "--format", "markdown")
        for words in ["Savings asked for", "of which: Depending on ICT", "340,000,000", "12,000,000"] {
            #expect(shown.output.contains(words), "\(words): \(shown.output)")
        }
        let json = try #require(try run("report", "show", "LEG", "--format", "json").json)
        #expect(json["benefits"]?.array?.map { $0["part_of"]?.string } == [nil, whole])
        let paper = try #require(try run("benefits", "--format", "json").json)
        #expect(paper["totals"]?.array?.map { $0["target"]?.string } == ["395000000", "50"])
        #expect(
            paper["by_tag"]?.array?.map { $0["tag"]?.string } == [
                "One Met Model", "One Met Model", "(no tag)",
            ])
        let csv = try run("benefits", "--format", "csv").output
        #expect(csv.contains("One Met Model,B") && csv.contains(",programme"), "\(csv)")
        let text = try run("benefits").output
        #expect(text.contains("Benefit of") && text.contains("(a programme)"), "\(text)")
        let quarter = try #require(
            try run("quarterly", "2018/19-Q1", "--format", "json").json?["benefits"]?.array)
        #expect(quarter.first?["target"]?.string == "395000000")
        let log = try run("audit", "log", "One Met Model").output
        #expect(log.contains("shared benefit add"), "\(log)")
        #expect(try run("audit", "verify").code == 0)
    }

    /// People read a report's title; the public, of whom all is withheld, no advice on what to type.
    @Test func thePaperIsForItsReaders() throws {
        let run = try CommandLineRun.prepared()
        #expect(try run("benefits").output.contains("benefit add"))
        #expect(
            try run("benefit", "add", "LEG", "Savings", "--target", "£5m", "--on", "2018-01-05").code == 0)
        let text = try run("benefits", "--format", "markdown")
        #expect(text.output.contains("| PEEL: Police legitimacy 2017 | B"), "\(text.output)")
        #expect(try run("benefits", "--format", "csv").output.contains("\nLEG,B"))
        let open = try run("benefits", "--audience", "public")
        #expect(open.output.contains("1 benefit is counted in the totals but not shown"), "\(open.output)")
        #expect(!open.output.contains("benefit add"), "\(open.output)")
    }

    @Test func whatCannotBeIsSaidInASentence() throws {
        let run = try CommandLineRun.prepared()
        #expect(try run("benefit", "add", "L-1", "Own", "--target", "£5m").code == 0)
        let own = try #require(
            try run("benefits", "--format", "json").json?["items"]?.array?.first?["id"]?.string)
        for (arguments, words) in [
            (
                ["LEG", "Part", "--target", "£1m", "--part-of", own],
                "\(own) is a benefit of L-1; a benefit and its parts"
            ),
            (["LEGG", "Savings", "--target", "£1m"], "LEG"),
            (
                ["--programme", "One Met", "Savings", "--target", "£1m"],
                "No programme, a tag of items, \"One Met\" is in the register"
            ),
            (["LEG", " ", "--target", "£1m"], "name of the benefit"),
        ] {
            let refused = try run(["benefit", "add"] + arguments)
            #expect(refused.code != 0)
            #expect(refused.error.contains(words), "\(arguments): \(refused.error)")
        }
        #expect(try run("benefits", "--format", "json").json?["items"]?.array?.count == 1)
        // An owner may say what was realised, and no more.
        #expect(try run("benefit", "add", "LEG", "Savings", "--target", "£9m").code == 0)
        let shared = try #require(
            try run("benefits", "--format", "json").json?["items"]?.array?.last?["id"]?.string)
        #expect(try run("benefit", "realise", "LEG", shared, "1m", "--by", "Owen Owner").code == 0)
        #expect(
            try run(
                "benefit", "revise", "LEG", shared, "--target", "8m", "--reason", "So", "--by", "Owen Owner"
            )
            .code != 0)
    }

    @Test func theOtherVerifierKnowsThem() throws {
        let run = try CommandLineRun.prepared()
        #expect(try run("tag", "L-1", "One Met Model").code == 0)
        #expect(try run("benefit", "add", "LEG", "Savings", "--target", "£390m", "--public").code == 0)
        let whole = try #require(
            try run("benefits", "--format", "json").json?["items"]?.array?.last?["id"]?.string)
        #expect(try run("benefit", "add", "LEG", "ICT", "--target", "£100m", "--part-of", whole).code == 0)
        #expect(try run("benefit", "realise", "LEG", whole, "1m").code == 0)
        #expect(
            try run("benefit", "add", "--programme", "One Met Model", "Hours", "--unit", "h", "--target", "5")
                .code
                == 0)
        try run.verifyElsewhere()
    }
}
