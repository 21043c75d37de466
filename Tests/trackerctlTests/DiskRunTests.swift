import Foundation
import Testing

import Tracker

/// Disks that are full or can't be written, for real: a clear error, and what was acknowledged is there.
@Suite(.enabled(if: SmallDisk.isAllowed, SmallDisk.refusal)) struct DiskRunTests {
    private let disk: SmallDisk
    private let run: CommandLineRun
    private let here: [String: String]

    init() throws {
        disk = try SmallDisk(kibibytes: 1024)
        run = try CommandLineRun.prepared()
        here = ["TRACKER_REGISTER": disk.path + "/register.db"]
        #expect(try run("backup", here["TRACKER_REGISTER"]!).code == 0)
    }

    private func call(_ arguments: String...) throws -> CommandLineRun.Result {
        try run(arguments, environment: here)
    }

    /// Fills the disk up; the file that does it.
    private func fill() throws -> String {
        let path = disk.path + "/filler"
        let file = try #require(fopen(path, "w"))
        let block = [UInt8](repeating: 0, count: 4096)
        while fwrite(block, 1, block.count, file) == block.count, fflush(file) == 0 {}
        fclose(file)
        return path
    }

    @Test func aFullDiskTakesNothingInAndLosesNothing() throws {
        #expect(try call("note", "L-1", "Before").code == 0)
        let size = try #require(try call("audit", "log", "--format", "json").json?["size"]?.int)
        let filler = try fill()
        var stored = size
        var refused = 0
        for number in 1...20 {
            let result = try call("note", "L-1", "Note \(number) " + String(repeating: "word ", count: 2000))
            if result.code == 0 {
                stored += 1
            } else {
                refused += 1
                #expect(
                    result.code == 74 && result.error.contains("is full"), "\(result.code) \(result.error)")
            }
        }
        #expect(refused > 0)
        let survey = try run.file("survey.txt", String(repeating: "survey ", count: 20_000))
        let evidence = try call("evidence", "add", "L-1", survey, "--dated", "2018-03-01")
        #expect(evidence.code == 74 && evidence.error.contains("No space left"), "\(evidence.error)")
        let backup = try call("backup", disk.path + "/backup.db")
        #expect([73, 74].contains(backup.code), "\(backup.code) \(backup.error)")
        unlink(filler)
        #expect(try call("audit", "log", "--format", "json").json?["size"]?.int == stored)
        #expect(try call("note", "L-1", "After").code == 0)
        let check = try call("check", "--deep", "--format", "json")
        #expect(check.code == 0, "\(check.output)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: disk.path).allSatisfy {
                !$0.contains("backup") || $0.hasSuffix(".evidence")
            })
    }

    @Test func aDiskThatCanOnlyBeReadStillPrintsPapers() throws {
        let before = try call("list", "--format", "json")
        try disk.freeze()
        #expect(try call("list", "--format", "json").output == before.output)
        #expect(try call("audit", "verify").code == 0)
        let note = try call("note", "L-1", "Words")
        #expect(note.code == 73 && note.error.contains("can only be read"), "\(note.code) \(note.error)")
        let check = try call("check")
        #expect(check.code == 0 && check.output.contains("can only be read"))
        let backup = try call("backup", run.folder.appendingPathComponent("saved.db").path)
        #expect(backup.code == 0, "\(backup.error)")
        let elsewhere = try call("backup", disk.path + "/backup.db")
        #expect(elsewhere.code == 73, "\(elsewhere.code) \(elsewhere.error)")
    }
}
