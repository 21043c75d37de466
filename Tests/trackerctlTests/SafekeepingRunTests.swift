import Foundation
import Testing

import Tracker
import TrackerStorage

/// Backup, restore and check from the command line; permissions; waiting for a register that is held.
struct SafekeepingRunTests {
    /// Runs a shell script with the program as `$T`.
    private func shell(_ run: CommandLineRun, _ script: String) throws -> CommandLineRun.Result {
        try run.execute(
            "/bin/sh", ["-ec", script], environment: ["T": CommandLineRun.program.path])
    }

    /// Every file and folder below the run's folder, with its permission bits.
    private func modes(_ run: CommandLineRun) throws -> [String: Int] {
        var modes: [String: Int] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: run.folder.path) {
            let path = run.folder.appendingPathComponent(name).path
            modes[name] = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        return modes
    }

    @Test(arguments: ["000", "022", "077"]) func whatIsMadeIsItsOwnersAlone(umask: String) throws {
        let run = try CommandLineRun()
        let result = try shell(
            run,
            """
            umask \(umask)
            export XDG_CONFIG_HOME="$PWD/config" TRACKER_REGISTER="$PWD/data/register.db"
            "$T" init --by Olive
            "$T" report add R Report --publisher P --force F --published 2018-01-01
            "$T" add A-1 --report R --kind recommendation --text Words --opened 2018-01-01
            echo survey > survey.txt
            chmod 644 survey.txt
            "$T" evidence add A-1 survey.txt --dated 2018-01-01
            "$T" key create
            "$T" backup saved/backup.db
            "$T" restore saved/backup.db --replace
            "$T" audit export out/trail --evidence
            "$T" evidence export A-1 out/files
            "$T" audit checkpoint -o out/checkpoint
            """)
        #expect(result.code == 0, "\(result.error)")
        let modes = try modes(run)
        let folders = ["data", "config", "saved", "out/trail", "out/files"]
        let mine = modes.filter { name, _ in folders.contains { name == $0 || name.hasPrefix($0 + "/") } }
        #expect(mine.count > 25)
        for (name, mode) in mine { #expect(mode & 0o077 == 0, "\(name) has \(String(mode, radix: 8))") }
    }

    /// The log and its index take the register's bits, even when everybody may be let in.
    @Test(.ofFiles("its log is a file")) func theLogIsItsOwnersAlone() throws {
        let run = try CommandLineRun.prepared()
        let open = try Register.open(at: run.register, for: .writing)
        let result = try shell(run, "umask 000; \"$T\" note L-1 Words")
        #expect(result.code == 0)
        let modes = try modes(run)
        for name in ["register.db", "register.db-wal", "register.db-shm"] {
            #expect(modes[name] == 0o600, "\(name)")
        }
        withExtendedLifetime(open) {}
    }

    @Test(.ofFiles("it has permission bits")) func everybodyWhoCanWriteIsWarnedAbout() throws {
        let run = try CommandLineRun.prepared()
        #expect(try run("list").error.isEmpty)
        for (path, mode) in [(run.folder.path, 0o777), (run.register, 0o666)] {
            let before = try FileManager.default.attributesOfItem(atPath: path)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            for arguments in [["list"], ["note", "L-1", "Words"], ["check"]] {
                let result = try run(arguments)
                #expect(result.code == 0)
                let told = arguments == ["check"] ? result.output : result.error
                #expect(told.contains("Every account on this computer"), "\(arguments)")
                #expect(result.error.components(separatedBy: "Warning:").count <= 2)
            }
            try FileManager.default.setAttributes(
                [.posixPermissions: try #require(before[.posixPermissions])], ofItemAtPath: path)
        }
    }

    @Test(.ofFiles("it can be restored in its place")) func aBackupComesBack() throws {
        let run = try CommandLineRun.prepared()
        let survey = try run.file("survey.txt", "survey")
        try run("evidence", "add", "L-1", survey, "--dated", "2018-03-01")
        let list = try run("list", "--format", "json").json?["items"]
        let saved = try run("backup", "saved/backup.db")
        #expect(
            saved.code == 0 && saved.output.contains("9 entries") && saved.output.contains("1 evidence file"))
        #expect(try run("backup", "saved/backup.db").code == 73)
        #expect(try run("restore", "saved/backup.db").code == 73)
        try run("note", "L-1", "Later")
        let restored = try run("restore", "saved/backup.db", "--replace")
        #expect(restored.code == 0, "\(restored.error)")
        #expect(restored.output.contains("is kept as \(run.register).before-"))
        #expect(try run("list", "--format", "json").json?["items"] == list)
        #expect(try run("check", "--deep", "--format", "json").json?["verdict"]?.string == "fine")
        #expect(try run("restore", "missing.db", "--replace").code == 66)
        let other = try run.file("minutes.txt", "minutes")
        #expect(try run("restore", other, "--replace").code == 65)
        #expect(try run("list", "--format", "json").json?["items"] == list)
    }

    @Test(.ofFiles("it can be restored in its place")) func restoringHoldsABackupAgainstACheckpoint() throws {
        let run = try CommandLineRun.prepared()
        let home = ["XDG_CONFIG_HOME": run.folder.path]
        #expect(try run(["key", "create"], environment: home).code == 0)
        #expect(try run("backup", "early.db").code == 0)
        try run("note", "L-1", "Later")
        #expect(try run(["audit", "checkpoint", "-o", "late.checkpoint"], environment: home).code == 0)
        #expect(try run("backup", "late.db").code == 0)
        let arguments = ["--replace", "--checkpoint", "late.checkpoint"]
        let early = try run(["restore", "early.db"] + arguments, environment: home)
        #expect(early.code == 1 && early.error.contains("its end was cut off"))
        #expect(try run(["restore", "late.db"] + arguments, environment: home).code == 0)
    }

    @Test(.ofFiles("its evidence lies in a folder")) func lostEvidenceIsAnExitCodeNotALostBackup() throws {
        let run = try CommandLineRun.prepared()
        let survey = try run.file("survey.txt", "survey")
        try run("evidence", "add", "L-1", survey, "--dated", "2018-03-01")
        try FileManager.default.removeItem(atPath: run.register + ".evidence")
        let check = try run("check")
        #expect(check.code == 1 && check.output.contains("missing"))
        let backup = try run("backup", "backup.db")
        #expect(backup.code == 1 && backup.error.contains("whole but for 1 evidence file"))
        #expect(try run("list", "--register", "backup.db").code == 0)
    }

    @Test(.ofFiles("the system tells who holds it")) func whoeverHoldsTheRegisterIsNamed() throws {
        let run = try CommandLineRun.prepared()
        // This very process: to trackerctl it is another program.
        let holder = try Database(path: run.register, for: .writing)
        try holder.execute("BEGIN IMMEDIATE")
        defer { try? holder.execute("ROLLBACK") }
        for (arguments, environment) in [
            (["--wait", "0.2"], [:]), (["--wait", "0"], [:]), ([], ["TRACKER_WAIT": "0"]),
        ] as [([String], [String: String])] {
            let start = Date()
            let result = try run(["note", "L-1", "Words"] + arguments, environment: environment)
            #expect(result.code == 75)
            #expect(
                result.error.contains(" (process \(getpid()), account "),
                "\(result.error)")
            #expect(result.error.contains("nothing was written") && result.error.contains("--wait"))
            #expect(Date().timeIntervalSince(start) < 8)
        }
        // Readers are not kept waiting.
        #expect(try run("list", "--wait", "0").code == 0)
        #expect(try run(["list"], environment: ["TRACKER_WAIT": "soon"]).code == 65)
        #expect(try run("list", "--wait", "-1").code == 64)
    }
}
