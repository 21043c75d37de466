import Testing

import Tracker

/// What is refused: a sentence that helps, the exit code of the contract, and nothing written.
@Suite struct BadInputTests {
    @Test func nothingIsWritten() throws {
        let run = try CommandLineRun.prepared()
        let unterminated = try run.file("quote.csv", "ref,text,kind\nA-1,\"never closed,recommendation\n")
        let column = try run.file("column.csv", "ref,text,colour of the cover\nA-1,Words,blue\n")
        let twice = try run.file("twice.csv", "ref,text\nA-1,Words\nA-1,Other words\n")
        let date = try run.file("date.csv", "ref,text,due\nA-1,Words,soon\nA-2,Words,2018-02-30\n")
        let cases: [(arguments: [String], code: Int32, says: [String])] = [
            (["show", "L-9"], 66, ["L-9", "L-1"]),
            (["progress", "L1", "--note", "x"], 66, ["L-1"]),
            (["assure", "L-1", "--by", "Ada Assurer"], 77, ["open", "evidence", "Allowed now", "start"]),
            (["close", "L-1", "--as", "implemented"], 77, ["Allowed now", "close --as superseded"]),
            (["close", "L-1", "--as", "no-further-action"], 77, ["--reason"]),
            (["close", "L-1", "--as", "superseded", "--successor", "L-1"], 77, ["own place"]),
            (["due", "L-1", "2018-09-30", "--grant"], 77, ["--request", "--meeting"]),
            (["start", "L-1", "--on", "2018-13-01"], 65, ["2018-13-01", "YYYY-MM-DD"]),
            (["start", "L-1", "--on", "2999-01-01"], 77, ["after today"]),
            (["start", "L-1", "--on", "2017-01-01"], 77, ["before the item was opened"]),
            (["quarterly", "2022/24-Q1"], 65, ["2022/24-Q1"]),
            (["outstanding", "--as-at", "yesterday"], 65, ["yesterday"]),
            (["quarterly", "2017/18-Q3", "--as-at", "2018-01-01"], 65, ["1 Oct 2017 to 31 Dec 2017"]),
            (["init", "--register", "other.db", "--on", "2999-01-01"], 77, ["after today"]),
            (["outstanding", "--owner", "Owen Own"], 66, ["Owen Owner"]),
            (
                ["add", "L-1", "--report", "LEG", "--kind", "recommendation", "--text", "x"], 65,
                ["L-1", "already"]
            ),
            (
                ["add", "L-2", "--report", "LEG", "--kind", "recomendation", "--text", "x"], 66,
                ["recommendation"]
            ),
            (["add", "L-2", "--report", "LOG", "--kind", "recommendation", "--text", "x"], 66, ["LEG"]),
            (["add", "../x", "--report", "LEG", "--kind", "recommendation", "--text", "x"], 65, ["../x"]),
            (["report", "grade", "LEG", "Legitimacy", "adequate"], 65, ["requires improvement"]),
            (["import", unterminated, "--report", "LEG"], 65, ["line 2", "character 5", "never closed"]),
            (["import", column, "--report", "LEG"], 65, ["colour of the cover", "--map"]),
            (["import", column, "--report", "LEG", "--map", "color=keep"], 65, ["no column \"color\""]),
            (
                ["import", column, "--report", "LEG", "--map", "colour of the cover=colour"], 65,
                ["no field \"colour\""]
            ),
            (["import", twice, "--report", "LEG"], 65, ["line 3", "A-1"]),
            (
                ["import", date, "--report", "LEG"], 65,
                ["line 2", "line 3", "soon", "2018-02-30", "(\"due\")"]
            ),
            (["import", "missing.csv", "--report", "LEG"], 66, ["missing.csv"]),
            (["evidence", "add", "L-1", "missing.pdf", "--dated", "2018-01-01"], 66, ["missing.pdf"]),
            (
                ["rag", "add", "far", "--amber-within", "9007199254740993"], 65,
                ["9007199254740993", "36525"]
            ),
            (["config", "age_bands", "30,9223372036854775807"], 65, ["36525"]),
            (["init"], 73, ["already"]),
            (["strat", "L-1"], 64, []),
        ]
        let size = try run.size()
        for (arguments, code, says) in cases {
            let result = try run(arguments)
            #expect(result.code == code, "\(arguments): \(result.code) \(result.error)")
            for words in says {
                #expect(result.error.contains(words), "\(arguments) should say \"\(words)\": \(result.error)")
            }
            #expect(!result.error.contains("Fatal") && !result.error.contains("SQL"), "\(arguments)")
        }
        #expect(try run.size() == size)
        #expect(try run("audit", "verify").code == 0)
        #expect(try run("list", "--register", "other.db").code == 66)
    }

    /// Wherever a number is taken, one that nobody can mean is taken or refused, and the papers print after it.
    @Test(arguments: [
        "9223372036854775807", "9007199254740993", "-9223372036854775808", "99999999999", "-1", "1e400",
    ])
    func noNumberStopsTheProgram(_ number: String) throws {
        let run = try CommandLineRun.prepared()
        let commands: [[String]] = [
            ["rag", "add", "late", "--amber-within", number],
            ["rag", "add", "part", "--red-up-to", number, "--amber-up-to", number],
            ["rag", "add", "past", "--red-up-to", "1", "--amber-up-to", "2", "--past-red-below", number],
            ["config", "age_bands", number], ["config", "age_bands", "30,\(number)"],
            ["outstanding", "--due-within", number], ["outstanding", "--limit", number],
            ["outstanding", "--known-at", number], ["outstanding", "--as-at", "\(number)-01-01"],
            ["progress", "L-1", "--complete", number, "--note", "x"], ["quarterly", "\(number)-Q1"],
            ["quarterly", "2017/18-Q\(number)"], ["audit", "verify", "--size", number],
            ["audit", "prove", number], ["audit", "prove", "1", "--size", number],
            ["correct", number, "--reason", "x"], ["evidence", "withdraw", "L-1", number, "--reason", "x"],
            ["benefit", "add", "L-1", "Savings", "--unit", "GBP", "--target", number],
            ["issued", "show", "T\(number)"], ["list", "--wait", number],
        ]
        for command in commands {
            let result = try run(command)
            #expect([0, 64, 65, 66, 77].contains(result.code), "\(command): \(result.code) \(result.error)")
            #expect(!result.error.contains("Fatal"), "\(command)")
        }
        #expect(try run("quarterly", "2017/18-Q3", "--format", "json").code == 0)
        #expect(try run("check", "--deep").code == 0)
    }

    @Test func strangersFilesAreLeftAlone() throws {
        let run = try CommandLineRun()
        let notes = try run.file("notes.txt", "not a register, but somebody's notes\n")
        let result = try run("list", "--register", notes)
        #expect(result.code == 65)
        #expect(result.error.contains("not a register"))
        #expect(try run("list", "--register", "nowhere.db").code == 66)
    }

    @Test func controlCharactersAreShownNotSent() throws {
        let run = try CommandLineRun.prepared()
        try run("note", "L-1", "before\u{1B}[2Jafter")
        for command in [["show", "L-1"], ["history", "L-1"], ["show", "L-\u{1B}[2J"]] {
            let result = try run(command)
            #expect(!(result.output + result.error).contains("\u{1B}"), "\(command)")
        }
    }
}
