import Foundation
import Glibc
import Testing

import Tracker

/// Where a register is made and found: nothing of an earlier one gets into it, and it is the same by every name.
@Suite(.ofFiles("its file has a place")) struct RegisterPlaceRunTests {
    private let run: CommandLineRun

    init() throws { run = try CommandLineRun.prepared() }

    private func path(_ name: String) -> String { run.folder.appendingPathComponent(name).path }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: run.folder.path).sorted()
            .filter { !$0.hasPrefix("stderr-") }
    }

    /// Leaves what a register that was removed by hand leaves: its log.
    private func leaveLog(_ name: String) throws {
        let removed = path("removed.db")
        try FileManager.default.copyItem(atPath: run.register, toPath: removed)
        do {
            let register = try Register.open(at: removed, for: .writing)
            try register.database.execute("CREATE TABLE left_behind (x)")
            try FileManager.default.copyItem(atPath: removed + "-wal", toPath: path(name))
        }
        unlink(removed)
    }

    @Test(arguments: ["-wal", "-shm", "-journal"]) func whatAnEarlierRegisterLeftIsNotTakenIn(
        _ ending: String
    ) throws {
        #expect(try run("key", "create", "--key", "key").code == 0)
        #expect(try run("audit", "export", "export", "--key", "key").code == 0)
        try leaveLog("new.db\(ending)")
        let left = try Data(contentsOf: URL(fileURLWithPath: path("new.db\(ending)")))
        for command in [
            ["init", "--by", "Nora New"], ["demo"], ["import-log", "export", "--key", "key"],
        ] {
            let result = try run(command + ["--register", "new.db"])
            #expect(
                result.code == 73 && result.error.contains("new.db\(ending) lies where"),
                "\(command) \(result)")
            #expect(!FileManager.default.fileExists(atPath: path("new.db")))
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path("new.db\(ending)"))) == left)
        // Restoring moves it aside.
        #expect(try run("backup", "backup.db").code == 0)
        #expect(try run("restore", "backup.db", "--register", "new.db").code == 0)
        #expect(try run("audit", "verify", "--register", "new.db").code == 0)
        #expect(try names().contains { $0.hasPrefix("new.db.before-") && $0.hasSuffix(ending) })
    }

    @Test func evidenceOrALinkAtItsNameIsSeen() throws {
        try FileManager.default.createDirectory(
            atPath: path("new.db.evidence/aa"), withIntermediateDirectories: true)
        let evidence = try run("init", "--by", "N", "--register", "new.db")
        #expect(evidence.code == 73 && evidence.error.contains("new.db.evidence lies where"), "\(evidence)")
        symlink("nowhere.db", path("link.db"))
        symlink("nowhere", path("other.db.evidence"))
        for name in ["link.db", "other.db"] {
            for command in [["init", "--by", "N"], ["demo"], ["restore", "register.db"]] {
                let result = try run(command + ["--register", name])
                #expect(result.code == 73, "\(name) \(command) \(result)")
            }
        }
        #expect(try !names().contains { $0.hasPrefix("nowhere") })
        // An empty folder is nobody's.
        rmdir(path("new.db.evidence/aa"))
        #expect(try run("init", "--by", "N", "--register", "new.db").code == 0)
    }

    @Test func aRegisterIsTheSameThroughALink() throws {
        for folder in ["real", "link"] { mkdir(path(folder), 0o700) }
        rename(run.register, path("real/r.db"))
        for ending in ["-wal", "-shm"] { unlink(run.register + ending) }
        symlink("../real/r.db", path("link/r.db"))
        let survey = try run.file("survey.txt", "survey")
        func call(_ arguments: String..., by name: String) throws -> CommandLineRun.Result {
            try run(arguments + ["--register", path(name)])
        }
        #expect(
            try call("evidence", "add", "L-1", survey, "--dated", "2018-03-01", by: "link/r.db").code == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: path("link")) == ["r.db"])
        for name in ["link/r.db", "real/r.db"] {
            #expect(try call("audit", "verify", by: name).code == 0, "\(name)")
            #expect(try call("check", by: name).code == 0, "\(name)")
        }
        #expect(try call("backup", path("b.db"), by: "real/r.db").code == 0)
        #expect(try call("backup", path("c.db"), by: "link/r.db").output.contains("1 evidence file"))
        let restored = try call("restore", path("b.db"), "--replace", by: "link/r.db")
        #expect(restored.code == 0, "\(restored)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: path("link")) == ["r.db"])
        let kept = try #require(
            try FileManager.default.contentsOfDirectory(atPath: path("real")).first {
                $0.contains(".before-")
            })
        #expect(try call("audit", "verify", by: "real/\(kept)").code == 0)
        #expect(try call("redact", "9", "--reason", "A victim", by: "link/r.db").code == 0)
        #expect(try call("audit", "verify", by: "real/r.db").code == 0)
        // A link in a backup's place is not replaced.
        symlink("b.db", path("latest.db"))
        #expect(try call("backup", path("latest.db"), "--replace", by: "real/r.db").code == 73)
    }

    @Test func restoringSaysWhatIsLeftBehind() throws {
        #expect(try run("backup", "early.db").code == 0)
        for note in ["One", "Two"] { try run("note", "L-1", note) }
        let refused = try run("restore", "early.db")
        #expect(
            refused.code == 73 && refused.error.contains("2 of its entries, 9 to 10, are not in early.db"))
        let restored = try run("restore", "early.db", "--replace")
        #expect(restored.code == 0)
        #expect(restored.output.contains("2 of its entries, 9 to 10, are not in what was restored."))
    }

    @Test(arguments: [":memory:", "file:x.db?mode=memory"]) func aNameIsAName(_ name: String) throws {
        #expect(try run("init", "--by", "O", "--register", name).code == 0)
        #expect(try names().contains(name))
        #expect(try run("config", "body", "B", "--register", name).code == 0)
        #expect(try run("config", "body", "--register", name).output == "B\n")
        #expect(try run("backup", "file:copy", "--register", name).code == 0)
        #expect(try run("audit", "verify", "--register", "file:copy").code == 0)
        #expect(try run("restore", "file:copy", "--replace", "--register", name).code == 0)
    }

    @Test func noHomeIsNotTheCurrentFolder() throws {
        let before = try names()
        for home in ["", "relative"] {
            let result = try run(
                ["list"], environment: ["TRACKER_REGISTER": "", "HOME": home, "XDG_DATA_HOME": "relative"])
            #expect([0, 66, 73].contains(result.code) && !result.error.contains("at relative"), "\(result)")
            #expect(!result.error.contains("at ."), "\(result)")
        }
        #expect(try names() == before)
    }

    /// An auditor who may read a register and write nothing beside it.
    @Test(.enabled(if: getuid() == 0)) func aRegisterInAFolderThatMayOnlyBeReadIsReadAsItStands() throws {
        chmod(run.folder.path, 0o755)
        try FileManager.default.copyItem(atPath: run.register, toPath: path("r.db"))
        chmod(path("r.db"), 0o644)
        func auditor(_ arguments: String...) throws -> CommandLineRun.Result {
            try run.execute(
                "/usr/bin/setpriv",
                ["--reuid=65534", "--regid=65534", "--clear-groups", CommandLineRun.program.path] + arguments
                    + ["--register", path("r.db")], environment: ["HOME": "/nonexistent"])
        }
        let list = try auditor("list")
        #expect(list.code == 0 && list.output.contains("L-1"), "\(list)")
        #expect(list.error.contains("read as it stands"), "\(list.error)")
        #expect(try auditor("audit", "verify").code == 0)
        let check = try auditor("check")
        #expect(check.code == 0 && check.error.contains("read as it stands"), "\(check)")
        #expect(try auditor("note", "L-1", "x").code == 73)
        #expect(try !names().contains { $0.hasPrefix("r.db-") })
        // With a log beside it, it can't be read so.
        try leaveLog("r.db-wal")
        let refused = try auditor("list")
        #expect(
            refused.code == 73 && refused.error.contains("Ask whoever keeps it for a backup"), "\(refused)")
        #expect(!refused.error.contains("nothing was written"))
    }

    @Test func whatIsNoFileIsRefusedAtOnce() throws {
        mkfifo(path("fifo.csv"), 0o600)
        mkfifo(path("r.db-journal"), 0o600)
        try FileManager.default.copyItem(atPath: run.register, toPath: path("r.db"))
        #expect(try run("key", "create", "--key", "key").code == 0)
        for command in [
            ["config", "logo", "fifo.csv"], ["evidence", "add", "L-1", "fifo.csv", "--dated", "2018-01-01"],
            ["import", "fifo.csv"], ["meeting", "log", "OB-1", "fifo.csv"],
            ["audit", "verify", "--checkpoint", "fifo.csv"],
            ["audit", "check-proof", "fifo.csv", "--key", "key"],
            ["audit", "checkpoint", "--key", "fifo.csv"],
            ["audit", "verify", "--key", "fifo.csv", "--checkpoint", "key"],
            ["key", "create", "--name", "n", "--key", "k2", "--passphrase-file", "fifo.csv"],
            ["list", "--register", "fifo.csv"], ["list", "--register", "r.db"],
            ["restore", "fifo.csv", "--replace"],
        ] {
            let result = try run.execute("/usr/bin/timeout", ["20", CommandLineRun.program.path] + command)
            #expect([64, 65, 66, 73, 77].contains(result.code), "\(command): \(result)")
        }
    }
}
