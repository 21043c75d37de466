import Foundation
import Glibc
import Testing

import Tracker

/// What `-o` and its like may not replace, and that what stood there is kept until the new one is whole.
struct OutputRunTests {
    private let run: CommandLineRun

    init() throws {
        run = try CommandLineRun.prepared()
        let survey = try run.file("survey.txt", "survey")
        #expect(try run("evidence", "add", "L-1", survey, "--dated", "2018-03-01").code == 0)
        #expect(try run("key", "create", "--key", "key").code == 0)
        #expect(try run("backup", "backup.db").code == 0)
        #expect(try run("audit", "checkpoint", "--key", "key", "-o", "checkpoint").code == 0)
        #expect(try run("audit", "prove", "L-1", "--key", "key", "-o", "proof").code == 0)
    }

    private func path(_ name: String) -> String { run.folder.appendingPathComponent(name).path }

    private func bytes(_ name: String) -> Data? { try? Data(contentsOf: URL(fileURLWithPath: path(name))) }

    private static let writers: [[String]] = [
        ["outstanding", "--format", "csv"], ["show", "L-1", "--format", "json"],
        ["list", "--format", "xlsx"],
        ["quarterly", "2017/18-Q4", "--issue", "--format", "html"], ["audit", "checkpoint", "--key", "key"],
        ["audit", "prove", "1", "--key", "key"],
    ]

    @Test(.ofFiles("its files lie where a paper could go")) func nothingThatIsNoPaperIsReplaced() throws {
        let evidence = try #require(
            FileManager.default.subpathsOfDirectory(atPath: path("register.db.evidence")).first {
                $0.count > 64
            })
        symlink("register.db", path("paper.csv"))
        symlink("nowhere", path("dangling.csv"))
        link(path("register.db"), path("same.csv"))
        try FileManager.default.createDirectory(atPath: path("folder"), withIntermediateDirectories: false)
        mkfifo(path("fifo"), 0o600)
        let before = try run.size()
        let targets = [
            "register.db", "register.db-wal", "register.db-journal", "register.db.evidence/\(evidence)",
            "register.db.evidence/new.csv", "register.db.meeting-OB-1.draft", "key", "key.signed",
            "backup.db",
            "paper.csv", "dangling.csv", "same.csv", "folder", "fifo",
        ]
        for target in targets {
            let held = bytes(target)
            for command in Self.writers {
                let result = try run(command + ["-o", target])
                #expect(result.code == 73, "\(command) \(target): \(result)")
                #expect(result.error.contains("left as it is"), "\(command) \(target): \(result.error)")
                // Reading makes an empty log.
                #expect(
                    bytes(target) == held || held == nil && bytes(target)?.isEmpty == true,
                    "\(command) \(target)")
            }
        }
        for (target, command) in [
            ("checkpoint", Self.writers[0]), ("checkpoint", Self.writers[5]), ("proof", Self.writers[1]),
            ("proof", Self.writers[4]), ("survey.txt", Self.writers[4]),
        ] {
            let held = bytes(target)
            #expect(try run(command + ["-o", target]).code == 73, "\(command) \(target)")
            #expect(bytes(target) == held)
        }
        #expect(try run.size() == before)
        #expect(try run("audit", "verify").code == 0)
        #expect(!FileManager.default.fileExists(atPath: path("nowhere")))
    }

    @Test func aSheetThatIsReadIsNotReplaced() throws {
        _ = try run.file("sheet.csv", "Reference,Act,Note\nL-1,note,Words\n")
        let held = bytes("sheet.csv")
        for more in [["--dry-run"], []] {
            let result = try run(["meeting", "log", "OB-1", "sheet.csv", "-o", "sheet.csv"] + more)
            #expect(result.code == 73 && result.error.contains("what this command reads"), "\(result)")
        }
        #expect(bytes("sheet.csv") == held)
        _ = try run.file("words", "correct horse\n")
        chmod(path("words"), 0o600)
        #expect(
            try run("key", "create", "--key", "sealed", "--name", "s", "--passphrase-file", "words").code == 0
        )
        let result = try run(
            "audit", "checkpoint", "--key", "sealed", "--passphrase-file", "words", "-o", "words")
        #expect(result.code == 73 && bytes("words") == Data("correct horse\n".utf8))
    }

    /// What is of the same kind is replaced as before, and streams are written to as they come.
    @Test func whatIsOfTheSameKindIsReplaced() throws {
        let signed = bytes("checkpoint")
        try run("note", "L-1", "Later")
        _ = try run.file("list.csv", "an earlier list")
        for (command, target) in [
            (["list"], "list.csv"), (["list"], "list.xlsx"), (["list"], "list.xlsx"),
            (["audit", "checkpoint", "--key", "key"], "checkpoint"),
            (["audit", "prove", "L-1", "--key", "key"], "proof"),
        ] {
            let result = try run(command + ["-o", target])
            #expect(result.code == 0, "\(command) \(target): \(result.error)")
        }
        #expect(bytes("checkpoint") != signed && bytes("list.csv")?.contains(UInt8(ascii: ",")) == true)
        #expect(try run("list", "--format", "csv", "-o", "/dev/null").code == 0)
        #expect(try run("list", "--format", "csv", "-o", "/dev/stdout").output.contains("L-1"))
        #expect(try run("list", "--format", "csv", "-o", "/dev/full").code == 73)
        let piped = try run.execute(
            "/bin/bash",
            [
                "-c",
                "\"$T\" list --format csv -o >(cat >piped; echo >>done); while [ ! -s done ]; do :; done",
            ],
            environment: ["T": CommandLineRun.program.path])
        #expect(piped.code == 0 && bytes("piped")?.isEmpty == false, "\(piped)")
        let names = try FileManager.default.contentsOfDirectory(atPath: run.folder.path)
        #expect(!names.contains { $0.hasSuffix(".draft") }, "\(names)")
    }

    /// Whoever may not write to a paper, or marked it as finished, doesn't replace it by its name.
    @Test(.enabled(if: getuid() == 0)) func theFolderIsNoWayRoundAFilesOwnPermissions() throws {
        chmod(run.folder.path, 0o777)
        for ending in ["", "-wal", "-shm"] { chmod(path("register.db\(ending)"), 0o666) }
        _ = try run.file("list.csv", "signed off")
        chmod(path("list.csv"), 0o444)
        let result = try run.execute(
            "/usr/bin/setpriv",
            [
                "--reuid=65534", "--regid=65534", "--clear-groups", CommandLineRun.program.path, "list", "-o",
                "list.csv",
            ])
        #expect(result.code == 73 && result.error.contains("may not be written"), "\(result)")
        #expect(bytes("list.csv") == Data("signed off".utf8))
    }

    @Test(arguments: ["000", "027", "077"]) func markedPapersAreTheirOwnersAlone(umask: String) throws {
        let script = """
            umask \(umask)
            for ending in txt md csv json html xlsx; do
                "$T" list -o "public.$ending"
                "$T" list --marking OFFICIAL-SENSITIVE -o "marked.$ending"
            done
            "$T" audit prove L-1 --key key -o public.proof
            "$T" meeting sheet OB-1 -o public-sheet.csv
            "$T" config marking "SECRET"
            "$T" meeting sheet OB-1 -o marked-sheet.xlsx
            """
        let result = try run.execute(
            "/bin/sh", ["-ec", script], environment: ["T": CommandLineRun.program.path])
        #expect(result.code == 0, "\(result.error)")
        let open = 0o666 & ~(Int(umask, radix: 8) ?? 0)
        for name in try FileManager.default.contentsOfDirectory(atPath: run.folder.path) {
            let mode =
                try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int ?? 0
            if name.hasPrefix("public") { #expect(mode == open, "\(name) \(String(mode, radix: 8))") }
            if name.hasPrefix("marked") { #expect(mode == 0o600, "\(name) \(String(mode, radix: 8))") }
        }
    }

    /// A file that may not grow (ulimit -f) is told like a full disk, and the old paper stays.
    @Test(.ofFiles("it may not grow either")) func aFileThatMayNotGrowIsASentence() throws {
        _ = try run.file("list.csv", "THE OLD PAPER")
        let held = bytes("list.csv")
        let words = String(repeating: "Words. ", count: 8000)
        #expect(
            try run("add", "L-2", "--report", "LEG", "--kind", "recommendation", "--text", words).code == 0)
        let size = try run.size()
        // In blocks of 512 bytes: 40 KiB.
        let result = try run.execute(
            "/bin/sh",
            ["-c", "ulimit -f 80; \"$T\" list -o list.csv; echo $?; \"$T\" note L-1 \"$WORDS\"; echo $?"],
            environment: ["T": CommandLineRun.program.path, "WORDS": words])
        #expect(result.output == "73\n74\n", "\(result)")
        #expect(
            result.error.contains("File too large") && result.error.contains("ulimit -f"), "\(result.error)")
        #expect(bytes("list.csv") == held)
        #expect(try run.size() == size)
    }

    @Test(arguments: ["0", "1", "999999999999999999", "-5", "x"]) func anyWidthWillDo(
        _ columns: String
    ) throws {
        let result = try run(["list"], environment: ["COLUMNS": columns])
        #expect(result.code == 0 && result.output.utf8.count < 20_000, "\(result.code) \(result.error)")
    }

    @Test func aLongReferenceIsNotEchoedWhole() throws {
        let long = String(repeating: "a", count: 100_000)
        for command in [
            ["show", long], ["report", "show", long], ["note", long, "x"], ["list", "--owner", long],
            ["add", long, "--report", "LEG", "--kind", "recommendation", "--text", "x"],
            ["issued", "show", long],
            ["evidence", "show", long], ["help", long],
        ] {
            let result = try run(command)
            #expect(result.code != 0 && (result.output + result.error).utf8.count < 2000, "\(command[0])")
        }
    }
}

/// A disk that is full while a paper is written: the old one stays, and nothing half has its name.
@Suite(.enabled(if: SmallDisk.isAllowed, SmallDisk.refusal)) struct FullDiskOutputTests {
    @Test func theOldPaperStays() throws {
        let disk = try SmallDisk(kibibytes: 64)
        let run = try CommandLineRun.prepared()
        #expect(try run("key", "create", "--key", "key").code == 0)
        for number in 1...40 {
            // Words that no workbook can make shorter.
            let text = (1...100).map { _ in UUID().uuidString }.joined(separator: " ")
            try run("add", "N-\(number)", "--report", "LEG", "--kind", "recommendation", "--text", text)
        }
        let fake = run.folder.path + "/fake"
        try FileManager.default.createDirectory(atPath: fake, withIntermediateDirectories: false)
        let converter = try run.file(
            "fake/chromium",
            """
            #!/bin/sh
            for word in "$@"; do case "$word" in --print-to-pdf=*) out="${word#*=}";; esac; done
            { echo %PDF-1.7; head -c 200000 /dev/zero; echo %%EOF; } >"$out"
            """)
        chmod(converter, 0o755)
        for ending in ["txt", "md", "csv", "json", "html", "xlsx", "pdf"] {
            let path = "\(disk.path)/paper.\(ending)"
            try Data("THE OLD PAPER".utf8).write(to: URL(fileURLWithPath: path))
            let result = try run(
                ["list", "--full", "-o", path],
                environment: ["PATH": "\(fake):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"])
            #expect(result.code == 73, "\(ending): \(result.code) \(result.error)")
            #expect(
                try Data(contentsOf: URL(fileURLWithPath: path)) == Data("THE OLD PAPER".utf8), "\(ending)")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: disk.path)
        #expect(names.allSatisfy { $0.hasPrefix("paper.") && !$0.hasSuffix(".draft") }, "\(names)")
    }
}
