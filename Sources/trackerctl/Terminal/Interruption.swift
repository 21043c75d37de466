import Glibc
import Tracker

/// Being told to stop (SIGTERM, SIGINT, SIGHUP): what stands half-written is removed, a converter that runs is stopped,
/// and the program dies by that signal, as whoever sent it expects.
enum Interruption {
    private static let signals = [SIGTERM, SIGINT, SIGHUP]
    /// The converter that runs, which leads a process group of its own; 0 for none.
    nonisolated(unsafe) private static var group: pid_t = 0
    /// `rm -rf FOLDER` for the temporary folder that there is: a handler may not make it.
    nonisolated(unsafe) private static var removal: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?

    /// Sets the handlers up; a signal that the program was started to ignore (nohup) stays ignored.
    static func prepare() {
        // A file that may not grow is an error of the write then, which is told in a sentence.
        signal(SIGXFSZ, SIG_IGN)
        Leftovers.prepare()
        var heard = sigset_t()
        sigemptyset(&heard)
        for number in signals {
            sigaddset(&heard, number)
            var action = sigaction()
            sigaction(number, nil, &action)
            if unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1 { continue }
            action = sigaction()
            action.__sigaction_handler.sa_handler = { Interruption.stop($0) }
            sigaction(number, &action, nil)
        }
        // Some programs start others with their signals held back.
        sigprocmask(SIG_UNBLOCK, &heard, nil)
    }

    /// The handler: only calls that are safe in one.
    private static func stop(_ number: Int32) {
        stopHelper()
        Leftovers.removeAll()
        if let removal, let program = removal[0] {
            var process = pid_t()
            if posix_spawn(&process, program, nil, nil, removal, environ) == 0 { waitpid(process, nil, 0) }
        }
        signal(number, SIG_DFL)
        raise(number)
    }

    /// Ends the converter and all that it started.
    static func stopHelper() {
        guard group > 0 else { return }
        kill(-group, SIGKILL)
        waitpid(group, nil, 0)
        group = 0
    }

    /// Starts a program in a process group of its own, with its output thrown away.
    ///
    /// - Parameters:
    ///   - input: a file that it reads as its standard input.
    ///   - errors: a file that is to hold what it says of errors.
    /// - Returns: false where it can't be.
    static func startHelper(
        _ program: String, _ arguments: [String], input: String = "/dev/null", errors: String = "/dev/null"
    ) -> Bool {
        // A signal between the start and the note of it would leave the converter running.
        var (held, before) = (sigset_t(), sigset_t())
        sigemptyset(&held)
        for number in signals { sigaddset(&held, number) }
        sigprocmask(SIG_BLOCK, &held, &before)
        defer { sigprocmask(SIG_SETMASK, &before, nil) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT, 0o600)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setsigmask(&attributes, &before)
        let pointers = ([program] + arguments).map { strdup($0) } + [nil]
        defer { pointers.forEach { free($0) } }
        var process = pid_t()
        guard posix_spawn(&process, program, &actions, &attributes, pointers, environ) == 0 else {
            return false
        }
        group = process
        return true
    }

    /// Waits for the converter. - Returns: its exit status; -1 where it died or was still running after `seconds`, and
    /// was stopped.
    static func waitForHelper(seconds: Double) -> Int32 {
        var status: Int32 = 0
        var waited = 0.0
        while case let ended = waitpid(group, &status, WNOHANG), ended != group {
            guard ended == 0 || errno == EINTR, waited < seconds else {
                stopHelper()
                return -1
            }
            usleep(20_000)
            waited += 0.02
        }
        // What it started and left behind goes as well.
        kill(-group, SIGKILL)
        group = 0
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }

    /// Notes the one temporary folder to be removed; nil once it is gone.
    static func noteFolder(_ path: String?) {
        guard let path else {
            guard let noted = removal else { return }
            removal = nil
            for word in 0..<3 { free(noted[word]) }
            noted.deallocate()
            return
        }
        let words = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: 4)
        for (index, word) in ["/bin/rm", "-rf", path].enumerated() { words[index] = strdup(word) }
        words[3] = nil
        removal = words
    }
}
