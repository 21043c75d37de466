import Glibc
import Tracker

/// The program that shows a long text screen by screen: `$PAGER`, else less where it is installed.
struct Pager {
    /// As the shell runs it.
    let command: String
    /// How many lines the terminal shows; a text of fewer needs no pager.
    let lines: Int

    /// The pager of the terminal that standard output is; nil where it is none, where nothing tells its height, or where
    /// an empty `PAGER` says that none is wanted.
    static func ofTerminal() -> Pager? {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, Environment.value("TERM") != "dumb",
            ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 1
        else { return nil }
        // The prompt that comes after takes a line.
        let lines = Int(size.ws_row) - 1
        if let asked = getenv("PAGER") {
            let command = String(cString: asked)
            return command.allSatisfy(\.isWhitespace) ? nil : Pager(command: command, lines: lines)
        }
        return Environment.program("less").map { _ in Pager(command: "less", lines: lines) }
    }

    /// Starts it; what is written to the descriptor is shown, once the descriptor is closed `wait` for its end.
    ///
    /// - Returns: nil where it can't be started.
    func start() -> (descriptor: Int32, process: pid_t)? {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        // Colours shown, short texts left on the screen, long lines cut; what the person set themselves wins.
        setenv("LESS", "FRX", 0)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        let words: [String] = ["sh", "-c", command]
        let arguments = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process = pid_t()
        guard posix_spawn(&process, "/bin/sh", &actions, nil, arguments, environ) == 0 else {
            close(ends[1])
            return nil
        }
        // Leaving the pager early is no failure, and Ctrl-C is the pager's while it runs.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGINT, SIG_IGN)
        return (ends[1], process)
    }

    /// Waits until the person has left it.
    static func wait(for process: pid_t) {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
}
