import Foundation
import Testing

import Tracker

/// Names that look the same, names that can't be names, and one spelling everywhere, on the command line.
struct NamesRunTests {
    @Test func aSecondPersonaIsRefused() throws {
        let run = try CommandLineRun.prepared()
        let size = try run.size()
        for name in [
            "Owen Owner ", "Owen  Owner", "Owen\u{A0}Owner", "Owen Owner\u{200B}", "\u{41E}wen Owner",
            "OWEN OWNER",
        ] {
            let refused = try run("person", "add", name, "--role", "assurer")
            #expect(refused.code == 77, "\(name): \(refused.error)")
            #expect(refused.error.contains("--post"))
        }
        for name in ["P4", "none", "[redacted]", " ", "Owen\u{1B}[31m"] {
            #expect(try run("person", "add", name, "--role", "owner").code == 65, "\(name)")
        }
        #expect(try run.size() == size)
        #expect(try run("person", "add", "Owen Owner", "--post", "Inspector 12", "--role", "owner").code == 0)
        #expect(try run("assign", "L-1", "--lead", "Owen Owner").code == 77)
        #expect(try run("assign", "L-1", "--lead", "Owen Owner (Inspector 12)").code == 0)
        let list = try run("list", "--format", "json")
        #expect(list.json?["items"]?.array?.first?["lead"]?.string == "Owen Owner (Inspector 12)")
    }

    @Test func anImportDoesNotMakeASecondPersona() throws {
        let run = try CommandLineRun.prepared()
        let size = try run.size()
        let file = try run.file(
            "names.csv",
            "ref,kind,text,lead\nN-1,recommendation,One,\u{41E}wen Owner\nN-2,recommendation,Two,P77\n")
        let refused = try run("import", file, "--report", "LEG", "--add-people")
        #expect(refused.code == 65)
        #expect(
            refused.error.contains("names.csv, line 2")
                && refused.error.contains("looks like that of Owen Owner"))
        #expect(refused.error.contains("P77"))
        #expect(try run.size() == size)
    }

    @Test func withoutARoleNothingButReading() throws {
        let run = try CommandLineRun.prepared()
        let added = try run("person", "add", "Pat Plain")
        #expect(added.output.contains("may only read"))
        let refused = try run("note", "L-1", "Mine", "--by", "Pat Plain")
        #expect(refused.code == 77)
        #expect(refused.error.contains("trackerctl person change \"Pat Plain\" --role owner"))
        #expect(try run("person", "change", "Owen Owner", "--no-role", "owner").code == 0)
        let closing = ["close", "L-1", "--as", "no-further-action", "--reason", "x", "--by", "Owen Owner"]
        #expect(try run(closing).code == 77)
        let last = try run("person", "change", "Olive Officer", "--no-role", "officer", "--role", "auditor")
        #expect(last.code == 77)
        #expect(last.error.contains("make somebody else one first"))
        #expect(try run("person", "change", "Olive Officer", "--leaves", "2099-12-31").code == 77)
        #expect(try run("start", "L-1").code == 0)
    }

    @Test func oneSpellingInListsAndTables() throws {
        let run = try CommandLineRun.prepared()
        let file = try run.file(
            "names.csv",
            "ref,kind,text,question,tags,opened\nN-1,recommendation,One,Th\u{E9}me,caf\u{E9},2018-01-01\n"
                + "N-2,recommendation,Two,The\u{301}me,cafe\u{301},2018-01-01\n")
        let taken = try run("import", file, "--report", "LEG")
        #expect(taken.code == 0, "\(taken.error)")
        for typed in ["\u{E9}", "e\u{301}"] {
            let tagged = try run("list", "--tag", "caf\(typed)", "--format", "json")
            #expect(tagged.json?["items"]?.array?.count == 2)
            let asked = try run("list", "--question", "Th\(typed)me", "--format", "json")
            #expect(asked.json?["items"]?.array?.count == 2)
        }
        #expect(try run("board", "add", "CB", "Caf\u{E9} board").code == 0)
        #expect(try run("board", "add", "CC", "Cafe\u{301} board").code == 77)
        #expect(try run("board", "show", "Cafe\u{301} board").code == 0)
        #expect(try run("person", "add", "Ren\u{E9} Roux", "--role", "owner").code == 0)
        #expect(try run("note", "N-1", "Said", "--by", "Rene\u{301} Roux").code == 0)
    }
}
