import Foundation
import Testing

/// `trackerctl publish`, as typed.
@Suite struct PublishRunTests {
    @Test func publishesAndSaysWhatChanges() throws {
        let run = try CommandLineRun.prepared()
        let folder = run.folder.appendingPathComponent("public").path
        let trial = try run("publish", folder, "--as-at", "2017-12-31", "--dry-run")
        #expect(trial.code == 0 && trial.output.contains("  items/L-1.html\n"))
        #expect(trial.output.hasSuffix("Nothing was written: this was a dry run.\n"))
        #expect(!FileManager.default.fileExists(atPath: folder))
        let first = try run("publish", folder, "--as-at", "2017-12-31")
        #expect(
            first.code == 0 && first.output.contains("Published in \(folder): open \(folder)/index.html."))
        let again = try run("publish", folder, "--as-at", "2017-12-31")
        #expect(again.output.hasPrefix("Nothing has changed: "))
        #expect(try run("publish", folder, "--as-at", "2017-12-31", "--quiet").output.isEmpty)
        try run(
            "add", "L-2", "--report", "LEG", "--kind", "recommendation", "--text", "More", "--opened",
            "2017-12-12")
        let changed = try run("publish", folder, "--as-at", "2017-12-31")
        #expect(changed.output.contains("New: 1 file\n  items/L-2.html\nChanged: "))
        #expect(changed.output.contains("  and ") && changed.output.contains("Unchanged: "))
    }

    @Test func signsAndPublishesWhatWasIssued() throws {
        let run = try CommandLineRun.prepared()
        let folder = run.folder.appendingPathComponent("public").path
        let key = run.folder.appendingPathComponent("key").path
        try run("key", "create", "--key", key, "--name", "body.example")
        let signed = try run("publish", folder, "--sign", "--key", key, "--as-at", "2017-12-31")
        #expect(signed.code == 0, "\(signed.error)")
        let note = try String(contentsOfFile: folder + "/checkpoint", encoding: .utf8)
        #expect(note.hasPrefix("body.example\n\(try run.size())\n"))
        try run("quarterly", "2017/18-Q3", "--issue")
        let id = try #require(
            try run("issued", "list", "--format", "json").json?["issued"]?.array?.first?["id"]?.string)
        let other = run.folder.appendingPathComponent("issued").path
        let issued = try run("publish", other, "--from-issued", id)
        #expect(issued.code == 0, "\(issued.error)")
        #expect(
            try String(contentsOfFile: other + "/index.html", encoding: .utf8).contains(
                "its table \(id) was issued"))
        let both = try run("publish", other, "--from-issued", id, "--sign", "--key", key)
        #expect(both.code == 64 && both.error.contains("leave out --as-at and --sign"))
    }

    @Test func leavesOthersFilesAlone() throws {
        let run = try CommandLineRun.prepared()
        let folder = run.folder.appendingPathComponent("public")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("Ours".utf8).write(to: folder.appendingPathComponent("index.html"))
        let refused = try run("publish", folder.path)
        #expect(refused.code == 73)
        #expect(refused.error.contains("index.html wasn't written by an earlier publication"))
        #expect(refused.error.contains("nothing was written"))
    }
}
