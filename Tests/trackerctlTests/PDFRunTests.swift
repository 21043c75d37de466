import Foundation
import Glibc
import Testing

@testable import trackerctl

/// The converter is a stranger: what it makes is looked at, it has a time limit, and nothing of it is left.
struct PDFRunTests {
    private let run: CommandLineRun
    private let environment: [String: String]

    init() throws {
        run = try CommandLineRun.prepared()
        for folder in ["fake", "tmp"] {
            try FileManager.default.createDirectory(
                atPath: run.folder.path + "/" + folder, withIntermediateDirectories: false)
        }
        let converter = try run.file(
            "fake/chromium",
            """
            #!/bin/sh
            for word in "$@"; do
                echo "$word" >>args
                case "$word" in --print-to-pdf=*) out="${word#*=}";; esac
            done
            case "$FAKE" in
            whole) printf '%%PDF-1.7\\nwords\\n%%%%EOF\\n' >"$out" ;;
            cut) printf '%%PDF-1.7\\nwords\\n' >"$out" ;;
            empty) : >"$out" ;;
            nothing) ;;
            fails) exit 3 ;;
            hangs) sleep 1000 & echo $$ $! >pids; wait ;;
            esac
            """)
        chmod(converter, 0o755)
        environment = [
            "PATH": "\(run.folder.path)/fake:/usr/bin:/bin", "TMPDIR": run.folder.path + "/tmp",
        ]
        _ = try run.file("paper.pdf", "THE OLD PAPER")
    }

    private func text(_ name: String) -> String? {
        try? String(contentsOfFile: "\(run.folder.path)/\(name)", encoding: .utf8)
    }

    private var left: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: run.folder.path + "/tmp") }
    }

    @Test(arguments: ["whole", "cut", "empty", "nothing", "fails", "hangs"])
    func onlyAWholePDFGetsTheName(_ way: String) throws {
        let result = try run(
            ["list", "-o", "paper.pdf"],
            environment: environment.merging(["FAKE": way, "TRACKER_PDF_WAIT": "1"]) { $1 })
        #expect(result.code == (way == "whole" ? 0 : 73), "\(result)")
        #expect(text("paper.pdf")?.hasPrefix(way == "whole" ? "%PDF-1.7" : "THE OLD PAPER") == true)
        #expect(try left.isEmpty)
        #expect(text("args")?.contains("MAP * ~NOTFOUND") == true)
        for pid in (text("pids") ?? "").split(whereSeparator: \.isWhitespace).compactMap({ pid_t($0) }) {
            #expect(Self.isGone(pid), "\(pid)")
        }
    }

    /// Killed and waited for, or soon to be by whoever adopted it.
    private static func isGone(_ pid: pid_t) -> Bool {
        let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        return status.map { $0.contains(") Z ") } ?? true
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP]) func aSignalLeavesNothingRunningAndNothingLying(
        _ number: Int32
    ) throws {
        let process = Process()
        // Whoever runs the tests may have them ignore it.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["--default-signal", CommandLineRun.program.path, "list", "-o", "paper.pdf"]
        process.currentDirectoryURL = run.folder
        process.environment = environment.merging(["FAKE": "hangs", "TRACKER_REGISTER": run.register]) { $1 }
        process.standardError = FileHandle.nullDevice
        try process.run()
        let patience = Date(timeIntervalSinceNow: 20)
        while text("pids")?.hasSuffix("\n") != true, Date() < patience { usleep(20_000) }
        let pids = (text("pids") ?? "").split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
        #expect(pids.count == 2)
        #expect(try !left.isEmpty)
        kill(process.processIdentifier, number)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == number)
        for pid in pids { #expect(Self.isGone(pid)) }
        #expect(try left.isEmpty)
        #expect(text("paper.pdf") == "THE OLD PAPER")
        let names = try FileManager.default.contentsOfDirectory(atPath: run.folder.path)
        #expect(!names.contains { $0.hasSuffix(".draft") }, "\(names)")
    }

    @Test func aPDFBeginsAndEnds() {
        for (text, isWhole) in [
            ("%PDF-1.7\n%%EOF", true), ("%PDF-1.7\n%%EOF\r\n", true), ("%PDF-1.7\n%%EO", false), ("", false),
            ("<html>%%EOF", false), ("%PDF-%%EOF more", false),
        ] { #expect(PDFConverter.isWhole(Array(text.utf8)) == isWhole, "\(text)") }
    }
}
