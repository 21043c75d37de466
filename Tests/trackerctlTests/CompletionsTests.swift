import Foundation
import Testing
import Tracker

@testable import trackerctl

/// The shells complete names from the register: each of them for real, where it is installed.
@Suite struct CompletionsTests {
    /// A register with a person whose name would act in a careless shell.
    private static func prepared() throws -> CommandLineRun {
        let run = try CommandLineRun.prepared()
        try run("person", "add", "Sly \"O'Brien\" `touch pwned` $(touch pwned) \\x")
        for shell in ["bash", "zsh", "fish"] {
            _ = try run.file("completions.\(shell)", try run("completions", shell).output)
        }
        return run
    }

    /// What a shell writes that runs `script`; nil, and said so, where it isn't installed.
    private static func output(of shell: String, _ script: String, in run: CommandLineRun) throws -> String? {
        let path = ["/bin/\(shell)", "/usr/bin/\(shell)"].first(
            where: FileManager.default.isExecutableFile(atPath:))
        guard let path else {
            print("SKIPPED: \(shell) is not installed, so its completions were not tried")
            return nil
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = [try run.file("try.\(shell)", script)]
        process.currentDirectoryURL = run.folder
        var variables = ProcessInfo.processInfo.environment
        variables["PATH"] =
            "\(CommandLineRun.program.deletingLastPathComponent().path):\(variables["PATH"] ?? "")"
        variables["TRACKER_REGISTER"] = run.register
        variables["HOME"] = run.folder.path
        variables["TERM"] = "dumb"
        process.environment = variables
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text
    }

    private static let lines: [(typed: String, offered: [String])] = [
        ("trackerctl ass", ["assign", "assure", "assess"]),
        ("trackerctl assign ", ["L-1"]),
        ("trackerctl assign L-1 --lead Owen", ["Owen Owner"]),
        ("trackerctl assign L-1 --board ", ["OB"]),
        ("trackerctl start L-1 --meeting ", ["OB-1"]),
        ("trackerctl quarterly 2018/19-Q", ["2018/19-Q4", "2018/19-Q3", "2018/19-Q2", "2018/19-Q1"]),
        ("trackerctl list --report ", ["LEG"]),
        ("trackerctl list --kind a", ["accelerated-cause-of-concern", "area-for-improvement"]),
        ("trackerctl list --register nowhere.db --kind a", []),
        ("trackerctl close L-1 --as d", ["duplicate"]),
    ]

    @Test func bash() throws {
        let run = try Self.prepared()
        var script = """
            source ./completions.bash
            try() {
                COMP_LINE="$1"; COMP_POINT=${#COMP_LINE}; COMPREPLY=()
                read -ra COMP_WORDS <<<"$1"; [[ "$1" = *' ' ]] && COMP_WORDS+=('')
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _trackerctl trackerctl "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
                echo "> $1"
                for reply in "${COMPREPLY[@]}"; do echo "$reply"; done
            }

            """
        for line in Self.lines { script += "try '\(line.typed)'\n" }
        script += "try 'trackerctl list --owner Sl'\necho \"> end\"\n"
        guard let output = try Self.output(of: "bash", script, in: run) else { return }
        for (typed, offered) in Self.lines {
            #expect(
                output.contains((["> \(typed)"] + offered + ["> "]).joined(separator: "\n")),
                "\(typed): \(output)")
        }
        #expect(output.contains("\nSly \"O'Brien\" `touch pwned` $(touch pwned) \\x\n"), "\(output)")
        #expect(!FileManager.default.fileExists(atPath: run.folder.appendingPathComponent("pwned").path))
    }

    /// A name that is one character for people and a command for a shell: U+0D4E joins what follows it to one character.
    @Test func bashRunsNothing() throws {
        let run = try CommandLineRun.prepared()
        let joiner = "\u{D4E}"
        let trap = try run.file("x\(joiner)", "#!/bin/sh\ntouch \(run.folder.path)/pwned\n")
        chmod(trap, 0o755)
        let names = [
            "Zed\(joiner)`\(trap)`", "Zed\(joiner)$(\(trap))", "Zed'\(joiner);\(trap);'",
            "Zed~ * {a,b} $HOME",
            "Zed\u{301}`\(trap)`",
        ]
        for name in names { #expect(try run("person", "add", name).code == 0, "\(name)") }
        _ = try run.file("completions.bash", try run("completions", "bash").output)
        // Version 0.1.0 wrote a script that has bash expand what is offered.
        let old = """
            cur=Z
            candidates="$(trackerctl ---completion note -- --by 3 1 trackerctl note --by Z)"
            while IFS='' read -r one; do echo "old: $one"; done < <(IFS=$'\n' compgen -W "$candidates" -- "$cur")

            """
        let script = """
            source ./completions.bash
            COMP_LINE='trackerctl note --by Z'; COMP_POINT=${#COMP_LINE}; COMPREPLY=()
            COMP_WORDS=(trackerctl note --by Z); COMP_CWORD=3
            _trackerctl trackerctl Z --by
            for reply in "${COMPREPLY[@]}"; do echo "new: $reply"; done

            """
        guard let output = try Self.output(of: "bash", "export SAP_SHELL=bash\n" + old + script, in: run)
        else { return }
        for name in names {
            #expect(output.contains("new: \(name)\n"), "\(name): \(output)")
            #expect(output.contains("old: \(name)\n"), "\(name): \(output)")
        }
        #expect(!FileManager.default.fileExists(atPath: run.folder.path + "/pwned"))
        #expect(try !run("completions", "bash").output.contains("compgen -W \"$("))
    }

    @Test func fish() throws {
        let run = try Self.prepared()
        var script = "source ./completions.fish\n"
        for line in Self.lines {
            script += "echo '> \(line.typed)'\ncomplete -C '\(line.typed)' | cut -f 1\n"
        }
        script += "complete -C 'trackerctl list --owner Sl' | cut -f 1\necho '> end'\n"
        guard let output = try Self.output(of: "fish", script, in: run) else { return }
        for (typed, offered) in Self.lines {
            let begin = "> \(typed)\n"
            let said =
                output.components(separatedBy: begin).dropFirst().first?.components(separatedBy: "> ").first
                ?? ""
            #expect(
                Set(said.split(separator: "\n").map(String.init)).isSuperset(of: offered)
                    && (!offered.isEmpty || said.isEmpty), "\(typed): \(said)")
        }
        #expect(output.contains("pwned"), "\(output)")
        #expect(!FileManager.default.fileExists(atPath: run.folder.appendingPathComponent("pwned").path))
    }

    @Test func zsh() throws {
        let run = try Self.prepared()
        // Zsh completes only on a line that is being edited: a shell at a pseudo-terminal, with Tab set to list.
        var script = """
            zmodload zsh/zpty || exit 0
            zpty z "env PS1='' zsh -f -i"
            zpty -w z "autoload -Uz compinit; compinit -u -d ./compdump; setopt no_beep; LISTMAX=1000; bindkey '^I' list-choices"
            zpty -w z "source ./completions.zsh; print LOAD''ED"
            while zpty -r z out; do [[ $out = *LOADED* ]] && break; done
            try() {
                zpty -n -w z $'\\x15'"$1"$'\\t'
                local waited=0 all= out
                while (( waited < 150 )) && [[ "$all" != *"$2"* ]]; do
                    if zpty -rt z out; then all+="$out"; else sleep 0.1; (( waited++ )); fi
                done
                print -r -- "$all" | tr -d '\\r'
                print -r -- "> $1"
            }

            """
        let lines = Self.lines.filter { $0.offered.count > 1 || $0.typed.hasSuffix(" ") }
        for line in lines { script += "try '\(line.typed)' '\(line.offered[0]) '\n" }
        script += "zpty -d z\n"
        guard let output = try Self.output(of: "zsh", script, in: run) else { return }
        for (typed, offered) in lines {
            #expect(output.contains("> \(typed)\n"), "\(output)")
            for name in offered { #expect(output.contains(name), "\(typed) should offer \(name): \(output)") }
        }
        #expect(!FileManager.default.fileExists(atPath: run.folder.appendingPathComponent("pwned").path))
    }

    @Test func namesForEachShellAreQuotedItsOwnWay() throws {
        let run = try CommandLineRun.prepared()
        try run("person", "add", "Per:son two")
        func offered(_ shell: String) throws -> String {
            try run(
                ["---completion", "list", "--", "--owner", "3", "0", "trackerctl", "list", "--owner", "per"],
                environment: ["SAP_SHELL": shell]
            ).output
        }
        #expect(try offered("bash").hasPrefix("Per\\:son\\ two"))
        #expect(try offered("zsh").hasPrefix("Per\\:son two"))
        #expect(try offered("fish").hasPrefix("Per:son two"))
    }

    @Test func askingNeverComplains() throws {
        let run = try CommandLineRun()
        _ = try run.file("register.db", "not a register")
        for arguments in [
            ["---completion", "list", "--", "--owner", "2", "0", "trackerctl", "list", "--owner", ""],
            ["---completion", "no-such", "--", "--owner", "0", "0"], ["---completion"],
        ] {
            let result = try run(arguments)
            #expect(
                result.code == 0 && result.error.isEmpty && result.output.allSatisfy(\.isWhitespace),
                "\(arguments)")
        }
    }

    @Test func quotesAreTakenOff() {
        #expect(RegisterCompletion.unquoted("Owen\\ O") == "Owen O")
        #expect(RegisterCompletion.unquoted("\"Owen O'") == "Owen O'")
        #expect(RegisterCompletion.unquoted("'a\\b'") == "a\\b")
    }
}
