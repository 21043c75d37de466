import Foundation
import Testing

import Tracker

/// A meeting logged at the terminal, key by key.
@Suite struct MeetingWalkRunTests {
    @Test func surviveAnInterruptionAndWrite() throws {
        let run = try CommandLineRun.withBoard(items: 3)
        let size = try run.size()
        let first = try TerminalRun(run, ["meeting", "log", "OB-1"])
        try first.answer("> ", with: "p")
        try first.answer("Progress: ", with: "Leaflets drafted\n")
        try first.answer("% complete", with: "40\n")
        // A key that needs more than one byte does nothing.
        try first.answer("Answered: progress", with: "\u{1B}[A")
        try first.answer("Nothing was taken", with: "a")
        try first.answer("What it rests on: ", with: "hearsay\n")
        try first.answer("Not possible: ", with: "k")
        try first.answer("Item 2 of 3", with: "d")
        try first.answer("[c]hanged > ", with: "r")
        try first.answer("Date", with: "30/09/2018\n")
        try first.answer("Why: ", with: "Printer late\n")
        try first.answer("Answered: extension requested", with: "k")
        try first.answer("Item 3 of 3", with: "n")
        first.kill()
        #expect(try run.size() == size)
        let draft = try #require(try run.draft(of: "OB-1"))
        let mode = try FileManager.default.attributesOfItem(atPath: draft)[.posixPermissions] as? Int
        #expect(mode == 0o600)

        let second = try TerminalRun(
            run, ["meeting", "log", "OB-1"], environment: ["EDITOR": "printf 'Two\\nlines\\n' >"])
        try second.answer("Taken up again: 2 answers", with: "m")
        try second.answer("minute: ", with: "7\n")
        try second.answer("> ", with: "n")
        try second.answer("Answered: noted", with: "q")
        #expect(second.end() == 0)
        #expect(try run.size() == size)

        let third = try TerminalRun(run, ["meeting", "log", "OB-1"])
        try third.answer("Item 3 of 3", with: "w")
        try third.answer("[y/n] > ", with: "y")
        #expect(third.end() == 0)
        #expect(try run.size() == size + 4)
        #expect(!FileManager.default.fileExists(atPath: draft))
        #expect(try run.item("L-1")["complete"]?.int == 40)
        #expect(try run.item("L-2")["extension_wanted"]?.bool == true)
        #expect(try run.history("L-3").last?["words"]?["note"]?.string == "Minute 7: Two\nlines")
        #expect(try run("audit", "verify").code == 0)
    }
}
