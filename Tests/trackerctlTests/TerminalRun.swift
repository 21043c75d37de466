import Foundation
import Glibc
import Testing

/// Runs the built command line at a pseudo-terminal, as somebody who waits for each question and then answers
/// it.
final class TerminalRun {
    private let process = Process()
    private let master: Int32
    private(set) var screen = ""

    init(
        _ run: CommandLineRun, _ arguments: [String], environment: [String: String] = [:], lines: UInt16 = 0
    )
        throws
    {
        // What posix_openpt, unlockpt and ptsname do on Linux (ioctl_tty(2)); Swift doesn't see them.
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: Int32 = 0
        var number: Int32 = 0
        try #require(ioctl(master, 0x4004_5431, &locked) == 0 && ioctl(master, 0x8004_5430, &number) == 0)
        let slave = FileHandle(
            fileDescriptor: open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC), closeOnDealloc: true)
        var size = winsize(ws_row: lines, ws_col: lines == 0 ? 0 : 80, ws_xpixel: 0, ws_ypixel: 0)
        try #require(ioctl(master, UInt(TIOCSWINSZ), &size) == 0)
        process.executableURL = CommandLineRun.program
        process.arguments = arguments
        process.currentDirectoryURL = run.folder
        var variables = ProcessInfo.processInfo.environment
        variables["TRACKER_REGISTER"] = run.register
        variables["XDG_DATA_HOME"] = run.folder.path
        variables["NO_COLOR"] = "1"
        variables["EDITOR"] = nil
        variables["VISUAL"] = nil
        process.environment = variables.merging(environment) { $1 }
        process.standardInput = slave
        process.standardOutput = slave
        process.standardError = slave
        try process.run()
        try slave.close()
    }

    /// Waits until `question` stands on the screen, then types `answer`. Only what comes after the last answer
    /// counts.
    func answer(_ question: String, with answer: String) throws {
        let seen = try wait(for: question)
        try #require(seen, "no \"\(question)\" on the screen: \(screen)")
        screen = ""
        _ = answer.withCString { write(master, $0, strlen($0)) }
    }

    private func wait(for question: String) throws -> Bool {
        let patience = Date(timeIntervalSinceNow: 20)
        while !screen.contains(question), Date() < patience {
            guard read(waiting: 200) else { break }
        }
        return screen.contains(question)
    }

    /// False at the end of the program's output.
    private func read(waiting milliseconds: Int32) -> Bool {
        var input = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&input, 1, milliseconds) > 0 else { return true }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(master, &buffer, buffer.count)
        guard count > 0 else { return false }
        screen += String(decoding: buffer[..<count], as: UTF8.self)
        return true
    }

    /// Kills the program where it stands, as a lost connection does.
    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        close(master)
    }

    /// Waits for the program to end by itself; its exit code.
    func end() -> Int32 {
        while read(waiting: 200), process.isRunning {}
        process.waitUntilExit()
        while read(waiting: 0), !screen.isEmpty {
            var input = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            if poll(&input, 1, 50) <= 0 { break }
        }
        close(master)
        return process.terminationStatus
    }
}
