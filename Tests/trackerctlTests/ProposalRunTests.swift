import Foundation
import Testing

import Tracker

/// What owners propose, and who accepts it, through the command line.
@Suite struct ProposalRunTests {
    private let run: CommandLineRun

    init() throws {
        run = try CommandLineRun.withBoard(items: 3)
        #expect(try run("config", "owner_updates", "proposed").code == 0)
    }

    @discardableResult
    private func must(_ arguments: String...) throws -> CommandLineRun.Result {
        let result = try run(arguments)
        #expect(result.code == 0, "\(arguments): \(result.error)")
        return result
    }

    private func refused(_ arguments: String..., because words: String) throws {
        let size = try run.size()
        let result = try run(arguments)
        #expect(result.code == 77, "\(arguments): \(result.output)\(result.error)")
        #expect(result.error.contains(words), "\(result.error)")
        #expect(try run.size() == size)
    }

    /// Every paper that an officer prints, without what says how many proposals wait and how large the ledger is.
    private func papers(asAt day: String = "2018-06-30") throws -> [String] {
        let about: Set = [
            "proposals_waiting", "proposals", "ledger_size", "root", "known_at", "checkpoint", "content_hash",
            "history",
            "last_known",
        ]
        func plain(_ json: JSON) -> JSON {
            if let object = json.object {
                return .object(object.filter { !about.contains($0.key) }.mapValues(plain))
            }
            return json.array.map { .array($0.map(plain)) } ?? json
        }
        return try [
            ["list"], ["outstanding"], ["show", "L-1"], ["quarterly", "2018/19-Q1"],
            ["meeting", "pack", "OB-2"], ["evidence", "list", "L-1"],
        ].map { command in
            let viewpoint = command[0] == "evidence" ? [] : ["--as-at", day]
            let result = try run(command + viewpoint + ["--format", "json"])
            let json = try #require(result.json, "\(command): \(result.error)\(result.output)")
            return String(decoding: plain(json).canonical, as: UTF8.self)
        }
    }

    @Test func ownersOnlyPropose() throws {
        for (arguments, act) in [
            (["progress", "L-1", "--note", "Begun"], "progress"), (["start", "L-1"], "start"),
            (["submit", "L-1", "--note", "Done"], "submit"),
            (["due", "L-1", "2018-12-31", "--request", "--reason", "Late"], "due --request"),
            (["evidence", "add", "L-1", "https://example.org", "--dated", "2018-02-01"], "evidence add"),
            (
                ["action", "add", "L-1", "Print it", "--owner", "Owen Owner", "--due", "2018-05-01"],
                "action add"
            ),
        ] {
            let size = try run.size()
            let result = try run(arguments + ["--by", "Owen Owner"])
            #expect(result.code == 77, "\(result.error)")
            #expect(
                result.error.contains(
                    "Owen Owner is an owner, and in this register what owners say counts once it is accepted, so they can't record \"\(act)\" directly; propose it: trackerctl propose L-1 --note TEXT"
                ), "\(result.error)")
            #expect(try run.size() == size)
            #expect(try run(arguments).code == 0, "the officer's own acts count")
            if act == "submit" { try must("return", "L-1", "--reason", "A slip", "--by", "Ada O'Neil") }
        }
        try must("note", "L-2", "I am away in May", "--by", "Owen Owner")
        try must("config", "owner_updates", "direct")
        try must("progress", "L-2", "--note", "Begun", "--by", "Owen Owner")
        let wrong = try run("config", "owner_updates", "perhaps")
        #expect(wrong.code == 65 && wrong.error.contains("direct, or proposed"), "\(wrong.error)")
        try must("audit", "verify")
        try run.verifyElsewhere()
    }

    @Test func whatIsProposedChangesNoPaperUntilItIsAccepted() throws {
        let survey = try run.file("survey.pdf", "survey")
        let minutes = try run.file("minutes.txt", "minutes")
        let before = try papers()
        let earlier = try papers(asAt: "2018-05-01")
        let proposed = try must(
            "propose", "L-1", "--note", "In every office", "--complete", "90", "--due", "2018-09-30",
            "--reason",
            "The printer is late", "--evidence", survey, "--evidence", minutes, "--evidence",
            "https://example.org/form", "--dated", "2018-05-02", "--submit", "--by", "Owen Owner", "--on",
            "2018-05-08")
        let seq = try run.size()
        #expect(proposed.output == "L-1: open; 1 proposal waits (entry \(seq))\n")
        #expect(try papers() == before)
        #expect(try must("show", "L-1").output.contains("1 proposal waits"))
        #expect(try must("outstanding").output.contains("1 proposal waits"))
        #expect(try must("list", "--format", "csv").output.contains("proposals_waiting"))
        let item = try #require(try run("show", "L-1", "--format", "json").json)
        #expect(item["proposals_waiting"]?.int == 1)
        #expect(
            try run("show", "L-1", "--as-at", "2018-05-07", "--format", "json").json?["proposals_waiting"]?
                .int == 0)
        #expect(
            try run("show", "L-1", "--known-at", "\(seq - 1)", "--format", "json").json?["proposals_waiting"]?
                .int == 0)
        let listed = try #require(try must("proposals", "--board", "OB", "--format", "json").json)
        #expect(listed["waiting"]?.int == 1)
        let only = try #require(listed["proposals"]?.array?.first)
        #expect(only["seq"]?.int == seq)
        #expect(only["ref"]?.string == "L-1")
        #expect(only["note"]?.string == "In every office")
        #expect(only["complete"]?.int == 90)
        #expect(only["asks_for"]?.string == "2018-09-30")
        #expect(only["ready"]?.bool == true)
        #expect(only["evidence"]?.array?.count == 3)
        #expect(only["actor"]?.string == "Owen Owner")
        #expect(only["recorded_by"]?.string == "Olive Officer")
        #expect(
            try run("proposals", "--report", "LEG", "--owner", "Owen", "--format", "csv").output.contains(
                "L-1"))
        #expect(try run("proposals", "--as-at", "2018-05-07").output.contains("No proposal waits."))
        let pack = try must("meeting", "pack", "OB-2", "--format", "json")
        #expect(pack.json?["proposals"]?.array?.first?["seq"]?.int == seq)
        #expect(
            try must("meeting", "pack", "OB-2").output.contains("Proposals that wait: not in any figure yet"))
        // The files are there to be looked at, and a missing one is damage.
        let stored = try run("evidence", "list", "L-1", "--format", "json").json?["evidence"]?.array
        #expect(stored?.isEmpty == true)
        try must("audit", "verify")
        try must("backup", "copy.db")

        let accepted = try must(
            "accept-proposal", "\(seq)", "--meeting", "OB-2", "--note", "Agreed", "--on", "2018-06-05")
        #expect(
            accepted.output
                == "L-1: pending sign-off; proposal \(seq) accepted (entries \(seq + 1) to \(seq + 7))\n")
        let after = try run.item("L-1")
        #expect(after["complete"]?.int == 90)
        #expect(after["pending_sign_off"]?.bool == true)
        #expect(after["extension_wanted"]?.bool == true)
        #expect(after["due"]?.string == "2018-02-20", "a board grants it")
        #expect(after["progress"]?.string == "In every office")
        #expect(after["proposals_waiting"]?.int == 0)
        #expect(
            try run("evidence", "list", "L-1", "--format", "json").json?["evidence"]?.array?.compactMap {
                $0["dated"]?.string
            } == ["2018-05-02", "2018-05-02", "2018-05-02"])
        let acts = try run.history("L-1")
        let own = acts.filter {
            $0["data"]?["proposal"]?.int == seq && $0["act"]?.string != "proposal accept"
        }
        #expect(
            own.compactMap { $0["act"]?.string }.sorted() == [
                "due", "evidence add", "evidence add", "evidence add", "progress", "submit",
            ])
        #expect(
            own.allSatisfy {
                $0["actor"]?.string == "Owen Owner" && $0["recorded_by"]?.string == "Olive Officer"
            })
        let acceptance = try #require(acts.first { $0["act"]?.string == "proposal accept" })
        #expect(acceptance["actor"]?.string == "Olive Officer")
        #expect(acceptance["authority"]?.string == "OB-2")
        for command in [["history", "L-1"], ["audit", "log", "L-1"]] {
            let printed = try run(command + ["--format", "markdown"]).output
            #expect(printed.contains("as entry \(seq) proposed"), "\(printed)")
        }
        #expect(try must("show", "L-1").output.contains("What its owners proposed"))
        // Papers of days ahead of the acceptance are as they were; a list of evidence has no day.
        #expect(try papers(asAt: "2018-05-01").dropLast() == earlier.dropLast())
        #expect(try run("proposals", "--as-at", "2018-06-04").output.contains("L-1"))
        #expect(try run("proposals").output.contains("No proposal waits."))
        let all = try must("proposals", "--all", "--format", "markdown").output
        #expect(all.contains("accepted on 5 Jun 2018"), "\(all)")
        try refused("accept-proposal", "\(seq)", because: "has been accepted already, by entry \(seq + 1)")
        try refused("reject-proposal", "\(seq)", "--reason", "Late", because: "has been accepted already")
        try must("audit", "verify")
        try run.verifyElsewhere()
        for format in ["html", "csv", "markdown", "json"] {
            try must("proposals", "--all", "-o", "proposals.\(format == "markdown" ? "md" : format)")
        }
    }

    /// An assurance sees what counts, and whoever proposed does not give it.
    @Test func whoeverProposedDoesNotAssure() throws {
        try must("person", "change", "Owen Owner", "--role", "assurer")
        try must(
            "propose", "L-1", "--note", "All done", "--evidence", "https://example.org/a", "--submit", "--by",
            "Owen Owner")
        let seq = try run.size()
        try refused(
            "accept-proposal", "\(seq)", "--by", "Owen Owner", because: "they may not")
        try must("reject-proposal", "\(seq)", "--reason", "One office is missing")
        try must("start", "L-1")
        try must("evidence", "add", "L-1", "https://example.org/b", "--dated", "2018-03-01")
        try refused("assure", "L-1", "--by", "Owen Owner", because: "an assurer who has never")
        try must(
            "propose", "L-1", "--note", "Now all", "--evidence", "https://example.org/c", "--by", "Owen Owner"
        )
        let again = try run.size()
        try must("assure", "L-1", "--by", "Ada O'Neil")
        #expect(try run.item("L-1")["evidence_changed"]?.bool == false, "what is proposed is no evidence yet")
        let closed = try run("accept-proposal", "\(again)")
        #expect(
            closed.error.contains(
                "as things stand nobody could accept that: it is assured, so \"progress\" is not allowed"),
            "\(closed.error)")
        try must("propose", "L-1", "--evidence", "https://example.org/d", "--by", "Owen Owner")
        try must("accept-proposal", "\(try run.size())")
        #expect(try run.item("L-1")["evidence_changed"]?.bool == true)
        try must("audit", "verify")
        try run.verifyElsewhere()
    }

    @Test func nobodyAcceptsTheirOwn() throws {
        try must("person", "add", "Two Hats", "--role", "owner", "--role", "officer")
        try must("propose", "L-1", "--note", "Begun", "--by", "Two Hats")
        let seq = try run.size()
        try refused(
            "accept-proposal", "\(seq)", "--by", "Two Hats", "--meeting", "OB-1",
            because: "Two Hats made it, and somebody else accepts it")
        // Nor does whoever typed the acceptance in.
        try must("propose", "L-2", "--note", "Begun")
        try refused("accept-proposal", "\(seq + 1)", "--by", "Two Hats", because: "Olive Officer made it")
        try refused("accept-proposal", "\(seq - 1)", because: "it is no proposal")
        #expect(try run("accept-proposal", "9999").code == 66)
        try must("accept-proposal", "\(seq)")
        #expect(try run.item("L-1")["status"]?.string == "in-progress")
    }

    /// Either all of several are accepted, or none.
    @Test func allOrNothing() throws {
        try must("propose", "L-1", "--note", "Begun", "--by", "Owen Owner")
        let first = try run.size()
        try must("propose", "L-2", "--note", "Begun", "--submit", "--by", "Owen Owner")
        try must("close", "L-2", "--as", "no-further-action", "--reason", "Merged")
        try refused("accept-proposal", "\(first)", "\(first + 1)", because: "it is closed")
        #expect(try run.item("L-1")["status"]?.string == "open")
        try must("accept-proposal", "\(first)")
        try must("reject-proposal", "\(first + 1)", "--reason", "Merged")
        try refused(
            "propose", "L-2", "--note", "More", "--by", "Owen Owner", because: "nobody could accept that")
        try must("audit", "verify")
    }

    @Test func aDateThatWasMovedSince() throws {
        try must(
            "propose", "L-1", "--due", "2018-09-30", "--reason", "Late", "--by", "Owen Owner", "--on",
            "2018-02-01")
        let seq = try run.size()
        try must("due", "L-1", "2018-08-31", "--reason", "The programme moved", "--on", "2018-02-02")
        try refused(
            "accept-proposal", "\(seq)",
            because:
                "its due date has been moved since proposal \(seq) was made, from 20 Feb 2018 to 31 Aug 2018")
        try must("due", "L-1", "2018-09-30", "--reason", "Again", "--on", "2018-02-03")
        try refused("accept-proposal", "\(seq)", because: "its due date is 30 Sep 2018 already")
        for (arguments, lack) in [
            (["--complete", "50"], "a note (--note)"), (["--due", "2018-10-31"], "a reason (--reason)"),
            ([], "a note (--note)"),
        ] {
            let result = try run(["propose", "L-1", "--by", "Owen Owner"] + arguments)
            #expect(result.code == 77 && result.error.contains(lack), "\(result.error)")
        }
        let much = try run("propose", "L-1", "--note", "x", "--complete", "120")
        #expect(much.code == 77 && much.error.contains("0 to 100"), "\(much.error)")
    }

    /// A rejection can be taken back, an acceptance can't; what was said stays, but for slips in its words.
    @Test func corrections() throws {
        try must("propose", "L-1", "--note", "Begun", "--complete", "10", "--by", "Owen Owner")
        let seq = try run.size()
        try must("correct", "\(seq)", "--words", "note=Begun in May", "--reason", "A slip")
        let field = try run("correct", "\(seq)", "--set", "complete=80", "--reason", "More")
        #expect(field.code == 77 && field.error.contains("has no field \"complete\""), "\(field.error)")
        try must("reject-proposal", "\(seq)", "--reason", "Too little")
        let rejection = try run.size()
        try must("correct", "\(rejection)", "--void", "--reason", "Another was meant")
        #expect(try run("proposals", "--format", "json").json?["waiting"]?.int == 1)
        try must("accept-proposal", "\(seq)")
        let acceptance = try run.size() - 1
        #expect(try run.item("L-1")["progress"]?.string == "Begun in May")
        try refused(
            "correct", "\(acceptance)", "--void", "--reason", "A mistake",
            because: "it accepted a proposal, which stays so")
        // Its acts are put right one by one; a proposal that was answered isn't taken back from under them.
        try must("correct", "\(acceptance + 1)", "--set", "complete=15", "--reason", "Misheard")
        #expect(try run.item("L-1")["complete"]?.int == 15)
        #expect(try run("correct", "\(seq)", "--void", "--reason", "A mistake").code == 77)
        try must("propose", "L-1", "--note", "More", "--by", "Owen Owner")
        let taken = try run.size()
        try must("correct", "\(taken)", "--void", "--reason", "Of another item")
        try refused("accept-proposal", "\(taken)", because: "it was taken back")
        #expect(try run("proposals", "--format", "json").json?["waiting"]?.int == 0)
        try must("audit", "verify")
        try run.verifyElsewhere()
    }

    /// Words and files of a proposal go for good, and what is left can't be accepted.
    @Test func redaction() throws {
        try must("person", "add", "Ann Approver", "--role", "approver")
        let files = try ["one", "two"].map { try run.file("\($0).txt", "victim \($0)") }
        try must(
            "propose", "L-1", "--note", "A victim", "--evidence", files[0], "--evidence", files[1], "--by",
            "Owen Owner")
        let seq = try run.size()
        let plan = try must("redact", "\(seq)", "--dry-run").output
        #expect(plan.components(separatedBy: "goes: the evidence file").count == 3, "\(plan)")
        try must("redact", "\(seq)", "--reason", "Named a victim", "--by", "Ann Approver")
        #expect(try run("proposals").output.contains("A victim") == false)
        try refused("accept-proposal", "\(seq)", because: "have been removed")
        try must("audit", "verify")
        try must("check")
        try run.verifyElsewhere()
        // What was accepted stands in its acts as well, which a redaction names.
        try must("propose", "L-1", "--note", "Another victim", "--by", "Owen Owner")
        let second = try run.size()
        try must("accept-proposal", "\(second)")
        #expect(
            try must("redact", "\(second)", "--dry-run").output.contains("stand in entry \(second + 2) too"))
    }

    /// A file that is only proposed is watched like evidence.
    @Test(.ofFiles("its evidence lies in a folder")) func filesAreKeptAtOnce() throws {
        let file = try run.file("survey.txt", "survey")
        try must("propose", "L-1", "--note", "Done", "--evidence", file, "--by", "Owen Owner")
        let seq = try run.size()
        let sha = try #require(
            try run("proposals", "--format", "json").json?["proposals"]?.array?.first?["evidence"]?.array?
                .first?[
                    "sha256"]?.string)
        let kept = "\(run.register).evidence/\(sha.prefix(2))/\(sha)"
        #expect(FileManager.default.fileExists(atPath: kept))
        try must("backup", "copy.db")
        #expect(
            FileManager.default.fileExists(
                atPath: run.folder.path + "/copy.db.evidence/\(sha.prefix(2))/\(sha)"))
        try FileManager.default.removeItem(atPath: kept)
        #expect(try run("audit", "verify").code == 1)
        try refused("accept-proposal", "\(seq)", because: "so it can't be evidence")
        try must("propose", "L-2", "--note", "Done", "--evidence", file, "--by", "Owen Owner")
        try must("audit", "verify")
        try must("accept-proposal", "\(seq)")
        let piece = try #require(
            try run("evidence", "list", "L-1", "--format", "json").json?["evidence"]?.array?.first?["id"]?
                .string)
        try FileManager.default.removeItem(atPath: kept)
        try must("evidence", "lost", piece, "--reason", "The drive failed")
        try must("audit", "verify")
        try must("check")
    }

    @Test func thePublicSeesNothingOfProposals() throws {
        try must("propose", "L-1", "--note", "Hush hush", "--complete", "70", "--by", "Owen Owner")
        let seq = try run.size()
        for command in [
            ["show", "L-1"], ["history", "L-1"], ["list"], ["outstanding"], ["search", "hush"],
            ["meeting", "pack", "OB-2"],
        ] {
            for format in ["text", "json"] {
                let result = try run(command + ["--audience", "public", "--format", format])
                #expect(
                    !result.output.contains("Hush")
                        || command[0] == "search" && !result.output.contains("Hush hush"))
                #expect(!result.output.contains("proposal waits"))
            }
        }
        let item = try #require(try run("show", "L-1", "--audience", "public", "--format", "json").json)
        #expect(item["proposals_waiting"]?.int == 0)
        #expect(item["proposals"]?.array?.isEmpty == true)
        let paper = try run("proposals", "--audience", "public")
        #expect(paper.code == 77 && paper.error.contains("no public edition"), "\(paper.error)")
        try must("accept-proposal", "\(seq)", "--public")
        let published = try must("show", "L-1", "--audience", "public", "--format", "json").output
        #expect(published.contains("Hush hush"))
        #expect(!published.contains("proposal accept"))
        try must("publish", "site")
    }

    @Test func ownersSheetsBecomeProposals() throws {
        let headings =
            "Reference,Progress,% complete,Date wanted,Reason for the date,Evidence,Ready for assurance?,Owner,Sheet\n"
        func sheet(_ rows: String...) throws -> String {
            let size = try run.size()
            return try run.file("owen.csv", headings + rows.map { "\($0),Owen Owner,\(size)\n" }.joined())
        }
        let file = try sheet(
            "L-1,Form tried,50,31/05/2027,The trainer has left,https://example.org/form,",
            "L-2,Done,100,,,Minutes,yes",
            "L-3,,,,,,yes")
        let taken = try must("sheet", "take", file, "--format", "json")
        let rows = try #require(taken.json?["sheets"]?.array?.first?["rows"]?.array)
        #expect(
            rows.map { $0["acts"]?.array?.compactMap { $0["act"]?.string } } == [
                ["propose"], ["propose"], ["propose"],
            ])
        #expect(try run.item("L-1")["complete"]?.int == nil)
        let size = try run.size()
        let again = try must("sheet", "take", file)
        #expect(again.error.contains("recorded already, and not again"), "\(again.error)")
        #expect(try run.size() == size)
        try must("accept-proposal", "\(size - 2)", "\(size - 1)", "\(size)")
        #expect(try run.item("L-1")["extension_wanted"]?.bool == true)
        #expect(
            try run.item("L-3")["pending_sign_off"]?.bool == true, "work that nobody said had begun begins")
        let accepted = try must(
            "sheet", "take", try sheet("L-1,In use,60,,,,"), "--accept", "--format", "json")
        #expect(
            accepted.json?["sheets"]?.array?.first?["rows"]?.array?.first?["acts"]?.array?.compactMap {
                $0["act"]?.string
            }
                == ["propose", "accept-proposal"])
        #expect(try run.item("L-1")["complete"]?.int == 60)
        let bad = try run("sheet", "take", try sheet("L-2,More,,,,,", "L-1,,70,,,,"))
        #expect(bad.code == 65)
        #expect(bad.error.contains("line 3"), "\(bad.error)")
        try must("config", "owner_updates", "direct")
        try must("sheet", "take", try sheet("L-1,In use here,65,,,,"), "--as-proposals")
        #expect(try run.item("L-1")["complete"]?.int == 60)
        try must("sheet", "take", try sheet("L-1,In use there,66,,,,"), "--though-moved")
        #expect(try run.item("L-1")["complete"]?.int == 66)
        try must("audit", "verify")
        try run.verifyElsewhere()
    }

    @Test func aBoardsSheetAnswersThem() throws {
        try must(
            "propose", "L-1", "--note", "Form tried", "--complete", "50", "--due", "2018-09-30", "--reason",
            "Late",
            "--by", "Owen Owner", "--on", "2018-02-20")
        try must("propose", "L-2", "--note", "Nothing yet", "--by", "Owen Owner", "--on", "2018-02-21")
        let sheet = try must("meeting", "sheet", "OB-1", "-o", "sheet.csv")
        _ = sheet
        let text = try String(contentsOfFile: run.folder.path + "/sheet.csv", encoding: .utf8)
        #expect(text.contains("1 proposal waits"), "\(text)")
        let filled = try run.file(
            "filled.csv",
            "Reference,Minute,Act,Note,New date,Reason\nL-1,4.1,\"proposal accepted, extension granted\",,,\nL-2,4.2,proposal rejected,,,Nothing was done\n"
        )
        let logged = try must("meeting", "log", "OB-1", filled, "--format", "json")
        #expect(
            logged.json?["moves"]?.array?.map { $0["acts"]?.array?.compactMap(\.string) } == [
                ["accept-proposal", "due --grant"], ["reject-proposal"],
            ])
        #expect(try run.item("L-1")["due"]?.string == "2018-09-30")
        #expect(try run.item("L-1")["complete"]?.int == 50)
        #expect(try run.item("L-2")["status"]?.string == "open")
        let acceptance = try #require(try run.history("L-1").first { $0["act"]?.string == "proposal accept" })
        #expect(acceptance["authority"]?.string == "OB-1")
        #expect(acceptance["effective_on"]?.string == "2018-03-06")
        let none = try run.file("none.csv", "Reference,Act\nL-3,proposal accepted\n")
        let refused = try run("meeting", "log", "OB-2", none)
        #expect(
            refused.code == 65 && refused.error.contains("No proposal waits for this item."),
            "\(refused.error)")
        // What a meeting's log tells of an owner counts at once.
        let told = try run.file("told.csv", "Reference,Act,Note,% complete\nL-3,progress,Begun,5\n")
        try must("meeting", "log", "OB-2", told)
        #expect(try run.history("L-3").last?["actor"]?.string == "Owen Owner")
        try must("audit", "verify")
        try run.verifyElsewhere()
    }

    /// A proposal may be accepted after whoever made it has left.
    @Test func whoeverHasLeft() throws {
        try must("propose", "L-1", "--note", "Begun", "--by", "Owen Owner", "--on", "2018-03-01")
        let seq = try run.size()
        try must("person", "change", "Owen Owner", "--leaves", "2018-03-31", "--no-role", "owner")
        try must("accept-proposal", "\(seq)")
        #expect(try run.item("L-1")["status"]?.string == "in-progress")
        try must("audit", "verify")
        try run.verifyElsewhere()
    }
}
