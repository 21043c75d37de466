import Foundation
import Testing

/// Reminders as an officer sends them: looked at, written as files that other programs read, handed to a mail program, listed.
struct ReminderRunTests {
    private func prepared() throws -> CommandLineRun {
        let run = try CommandLineRun.withBoard(items: 2)
        try run("config", "mail_from", "Überwachung \"Süd\" <register@body.example>")
        try run("person", "change", "Owen Owner", "--email", "owen@force.example")
        return run
    }

    private static let hasReader = system("python3 -c 'import email' 2>/dev/null") == 0

    @Test(.enabled(if: hasReader, "Messages read by another program: needs python3"))
    func filesThatOtherProgramsRead() throws {
        let run = try prepared()
        let look = try run("remind", "--dry-run")
        #expect(look.code == 0, "\(look.error)")
        #expect(look.output.contains("To: Owen Owner <owen@force.example>"))
        let before = try run("audit", "verify").output
        let outbox = run.folder.appendingPathComponent("outbox").path
        let sent = try run("remind", "--outbox", outbox)
        #expect(sent.code == 0, "\(sent.error)")
        #expect(sent.output.contains("2 lines, written as a file"), "\(sent.output)")
        #expect(try run("audit", "verify").output != before)
        let files = try FileManager.default.contentsOfDirectory(atPath: outbox)
        try #require(files.count == 1)
        let read = try run.execute(
            "/usr/bin/env", ["python3", CommandLineRun.fixture("read_mail.py"), "\(outbox)/\(files[0])"])
        #expect(read.code == 0, "\(read.error)")
        for line in [
            "from Überwachung \"Süd\" <register@body.example>", "to Owen Owner <owen@force.example>",
            "defects 0", "auto auto-generated", "unsent 1",
        ] {
            #expect(read.output.contains(line), "\(line)\n\(read.output)")
        }
        for words in ["L-1, due 20 Feb 2018", "L-2, due 20 Mar 2018"] {
            #expect(read.output.contains("text * \(words)"))
            #expect(read.output.contains("html \(words)"))
        }
        #expect(
            try run("remind", "--outbox", outbox).output.contains("There is nothing to tell anybody now."))
        let log = try run("remind", "log", "--about", "l-1", "--format", "csv")
        #expect(log.output.split(whereSeparator: \.isNewline).count == 2, "\(log.output)")
        #expect(
            log.output.contains("owen@force.example,,L-1,overdue,2018-02-20,Written as a file"),
            "\(log.output)")
    }

    private static let hasServer =
        system(
            "python3 -c 'import aiosmtpd, ctypes; ctypes.CDLL(\"libcurl.so.4\")' 2>/dev/null && command -v openssl >/dev/null"
        ) == 0

    @Test(
        .enabled(
            if: hasServer && CommandLineRun.filesAlone,
            "Messages through a real mail server: needs python3 with aiosmtpd, libcurl.so.4 and openssl"))
    func aMailServerTakesRefusesOrHangs() throws {
        let trial = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../scripts/mail-trial").standardized.path
        let said = try CommandLineRun().execute(
            "/usr/bin/env", ["python3", "-B", trial, CommandLineRun.program.deletingLastPathComponent().path])
        #expect(said.code == 0, "\(said.error)")
        #expect(said.output.contains("things are so"), "\(said.error)")
    }

    @Test(
        .enabled(
            if: system("python3 -c 'import ctypes; ctypes.CDLL(\"libcurl.so.4\")' 2>/dev/null") == 0
                && CommandLineRun.filesAlone,
            "Messages by a GOV.UK Notify made here: needs python3 and libcurl.so.4"))
    func notifyTakesRefusesOrHangs() throws {
        let trial = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../scripts/notify-trial").standardized.path
        let said = try CommandLineRun().execute(
            "/usr/bin/env",
            ["python3", "-B", trial, CommandLineRun.program.deletingLastPathComponent().path])
        #expect(said.code == 0, "\(said.error)")
        #expect(said.output.contains("things are so"), "\(said.error)")
    }

    @Test func aMailProgramTakesOrRefuses() throws {
        let run = try prepared()
        // A mail program that keeps what it is given, and says what it is told to.
        let program = run.folder.appendingPathComponent("sendmail")
        try """
        #!/bin/sh
        cat >"\(run.folder.path)/taken"
        echo "$*" >"\(run.folder.path)/arguments"
        [ ! -f "\(run.folder.path)/status" ] || { echo "550 5.1.1 no such person" >&2; exit "$(cat "\(run.folder.path)/status")"; }
        """.write(to: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        func send() throws -> CommandLineRun.Result {
            try run(["remind", "--sendmail"], environment: ["PATH": "\(run.folder.path):/usr/bin:/bin"])
        }
        let status = run.folder.appendingPathComponent("status")
        try "75".write(to: status, atomically: true, encoding: .utf8)
        let later = try send()
        #expect(later.code == 1, "\(later.error)")
        #expect(later.output.contains("not taken yet: 550 5.1.1 no such person"), "\(later.output)")
        try FileManager.default.removeItem(at: status)
        let sent = try send()
        #expect(sent.code == 0, "\(sent.error)")
        let arguments = try String(
            contentsOf: run.folder.appendingPathComponent("arguments"), encoding: .utf8)
        #expect(arguments == "-i -f register@body.example -- owen@force.example\n")
        let taken = try String(contentsOf: run.folder.appendingPathComponent("taken"), encoding: .utf8)
        #expect(taken.hasPrefix("From: "))
        let log = try run("remind", "log", "--to", "Owen Owner", "--format", "json").output
        #expect(
            log.contains("\"result\": \"Not taken yet\"") && log.contains("\"result\": \"Sent\""), "\(log)")
    }

    @Test func whatIsMissingIsSaid() throws {
        let run = try CommandLineRun.withBoard(items: 1)
        let nobody = try run("remind", "--dry-run")
        #expect(nobody.code == 65 || nobody.code == 77)
        #expect(nobody.error.contains("mail_from"), "\(nobody.error)")
        #expect(try run("remind").error.contains("Say how"))
        #expect(try run("remind", "--dry-run", "--outbox", "x").error.contains("Say how"))
        for (arguments, words) in [
            (["config", "mail_from", "somebody"], "sender of reminders"),
            (["config", "mail_link", "http://x"], "begins with https://"),
            (["config", "reminders", "30,x"], "numbers of days"),
            (["person", "change", "Owen Owner", "--email", "owen@"], "e-mail address"),
            (
                ["person", "change", "Owen Owner", "--email", "owen@force.example\nBcc: all@force.example"],
                "e-mail address"
            ),
            (["person", "change", "Owen Owner", "--away-from", "2026-12-01"], "--away-to DATE"),
        ] {
            let refused = try run.callAsFunction(arguments)
            #expect(refused.code != 0)
            #expect(refused.error.contains(words), "\(arguments): \(refused.error)")
        }
    }
}
