import Foundation
import Testing

import Tracker

/// Signing, exporting, proving and verifying, as typed.
@Suite struct AuditRunTests {
    @Test func signedAndCheckedElsewhere() throws {
        let run = try CommandLineRun.prepared()
        let home = ["XDG_CONFIG_HOME": run.folder.appendingPathComponent("config").path]
        func trackerctl(_ arguments: String...) throws -> CommandLineRun.Result {
            try run(arguments, environment: home)
        }
        #expect(try trackerctl("audit", "checkpoint").code == 66)
        let made = try trackerctl("key", "create")
        #expect(made.code == 0, "\(made.error)")
        let key = try #require(made.output.split(separator: "\n").first.map { String($0) })
        #expect(key.hasPrefix("oversight-body+"))
        #expect(try trackerctl("key", "show").output == key + "\n")
        #expect(try trackerctl("key", "create").code == 73)

        #expect(try trackerctl("audit", "checkpoint", "-o", "early.checkpoint").code == 0)
        #expect(try trackerctl("note", "L-1", "ZEBRA").code == 0)
        #expect(try trackerctl("audit", "export", "out", "--evidence").code == 0)
        let verified = try trackerctl(
            "audit", "verify", "--checkpoint", "early.checkpoint", "--checkpoint", "out", "--key", key)
        #expect(verified.code == 0, "\(verified.error)")

        #expect(try trackerctl("audit", "prove", "L-1", "-o", "item.proof").code == 0)
        #expect(try trackerctl("audit", "prove", "3", "-o", "entry.proof").code == 0)
        #expect(
            try trackerctl("audit", "prove", "--from", "early.checkpoint", "-o", "growth.proof").code == 0)
        for proof in ["item.proof", "entry.proof", "growth.proof"] {
            let checked = try trackerctl("audit", "check-proof", proof, "--key", key)
            #expect(checked.code == 0, "\(proof): \(checked.error)")
            #expect(
                !(try String(contentsOf: run.folder.appendingPathComponent(proof), encoding: .utf8)).contains(
                    "ZEBRA"))
        }
        #expect(try trackerctl("audit", "prove", "L-9").code == 66)
        #expect(try trackerctl("audit", "prove").code == 64)

        let rebuilt = run.folder.appendingPathComponent("rebuilt.db").path
        #expect(try trackerctl("import-log", "out", "--register", rebuilt, "--key", key).code == 0)
        #expect(try trackerctl("show", "L-1", "--register", rebuilt).output.contains("ZEBRA"))
        #expect(try trackerctl("import-log", "out", "--register", rebuilt).code == 73)
    }

    @Test func whatIsWrongIsToldApart() throws {
        let run = try CommandLineRun.prepared()
        let other = try SignerKey(name: "other.example", seed: [UInt8](repeating: 1, count: 32))
        let size = try run.size()
        let log = try #require(try run("audit", "log", "--format", "json").json)
        let root = try #require(log["root"]?.string)
        #expect(try run("audit", "verify", "--size", "\(size)", "--root", root).code == 0)
        let cut = try run("audit", "verify", "--size", "\(size + 3)", "--root", root)
        #expect(cut.code == 1)
        #expect(cut.output.contains("cut short") && cut.error.contains("the first bad entry is \(size + 1)"))
        let rewritten = try run("audit", "verify", "--size", "\(size - 1)", "--root", root)
        #expect(rewritten.code == 1)
        #expect(rewritten.output.contains("rewritten"))
        #expect(try run("audit", "verify", "--size", "3").code == 64)
        #expect(try run("audit", "verify", "--size", "3", "--root", "abc").code == 65)

        let forged = Checkpoint(origin: "other.example", size: size, root: try #require(Hash(hex: root)))
        let path = try run.file("forged.checkpoint", forged.signed(by: other).encoded)
        let mine = try SignerKey(name: "mine.example", seed: [UInt8](repeating: 2, count: 32)).verifier
        let refused = try run("audit", "verify", "--checkpoint", path, "--key", mine.description)
        #expect(refused.code == 1)
        #expect(refused.error.contains("other.example"))
        let notOne = try run.file("letter.txt", "Dear all\n")
        #expect(try run("audit", "verify", "--checkpoint", notOne, "--key", mine.description).code == 65)
        #expect(try run("audit", "verify", "--checkpoint", "missing").code == 66)
        #expect(try run("audit", "check-proof", notOne, "--key", mine.description).code == 65)
    }

    @Test func keysUnderAPassphrase() throws {
        let run = try CommandLineRun.prepared()
        let words = try run.file("words", "correct horse\n")
        let wrong = try run.file("wrong", "correct house\n")
        let key = ["--key", run.folder.appendingPathComponent("sealed").path]
        let made = try run(["key", "create", "--name", "r.example", "--passphrase-file", words] + key)
        #expect(made.code == 0, "\(made.error)")
        #expect(made.error.contains("can read") && made.error.contains("chmod 600 \(words)"))
        chmod(words, 0o600)
        #expect(try run(["key", "show"] + key).output == made.output)
        #expect(try run(["audit", "checkpoint", "--passphrase-file", words] + key).code == 0)
        // The same words, written on Windows.
        let windows = try run.file("windows", "correct horse\r\n")
        #expect(try run(["audit", "checkpoint", "--passphrase-file", windows] + key).code == 0)
        let refused = try run(["audit", "checkpoint", "--passphrase-file", wrong] + key)
        #expect(refused.code == 77)
        #expect(refused.error.contains("passphrase"))
        #expect(try run(["key", "create", "--name", "two words", "--key", "other"]).code == 65)
    }

    /// A key that remembers what it signed can't be made to sign two histories, by whatever command.
    @Test func aKeySignsOneHistory() throws {
        let run = try CommandLineRun.prepared()
        let key = ["--key", run.folder.appendingPathComponent("key").path]
        #expect(try run(["key", "create"] + key).code == 0)
        #expect(try run("backup", "early.db").code == 0)
        try run("note", "L-1", "An inconvenient truth")
        let signed = try run(["audit", "checkpoint", "-o", "late"] + key)
        #expect(signed.code == 0, "\(signed.error)")
        #expect(
            try run(["audit", "checkpoint"] + key).output
                == String(contentsOfFile: run.folder.path + "/late", encoding: .utf8))
        // Put back, and then written on to the same size.
        for (name, note) in [("early.db", nil), ("fork.db", "A nicer one")] as [(String, String?)] {
            #expect(
                try run("backup", name == "early.db" ? "copy.db" : name, "--register", "early.db").code == 0)
            if let note { #expect(try run("note", "L-1", note, "--register", name).code == 0) }
            for command in [
                ["audit", "checkpoint", "-o", "other"], ["audit", "prove", "L-1", "-o", "other"],
                ["audit", "export", "exported"],
            ] {
                let refused = try run(command + key + ["--register", name])
                #expect(refused.code == 1, "\(command) \(refused)")
                #expect(refused.error.contains("has signed a ledger of 9 entries"), "\(refused.error)")
                #expect(refused.error.contains("trackerctl audit verify --size 9 --root"))
            }
            #expect(!FileManager.default.fileExists(atPath: run.folder.path + "/other"))
        }
        let memory = key[1] + ".signed"
        #expect(try FileManager.default.attributesOfItem(atPath: memory)[.posixPermissions] as? Int == 0o600)
        _ = try run.file("key.signed", "{\"format\":\"tracker signed state 1\"}\n")
        #expect(try run(["audit", "checkpoint"] + key).code == 77)
        unlink(memory)
        #expect(try run(["audit", "checkpoint", "--register", "fork.db"] + key).code == 0)
    }
}
