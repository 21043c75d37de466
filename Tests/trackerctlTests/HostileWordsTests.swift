import Foundation
import Testing

import Tracker

/// Words meant to do harm, in every field that people fill in, through every command that prints them and in every
/// format: they are stored as they are, shown, and never act.
@Suite struct HostileWordsTests {
    private static let words = [
        "\u{1B}[31mred\u{1B}[0m \u{1B}]0;title\u{7} \u{9B}2J",
        "\u{202A}a\u{202B}b\u{202C}\u{202D}c\u{202E}d \u{2066}e\u{2067}f\u{2068}g\u{2069} \u{200E}\u{200F}\u{61C}",
        "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>",
        "=HYPERLINK(\"http://x.example\",\"click\")", "+1+cmd|' /C calc'!A0", "@SUM(1)", "\t=1",
        "'); DROP TABLE ledger; --", "\" OR 1=1; UPDATE ledger SET entry = ''; --",
        "Robert'); DELETE FROM words;--",
        "%s%n%x \\u0000 ${HOME} $(id) `id` {{7*7}}", "../../../etc/passwd", "javascript:alert(1)",
        "\u{FEFF}\u{FFFE}\u{10FFFF}", "a\u{2028}b\u{2029}c",
    ]

    /// A register where each of the words stands in each field that takes any.
    private static func register() throws -> CommandLineRun {
        let run = try CommandLineRun.prepared()
        for (index, word) in words.enumerated() {
            // Leading blanks are no part of a name, and what acts on a terminal can't be.
            let acts = word.unicodeScalars.contains {
                $0.properties.generalCategory == .control && !$0.properties.isWhitespace
            }
            let name = "\(index) " + (acts ? "red title" : word)
            #expect(try run("person", "add", "--", "x" + word).code == (acts ? 65 : 0))
            for arguments in [
                ["person", "add", "--role", "owner", "--post=\(word)", "--", name],
                ["board", "add", "B\(index)", "--", name],
                [
                    "report", "add", "R\(index)", "--publisher=\(word)", "--force=\(word)", "--published",
                    "2018-01-01",
                    "--", word,
                ],
                [
                    "add", "H-\(index)", "--report", "R\(index)", "--kind", "recommendation",
                    "--text=\(word)",
                    "--deadline=\(word)", "--priority=\(word)", "--addressee=\(word)", "--number=\(word)",
                    "--external-number=\(word)", "--question=\(word)", "--opened", "2018-01-01",
                ],
                ["assign", "H-\(index)", "--lead=\(name)", "--board", "B\(index)"],
                ["start", "H-\(index)", "--note=\(word)"],
                ["note", "H-\(index)", "--", word],
                [
                    "evidence", "add", "H-\(index)", "http://x.example/\(word)", "--dated", "2018-01-01",
                    "--title=\(word)",
                ],
                ["action", "add", "H-\(index)", "--owner=\(name)", "--due", "2018-03-01", "--", word],
                ["benefit", "add", "H-\(index)", "--unit=\(word)", "--target", "5", "--", word],
            ] {
                let result = try run(arguments)
                #expect(result.code == 0, "\(arguments): \(result.error)")
            }
            // A tag is one line of words; others are refused.
            let isTag = !word.contains { $0.isNewline } && word == word.trimmed
            #expect(try run("tag", "H-\(index)", "--", word).code == (isTag ? 0 : 77))
            #expect(try run("mark", "H-\(index)", "--", word).code == 65)
        }
        return run
    }

    @Test func theyAreStoredAsTheyAreAndNeverAct() throws {
        let run = try Self.register()
        var papers = [
            ["list"], ["outstanding"], ["quarterly", "2018-Q1", "--expand"],
            ["quarterly", "2018-Q1", "--rows", "owner"],
            ["person", "list"], ["board", "list"], ["report", "list"], ["benefits"], ["audit", "log"],
            ["search", "alert"],
            ["response", "status"],
        ]
        for index in Self.words.indices {
            papers += [
                ["show", "H-\(index)"], ["history", "H-\(index)"], ["evidence", "list", "H-\(index)"],
            ]
        }
        for paper in papers {
            for format in ["text", "markdown", "csv", "html", "json"] {
                let result = try run(paper + ["--format", format])
                #expect(result.code == 0, "\(paper) \(format): \(result.error)")
                let page = result.output
                let acting = page.unicodeScalars.filter {
                    $0 != "\n" && !(format == "csv" && ($0 == "\r" || $0 == "\t"))
                        && ControlCharacters.acts($0)
                }
                #expect(acting.isEmpty, "\(paper) \(format)")
                if format == "html" {
                    let harm = ["<script", "<img", "onerror=\"", "<svg onload", "href=\"javascript"].filter {
                        page.contains($0)
                    }
                    #expect(harm.isEmpty, "\(paper)")
                    #expect(
                        page.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"))
                }
            }
        }
        let items = try #require(try run("list", "--format", "json").json?["items"])
        guard case .array(let list) = items else { return }
        for (index, word) in Self.words.enumerated() {
            let item = try #require(list.first { $0["ref"]?.string == "H-\(index)" })
            #expect(item["text"]?.string == word, "\(index)")
            #expect(item["question"]?.string == word, "\(index)")
        }
        #expect(try run("check", "--deep").code == 0)
    }

    /// What looks like an option is one, unless `--` or `=` says that it is not.
    @Test func wordsThatLookLikeOptionsAreAskedAbout() throws {
        let run = try CommandLineRun.prepared()
        let size = try run.size()
        #expect(try run("note", "L-1", "--internl").code == 64)
        #expect(try run("progress", "L-1", "--note", "--complete").code == 64)
        #expect(try run("note", "L-1", "--register=/nonexistent/x.db", "Words").code == 66)
        #expect(try run.size() == size)
        #expect(try run("note", "L-1", "--", "--text").code == 0)
        #expect(try run("note", "L-1", "--", "--register=/etc/passwd").code == 0)
        #expect(try run("progress", "L-1", "--note=--complete").code == 0)
        let shown = try run(["history", "L-1"], environment: ["COLUMNS": "200"]).output
        for word in ["--text", "--register=/etc/passwd", "--complete"] { #expect(shown.contains(word)) }
    }

    @Test func bytesThatAreNoTextAreRefused() throws {
        let run = try CommandLineRun.prepared()
        let size = try run.size()
        let result = try run.execute(
            "/bin/sh", ["-c", "exec \"$T\" note L-1 \"$(printf 'a\\377b')\""],
            environment: ["T": CommandLineRun.program.path])
        #expect(result.code == 65 && result.error.contains("UTF-8"))
        #expect(try run.size() == size)
    }
}
