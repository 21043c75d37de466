import Foundation
import Testing

import Tracker

/// Signed acts as they are typed: keys enrolled, acts asked for, signed here, elsewhere and by OpenSSH, and verified.
@Suite struct SigningRunTests {
    private static let hasOpenSSH = shell("command -v ssh-keygen >/dev/null") == 0

    private static func shell(_ script: String) -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        guard (try? process.run()) != nil else { return -1 }
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// A register whose assurances are signed; the folder has Ann's two keys and Asha's one.
    private func register() throws -> CommandLineRun {
        let run = try CommandLineRun.prepared()
        for arguments in [
            ["person", "add", "Ann Approver", "--role", "approver"],
            ["key", "create", "--key", run.path("ann.key"), "--name", "ann"],
            ["key", "create", "--key", run.path("safe.key"), "--name", "safe"],
            ["key", "create", "--key", run.path("ada.key"), "--name", "ada"],
            ["key", "enrol", "Ann Approver", run.path("ann.key"), "--by", "Ann Approver"],
            signed(run, "key", "enrol", "Ann Approver", run.path("safe.key"), "--note", "In the safe"),
            signed(run, "key", "enrol", "Ada Assurer", run.path("ada.key")),
            ["config", "signed", "assure,close"], ["assign", "L-1", "--lead", "Owen Owner"],
            ["start", "L-1"],
            ["evidence", "add", "L-1", "https://example.org/survey", "--dated", "2018-02-01"],
            ["submit", "L-1", "--note", "Done"],
        ] {
            let result = try run(arguments)
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
        return run
    }

    private func signed(_ run: CommandLineRun, _ arguments: String...) -> [String] {
        arguments + ["--by", "Ann Approver", "--sign-with", run.path("ann.key")]
    }

    /// A passkey is enrolled by the line that pages show, and signs nothing at the command line.
    @Test func passkey() throws {
        let run = try register()
        let line =
            "passkey tracker.example pAEBAycgBiFYIPes0aVhvHmijO+CnpdvvhRWMPp3jmazJB7PhRrAf92f"
        let enrolled = try run(signed(run, "key", "enrol", "Owen Owner", line))
        #expect(enrolled.code == 0 && enrolled.output.contains("SHA256:"), "\(enrolled.error)")
        let list = try run("key", "list", "--format", "csv")
        #expect(list.output.contains(",Owen Owner,passkey,SHA256:"), "\(list.output)")
        let again = try run(signed(run, "key", "enrol", "Ada Assurer", line))
        #expect(again.code == 77 && again.error.contains("enrolled already"), "\(again.error)")
        for wrong in [
            "passkey Tracker.example \(line.split(separator: " ")[2])", "\(line)AA", String(line.dropLast()),
            "passkey tracker.example", "passkey tracker.example pQEC",
        ] {
            let refused = try run(signed(run, "key", "enrol", "Ada Assurer", wrong))
            #expect(refused.code == 64 || refused.code == 65, "\(refused.error)")
            #expect(refused.error.contains("a passkey's line as the pages show it"), "\(refused.error)")
        }
        let act = ["progress", "L-1", "--note", "Begun", "--by", "Owen Owner"]
        let elsewhere = try run(act + ["--statement", run.path("s")])
        #expect(elsewhere.code == 77 && elsewhere.error.contains("none of their keys"), "\(elsewhere.error)")
        let verified = try run("audit", "verify")
        #expect(verified.code == 0, "\(verified.error)")
    }

    @Test func hereAndElsewhere() throws {
        let run = try register()
        let assure = ["assure", "L-1", "--basis", "Dip sample", "--by", "Ada Assurer"]
        let refused = try run(assure)
        #expect(refused.code == 77)
        #expect(
            refused.error
                == "trackerctl: L-1: \"assure\" is recorded only with the signature of Ada Assurer, whose act it is; sign it with --sign-with FILE, or write what is to be signed with --statement FILE and have it signed elsewhere.\n"
        )
        #expect(try run(assure + ["--sign-with", run.path("ann.key")]).code == 77)
        let both = try run(assure + ["--sign-with", run.path("ada.key"), "--statement", run.path("s")])
        #expect(both.code == 64)
        // A statement records nothing, and is recorded once it is signed.
        let size = try run("audit", "log", "--format", "json").json?["size"]?.int
        #expect(try run(assure + ["--statement", run.path("s")]).code == 0)
        #expect(try run("audit", "log", "--format", "json").json?["size"]?.int == size)
        #expect(try run("record", run.path("s")).code != 0)
        #expect(
            try run("sign", run.path("s"), "--sign-with", run.path("ann.key")).output.contains(
                "basis: Dip sample\n"))
        let wrong = try run("record", run.path("s"))
        #expect(wrong.code == 77 && wrong.error.contains("is not that of K"), "\(wrong.error)")
        #expect(try run("sign", run.path("s"), "--sign-with", run.path("ada.key")).code == 0)
        let recorded = try run("record", run.path("s"))
        #expect(
            recorded.code == 0 && recorded.output.hasPrefix("L-1: assured, signed with K"),
            "\(recorded.error)")
        #expect(try run("close", "L-1", "--as", "implemented", "--meeting", "OB-1").code == 77)
        let verified = try run("audit", "verify")
        #expect(verified.output.contains("3 signed by whoever acted"), "\(verified.output)")
        let log = try run("audit", "log", "L-1", "--format", "json").json?["entries"]?.array?.last
        #expect(log?["signature"]?["key"]?.string?.hasPrefix("K") == true)
        #expect(
            try run(["history", "L-1"], environment: ["COLUMNS": "200"]).output.contains("signed with K"))
        let keys = try run("key", "list", "--format", "json").json?["keys"]?.array
        #expect(keys?.count == 3 && keys?.last?["person"]?.string == "Ada Assurer")
        try run.verifyElsewhere()
        // Whoever has no key has nothing to sign it with.
        #expect(try run("note", "L-1", "A note", "--statement", run.path("n")).code == 77)
    }

    private static let hasOthers =
        hasOpenSSH && shell("python3 -c 'import cryptography' 2>/dev/null") == 0

    /// By ssh-keygen and a public package: the program among the documents finds what they accept, and what was changed.
    @Test(.enabled(if: hasOthers)) func byProgramsOfOthers() throws {
        let run = try register()
        let key = run.path("id")
        #expect(Self.shell("ssh-keygen -q -t ecdsa -N '' -f '\(key)'") == 0)
        #expect(try run(signed(run, "key", "enrol", "Ada Assurer", "\(key).pub")).code == 0)
        let name = try #require(
            try run("key", "list", "--format", "json").json?["keys"]?.array?.last?["id"]?.string)
        let assured = try run(
            "assure", "L-1", "--basis", "Dip sample", "--by", "Ada Assurer", "--sign-with", key,
            "--signing-key", name)
        #expect(assured.code == 0, "\(assured.error)")
        #expect(try run("key", "create", "--key", "key").code == 0)
        #expect(try run("audit", "export", "export", "--key", "key").code == 0)
        let program = DocumentationRunTests.repository.appendingPathComponent("docs/verify/signatures.py")
            .path
        let accepted = try run.execute("/usr/bin/env", ["python3", program, "export"])
        #expect(accepted.output == "4 signatures are those of their keys.\n", "\(accepted.error)")
        // The last signature is OpenSSH's: a character of its own value is changed.
        let entries = try #require(
            FileManager.default.subpathsOfDirectory(atPath: run.path("export")).first {
                $0.hasPrefix("tile/entries/") && !$0.hasSuffix(".p")
            })
        let bundle = run.folder.appendingPathComponent("export/\(entries)")
        var bytes = [UInt8](try Data(contentsOf: bundle))
        let start = try #require(Data(bytes).range(of: Data(#""value":"U1NI"#.utf8), options: .backwards))
            .lowerBound
        bytes[start + 260] = bytes[start + 260] == UInt8(ascii: "B") ? UInt8(ascii: "C") : UInt8(ascii: "B")
        try Data(bytes).write(to: bundle)
        let refused = try run.execute("/usr/bin/env", ["python3", program, "export"])
        #expect(
            refused.code == 1 && refused.output.hasSuffix("the signature is not that of \(name).\n"),
            "\(refused.error)")
    }

    @Test(.enabled(if: hasOpenSSH)) func byOpenSSH() throws {
        let run = try register()
        let key = run.path("id")
        #expect(Self.shell("ssh-keygen -q -t ed25519 -N '' -f '\(key)'") == 0)
        #expect(try run(signed(run, "key", "enrol", "Ada Assurer", "\(key).pub")).code == 0)
        let assure = ["assure", "L-1", "--basis", "Dip sample", "--by", "Ada Assurer"]
        let several = try run(assure + ["--statement", run.path("s")])
        #expect(several.code == 77 && several.error.contains("they have several keys"), "\(several.error)")
        let name = try #require(
            try run("key", "list", "--format", "json").json?["keys"]?.array?.last?["id"]?.string)
        let done = try run(assure + ["--sign-with", key, "--signing-key", name])
        #expect(
            done.code == 0 && done.output.hasPrefix("L-1: assured, signed with \(name) (entry "),
            "\(done.error)")
        #expect(try run("audit", "verify").code == 0)
        try run.verifyElsewhere()
        // A lost key is given up; what was signed since is named.
        let revoked = try run(
            signed(run, "key", "revoke", name, "--reason", "Left on the train", "--on", "2018-01-01"))
        #expect(revoked.code == 0, "\(revoked.error)")
        let verified = try run("audit", "verify")
        #expect(verified.code == 0 && verified.error.contains("which entry"), "\(verified.error)")
    }
}

extension CommandLineRun {
    fileprivate func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
}
